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
}

/** Waits this long (ms) for the next key press before it stores. */
const settleMs = 300;

export function createDrafts(storage: DeviceStorage<string>): Drafts {
  const store = createStore<ById<string>>(() => ({}));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let owner = '';

  const save = (key: string) => {
    timers.delete(key);
    const text = store.getState()[key];
    void (text ? storage.save(`${owner}/${key}`, text) : storage.remove(`${owner}/${key}`));
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
      timers.set(key, setTimeout(save, settleMs, key));
    },
    clear() {
      for (const [key, timer] of timers) {
        clearTimeout(timer);
        save(key);
      }
      owner = '';
      store.setState({}, true);
    },
  };
}
