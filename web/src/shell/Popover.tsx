import type { ReactNode } from 'react';

import type { PopoverBodyProps } from '../ui/PopoverAt.tsx';
import { type OpenState, type Trigger, useOpener } from '../ui/useOpener.ts';
import { part } from './part.tsx';
import { PartBoundary } from './PartBoundary.tsx';
import { PartDialog } from './PartDialog.tsx';

const PopoverAt = part(() => import('../ui/PopoverAt.tsx').then((module) => module.PopoverAt));

export interface PopoverProps extends PopoverBodyProps, OpenState {
  /** The popover opens from it. */
  trigger: Trigger;
}

/** A button and what opens beside it. */
export function Popover({ trigger, open, onOpenChange, ...body }: PopoverProps) {
  const { trigger: button, anchor, setOpen } = useOpener(trigger, 'dialog', { open, onOpenChange });
  const onClose = () => setOpen(false);
  const failed = (failure: ReactNode) => <PartDialog title={body.label} failure={failure} onClose={onClose} />;
  return (
    <>
      {button}
      {anchor && (
        <PartBoundary frame={failed}>
          <PopoverAt {...body} anchor={anchor} onClose={onClose} />
        </PartBoundary>
      )}
    </>
  );
}
