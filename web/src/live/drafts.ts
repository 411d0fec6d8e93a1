/** What is being written, per channel or thread, kept on this device for the account that wrote it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import type { DeviceStorage } from './device.ts';
import { without, type ById } from './state.ts';

export interface Drafts {
  /** Channel id or root post id → text. */
  store: StoreApi<ById<string>>;
  restore(userId: string): Promise<void>;
  /** Empty text removes the draft. */
  write(key: string, text: string): void;
  clear(): void;
  /** Stores what has not been stored yet; resolves when it is on the device. */
  flush(): Promise<void>;
}

/** Waits this long (ms) for the next key press before it stores. */
const settleMs = 300;

export function createDrafts(storage: DeviceStorage<string>): Drafts {
  const store = createStore<ById<string>>(() => ({}));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let owner = '';

  const save = (key: string): Promise<void> => {
    timers.delete(key);
    const text = store.getState()[key];
    return text ? storage.save(`${owner}/${key}`, text) : storage.remove(`${owner}/${key}`);
  };
  const saveAll = async () => {
    const waiting = [...timers];
    for (const [, timer] of waiting) clearTimeout(timer);
    await Promise.all(waiting.map(([key]) => save(key)));
  };

  return {
    store,
    async restore(userId) {
      owner = userId;
      const kept = (await storage.load()).filter(([key]) => key.startsWith(`${userId}/`));
      const drafts = Object.fromEntries(kept.map(([key, text]) => [key.slice(userId.length + 1), text]));
      store.setState((now) => ({ ...drafts, ...now }), true);
    },
    write(key, text) {
      store.setState((drafts) => (text === '' ? without(drafts, key) : { ...drafts, [key]: text }), true);
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => void save(key), settleMs),
      );
    },
    clear() {
      void saveAll();
      owner = '';
      store.setState({}, true);
    },
    flush: saveAll,
  };
}
