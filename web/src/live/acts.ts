/**
 * The one way in which I change things. An act shows at once, as the event that will say so to others, and stays pending
 * until the server answers (`store.ts`). Refused, it is left out, and the failure is kept under the place where it
 * happened, with a way to try again. An act that is safe to repeat waits for the connection instead of failing for want
 * of one. Acts of one lane are sent one after the other, so that the server hears them in the order they were done.
 */
import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import type { Broadcast, EventName, Events } from '@innermost/protocol/events.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import { applyOwn } from './slices/slices.ts';
import { without, type ById, type Change, type LiveState } from './state.ts';
import type { Laid, LiveStore } from './store.ts';
import { areSame, touchedBetween } from './touched.ts';

export interface Act<E extends EventName, Answer> {
  event: E;
  /**
   * What shows, asked anew of every state that it is laid over; undefined: there is nothing to do (any more). It says what
   * should be, never "the other way round".
   */
  data: (state: LiveState) => Events[E] | undefined;
  /** What must be held for the event to show, put beside it: the channel of a membership. */
  beside?: Change;
  scope?: Partial<Broadcast>;
  /** Gets the data as they are when its turn comes. Rejects as `Client.call` does. */
  send: (data: Events[E]) => Promise<Answer>;
  /** What the answer says that happened, where it knows more than `data`. */
  answered?: (answer: Answer) => Events[E];
  /** Where a failure is shown: `post:<id>`, `favourite:<channel id>`, … */
  place: string;
  /** What did not happen: "Not pinned". Alone where its place is not on the screen, so it says of what. */
  failed: string;
  /** Sent twice it does what it does sent once: it waits for the connection, and is sent again where no answer came. */
  isRepeatable?: boolean;
  /** Nobody is told of a failure: what is not seen, and set right by the next such act, or the next load. */
  isQuiet?: boolean;
  /** What is sent in one order; its place unless it says otherwise. */
  lane?: string;
}

export interface Failure {
  failed: string;
  error: unknown;
  again: () => void;
}

export interface Acts {
  failures: StoreApi<ById<Failure>>;
  /** Resolves true when the server agreed, or there was nothing to do; never rejects. */
  act<E extends EventName, Answer>(act: Act<E, Answer>): Promise<boolean>;
  /** For what shows only after the answer: `run` does it all, and its failure is shown at `place`. */
  attempt(attempt: { place: string; failed: string; run: () => Promise<unknown> }): Promise<boolean>;
  dismiss(place: string): void;
  /** Resolves when nothing of the lane waits for an answer any more: whether anything did. Never rejects. */
  settled(lane: string): Promise<boolean>;
  /** The connection is back: what waits for it goes. */
  flush(): void;
  /** Forgets what is under way and what failed: somebody else may be signed in now. */
  clear(): void;
}

export interface ActsOptions {
  store: LiveStore;
  now: () => number;
  /** No connection: whatever is sent now fails. */
  isAway: () => boolean;
  /** Calls back after so many ms; returns what cancels it. */
  later: (ms: number, run: () => void) => () => void;
}

/** Pauses (ms) before an act is sent again that got no answer although there is a connection; then it failed. */
const retryMs = [1_000, 3_000];

export function createActs(options: ActsOptions): Acts {
  return new PendingActs(options);
}

class PendingActs implements Acts {
  readonly failures = createStore<ById<Failure>>(() => ({}));
  private readonly options: ActsOptions;
  /** By lane: resolves when the last act of it got its answer. */
  private readonly lanes = new Map<string, Promise<unknown>>();
  private waiting: (() => void)[] = [];

  constructor(options: ActsOptions) {
    this.options = options;
  }

  act = async <E extends EventName, Answer>(wanted: Act<E, Answer>): Promise<boolean> => {
    const { place, lane = place, failed } = wanted;
    const { store, now } = this.options;
    this.dismiss(place);
    const shownAt = now();
    const pending = new Pending(store, wanted, shownAt);
    const turn = this.inLane(lane, () => this.send(pending, wanted));
    try {
      await turn;
      return true;
    } catch (error) {
      if (pending.laid.isPending()) {
        pending.laid.settle();
        if (!wanted.isQuiet) this.fail(place, { failed, error, again: () => void this.act(wanted) });
      }
      return false;
    }
  };

