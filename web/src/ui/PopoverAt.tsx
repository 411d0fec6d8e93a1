import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';
import { keepEscape } from './keys.ts';
import type { Alignment, Side } from './place.ts';
import { useFocusInside } from './useFocusInside.ts';
import { usePlaced } from './usePlaced.ts';

export interface PopoverBodyProps {
  /** Said when it opens. */
  label: string;
  children: ReactNode;
  side?: Side;
  align?: Alignment;
  /** For bodies that bring their own frame, such as the emoji picker. */
  bare?: boolean;
}

export interface PopoverAtProps extends PopoverBodyProps {
  /** The element it belongs to, which also gets focus back. */
  anchor: HTMLElement;
  onClose: () => void;
}

/** Open as long as it is rendered. Focus goes to the element with data-first, or to itself; Escape and a press outside close. */
export function PopoverAt({
  label,
  anchor,
  onClose,
  children,
  side = 'bottom',
  align = 'start',
  bare,
}: PopoverAtProps) {
  const floating = usePlaced<HTMLDialogElement>({ anchor, side, align, gap: 6 });
  useFocusInside(floating, anchor);
  return (
    <dialog
      ref={floating}
      popover="auto"
      aria-label={label}
      tabIndex={-1}
      className={classNames('over', !bare && 'pop')}
      onToggle={(event) => event.target === event.currentTarget && event.newState === 'closed' && onClose()}
      onKeyDown={keepEscape}
    >
      {children}
    </dialog>
  );
}
