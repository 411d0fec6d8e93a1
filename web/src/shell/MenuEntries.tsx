import { Fragment } from 'react';

import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import type { Entry, Here, MenuName } from './action.ts';
import { useMenu, useTitleOf } from './declared.ts';

/** The rows of a menu, from what is declared for it. */
export function MenuEntries({ menu }: { menu: MenuName }) {
  const { here, groups } = useMenu(menu);
  return (
    here &&
    groups.map((group, at) => (
      <Fragment key={group[0]?.name}>
        {at > 0 && <MenuSeparator />}
        {group.map((entry) => (
          <MenuRow key={entry.name} entry={entry} here={here} />
        ))}
      </Fragment>
    ))
  );
}

function MenuRow({ entry, here }: { entry: Entry; here: Here }) {
  const title = useTitleOf(entry, here);
  return (
    <MenuItem
      icon={entry.icon}
      danger={entry.danger}
      onSelect={() => entry.run(here)}
      {...(entry.keys !== undefined && { keys: entry.keys })}
    >
      {title}
    </MenuItem>
  );
}
