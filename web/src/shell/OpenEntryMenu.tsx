import { MenuAt } from '../ui/Menu.tsx';
import type { Alignment } from '../ui/place.ts';
import type { MenuName } from './action.ts';
import type { OpenMenu } from './MenuButton.tsx';
import { MenuEntries } from './MenuEntries.tsx';

export interface OpenEntryMenuProps extends OpenMenu {
  menu: MenuName;
  label: string;
  align: Alignment;
}

export function OpenEntryMenu({ menu, ...at }: OpenEntryMenuProps) {
  return (
    <MenuAt {...at}>
      <MenuEntries menu={menu} />
    </MenuAt>
  );
}
