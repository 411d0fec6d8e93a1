/**
 * The state that screens read, in two layers: what the server said, and over it what I did that it has not answered yet.
 * Whenever the lower layer changes, everything pending is laid over it anew, in the order in which I did it. So to undo
 * one of them is to leave it out, and what arrived meanwhile is never overwritten.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

import type { Change, LiveState } from './state.ts';

export interface LiveStore extends Pick<StoreApi<LiveState>, 'getState' | 'getInitialState' | 'subscribe'> {
  /** Changes what the server said. */
  change(change: Change): void;
  /** What the server said, without anything pending. */
  confirmed(): LiveState;
  /** Lays a change over it until it is settled. It is made again after every change below, so it must be pure. */
  lay(change: Change): Laid;
  /** Begins anew: nothing is pending. */
  reset(state: LiveState): void;
}

export interface Laid {
  /** False once it is settled, or everything began anew. */
  isPending(): boolean;
  /** Takes it away; what the server agreed to becomes a part of what it said, in one step. */
  settle(agreed?: Change): void;
}

export function createLiveStore(initial: LiveState): LiveStore {
  const shown = createStore<LiveState>(() => initial);
  let confirmed = initial;
  let pending: readonly Change[] = [];
  const show = (): void => shown.setState(pending.reduce(layOver, confirmed), true);
  return {
    getState: shown.getState,
    getInitialState: shown.getInitialState,
    subscribe: shown.subscribe,
    confirmed: () => confirmed,
    change(change) {
      const before = confirmed;
      confirmed = change(confirmed);
      if (confirmed !== before) show();
    },
    lay(change) {
      // A function of its own, since the same change may be laid twice.
      const own: Change = (state) => change(state);
      pending = [...pending, own];
      show();
      return {
        isPending: () => pending.includes(own),
        settle(agreed = (state) => state) {
          if (!pending.includes(own)) return;
          pending = pending.filter((one) => one !== own);
          confirmed = agreed(confirmed);
          show();
        },
      };
    },
    reset(state) {
      pending = [];
      confirmed = state;
      show();
    },
  };
}

/** What it makes me want is asked for once it is agreed: otherwise it would be asked for after every change. */
function layOver(state: LiveState, change: Change): LiveState {
  const next = change(state);
  return next.wants === state.wants ? next : { ...next, wants: state.wants };
}
