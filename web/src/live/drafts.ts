/**
 * What is being written, per channel or thread. It is kept on this device from key press to key press, and on the server
 * from pause to pause, where the slice `drafts` says what other devices wrote. The rule: what comes from elsewhere shows
 * where nothing is unsaved here, or where what is unsaved was typed before it. So neither an echo nor an old text that
 * waited for the connection replaces newer typing.
 */
import { deleteDraft, deleteThreadDraft, saveDraft, type Draft } from '@innermost/protocol/drafts.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import { t } from '../words/words.ts';
import type { Acts } from './acts.ts';
import { me, type Api } from './ask.ts';
import type { DeviceStorage } from './device.ts';
import { draftKey } from './slices/drafts.ts';
import { without, type ById } from './state.ts';
import type { LiveStore } from './store.ts';

type Place = Pick<Draft, 'channel_id' | 'root_id'>;

/** What is in a field. */
export interface Written extends Place {
  text: string;
  /** What the server has of it, as far as is known here. */
  synced: string;
  /** When it was typed: ms of this device's clock. */
  at: number;
}

export interface Drafts {
  /** Channel id or root post id → text. */
  store: StoreApi<ById<string>>;
  restore(userId: string): Promise<void>;
  /** Empty text removes the draft. */
  write(place: Place, text: string): void;
  clear(): void;
  /** Stores what has not been stored yet; resolves when it is on the device. */
  flush(): Promise<void>;
  /** As `flush`, at once: the page is about to go. */
  leave(): void;
  /** The connection is back: what the server has not got is sent, once it is known what others wrote meanwhile. */
  resume(): void;
}

export interface DraftsOptions {
  /** Texts alone are from versions that kept nothing else. */
  storage: DeviceStorage<Written | string>;
  live: LiveStore;
  acts: Pick<Acts, 'act'>;
  api: Api;
  now: () => number;
  /** Calls back after so many ms; returns what cancels it. */
  later: (ms: number, run: () => void) => () => void;
}

/** Waits this long (ms) for the next key press before it stores, and before it tells the server. */
const settleMs = 300;
const syncMs = 1_000;
/** Clocks differ a little, and whoever typed this lately (ms) still does. */
const marginMs = 5_000;

/** In the place of what was removed by a page that had no time left to remove it. */
const gone: Written = { channel_id: '', root_id: '', text: '', synced: '', at: 0 };
const isGone = ({ text, synced }: Written) => text === '' && synced === '';

export function createDrafts(options: DraftsOptions): Drafts {
  return new SyncedDrafts(options);
}

class SyncedDrafts implements Drafts {
  readonly store = createStore<ById<string>>(() => ({}));
  private readonly options: DraftsOptions;
  private readonly written = new Map<string, Written>();
  private readonly unsaved = new Map<string, () => void>();
  private readonly unsynced = new Map<string, () => void>();
  /** By key: the text under way to the server. */
  private readonly syncing = new Map<string, string>();
  /** Empty while nobody is signed in. */
  private owner = '';
  private isRestored = false;

  constructor(options: DraftsOptions) {
    this.options = options;
    options.live.subscribe((state, before) => {
      const parts = ['drafts', 'categoryOrder', 'config'] as const;
      if (parts.some((part) => state[part] !== before[part])) this.compare();
      if (state.config !== before.config) this.resume();
    });
  }

  async restore(userId: string): Promise<void> {
    this.owner = userId;
    const own = `${userId}/`;
    for (const [key, kept] of await this.options.storage.load()) {
      if (!key.startsWith(own)) continue;
      const id = key.slice(own.length);
      if (this.written.has(id)) continue;
      const old = { channel_id: id, root_id: '', synced: '', at: this.options.now() };
      const written = typeof kept === 'string' ? { ...old, text: kept } : kept;
      if (isGone(written)) void this.options.storage.remove(key);
      this.hold(id, written);
    }
    this.isRestored = true;
    this.compare();
    this.resume();
  }

  write({ channel_id, root_id }: Place, text: string): void {
    const key = draftKey({ channel_id, root_id });
    const { synced = '' } = this.written.get(key) ?? {};
    this.hold(key, { channel_id, root_id, text, synced, at: this.options.now() });
    this.saveSoon(key);
    // Sent away, or given up: that is not taken back by the next key.
    this.syncSoon(key, text === '' ? 0 : syncMs);
  }

  clear(): void {
    void this.flush();
    for (const cancel of this.unsynced.values()) cancel();
    this.unsynced.clear();
    this.written.clear();
    this.owner = '';
    this.isRestored = false;
    this.store.setState({}, true);
  }

  async flush(): Promise<void> {
    const waiting = [...this.unsaved];
    for (const [, cancel] of waiting) cancel();
    await Promise.all(waiting.map(([key]) => this.save(key)));
  }

  leave(): void {
    for (const key of this.unsaved.keys()) {
      this.options.storage.saveNow(`${this.owner}/${key}`, this.written.get(key) ?? gone);
    }
    void this.flush();
  }

