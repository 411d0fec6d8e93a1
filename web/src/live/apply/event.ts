import type { Broadcast, EventName, Events } from '@innermost/protocol/events.ts';

import type { LiveState } from '../state.ts';

export interface Received {
  broadcast: Broadcast;
  /** ms since 1970, as the client's clock says. */
  now: number;
}

export type Apply<E extends EventName> = (state: LiveState, data: Events[E], received: Received) => LiveState;

/** One line per event of an area. */
export type ApplyAll<Area> = { readonly [E in keyof Area & EventName]: Apply<E> };
