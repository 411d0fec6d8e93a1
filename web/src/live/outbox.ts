/**
 * What a person wrote and the server has not acknowledged. It survives reloads and lost connections: each message is
 * stored before it is sent and repeated under the same `pending_post_id` until the server answers, so it becomes
 * exactly one post. Messages of one channel or thread go out one after the other, in the order they were written; one whose
 * files are still going up holds up nobody.
 */
import { ApiError } from '@innermost/client/errors.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import { createPost, type Post } from '@innermost/protocol/posts.ts';

import { holdAnswered } from './slices/posts.ts';
import type { Api } from './ask.ts';
import { keyed, without, type LiveState, type Unsent, type UnsentFile } from './state.ts';
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
  /** See `open-pages.ts`. */
  elsewhere: () => Promise<(key: string) => boolean>;
  /** Calls back after so many ms; returns what cancels it. */
  later: (ms: number, run: () => void) => () => void;
}

type NewUnsent = Pick<Unsent, 'channel_id' | 'root_id' | 'message' | 'files'>;

export interface Outbox {
  /** Shows what was left from earlier and begins to send it. */
  restore(): Promise<void>;
  write(message: NewUnsent): Promise<void>;
  /** The server has a file: the message that waits for it may go. False where none does. */
  fill(key: string, info: FileInfo): boolean;
  /** Takes a file out of a message. One that is left with nothing is discarded. */
  leaveOut(pendingPostId: string, key: string): void;
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
    const [stored, isElsewhere] = await Promise.all([storage.load(), this.options.elsewhere()]);
    // Another page sends what it still has to bring files for.
    const isOfOther = (unsent: Unsent) => missingFiles(unsent).some(({ key }) => isElsewhere(key));
    const mine = stored.filter((unsent) => unsent.user_id === me_id && !isOfOther(unsent));
    const restored = keyed(mine, (unsent) => unsent.pending_post_id);
    store.change((state) => ({ ...state, outbox: { ...restored, ...state.outbox } }));
    this.flush();
  }

  async write(message: NewUnsent): Promise<void> {
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

  fill(key: string, info: FileInfo): boolean {
    const all = Object.values(this.options.store.getState().outbox);
    const unsent = all.find(({ files = [] }) => files.some((file) => file.key === key));
    if (!unsent) return false;
    this.changeFiles(unsent, (files) => files.map((file) => (file.key === key ? { ...file, info } : file)));
    return true;
  }

  leaveOut(pendingPostId: string, key: string): void {
    const unsent = this.options.store.getState().outbox[pendingPostId];
    if (unsent) this.changeFiles(unsent, (files) => files.filter((file) => file.key !== key));
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
    const { channel_id, root_id, message, pending_post_id, files = [] } = unsent;
    const file_ids = files.flatMap(({ info }) => info?.id ?? []);
    const body = { channel_id, root_id, message, pending_post_id, ...(file_ids.length > 0 && { file_ids }) };
    try {
      const post = await api.call(createPost, { body });
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

  private changeFiles(unsent: Unsent, change: (files: readonly UnsentFile[]) => UnsentFile[]): void {
    const files = change(unsent.files ?? []);
    if (files.length === 0 && unsent.message.trim() === '') {
      this.discard(unsent.pending_post_id);
      return;
    }
    const changed = { ...unsent, files };
    this.put(changed);
    void this.keep(changed);
    void this.work(laneOf(changed));
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
    .filter((unsent) => unsent.error === undefined && missingFiles(unsent).length === 0)
    .sort((a, b) => a.create_at - b.create_at);
}

/** Those that the server has not got yet. */
export function missingFiles({ files = [] }: Pick<Unsent, 'files'>): UnsentFile[] {
  return files.filter(({ info }) => info === undefined);
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
