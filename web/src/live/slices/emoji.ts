import type { EmojiEvents } from '@innermost/protocol/emoji.ts';
import type { Slice } from './slice.ts';

/** Holds nothing: the emoji of this server are asked for where they are shown. */
export const emoji = {
  empty: {},
  events: { emoji_added: (state) => state },
} satisfies Slice<object, EmojiEvents>;
