import type { ReactNode } from 'react';

import { closeDialog, useOpenDialog } from '../../shell/dialogs.ts';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { PartDialog } from '../../shell/PartDialog.tsx';

/** The dialog that is open. */
export function Dialogs() {
  const open = useOpenDialog();
  if (!open) return null;
  const frame = (failure: ReactNode) => <PartDialog title={open.title} failure={failure} onClose={closeDialog} />;
  return (
    <PartBoundary of={open.title} frame={frame}>
      {open.content}
    </PartBoundary>
  );
}
