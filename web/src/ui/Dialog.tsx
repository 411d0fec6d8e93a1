import { type ReactNode, useRef } from 'react';
import { Content, Description, Portal, Root, Title } from 'radix-ui/dialog';
import { X } from 'lucide-react';

import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
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
 * closing. Escape and a press outside close.
 */
export function Dialog({ open, onClose, title, description, children, acts, wide, bare }: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  const focusFirst = (event: Event) => {
    const first = content.current?.querySelector<HTMLElement>('[data-first]');
    if (!first) return;
    event.preventDefault();
    first.focus();
  };
  return (
    <Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Portal>
        {/* Not the primitive's Overlay: it locks scrolling with a <style> of its own, which our policy refuses. */}
        <div className="scrim">
          <Content
            ref={content}
            className={classNames('dialog', wide && 'wide', bare && 'bare')}
            onOpenAutoFocus={focusFirst}
            {...(!description && { 'aria-describedby': undefined })}
          >
            {bare ? (
              <Title className="sr">{title}</Title>
            ) : (
              <div className="row">
                <Title className="grow">{title}</Title>
                <IconButton icon={X} label="Close" keys="Escape" small onClick={onClose} />
              </div>
            )}
            {description && (
              <Description asChild>
                <div className="t2 dialog-text">{description}</div>
              </Description>
            )}
            {children}
            {acts && <div className="row dialog-acts">{acts}</div>}
          </Content>
        </div>
      </Portal>
    </Root>
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
        Cancel
      </Button>
      <Button kind={danger ? 'danger' : 'primary'} busy={busy ?? false} onClick={onConfirm}>
        {verb}
      </Button>
    </>
  );
  return <Dialog open={open} onClose={onClose} title={title} description={text} acts={acts} />;
}
