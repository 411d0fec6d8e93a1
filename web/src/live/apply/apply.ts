/**
 * What each event of the wire does to the state, assembled by type: an event without a line here does not compile.
 * Every function is pure, and applying an event that the state already contains changes nothing.
 */
import type { Broadcast, EventFrame, EventName, Events } from '@innermost/protocol/events.ts';

import { inOneCopy, type LiveState } from '../state.ts';
import { categoryEvents } from './categories.ts';
import { channelEvents } from './channels.ts';
import type { Apply, Received } from './event.ts';
import { postEvents } from './posts.ts';
import { preferenceEvents } from './preferences.ts';
import { reactionEvents } from './reactions.ts';
import { roleEvents } from './roles.ts';
import { statusEvents } from './status.ts';
import { systemEvents } from './system.ts';
import { teamEvents } from './teams.ts';
import { threadEvents } from './threads.ts';
import { userEvents } from './users.ts';

const events: { readonly [E in EventName]: Apply<E> } = {
  ...categoryEvents,
  ...channelEvents,
  ...postEvents,
  ...preferenceEvents,
  ...reactionEvents,
  ...roleEvents,
  ...statusEvents,
  ...systemEvents,
  ...teamEvents,
  ...threadEvents,
  ...userEvents,
};

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
