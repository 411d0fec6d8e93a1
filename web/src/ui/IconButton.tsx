import type { ComponentProps, MouseEvent } from 'react';
import type { LucideIcon } from 'lucide-react';

import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { ariaKeys } from './keys.ts';
import type { Side } from './place.ts';
import { tip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'disabled' | 'children'> {
  icon: LucideIcon;
  /** What it does: read aloud, and shown as the tooltip. */
  label: string;
  /** "mod+K": shown in the tooltip. Whoever owns the shortcut listens for it. */
  keys?: string;
  /** 28 px instead of 32. */
  small?: boolean;
  /** A toggle: pressed or not. Leave out for plain buttons. */
  on?: boolean;
  /** A star is filled when on, and only then; others are tinted. */
  look?: 'send' | 'star';
  off?: boolean;
  tipSide?: Side;
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, keys, small, on, look, off, tipSide, onClick, type = 'button', ...rest } = props;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      {...tip(label, keys, tipSide)}
      type={type}
      className={classNames('ib', small && 's28', off && 'off', ...looks(look, on))}
      aria-label={label}
      aria-keyshortcuts={keys && ariaKeys(keys)}
      aria-pressed={on}
      aria-disabled={off || undefined}
      onClick={press}
    >
      <Icon of={icon} />
    </button>
  );
}

function looks(look: IconButtonProps['look'], on: boolean | undefined): (string | false | undefined)[] {
  return look === 'star' ? [on && 'star'] : [look, on && 'on'];
}
