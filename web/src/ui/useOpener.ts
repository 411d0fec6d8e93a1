import { cloneElement, type KeyboardEvent, type MouseEvent, type ReactElement, useState } from 'react';

/** What a trigger has to accept: a plain <button>, Button and IconButton do. */
export interface TriggerProps {
  ref?: (element: HTMLButtonElement | null) => void;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  onPointerDown?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void;
  'aria-haspopup'?: 'dialog' | 'menu';
  'aria-expanded'?: boolean;
}

export type Trigger = ReactElement<TriggerProps>;

export interface OpenState {
  /** Without it the trigger opens and closes by itself. */
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

export interface Opener {
  setOpen: (open: boolean) => void;
  /** The button, while open. */
  anchor: HTMLButtonElement | undefined;
  /** The trigger, with what it needs to open and to say so. */
  trigger: ReactElement;
}

/** Open or closed, by itself or as its owner says, and the button that changes it. */
export function useOpener(trigger: Trigger, kind: 'dialog' | 'menu', state: OpenState): Opener {
  const [own, setOwn] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const isOpen = state.open ?? own;
  const setOpen = (open: boolean) => {
    setOwn(open);
    state.onOpenChange?.(open);
  };
  const { onClick } = trigger.props;
  const onPointerDown = () => setWasOpen(isOpen);
  const onPress = (event: MouseEvent<HTMLButtonElement>) => {
    onClick?.(event);
    if (event.defaultPrevented) return;
    // A press by pointer has dismissed what was open before the click comes; it must not open it again.
    const isByPointer = event.detail > 0;
    setOpen(isByPointer ? !wasOpen : !isOpen);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (kind !== 'menu' || isOpen || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    setOpen(true);
  };
  return {
    setOpen,
    anchor: isOpen && button ? button : undefined,
    trigger: cloneElement(trigger, {
      ref: setButton,
      'aria-haspopup': kind,
      'aria-expanded': isOpen,
      onPointerDown,
      onClick: onPress,
      onKeyDown,
    }),
  };
}
