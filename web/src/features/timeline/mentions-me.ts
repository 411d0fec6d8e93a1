import type { Post } from '@innermost/protocol/posts.ts';
import type { User } from '@innermost/protocol/users.ts';
import { holdsKeyword } from '@innermost/protocol/words-that-call.ts';

import { textBeginning } from '../../text/beginning.ts';
import { calledIn, channelWide, mentionsIn } from '../../text/mentions.ts';
import { walk } from '../../text/nodes.ts';
import { parse } from '../../text/parse.ts';

/** Whether a message calls me: by name, by a word I chose, or with everybody. The server finds the same. */
export function mentionsMe(message: string, me: User | undefined): boolean {
  if (!me) return false;
  // A message that calls me is likely to do so at its beginning; the whole takes several times as long to read.
  const beginning = textBeginning(message);
  return calls(beginning, me) || (beginning !== message && calls(message, me));
}

function calls(message: string, me: User): boolean {
  // Most messages name nobody; only the others are read.
  if (mayName(message, me)) {
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

/** Cheap, from the text alone. */
function mayName(message: string, me: User): boolean {
  if (!message.includes('@')) return false;
  const text = message.toLowerCase();
  return [me.username, ...channelWide].some((name) => text.includes(`@${name}`));
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
