/**
 * Screens as data. A feature declares each of its screens in `screens.ts`; the routes, the palette, the menus and the
 * list of settings all derive from that. Patterns of addresses are in `pattern.ts`.
 */
import { type ComponentType, createElement, type ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { navigate } from 'wouter/use-browser-location';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import type { LiveState } from '../live/state.ts';
import { type Message, t } from '../words/words.ts';
import type { Entry, Here, MenuPlaces } from './action.ts';
import { part } from './part.tsx';
import type { ChannelPlace } from './paths.ts';
import { filled, fitted, type ParamsOf, partsOf } from './pattern.ts';

/** In the list of settings: among my own, under the team's name, or under a heading. */
export type Heading = 'you' | 'team' | Message;

/** Which tab the phone lights, and what stands beside the sheet: the channels, or with `you` the list of settings. */
export type Section = 'home' | 'threads' | 'you';

/** What a screen in a team is given. */
export interface SheetProps<Path extends string> {
  team: Team;
  params: ParamsOf<Path>;
  /** For a screen with `channel`: which the address means, and the channel itself where it is held. */
  shows: { place: ChannelPlace; channel: Channel | undefined } | undefined;
}

/** A screen in a team: a sheet in the frame. */
export interface Screen<Path extends string = string> {
  kind: 'screen';
  paths: readonly string[];
  title: Message;
  section: Section;
  /** In the list of settings, under this heading; undefined: not there. */
  listedUnder: Heading | undefined;
  /** On a phone the list beside the sheet is all of it; elsewhere it is this other screen, or itself. */
  list: { wide?: Screen } | undefined;
  entry: Entry | undefined;
  channelOf(params: ParamsOf<Path>): ChannelPlace | undefined;
  render(props: SheetProps<Path>): ReactNode;
  /** Its address. */
  at(params: ParamsOf<Path>): string;
}

/** A screen without a team and without a frame. */
export interface Door {
  kind: 'door';
  paths: readonly string[];
  title: Message;
  for: 'signed-in' | 'signed-out' | 'both';
  entry: Entry | undefined;
  render(): ReactNode;
}

/** An address that leads to another. */
export interface Lead<Path extends string = string> {
  kind: 'lead';
  paths: readonly string[];
  to(params: ParamsOf<Path>): string;
}

interface Listing {
  /** For code that leads there, see `useEntry`. */
  name: string;
  icon: LucideIcon;
  may?: Entry['may'];
  menus?: MenuPlaces;
}

/** In a file of its own, or, for what is always needed, at hand. */
type Content<Props extends object> = { load: () => Promise<ComponentType<Props>> } | { show: ComponentType<Props> };

export type ScreenOptions<Path extends string> = Content<SheetProps<Path>> & {
  /** `/:team/…`; the first is its own address, those after it lead to it, too. */
  path: Path | readonly [Path, ...string[]];
  title: Message;
  section: Section;
  /** What it shows without a connection is whole, or nearly so. */
  offline: boolean;
  /** In menus and in the palette. Without it, the screen needs more than a team to be reached. */
  listing?: Listing;
  listedUnder?: Heading;
  list?: { wide?: Screen };
  channel?(params: ParamsOf<Path>): ChannelPlace;
};

export function screen<const Path extends string>(options: ScreenOptions<Path>): Screen<Path> {
  const { path, title, section, listing, list, listedUnder } = options;
  const paths = pathsOf(path);
  const Component = componentOf(options);
  const at = (params: ParamsOf<Path>) => filled(paths[0] ?? '', params as Readonly<Record<string, string>>);
  // What is listed needs nothing but a team.
  const run = ({ team }: Here) => navigate(filled(paths[0] ?? '', { team: team.name }));
  const about = section === 'you' && listedUnder !== undefined ? () => t('Settings') : undefined;
  return {
    kind: 'screen',
    paths,
    title,
    section,
    listedUnder,
    list,
    entry: listing && entryFor({ ...listing, title, run, about, needsConnection: !options.offline }),
    channelOf: (params) => options.channel?.(params),
    render: (props) => createElement(Component, props),
    at,
  };
}

export type DoorOptions = Content<object> & {
  path: string;
  title: Message;
  for: Door['for'];
  offline: boolean;
  listing?: Listing;
};

export function door(options: DoorOptions): Door {
  const { path, title, listing } = options;
  const Component = componentOf(options);
  const entry = listing && { ...listing, title, run: () => navigate(path), needsConnection: !options.offline };
  return {
    kind: 'door',
    paths: [path],
    title,
    for: options.for,
    entry: entry && entryFor(entry),
    render: () => createElement(Component),
  };
}

export function lead<const Path extends string>(path: Path, to: Lead<Path>['to']): Lead<Path> {
  return { kind: 'lead', paths: [path], to };
}

const pathsOf = (path: string | readonly string[]): readonly string[] => (typeof path === 'string' ? [path] : path);

function componentOf<Props extends object>(content: Content<Props>): ComponentType<Props> {
  return 'show' in content ? content.show : part(content.load);
}

interface EntryOptions extends Listing {
  title: Message;
  run: Entry['run'];
  about?: Entry['about'] | undefined;
  needsConnection: boolean;
}

function entryFor({ title, menus = {}, may = () => true, about = () => '', ...rest }: EntryOptions): Entry {
  return {
    kind: 'go',
    keys: undefined,
    danger: false,
    isListed: true,
    menus,
    may,
    about,
    title: (_state: LiveState) => t(title),
    ...rest,
  };
}

/** What an address means among what is declared; the first that fits. */
export function placeAt<Kind extends { paths: readonly string[] }>(
  declared: readonly Kind[],
  path: string,
): { place: Kind; params: Record<string, string> } | undefined {
  const parts = partsOf(path);
  for (const place of declared) {
    for (const pattern of place.paths) {
      const params = fitted(pattern, parts);
      if (params) return { place, params };
    }
  }
  return undefined;
}
