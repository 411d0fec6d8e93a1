/** What names look like: emoji of this server first, then those that every server has. */
import { autocompleteEmoji, getEmojiImage, type CustomEmoji } from '@innermost/protocol/emoji.ts';

import { live } from '../../live/live.ts';
import { keyed, want, type LiveState } from '../../live/state.ts';
import type { EmojiPicture } from '../../text/scope.tsx';
import { characterOf } from './table.ts';
import { emojiTableNow, loadEmojiTable, watchTable } from './useEmojiTable.ts';

export const areOwnOn = ({ config }: Pick<LiveState, 'config'>): boolean => config['EnableCustomEmoji'] === 'true';

/** An address for the picture, which never changes. */
export const emojiSrc = ({ id }: Pick<CustomEmoji, 'id'>): string =>
  live.client.url(getEmojiImage, { params: { emoji_id: id } });

/** Those that there are, by name. */
export function ownEmoji(emoji: LiveState['emoji']): CustomEmoji[] {
  const held = Object.values(emoji).filter((one) => one !== null);
  return held.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** For `TextScope.emoji`. */
export function emojiPicture(name: string): EmojiPicture | undefined {
  const state = live.store.getState();
  const own = areOwnOn(state) ? state.emoji[name] : undefined;
  if (own) return { src: emojiSrc(own) };
  const table = emojiTableNow();
  const character = table && characterOf(table, name);
  return character === undefined ? undefined : { character };
}

const listeners = new Set<() => void>();
let stop = () => {};

/** For `TextScope.watchEmoji`. Texts name thousands, so each hears for itself, and only when some emoji came or went. */
export function watchEmoji(told: () => void): () => void {
  if (listeners.size === 0) stop = watchAll();
  listeners.add(told);
  return () => {
    listeners.delete(told);
    if (listeners.size === 0) stop();
  };
}

function watchAll(): () => void {
  const tell = () => {
    for (const told of listeners) told();
  };
  const stopTable = watchTable(tell);
  const stopStore = live.store.subscribe((state, before) => {
    if (state.emoji !== before.emoji || areOwnOn(state) !== areOwnOn(before)) tell();
  });
  return () => {
    stopTable();
    stopStore();
  };
}

/** As a name may be; anything else between colons is nobody's. */
const namePattern = /^[A-Za-z0-9+_-]{1,64}$/;
/** A text of more is no list of emoji. */
const mostAtOnce = 200;

let missed = new Set<string>();

/** For `TextScope.missEmoji`: asks for what is shown and unknown, all of a moment together and each once. */
export function missEmoji(name: string): void {
  if (missed.size === 0) queueMicrotask(() => void ask());
  missed.add(name);
}

async function ask(): Promise<void> {
  const names = [...missed];
  missed = new Set();
  // Which of them every server has, the table says.
  await loadEmojiTable().catch(() => undefined);
  const table = emojiTableNow();
  const { me_id, emoji, emojiListed, config } = live.store.getState();
  if (!table || me_id === '' || emojiListed || !areOwnOn({ config })) return;
  const isUnknown = (name: string) =>
    namePattern.test(name) && !(name in emoji) && characterOf(table, name) === undefined;
  const unknown = names.filter(isUnknown).slice(0, mostAtOnce);
  if (unknown.length > 0) live.store.change((state) => want(state, ...unknown.map((one) => `emoji:${one}` as const)));
}

/** Brings those of this server whose names begin so. */
export async function completeOwnEmoji(name: string, signal: AbortSignal): Promise<undefined> {
  const state = live.store.getState();
  if (name === '' || state.emojiListed || !areOwnOn(state)) return;
  const found = await live.client.call(autocompleteEmoji, { query: { name }, signal });
  if (found.length > 0)
    live.store.change((next) => ({ ...next, emoji: { ...keyed(found, (one) => one.name), ...next.emoji } }));
}
