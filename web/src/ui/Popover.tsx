import type { KeyboardEvent, ReactNode } from 'react';

import { classNames } from './class-names.ts';
import type { Alignment, Side } from './place.ts';
import { useFocusInside } from './useFocusInside.ts';
import { type OpenState, type Trigger, useOpener } from './useOpener.ts';
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

export interface PopoverProps extends PopoverBodyProps, OpenState {
  /** The popover opens from it. */
  trigger: Trigger;
}

/** Focus goes to the element with data-first, or to the popover itself. Escape and a press outside close it. */
export function Popover({ trigger, open, onOpenChange, ...body }: PopoverProps) {
  const opener = useOpener(trigger, 'dialog', { open, onOpenChange });
  return (
    <>
      {opener.trigger}
      {opener.anchor && <PopoverAt {...body} anchor={opener.anchor} onClose={() => opener.setOpen(false)} />}
    </>
  );
}

export interface PopoverAtProps extends PopoverBodyProps {
  /** The element it belongs to, which also gets focus back. */
  anchor: HTMLElement;
  onClose: () => void;
}

/** Open as long as it is rendered: for what several elements may open, such as mentions. */
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

/** One Escape closes one thing: what lies around must not hear of it. The closing itself is the browser's. */
export function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
