import type { ComponentProps, MouseEvent } from 'react';
import type { LucideIcon } from 'lucide-react';

import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { StateMark } from './StateMark.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'disabled'> {
  kind?: 'primary' | 'danger' | 'quiet';
  /** 28 px high. */
  small?: boolean;
  /** 44 px high, as wide as its place: sign-in. */
  door?: boolean;
  icon?: LucideIcon;
  /** Stays focusable and says that it is off; pressing does nothing. */
  off?: boolean;
  /** The arc turns in place of the icon; pressing does nothing. */
  busy?: boolean;
}

export function Button({
  kind,
  small,
  door,
  icon,
  off,
  busy,
  onClick,
  type = 'button',
  children,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off || busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={classNames('btn', small && 'sm', door && 'door-btn', kind, off && 'off')}
      aria-disabled={off || busy || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {busy ? <StateMark state="running" /> : icon && <Icon of={icon} />}
      {children}
    </button>
  );
}
