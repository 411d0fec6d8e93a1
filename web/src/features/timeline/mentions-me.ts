import type { Post } from '@innermost/protocol/posts.ts';
import type { User } from '@innermost/protocol/users.ts';
import { holdsKeyword } from '@innermost/protocol/words-that-call.ts';

import { calledIn, mentionsIn } from '../../text/mentions.ts';
import { walk } from '../../text/nodes.ts';
import { parse } from '../../text/parse.ts';

/** Whether a message calls me: by name, by a word I chose, or with everybody. The server finds the same. */
export function mentionsMe(message: string, me: User | undefined): boolean {
  if (!me) return false;
  // Most messages name nobody; only the others are read as a whole.
  if (message.includes('@')) {
    if (calledIn(message, (name) => (name === me.username ? name : undefined)).size > 0) return true;
    if (me.notify_props?.channel !== 'false' && mentionsIn(message).channelWide.length > 0) return true;
  }
  if (me.notify_props?.first_name === 'true' && me.first_name && holds(message, me.first_name, true)) return true;
  return wordsFor(me).some((word) => holds(message, word));
}

let known = { me: undefined as User | undefined, posts: new WeakMap<Post, boolean>() };

/** As `mentionsMe` of its message, remembered as long as I am called as now. */
export function callsMe(post: Post, me: User | undefined): boolean {
  if (known.me !== me) known = { me, posts: new WeakMap() };
  const before = known.posts.get(post);
  if (before !== undefined) return before;
  const calls = mentionsMe(post.message, me);
  known.posts.set(post, calls);
  return calls;
}

/** Words I chose to be called by, in small letters. My name with its @ is found in the text itself. */
export function wordsFor(me: User): string[] {
  const keys = me.notify_props?.mention_keys?.split(',') ?? [];
  return keys.map((key) => key.trim().toLowerCase()).filter((key) => key !== '' && !key.startsWith('@'));
}

/** In its text, not in code or addresses. */
function holds(message: string, word: string, isExact = false): boolean {
  if (!message.toLowerCase().includes(word.toLowerCase())) return false;
  let found = false;
  walk(parse(message), (node) => {
    if (node.type === 'text' && holdsKeyword(node.text, word, isExact)) found = true;
  });
  return found;
}
