/** What the features declare, gathered by `web/src/declared.ts` and handed down from there. */
import { createContext, use, useMemo } from 'react';

import { useLive, useLiveShape } from '../live/live.ts';
import type { Entry, Here, MenuName } from './action.ts';
import { type Later, later, useLater } from './part.tsx';
import type { Door, Lead, Screen } from './screen.ts';

export interface Declared {
  screens: readonly Screen[];
  leads: readonly Lead[];
  doors: readonly Door[];
  /** The screens that menus and the palette list. */
  entries: readonly Entry[];
  /** The actions that they list, too. They come in a file of their own, which is waited for as a part is. */
  actions: Later<readonly Entry[]>;
}

type Declaration = Screen | Door | Lead;

/** Sorts the declarations of all features by what they are, in the given order. */
export function gather(all: readonly Declaration[], actions: Declared['actions']): Declared {
  const screens = all.filter((one) => one.kind === 'screen');
  const doors = all.filter((one) => one.kind === 'door');
  return {
    screens,
    doors,
    leads: all.filter((one) => one.kind === 'lead'),
    entries: [...screens, ...doors].flatMap(({ entry }) => entry ?? []),
    actions,
  };
}

export const DeclaredContext = createContext<Declared>({
  screens: [],
  leads: [],
  doors: [],
  entries: [],
  actions: later(() => Promise.resolve([])),
});
/** Undefined outside the frame of a team, where no menu is. */
export const HereContext = createContext<Here | undefined>(undefined);

export const useDeclared = (): Declared => use(DeclaredContext);
export const useHere = (): Here | undefined => use(HereContext);

/** What menus and the palette list: screens, then actions. Belongs into a `PartBoundary`. */
export function useEntries(): readonly Entry[] {
  const declared = useDeclared();
  const { entries } = declared;
  const actions = useLater(declared.actions);
  return useMemo(() => [...entries, ...actions], [entries, actions]);
}

/** Something that is declared elsewhere, to offer it here; undefined where it is not possible. Waits as `useEntries` does. */
export function useEntry(name: string): (() => void) | undefined {
  const here = useHere();
  const entry = useEntries().find((one) => one.name === name);
  const may = useLive((state) => here !== undefined && entry?.may(state, here) === true);
  return may && here && entry ? () => entry.run(here) : undefined;
}

/** What a menu lists, group by group; what is not possible is left out. */
export function useMenu(menu: MenuName): { here: Here | undefined; groups: Entry[][] } {
  const here = useHere();
  const entries = useEntries();
  const groups = useLiveShape((state): Record<number, Entry[]> =>
    here
      ? groupsOf(
          menuOf(entries, menu, (one) => one.may(state, here)),
          menu,
        )
      : {},
  );
  return { here, groups: Object.values(groups) };
}

function menuOf(entries: readonly Entry[], menu: MenuName, may: (entry: Entry) => boolean): Entry[] {
  const place = (entry: Entry) => entry.menus[menu] ?? 0;
  return entries.filter((entry) => menu in entry.menus && may(entry)).toSorted((a, b) => place(a) - place(b));
}

function groupsOf(entries: readonly Entry[], menu: MenuName): Record<number, Entry[]> {
  const groups: Record<number, Entry[]> = {};
  for (const entry of entries) (groups[Math.floor((entry.menus[menu] ?? 0) / 10)] ??= []).push(entry);
  return groups;
}

/** How it reads now. */
export function useTitleOf(entry: Entry, here: Here): string {
  return useLive((state) => entry.title(state, here));
}
