/** All slices, assembled by type: a part of the state, an event or a kind of want that no slice has does not compile. */
import type { Broadcast, EventFrame, EventName, Events } from '@innermost/protocol/events.ts';

import { inOneCopy, type LiveState, type WantKind } from '../state.ts';
import { categories } from './categories.ts';
import { channels } from './channels.ts';
import { drafts } from './drafts.ts';
import { emoji } from './emoji.ts';
import { posts } from './posts.ts';
import { preferences } from './preferences.ts';
import { reactions } from './reactions.ts';
import { roles } from './roles.ts';
import type { Apply, Fetch, Received, Shown } from './slice.ts';
import { status } from './status.ts';
import { system } from './system.ts';
import { teams } from './teams.ts';
import { threads } from './threads.ts';
import { users } from './users.ts';

/** In this order their loads are applied. */
const slices = [
  users,
  teams,
  channels,
  categories,
  preferences,
  roles,
  status,
  system,
  drafts,
  emoji,
  posts,
  reactions,
  threads,
] as const;

export const emptyState: LiveState = {
  me_id: '',
  outbox: {},
  wants: new Set(),
  ...joined(slices.map((slice) => slice.empty)),
};

const events: { readonly [E in EventName]: Apply<E> } = joined(slices.map((slice) => slice.events));

export const fetches: { readonly [Kind in WantKind]: Fetch } = joined(
  slices.flatMap((slice) => ('wants' in slice ? [slice.wants] : [])),
);

export const loads = slices.flatMap((slice) => ('load' in slice ? [slice.load] : []));

export const teamLoads = slices.flatMap((slice) => ('loadTeam' in slice ? [slice.loadTeam] : []));

/** The part of the state that must be equal, without what no event promises (presence, times of last change). */
export function comparable(state: LiveState, shown: Shown) {
  const comparables = slices.flatMap((slice) => ('comparable' in slice ? [slice.comparable] : []));
  return joined(comparables.map((of) => of(state, shown)));
}

type All<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;

function joined<Part extends object>(parts: readonly Part[]): All<Part> {
  // The parts have no key in common, so together they are what each of them is.
  return Object.assign({}, ...parts) as All<Part>;
}

/** The state after an event. `now` is ms since 1970. Events that this version does not know change nothing. */
export function applyEvent(state: LiveState, frame: EventFrame, now: number): LiveState {
  const apply = events[frame.event] as Apply<EventName> | undefined;
  return apply ? apply(state, frame.data, { broadcast: frame.broadcast, now }) : state;
}

/** The state after several events in their order. One that cannot be applied is left out, and told of. */
export function applyEvents(
  state: LiveState,
  frames: readonly EventFrame[],
  now: number,
  onFailure: (frame: EventFrame, error: unknown) => void,
): LiveState {
  const applyOne = (next: LiveState, frame: EventFrame): LiveState => {
    try {
      return applyEvent(next, frame, now);
    } catch (error) {
      onFailure(frame, error);
      return next;
    }
  };
  return inOneCopy(() => frames.reduce(applyOne, state));
}

const noBroadcast: Broadcast = {
  omit_users: null,
  user_id: '',
  channel_id: '',
  team_id: '',
  connection_id: '',
  omit_connection_id: '',
};

/** What I did myself goes the same way as what others do, before or beside the server's own event. */
export function applyOwn<E extends EventName>(
  state: LiveState,
  event: E,
  data: Events[E],
  scope: Partial<Broadcast> & { now: number },
): LiveState {
  const { now, ...broadcast } = scope;
  const received: Received = { broadcast: { ...noBroadcast, ...broadcast }, now };
  const apply: Apply<E> = events[event];
  return apply(state, data, received);
}
