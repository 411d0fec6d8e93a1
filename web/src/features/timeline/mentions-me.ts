import type { User } from '@innermost/protocol/users.ts';

import { mentionsIn } from '../../text/mentions.ts';

/** Whether a message calls me: by name, by a word I chose, or with everybody. */
export function mentionsMe(message: string, me: User | undefined): boolean {
  if (!me) return false;
  const words = wordsFor(me);
  const lower = message.toLowerCase();
  // Most messages name nobody; only the others are read as a whole.
  if (message.includes('@')) {
    const { names, channelWide } = mentionsIn(message);
    if (names.includes(me.username)) return true;
    if (channelWide.length > 0 && me.notify_props?.channel !== 'false') return true;
  }
  if (me.notify_props?.first_name === 'true' && me.first_name && hasWord(message, me.first_name)) return true;
  return words.some((word) => hasWord(lower, word));
}

/** Words I chose to be called by, in small letters. My name with its @ is found in the text itself. */
export function wordsFor(me: User): string[] {
  const keys = me.notify_props?.mention_keys?.split(',') ?? [];
  return keys.map((key) => key.trim().toLowerCase()).filter((key) => key !== '' && !key.startsWith('@'));
}

function hasWord(text: string, word: string): boolean {
  const pattern = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}_])${pattern}(?![\\p{L}\\p{N}_])`, 'u').test(text);
}
