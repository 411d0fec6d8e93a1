import { useSyncExternalStore } from 'react';

import { type EmojiTable, readTable } from './table.ts';

let table: EmojiTable | undefined;
let loading: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** Loads the table if it is not there yet; a failure is forgotten, so that the next caller tries again. */
export function loadEmojiTable(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<void> {
  const { table: text } = await import('./table.gen.ts');
  table = readTable(text);
  for (const listener of listeners) listener();
}

/** The table, or undefined until it is loaded; whoever asks sets off the loading. */
export function useEmojiTable(): EmojiTable | undefined {
  return useSyncExternalStore(watchTable, emojiTableNow, emojiTableNow);
}

export function emojiTableNow(): EmojiTable | undefined {
  return table;
}

/** Sets off the loading, and tells when it is there; returns what ends that. */
export function watchTable(listener: () => void): () => void {
  listeners.add(listener);
  if (!table) loadEmojiTable().catch(() => undefined);
  return () => listeners.delete(listener);
}
