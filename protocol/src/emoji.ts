/** Emoji that people add to this server. */
import { route, type StatusOk } from './route.ts';

/** Times in ms. Its picture is behind `getEmojiImage`, and never changes. */
export interface CustomEmoji {
  id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  creator_id: string;
  name: string;
}

/** The fields of the form, whose file is named `image`. `emoji`: JSON of `name` and `creator_id`. */
interface EmojiFields {
  emoji: string;
}

export interface EmojiSearch {
  term: string;
  prefix_only?: boolean;
}

/** A file of more bytes, or a picture with a longer side, is refused. */
export const emojiLimits = { bytes: 524_288, side: 1_028, namesAtOnce: 200 } as const;

export const createEmoji = route('POST', '/api/v4/emoji').takesForm<EmojiFields>().returns<CustomEmoji>();
/** `sort`: `name`, or else by age. */
export const listEmoji = route('GET', '/api/v4/emoji').asks<'page' | 'per_page' | 'sort'>().returns<CustomEmoji[]>();
export const getEmoji = route('GET', '/api/v4/emoji/:emoji_id').returns<CustomEmoji>();
export const getEmojiByName = route('GET', '/api/v4/emoji/name/:emoji_name').returns<CustomEmoji>();
/** Names that nothing has are left out. */
export const getEmojiByNames = route('POST', '/api/v4/emoji/names').takes<string[]>().returns<CustomEmoji[]>();
export const getEmojiImage = route('GET', '/api/v4/emoji/:emoji_id/image').returns<Uint8Array>();
export const searchEmoji = route('POST', '/api/v4/emoji/search').takes<EmojiSearch>().returns<CustomEmoji[]>();
/** At most 100 whose names begin so. */
export const autocompleteEmoji = route('GET', '/api/v4/emoji/autocomplete').asks<'name'>().returns<CustomEmoji[]>();
export const deleteEmoji = route('DELETE', '/api/v4/emoji/:emoji_id').returns<StatusOk>();
/** `file`: the code points in hexadecimal with hyphens between them, and `.png`. */
export const getSystemEmojiImage = route('GET', '/static/emoji/:file').returns<Uint8Array>();

export interface EmojiEvents {
  emoji_added: { emoji: CustomEmoji };
  /** Innermost's own: official clients are told by their next load. Reactions with it go, too, without a word of their own. */
  emoji_deleted: { emoji: CustomEmoji };
}
