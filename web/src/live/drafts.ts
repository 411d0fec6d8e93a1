/**
 * What is being written, per channel or thread, and the files that go with it. It is kept on this device from key press to key press, and on the server
 * from pause to pause, where the slice `drafts` says what other devices wrote. The rule: what comes from elsewhere shows
 * where nothing is unsaved here, or where what is unsaved was typed before it. So neither an echo nor an old text that
 * waited for the connection replaces newer typing.
 */
import { deleteDraft, deleteThreadDraft, saveDraft, type Draft } from '@innermost/protocol/drafts.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import { t } from '../words/words.ts';
import type { Acts } from './acts.ts';
import { me, type Api } from './ask.ts';
import type { DeviceStorage } from './device.ts';
import { draftKey } from './slices/drafts.ts';
import { without, type ById, type Outgoing } from './state.ts';
import type { LiveStore } from './store.ts';

type Place = Pick<Draft, 'channel_id' | 'root_id'>;

/** The files of a draft, in the order in which they were added. */
export interface Attached {
  /** Those that the server has. */
  files: readonly FileInfo[];
  /** Those that are still going up or failed, here or in a page that is gone: what is left of them is their names. */
  outgoing: readonly Outgoing[];
}

/** What is in a field. Versions without files kept none. */
export interface Written extends Place, Partial<Attached> {
  text: string;
  /** What the server has of it, as far as is known here: the text, and the ids of files with commas between them. */
  synced: string;
  syncedFiles?: string;
  /** When it was typed: ms of this device's clock. */
  at: number;
}

export interface Drafts {
  /** Channel id or root post id → text. */
  store: StoreApi<ById<string>>;
  /** The same → files; nothing where there are none. */
  attached: StoreApi<ById<Attached>>;
  restore(userId: string): Promise<void>;
  /** Empty text without files removes the draft. */
  write(place: Place, text: string): void;
  attach(place: Place, attached: Partial<Attached>): void;
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
  /** See `open-pages.ts`. */
  elsewhere: () => Promise<(key: string) => boolean>;
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
const isGone = (written: Written) => isBlank(written) && !isUnsynced(written) && (written.outgoing ?? []).length === 0;

export function createDrafts(options: DraftsOptions): Drafts {
  return new SyncedDrafts(options);
}

class SyncedDrafts implements Drafts {
  readonly store = createStore<ById<string>>(() => ({}));
  readonly attached = createStore<ById<Attached>>(() => ({}));
  private readonly options: DraftsOptions;
  private readonly written = new Map<string, Written>();
  private readonly unsaved = new Map<string, () => void>();
  private readonly unsynced = new Map<string, () => void>();
  /** By key: the stamp of what is under way to the server. */
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
    const { storage, elsewhere, now } = this.options;
    const [stored, isElsewhere] = await Promise.all([storage.load(), elsewhere()]);
    for (const [key, kept] of stored) {
      if (!key.startsWith(own)) continue;
      const id = key.slice(own.length);
      if (this.written.has(id)) continue;
      const old = { channel_id: id, root_id: '', synced: '', at: now() };
      const written = typeof kept === 'string' ? { ...old, text: kept } : kept;
      if (isGone(written)) void storage.remove(key);
      const outgoing = written.outgoing?.filter((file) => !isElsewhere(file.key)) ?? noFiles.outgoing;
      this.hold(id, { ...written, outgoing });
    }
    this.isRestored = true;
    this.compare();
    this.resume();
  }

  write(place: Place, text: string): void {
    this.put(place, { text });
  }

  attach(place: Place, attached: Partial<Attached>): void {
    this.put(place, attached);
  }

