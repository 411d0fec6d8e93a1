/** What is kept on this device: IndexedDB, and localStorage where a browser denies it (private windows). */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval';

import type { OutboxStorage } from './outbox.ts';
import type { Unsent } from './state.ts';

export interface DeviceStorage<T> {
  /** Each key once, with what was stored last. */
  load(): Promise<[key: string, value: T][]>;
  save(key: string, value: T): Promise<void>;
  /** At once, for a page that is about to go: IndexedDB forgets what it has not finished. */
  saveNow(key: string, value: T): void;
  remove(key: string): Promise<void>;
}

/** Each name is a database of its own: idb-keyval cannot add a second store to one. */
export function deviceStorage<T>(name: string): DeviceStorage<T> {
  let database: UseStore | undefined;
  const open = () => (database ??= createStore(`innermost-${name}`, name));
  const local = localPart<T>(`innermost.${name}.`);
  return {
    async load() {
      const kept = await entries<string, T>(open()).catch((): [string, T][] => []);
      // What a page left at its end is newer than what it had finished storing.
      return [...new Map([...kept, ...local.entries()])];
    },
    async save(key, value) {
      try {
        await set(key, value, open());
        local.remove(key);
      } catch {
        local.set(key, value);
      }
    },
    saveNow: local.set,
    async remove(key) {
      local.remove(key);
      await del(key, open()).catch(() => undefined);
    },
  };
}

export function outboxStorage(): OutboxStorage {
  const storage = deviceStorage<Unsent>('outbox');
  return {
    load: async () => (await storage.load()).map(([, unsent]) => unsent),
    save: (unsent) => storage.save(unsent.pending_post_id, unsent),
    remove: (id) => storage.remove(id),
  };
}

function localPart<T>(prefix: string) {
  return {
    entries(): [string, T][] {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      // Written by `set` below, so the shape is known.
      return keys.map((key) => [key.slice(prefix.length), JSON.parse(localStorage.getItem(key) ?? 'null') as T]);
    },
    set: (key: string, value: T) => localStorage.setItem(prefix + key, JSON.stringify(value)),
    remove: (key: string) => localStorage.removeItem(prefix + key),
  };
}
