/**
 * Something that can be done, as data: menus and the palette (Ctrl K) list the same actions, so what is in a menu is in
 * the palette and does the same there. Features declare theirs in `actions.ts`.
 */
import type { LucideIcon } from 'lucide-react';

import type { Team } from '@innermost/protocol/teams.ts';

import type { LiveState } from '../live/state.ts';
import { type Message, t } from '../words/words.ts';

/** Where something would be done: what is on the screen. */
export interface Here {
  team: Team;
  channelId: string | undefined;
  /** The root of the thread in the panel. */
  threadId: string | undefined;
}

export type MenuName = 'team' | 'channel' | 'account' | 'add-channel';

/** What the tens say is the group, with a line between groups; what the ones say is the place in it. */
export type MenuPlaces = Partial<Record<MenuName, number>>;

export interface Entry {
  /** `go`: to a screen. */
  kind: 'go' | 'do';
  /** For code that offers it elsewhere, see `useEntry`. */
  name: string;
  icon: LucideIcon;
  menus: MenuPlaces;
  keys: string | undefined;
  danger: boolean;
  /** Listed in the palette. */
  isListed: boolean;
  /** Shows or works only with a connection. */
  needsConnection: boolean;
  title(state: LiveState, here: Here): string;
  /** What it is about, beside the title in the palette: a channel, a team. Empty for what is about nothing else. */
  about(state: LiveState, here: Here): string;
  /** Whether it is possible here, for me. */
  may(state: LiveState, here: Here): boolean;
  run(here: Here): void;
}

export interface ActionOptions {
  name: string;
  title: Message | ((state: LiveState, here: Here) => string);
  icon: LucideIcon;
  run(here: Here): void;
  may?: Entry['may'];
  about?: Entry['about'];
  menus?: MenuPlaces;
  /** "mod+/": shown beside it. Whoever owns the shortcut listens for it. */
  keys?: string;
  danger?: boolean;
  /** False for what makes no sense in the palette. */
  listed?: boolean;
  /** True for what works without a connection: opening a dialog, changing the look. */
  offline?: boolean;
}

export function action(options: ActionOptions): Entry {
  const { title, menus = {}, danger = false, listed = true, offline = true } = options;
  return {
    kind: 'do',
    name: options.name,
    icon: options.icon,
    menus,
    keys: options.keys,
    danger,
    isListed: listed,
    needsConnection: !offline,
    title: typeof title === 'function' ? title : () => t(title),
    about: options.about ?? (() => ''),
    may: options.may ?? (() => true),
    run: options.run,
  };
}