  clear(): void {
    void this.flush();
    for (const cancel of this.unsynced.values()) cancel();
    this.unsynced.clear();
    this.written.clear();
    this.owner = '';
    this.isRestored = false;
    this.store.setState({}, true);
    this.attached.setState({}, true);
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

  private put({ channel_id, root_id }: Place, change: Partial<Attached & Pick<Written, 'text'>>): void {
    const key = draftKey({ channel_id, root_id });
    const before = this.written.get(key) ?? { text: '', synced: '' };
    const written = { ...before, channel_id, root_id, ...change, at: this.options.now() };
    this.hold(key, written);
    this.saveSoon(key);
    // Sent away, or given up: that is not taken back by the next key.
    this.syncSoon(key, isBlank(written) ? 0 : syncMs);
  }

  private hold(key: string, written: Written): void {
    const { text, files = noFiles.files, outgoing = noFiles.outgoing } = written;
    if (isGone(written)) this.written.delete(key);
    else this.written.set(key, written);
    if (text !== (this.store.getState()[key] ?? ''))
      this.store.setState((texts) => (text === '' ? without(texts, key) : { ...texts, [key]: text }), true);
    const before = this.attached.getState()[key] ?? noFiles;
    if (files === before.files && outgoing === before.outgoing) return;
    const hasFiles = files.length > 0 || outgoing.length > 0;
    this.attached.setState((all) => (hasFiles ? { ...all, [key]: { files, outgoing } } : without(all, key)), true);
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

  /** One at a time for each place, what was written last at the end. */
  private async sync(key: string): Promise<void> {
    if (this.syncing.has(key) || !this.isOn()) return;
    const { owner } = this;
    for (;;) {
      const written = this.written.get(key);
      if (!written || !isUnsynced(written) || this.owner !== owner) return;
      this.syncing.set(key, stampOf(written));
      const isDone = await (isBlank(written) ? this.drop(key, written) : this.keep(key, written));
      this.syncing.delete(key);
      const now = this.written.get(key);
      // It stays on the device, and goes with the next change or the next connection.
      if (!isDone || !now || this.owner !== owner) return;
      this.hold(key, { ...now, synced: written.text, syncedFiles: idsOf(written) });
      this.saveSoon(key);
      // Who still types is waited for.
      if (!isBlank(now) && this.unsynced.has(key)) return;
    }
  }

  private keep(key: string, { channel_id, root_id, text, files = [], at }: Written): Promise<boolean> {
    const { acts, api } = this.options;
    const file_ids = files.map(({ id }) => id);
    const body = { channel_id, root_id, message: text, ...(file_ids.length > 0 && { file_ids }) };
    const metadata = file_ids.length > 0 ? { files: [...files] } : {};
    const blank: Draft = {
      create_at: at,
      update_at: 0,
      delete_at: 0,
      user_id: this.owner,
      props: {},
      ...body,
      metadata,
    };
    return acts.act({
      event: 'draft_created',
      data({ drafts }) {
        const { file_ids: _, ...held } = drafts[key] ?? blank;
        return { draft: { ...held, ...body, metadata, update_at: held.update_at + 1 } };
      },
      // Without the connection's id: its own event is what a load that runs meanwhile learns of it by.
      send: () => api.call(saveDraft, { body }),
      answered: (draft) => ({ draft: draft ?? blank }),
      place: `draft:${key}`,
      failed: t('Draft not kept'),
      isQuiet: true,
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
      isQuiet: true,
    });
  }

  /** Takes over what other devices wrote. */
  private compare(): void {
    if (!this.isOn()) return;
    const { drafts } = this.options.live.confirmed();
    for (const key of new Set([...this.written.keys(), ...Object.keys(drafts)])) {
      const written = this.written.get(key);
      const draft = drafts[key];
      const theirs = draft ? stampOf({ text: draft.message, files: draft.metadata.files }) : blankStamp;
      if (!draft && (!written || !this.isLoaded(written))) continue;
      // It is what was sent from here.
      if (theirs === syncedStamp(written) || theirs === this.syncing.get(key)) continue;
      const isUnsaved = written !== undefined && isUnsynced(written);
      if (isUnsaved && (draft?.update_at ?? 0) <= written.at + marginMs) continue;
      const { channel_id, root_id } = draft ?? written ?? { channel_id: key, root_id: '' };
      const { message: text = '', metadata: { files = [] } = {}, update_at: at = 0 } = draft ?? {};
      const { outgoing = [] } = written ?? {};
      const synced = { synced: text, syncedFiles: idsOf({ files }) };
      this.hold(key, { channel_id, root_id, text, files, outgoing, ...synced, at });
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

const noFiles: Attached = { files: [], outgoing: [] };

const idsOf = ({ files = [] }: Pick<Written, 'files'>): string => files.map(({ id }) => id).join(',');

/** Equal for drafts that the server would keep as the same. */
const stampOf = (content: Pick<Written, 'text' | 'files'>): string => `${idsOf(content)} ${content.text}`;
const blankStamp = stampOf({ text: '' });
const syncedStamp = (written: Pick<Written, 'synced' | 'syncedFiles'> | undefined): string =>
  `${written?.syncedFiles ?? ''} ${written?.synced ?? ''}`;

const isUnsynced = (written: Written): boolean => stampOf(written) !== syncedStamp(written);
/** Nothing that the server would keep. */
const isBlank = (written: Pick<Written, 'text' | 'files'>): boolean => stampOf(written) === blankStamp;
