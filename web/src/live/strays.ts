/**
 * Failures that would be shown nowhere: the place where they happened is not on the screen, because the act came from the
 * palette, or the place went meanwhile. The sheet shows them. One that was once seen in its place belongs there for good.
 */
import type { StoreApi } from 'zustand/vanilla';

import type { Failure } from './acts.ts';
import type { ById } from './state.ts';

export interface Strays {
  /** Says that a place is on the screen, until the returned function runs. */
  show(place: string): () => void;
  /** The places of what has none on the screen; the same array as long as they are the same. */
  now(): readonly string[];
  subscribe(listener: () => void): () => void;
}

export function createStrays(failures: StoreApi<ById<Failure>>): Strays {
  /** How often each place is on the screen: a thread's root stands in the channel and in the panel. */
  const shown = new Map<string, number>();
  const seen = new WeakSet<Failure>();
  const listeners = new Set<() => void>();
  let last: readonly string[] = [];

  const isStray = ([place, failure]: [string, Failure]) => {
    if (shown.has(place)) seen.add(failure);
    return !seen.has(failure);
  };

  return {
    show(place) {
      shown.set(place, (shown.get(place) ?? 0) + 1);
      for (const listener of listeners) listener();
      return () => {
        const others = (shown.get(place) ?? 1) - 1;
        if (others === 0) shown.delete(place);
        else shown.set(place, others);
      };
    },
    now() {
      const next = Object.entries(failures.getState())
        .filter(isStray)
        .map(([place]) => place);
      if (next.join(' ') !== last.join(' ')) last = next;
      return last;
    },
    subscribe(listener) {
      listeners.add(listener);
      const stop = failures.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}