  attempt: Acts['attempt'] = async (wanted) => {
    const { place, failed, run } = wanted;
    this.dismiss(place);
    try {
      await run();
      return true;
    } catch (error) {
      this.fail(place, { failed, error, again: () => void this.attempt(wanted) });
      return false;
    }
  };

  dismiss(place: string): void {
    this.failures.setState((held) => without(held, place), true);
  }

  async settled(lane: string): Promise<boolean> {
    const isWaiting = this.lanes.has(lane);
    for (let turn = this.lanes.get(lane); turn; turn = this.lanes.get(lane)) await turn.catch(() => undefined);
    return isWaiting;
  }

  flush(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }

  clear(): void {
    this.failures.setState({}, true);
    this.flush();
  }

  private async inLane(lane: string, run: () => Promise<void>): Promise<void> {
    const before = this.lanes.get(lane);
    const mine = before ? before.then(run, run) : run();
    this.lanes.set(lane, mine);
    try {
      await mine;
    } finally {
      if (this.lanes.get(lane) === mine) this.lanes.delete(lane);
    }
  }

  private async send<E extends EventName, Answer>(pending: Pending<E>, wanted: Act<E, Answer>): Promise<void> {
    const { isRepeatable = false, answered } = wanted;
    for (let tries = 0; ; tries += 1) {
      if (isRepeatable) while (pending.laid.isPending() && this.options.isAway()) await this.pause();
      const { data } = pending;
      // Nothing to do any more, or nobody to do it for.
      if (data === undefined || !pending.laid.isPending()) return pending.laid.settle();
      pending.note();
      try {
        const answer = await wanted.send(data);
        return pending.agree(answered?.(answer) ?? data);
      } catch (error) {
        const ms = retryMs[tries];
        if (!isRepeatable || !isUnanswered(error) || (ms === undefined && !this.options.isAway())) throw error;
        if (ms !== undefined) await this.pause(ms);
      }
    }
  }

  /** Until the connection is back, at most so long (ms). */
  private pause(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === undefined ? undefined : this.options.later(ms, resolve);
      this.waiting.push(() => {
        cancel?.();
        resolve();
      });
    });
  }

  private fail(place: string, failure: Failure): void {
    this.failures.setState((held) => ({ ...held, [place]: failure }), true);
  }
}

/** One act that shows and waits for its answer. */
class Pending<E extends EventName> {
  readonly laid: Laid;
  /** As of the state that it was last laid over. */
  data: Events[E] | undefined;
  private readonly store: LiveStore;
  private readonly apply: (state: LiveState, data: Events[E]) => LiveState;
  private isUnheard: () => boolean = () => true;

  constructor(store: LiveStore, wanted: Pick<Act<E, never>, 'event' | 'beside' | 'scope' | 'data'>, now: number) {
    const { event, beside = (state) => state, scope, data } = wanted;
    this.store = store;
    this.apply = (state, told) => applyOwn(beside(state), event, told, { ...scope, now });
    this.laid = store.lay((state) => {
      this.data = data(state);
      return this.data === undefined ? state : this.apply(state, this.data);
    });
  }

  /** Notes how what it touches is before it is sent. */
  note(): void {
    const before = this.store.confirmed();
    const { data } = this;
    const touched = data === undefined ? [] : touchedBetween(before, this.apply(before, data));
    this.isUnheard = () => areSame(touched, before, this.store.confirmed());
  }

  /**
   * The server agreed. Its event says so too, and mostly came before the answer: then something newer may have come after
   * it, and is not overwritten.
   */
  agree(data: Events[E]): void {
    const agreed: Change = (state) => this.apply(state, data);
    this.laid.settle(this.isUnheard() ? agreed : undefined);
  }
}

/** Nobody knows whether it was done. A session that is over may be another one when the connection is back. */
function isUnanswered(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status === 401);
}
