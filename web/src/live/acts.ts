/**
 * What I change shows at once, before the server has agreed. When it refuses, what the act touched is put back as it was
 * and everything that arrived meanwhile is applied to it again, so that undoing never overwrites what came from others
 * or from acts that did succeed. The failure is kept under the place where it happened, with a way to try again.
 */
import type { Broadcast, EventName, Events } from '@innermost/protocol/events.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import { applyOwn } from './slices/slices.ts';
import { without, type ById, type Change, type LiveState } from './state.ts';

export interface Act<E extends EventName> {
  /** What shows at once, as the event that will say so to others. */
  event: E;
  data: Events[E];
  scope?: Partial<Broadcast>;
  /** Puts back what the event touches, as it is in `before`; nothing else. */
  restore: (before: LiveState) => Change;
  send: () => Promise<unknown>;
  /** Where a failure is shown: `post:<id>`, `favourite:<channel id>`, … */
  place: string;
  /** What did not happen: "Not pinned". */
  failed: string;
}

export interface Failure {
  failed: string;
  error: unknown;
  again: () => void;
}

export interface Acts {
  failures: StoreApi<ById<Failure>>;
  /** Every change from the server passes here, so that it survives the undoing of what was under way. */
  apply(change: Change): void;
  /** Resolves true when the server agreed; never rejects. */
  act<E extends EventName>(act: Act<E>): Promise<boolean>;
  /** For what shows only after the answer: `run` does it all, and its failure is shown at `place`. */
  attempt(attempt: { place: string; failed: string; run: () => Promise<unknown> }): Promise<boolean>;
  dismiss(place: string): void;
}

/** An act under way, and what was applied since it began. */
class Pending {
  isUndone = false;
  readonly since: { change: Change; of?: Pending }[] = [];

  note(change: Change, of: Pending | undefined): void {
    // The undoing of an act that began later needs no replay: the act itself is left out of it.
    if (of?.isUndone && this.since.some((one) => one.of === of)) return;
    this.since.push({ change, ...(of && !of.isUndone && { of }) });
  }

  replay(state: LiveState): LiveState {
    return this.since.reduce((next, { change, of }) => (of?.isUndone ? next : change(next)), state);
  }
}

export function createActs(store: StoreApi<LiveState>, now: () => number): Acts {
  const failures = createStore<ById<Failure>>(() => ({}));
  const underWay = new Set<Pending>();
  const apply = (change: Change, of?: Pending): void => {
    for (const pending of underWay) pending.note(change, of);
    store.setState(change, true);
  };
  const dismiss = (place: string) => failures.setState((held) => without(held, place), true);
  const fail = (place: string, failure: Failure) => failures.setState((held) => ({ ...held, [place]: failure }), true);

  const act = async <E extends EventName>(wanted: Act<E>): Promise<boolean> => {
    const { event, data, scope, restore, send, place, failed } = wanted;
    dismiss(place);
    const before = store.getState();
    const pending = new Pending();
    const shownAt = now();
    apply((state) => applyOwn(state, event, data, { ...scope, now: shownAt }), pending);
    underWay.add(pending);
    try {
      await send();
      return true;
    } catch (error) {
      underWay.delete(pending);
      pending.isUndone = true;
      // Somebody else is signed in, or nobody: there is nothing left to put back.
      if (store.getState().me_id === before.me_id) {
        apply((state) => pending.replay(restore(before)(state)), pending);
        fail(place, { failed, error, again: () => void act(wanted) });
      }
      return false;
    } finally {
      underWay.delete(pending);
    }
  };
  const attempt: Acts['attempt'] = async (wanted) => {
    const { place, failed, run } = wanted;
    dismiss(place);
    try {
      await run();
      return true;
    } catch (error) {
      fail(place, { failed, error, again: () => void attempt(wanted) });
      return false;
    }
  };
  return { failures, apply, act, attempt, dismiss };
}
