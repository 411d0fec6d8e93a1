/**
 * What a person wrote and the server has not acknowledged. It survives reloads and lost connections: each message is
 * stored before it is sent and repeated under the same `pending_post_id` until the server answers, so it becomes
 * exactly one post. Messages of one channel or thread go out one after the other, in the order they were written.
 */
import { ApiError } from '@innermost/client/errors.ts';
import { createPost, type Post } from '@innermost/protocol/posts.ts';

import { holdAnswered } from './slices/posts.ts';
import type { Api } from './ask.ts';
import { keyed, without, type LiveState, type Unsent } from './state.ts';
import type { LiveStore } from './store.ts';

export interface OutboxStorage {
  /** All messages stored on this device, of whichever account. */
  load(): Promise<Unsent[]>;
  save(unsent: Unsent): Promise<void>;
  remove(pendingPostId: string): Promise<void>;
}

export interface OutboxOptions {
  api: Api;
  store: LiveStore;
  storage: OutboxStorage;
  now: () => number;
  /** Calls back after so many ms; returns what cancels it. */
  later: (ms: number, run: () => void) => () => void;
}

export interface Outbox {
  /** Shows what was left from earlier and begins to send it. */
  restore(): Promise<void>;
  write(message: Pick<Unsent, 'channel_id' | 'root_id' | 'message'>): Promise<void>;
  /** Sends a refused message once more. */
  retry(pendingPostId: string): void;
  discard(pendingPostId: string): void;
  /** The connection is back: no need to wait for the next attempt. */
  flush(): void;
  /** Sends nothing more until `restore`: there is nobody to send for. */
  pause(): void;
}

const retryMs = [1_000, 2_000, 5_000, 15_000, 30_000];

export function createOutbox(options: OutboxOptions): Outbox {
  return new DurableOutbox(options);
}

class DurableOutbox implements Outbox {
  private readonly options: OutboxOptions;
  /** Channels and threads in which a message is under way. */
  private readonly sending = new Set<string>();
  private failures = 0;
  private cancelRetry: (() => void) | undefined;
  private isPaused = false;

  constructor(options: OutboxOptions) {
    this.options = options;
    const { store, storage } = options;
    // Whatever left the outbox (acknowledged by an answer or by its event, or discarded) leaves the device too.
    store.subscribe((state, before) => {
      if (state.outbox === before.outbox || state.me_id !== before.me_id) return;
      for (const id of Object.keys(before.outbox)) if (!(id in state.outbox)) void storage.remove(id);
    });
  }

  async restore(): Promise<void> {
    const { store, storage } = this.options;
    this.isPaused = false;
    const { me_id } = store.getState();
    const mine = (await storage.load()).filter((unsent) => unsent.user_id === me_id);
    const restored = keyed(mine, (unsent) => unsent.pending_post_id);
    store.change((state) => ({ ...state, outbox: { ...restored, ...state.outbox } }));
    this.flush();
  }

  async write(message: Pick<Unsent, 'channel_id' | 'root_id' | 'message'>): Promise<void> {
    const { me_id, outbox } = this.options.store.getState();
    const create_at = freeTime(this.options.now(), me_id, outbox);
    const unsent = { ...message, user_id: me_id, create_at, pending_post_id: `${me_id}:${create_at}` };
    this.put(unsent);
    await this.keep(unsent);
    void this.work(laneOf(unsent));
  }

  retry(pendingPostId: string): void {
    const unsent = this.options.store.getState().outbox[pendingPostId];
    if (!unsent) return;
    const { error: _, ...again } = unsent;
    this.put(again);
    void this.keep(again);
    this.flush();
  }

  discard(pendingPostId: string): void {
    this.options.store.change((state) => ({ ...state, outbox: without(state.outbox, pendingPostId) }));
  }

  flush(): void {
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    for (const lane of new Set(waiting(this.options.store.getState()).map(laneOf))) void this.work(lane);
  }

  pause(): void {
    this.isPaused = true;
    this.cancelRetry?.();
    this.cancelRetry = undefined;
  }

  /** One message at a time per channel or thread; a refused one does not hold up those behind it. */
  private async work(lane: string): Promise<void> {
    if (this.sending.has(lane)) return;
    this.sending.add(lane);
    try {
      for (;;) {
        const next = waiting(this.options.store.getState()).find((unsent) => laneOf(unsent) === lane);
        if (!next || this.cancelRetry || this.isPaused) return;
        await this.send(next);
      }
    } finally {
      this.sending.delete(lane);
    }
  }

  private async send(unsent: Unsent): Promise<void> {
    const { api, store } = this.options;
    const { channel_id, root_id, message, pending_post_id } = unsent;
    try {
      const post = await api.call(createPost, { body: { channel_id, root_id, message, pending_post_id } });
      this.failures = 0;
      store.change((state) => holdAnswered(state, { ...post, pending_post_id }));
    } catch (error) {
      if (!isRefusal(error)) this.retryLater();
      // Discarded meanwhile, or acknowledged by its event: nothing is left to complain about.
      else if (pending_post_id in store.getState().outbox) {
        const refused = { ...unsent, error: error.message };
        this.put(refused);
        await this.keep(refused);
      }
    }
  }

  private retryLater(): void {
    if (this.cancelRetry || this.isPaused) return;
    const ms = retryMs[Math.min(this.failures, retryMs.length - 1)] ?? 0;
    this.failures += 1;
    this.cancelRetry = this.options.later(ms, () => this.flush());
  }

  private put(unsent: Unsent): void {
    this.options.store.change((state) => ({
      ...state,
      outbox: { ...state.outbox, [unsent.pending_post_id]: unsent },
    }));
  }

  /** A device that cannot store still sends. */
  private keep(unsent: Unsent): Promise<void> {
    return this.options.storage.save(unsent).catch(() => undefined);
  }
}

function isRefusal(error: unknown): error is ApiError {
  if (!(error instanceof ApiError) || error.id.startsWith('client.')) return false;
  return error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
}

function waiting(state: LiveState): Unsent[] {
  return Object.values(state.outbox)
    .filter((unsent) => unsent.error === undefined)
    .sort((a, b) => a.create_at - b.create_at);
}

function laneOf(unsent: Pick<Post, 'root_id' | 'channel_id'>): string {
  return unsent.root_id || unsent.channel_id;
}

/** Two messages within one millisecond still get two ids. */
function freeTime(now: number, userId: string, outbox: LiveState['outbox']): number {
  let time = now;
  while (`${userId}:${time}` in outbox) time += 1;
  return time;
}