  resume(): void {
    for (const key of this.written.keys()) this.syncSoon(key, syncMs);
  }

  private hold(key: string, written: Written): void {
    const { text } = written;
    if (isGone(written)) this.written.delete(key);
    else this.written.set(key, written);
    if (text === (this.store.getState()[key] ?? '')) return;
    this.store.setState((texts) => (text === '' ? without(texts, key) : { ...texts, [key]: text }), true);
  }

  private saveSoon(key: string): void {
    this.unsaved.get(key)?.();
    this.unsaved.set(
      key,
      this.options.later(settleMs, () => void this.save(key)),
    );
  }

  private save(key: string): Promise<void> {
    this.unsaved.delete(key);
    const written = this.written.get(key);
    const { storage } = this.options;
    return written ? storage.save(`${this.owner}/${key}`, written) : storage.remove(`${this.owner}/${key}`);
  }

  private syncSoon(key: string, ms: number): void {
    this.unsynced.get(key)?.();
    this.unsynced.delete(key);
    if (ms === 0) void this.sync(key);
    else
      this.unsynced.set(
        key,
        this.options.later(ms, () => {
          this.unsynced.delete(key);
          void this.sync(key);
        }),
      );
  }

  /** One at a time for each place, the newest text last. */
  private async sync(key: string): Promise<void> {
    if (this.syncing.has(key) || !this.isOn()) return;
    const { owner } = this;
    for (;;) {
      const written = this.written.get(key);
      if (!written || written.text === written.synced || this.owner !== owner) return;
      this.syncing.set(key, written.text);
      const isDone = await (written.text === '' ? this.drop(key, written) : this.keep(key, written));
      this.syncing.delete(key);
      const now = this.written.get(key);
      // It stays on the device, and goes with the next change or the next connection.
      if (!isDone || !now || this.owner !== owner) return;
      this.hold(key, { ...now, synced: written.text });
      this.saveSoon(key);
      // Who still types is waited for.
      if (now.text !== '' && this.unsynced.has(key)) return;
    }
  }

  private keep(key: string, { channel_id, root_id, text, at }: Written): Promise<boolean> {
    const { acts, api } = this.options;
    const body = { channel_id, root_id, message: text };
    const blank = { create_at: at, update_at: 0, delete_at: 0, user_id: this.owner, props: {}, metadata: {} };
    return acts.act({
      event: 'draft_created',
      data({ drafts }) {
        const held = drafts[key] ?? blank;
        return { draft: { ...held, ...body, update_at: held.update_at + 1 } };
      },
      // Without the connection's id: its own event is what a load that runs meanwhile learns of it by.
      send: () => api.call(saveDraft, { body }),
      answered: (draft) => ({ draft: draft ?? { ...blank, ...body } }),
      place: `draft:${key}`,
      failed: t('Draft not kept'),
    });
  }

  private drop(key: string, { channel_id, root_id }: Written): Promise<boolean> {
    const { acts, api } = this.options;
    const params = { ...me, channel_id };
    return acts.act({
      event: 'draft_deleted',
      data: ({ drafts }) => drafts[key] && { draft: drafts[key] },
      send: () =>
        root_id === ''
          ? api.call(deleteDraft, { params })
          : api.call(deleteThreadDraft, { params: { ...params, thread_id: root_id } }),
      place: `draft:${key}`,
      failed: t('Draft not removed'),
    });
  }

  /** Takes over what other devices wrote. */
  private compare(): void {
    if (!this.isOn()) return;
    const { drafts } = this.options.live.confirmed();
    for (const key of new Set([...this.written.keys(), ...Object.keys(drafts)])) {
      const written = this.written.get(key);
      const draft = drafts[key];
      const theirs = draft?.message ?? '';
      if (!draft && (!written || !this.isLoaded(written))) continue;
      // It is what was sent from here.
      if (theirs === (written?.synced ?? '') || theirs === this.syncing.get(key)) continue;
      const isUnsaved = written !== undefined && written.text !== written.synced;
      if (isUnsaved && (draft?.update_at ?? 0) <= written.at + marginMs) continue;
      const { channel_id, root_id } = draft ?? written ?? { channel_id: key, root_id: '' };
      this.hold(key, { channel_id, root_id, text: theirs, synced: theirs, at: draft?.update_at ?? 0 });
      this.saveSoon(key);
    }
  }

  private isOn(): boolean {
    const { config, me_id } = this.options.live.getState();
    return this.isRestored && me_id === this.owner && config['AllowSyncedDrafts'] === 'true';
  }

  /** Whether the server's drafts of that place would be known, if there were any. */
  private isLoaded({ channel_id }: Place): boolean {
    const { channels, categoryOrder } = this.options.live.confirmed();
    const team = channels[channel_id]?.team_id;
    return team === '' ? Object.keys(categoryOrder).length > 0 : team !== undefined && team in categoryOrder;
  }
}
