/** Which emoji of this server a post shows: in its message, its attachments and its reactions. */
import type { EmojiByName } from '../../../access/custom-emoji.ts';

/** A name may end where the next one begins, so the second colon is only looked at. */
const inText = /:([A-Za-z0-9+_-]{1,64})(?=:)/g;
const inReactions = /"emoji_name"\s*:\s*"([A-Za-z0-9+_-]{1,64})"/g;

interface Shown {
  readonly message: string;
  /** JSON texts. */
  readonly props: string;
  readonly reactions: string | null;
}

function* namesIn(text: string, pattern: RegExp): Generator<string> {
  for (const [, name = ''] of text.matchAll(pattern)) yield name;
}

function* namesOf({ message, props, reactions }: Shown): Generator<string> {
  if (message.includes(':')) yield* namesIn(message, inText);
  // In JSON a text between colons is a name only within a string; what is none is no emoji's name either.
  if (props.includes('"attachments"')) yield* namesIn(props, inText);
  if (reactions) yield* namesIn(reactions, inReactions);
}

/** A JSON array; '' when it shows none. */
export function shownEmojiJson(post: Shown, emoji: EmojiByName): string {
  if (emoji.isEmpty) return '';
  const shown = emoji.among(namesOf(post));
  return shown.length === 0 ? '' : JSON.stringify(shown);
}
