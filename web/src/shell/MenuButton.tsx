import type { ReactNode } from 'react';

import { type Trigger, useOpener } from '../ui/useOpener.ts';
import { PartBoundary } from './PartBoundary.tsx';
import { PartDialog } from './PartDialog.tsx';

/** What an open menu is given: its button, and what closes it. */
export interface OpenMenu {
  anchor: HTMLElement;
  onClose: () => void;
}

export interface MenuButtonProps {
  label: string;
  trigger: Trigger;
  /** The menu, a part: only those who open it need its file. */
  children: (menu: OpenMenu) => ReactNode;
}

/** A button and the menu that it opens. */
export function MenuButton({ label, trigger, children }: MenuButtonProps) {
  const { trigger: button, anchor, setOpen } = useOpener(trigger, 'menu', {});
  const onClose = () => setOpen(false);
  const failed = (failure: ReactNode) => <PartDialog title={label} failure={failure} onClose={onClose} />;
  return (
    <>
      {button}
      {anchor && <PartBoundary frame={failed}>{children({ anchor, onClose })}</PartBoundary>}
    </>
  );
}
