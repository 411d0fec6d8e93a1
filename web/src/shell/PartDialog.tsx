import type { ReactNode } from 'react';

import { Dialog } from '../ui/Dialog.tsx';

export interface PartDialogProps {
  title: string;
  failure: ReactNode;
  onClose: () => void;
}

/** Where something small would have opened beside what was pressed, its failure opens as a dialog. */
export function PartDialog({ title, failure, onClose }: PartDialogProps) {
  return (
    <Dialog open title={title} onClose={onClose}>
      {failure}
    </Dialog>
  );
}
