/**
 * The emoji of this server. Posts say which of them they show, other names are asked for where they are shown, and the picker
 * and the emoji page ask for all.
 */
import { ApiError } from '@innermost/client/errors.ts';
import {
  emojiLimits,
  getEmojiByNames,
  listEmoji,
  type CustomEmoji,
  type EmojiEvents,
} from '@innermost/protocol/emoji.ts';

import type { Api } from '../ask.ts';
import { keyed, put, select, type ById, type Change } from '../state.ts';
import { withoutReactions } from './reactions.ts';
import type { Slice } from './slice.ts';

interface Part {
  /** By name, those that this page has met; null: there is none of that name. */
  emoji: ById<CustomEmoji | null>;
  /** All of them are held. */
  emojiListed: boolean;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    emoji: true;
  }
}

/** After a loss so many names are asked for anew; the others are when they are next shown. */
const mostAgain = 1_000;
/** Names of nothing that are remembered. */
const mostAbsent = 2_000;

export const emoji = {
  empty: { emoji: {}, emojiListed: false },

  events: {
    emoji_added: (state, { emoji }) => ({ ...state, emoji: put(state.emoji, emoji.name, emoji) }),

    emoji_deleted(state, { emoji }) {
      const { id, name, delete_at } = emoji;
      const held = state.emoji[name];
      // One that was added since may have its name.
      const next = held && held.id !== id ? state : { ...state, emoji: put(state.emoji, name, null) };
      return withoutReactions(next, name, delete_at);
    },
  },

  async load({ api, known }) {
    if (!known) return (state) => state;
    const names = known.emoji.slice(0, mostAgain);
    const held = await named(api, names);
    return (state) => ({ ...state, emoji: held, emojiListed: false });
  },

  wants: {
    async emoji({ api }, names) {
      const found = await named(api, names);
      return (state) => {
        const absent = Object.values(state.emoji).filter((one) => one === null).length;
        const kept = absent > mostAbsent ? select(state.emoji, (one) => one !== null) : state.emoji;
        return { ...state, emoji: { ...kept, ...found } };
      };
    },
  },

  comparable(state, { posts }) {
    const isShown = ({ name }: CustomEmoji) => posts.some(({ message }) => message.includes(`:${name}:`));
    return { emoji: select(state.emoji, (one) => one !== null && isShown(one)) };
  },
} satisfies Slice<Part, EmojiEvents, 'emoji'>;

/** What the server has of these names, and null for the others. */
async function named(api: Api, names: readonly string[]): Promise<ById<CustomEmoji | null>> {
  const pages: Promise<CustomEmoji[]>[] = [];
  for (let at = 0; at < names.length; at += emojiLimits.namesAtOnce)
    pages.push(api.call(getEmojiByNames, { body: names.slice(at, at + emojiLimits.namesAtOnce) }));
  try {
    const absent = Object.fromEntries(names.map((name) => [name, null]));
    return { ...absent, ...byName((await Promise.all(pages)).flat()) };
  } catch (error) {
    // Switched off: then there are none.
    if (error instanceof ApiError && error.status === 501) return {};
    throw error;
  }
}

const byName = (list: readonly CustomEmoji[]) => keyed(list, ({ name }) => name);

const perPage = 200;

/** All of them. Rejects as `Client.call` does, with 501 where they are switched off. */
export async function loadAllEmoji(api: Api): Promise<Change> {
  const all: CustomEmoji[] = [];
  for (let page = 0; ; page += 1) {
    const query = { sort: 'name', page: String(page), per_page: String(perPage) };
    const more = await api.call(listEmoji, { query });
    all.push(...more);
    if (more.length < perPage) break;
  }
  return (state) => ({ ...state, emoji: byName(all), emojiListed: true });
}
