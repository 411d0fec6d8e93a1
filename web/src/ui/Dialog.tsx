import { type PointerEvent, type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useRef } from 'react';
import { X } from 'lucide-react';

import { t } from '../words/words.ts';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';
import { keepEscape } from './keys.ts';

export interface DialogProps {
  open: boolean;
  /** Without it the dialog has to be answered: Escape and a press outside do nothing. */
  onClose?: (() => void) | undefined;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** The row of buttons at the end; the verb of the title on the last one. */
  acts?: ReactNode;
  /** 640 px instead of 440. */
  wide?: boolean;
  /** For bodies with a frame of their own (the jump dialog): no padding, title only read aloud. */
  bare?: boolean;
}

/**
 * Focus goes to the element with data-first, or to the first that takes it, stays inside, and returns on
 * closing. Escape and a press outside close. Being the browser's own dialog, it makes the rest inert.
 */
export function Dialog({ open, ...props }: DialogProps) {
  return open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, title, description, children, acts, wide, bare }: Omit<DialogProps, 'open'>) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pressedOutside = useRef(false);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    // Closing before it is removed is what gives focus back to where it was.
    return () => element?.close();
  }, []);
  const onCancel = (event: SyntheticEvent) => {
    event.preventDefault();
    if (event.target === dialog.current) onClose?.();
  };
  // Both ends of the press must be outside: selecting text may well end there.
  const onPointerDown = (event: PointerEvent) => {
    pressedOutside.current = event.target === dialog.current;
  };
  const onPointerUp = (event: PointerEvent) => {
    if (pressedOutside.current && event.target === dialog.current) onClose?.();
    pressedOutside.current = false;
  };
  return (
    <dialog
      ref={dialog}
      className="scrim"
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-text` : undefined}
      onCancel={onCancel}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onKeyDown={keepEscape}
    >
      <div className={classNames('dialog', wide && 'wide', bare && 'bare')}>
        <div className={bare ? 'sr' : 'row'}>
          <h2 id={`${id}-title`} className="grow">
            {title}
          </h2>
          {!bare && onClose && <IconButton icon={X} label={t('Close')} keys="Escape" small onClick={onClose} />}
        </div>
        {description && (
          <div id={`${id}-text`} className="t2 dialog-text">
            {description}
          </div>
        )}
        {children}
        {acts && <div className="row dialog-acts">{acts}</div>}
      </div>
    </dialog>
  );
}

export interface ConfirmProps {
  open: boolean;
  /** The question: "Delete #storage-move?". */
  title: string;
  /** What is lost, in figures. */
  text: ReactNode;
  /** The verb of the question: "Delete channel". */
  verb: string;
  onConfirm: () => void;
  onClose: () => void;
  danger?: boolean;
  busy?: boolean;
  /** A gentler way, at the other end of the row. */
  instead?: { label: string; onPress: () => void };
}

export function Confirm({ open, title, text, verb, onConfirm, onClose, danger, busy, instead }: ConfirmProps) {
  const acts = (
    <>
      {instead && (
        <Button kind="quiet" onClick={instead.onPress}>
          {instead.label}
        </Button>
      )}
      <span className="grow" />
      <Button data-first onClick={onClose}>
        {t('Cancel')}
      </Button>
      <Button kind={danger ? 'danger' : 'primary'} busy={busy ?? false} onClick={onConfirm}>
        {verb}
      </Button>
    </>
  );
  return <Dialog open={open} onClose={onClose} title={title} description={text} acts={acts} />;
}
