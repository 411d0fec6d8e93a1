/**
 * What a slice is: all that the client keeps of one area, in one file. Its part of the state is merged into `LiveState`
 * where it stands, and `slices.ts` assembles the slices by type: one that is missing there does not compile.
 */
import { ApiError } from '@innermost/client/errors.ts';
import type { Broadcast, EventName, Events } from '@innermost/protocol/events.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import type { Api } from '../ask.ts';
import type { Change, LiveState, WantKind } from '../state.ts';

export interface Slice<Part extends Partial<LiveState>, AreaEvents = object, Kinds extends WantKind = never> {
  /** Its part of the state before anything is loaded. */
  readonly empty: Part;
  /** What each event of the area does to the state. */
  readonly events: ApplyAll<AreaEvents>;
  /**
   * Its share of the first load and of every load after a loss. The change replaces what was held; a rejection fails the
   * whole load.
   */
  readonly load?: (loading: Loading) => Promise<Change>;
  /** Its share of what comes with a team: then, when the team's sidebar is first shown, and on joining it. */
  readonly loadTeam?: (api: Api, teamId: string) => Promise<Change>;
  /** Fetches what events only mention: by the kind of a want. */
  readonly wants?: { readonly [Kind in Kinds]: Fetch };
  /** For tests: what of its part must be the same after the events as after loading afresh. */
  readonly comparable?: (state: LiveState, shown: Shown) => object;
}

/** What of the state a person can see. */
export interface Shown {
  /** Channels that are not archived. */
  readonly channels: ReadonlySet<string>;
  readonly posts: readonly Post[];
  /** Me, and everybody in those posts. */
  readonly people: ReadonlySet<string>;
}

export interface Received {
  broadcast: Broadcast;
  /** ms since 1970, as the client's clock says. */
  now: number;
}

/** Pure; applying an event that the state already contains changes nothing. */
export type Apply<E extends EventName> = (state: LiveState, data: Events[E], received: Received) => LiveState;

/** One line per event of an area. */
export type ApplyAll<Area> = { readonly [E in keyof Area & EventName]: Apply<E> };

export interface LoadOptions {
  /** Which teams' sidebars to load, chosen once the teams are known. */
  teams: (teams: readonly Team[]) => readonly string[];
  /** People and names of emoji held so far, and when they were last known to be right (ms); absent on the first load. */
  known?: { users: readonly string[]; emoji: readonly string[]; since: number };
  /** A team that will probably be among `teams`: its contents are asked for with everything else. */
  guessedTeam?: string;
}

export interface Loading extends LoadOptions {
  api: Api;
  /** The answer to a question that several slices ask: it is sent once in a load. */
  once: <T>(ask: (loading: Loading) => Promise<T>) => Promise<T>;
}

export interface Fetching {
  api: Api;
  /** As it was when the fetching began. */
  state: LiveState;
  /** All that slices load with a team. */
  loadTeam: (teamId: string) => Promise<Change>;
}

/** Brings what is wanted of one kind. What the server refuses is given up; no answer rejects. */
export type Fetch = (fetching: Fetching, ids: readonly string[]) => Promise<Change>;

/** Fetches the things of a kind one by one; `onRefusal` says what follows where the server refuses one. */
export function each(
  fetchOne: (fetching: Fetching, id: string) => Promise<Change>,
  onRefusal: (state: LiveState, id: string) => LiveState = (state) => state,
): Fetch {
  return async (fetching, ids) => {
    const changes = await Promise.all(
      ids.map((id) => unlessRefused(fetchOne(fetching, id), (state) => onRefusal(state, id))),
    );
    return inOrder(changes);
  };
}

export async function unlessRefused(change: Promise<Change>, onRefusal: Change): Promise<Change> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return onRefusal;
    throw error;
  }
}

/** One change that makes several. */
export function inOrder(changes: readonly Change[]): Change {
  return (state) => changes.reduce((next, change) => change(next), state);
}
