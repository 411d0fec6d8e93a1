import type { Alignment } from '../ui/place.ts';
import type { Trigger } from '../ui/useOpener.ts';
import type { MenuName } from './action.ts';
import { MenuButton } from './MenuButton.tsx';
import { part } from './part.tsx';

const OpenEntryMenu = part(() => import('./OpenEntryMenu.tsx').then((module) => module.OpenEntryMenu));

export interface EntryMenuProps {
  menu: MenuName;
  label: string;
  trigger: Trigger;
  align?: Alignment;
}

/** A button and the menu of what is declared for it. */
export function EntryMenu({ menu, label, trigger, align = 'start' }: EntryMenuProps) {
  return (
    <MenuButton label={label} trigger={trigger}>
      {(open) => <OpenEntryMenu menu={menu} label={label} align={align} {...open} />}
    </MenuButton>
  );
}
