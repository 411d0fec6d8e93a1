/** Posts to rows of the timeline: who starts a group, where a day begins, where the new ones begin. Pure. */
import type { Post } from '@innermost/protocol/posts.ts';

import { isCounted } from '../../live/slices/posts.ts';
import type { Lookup } from '../../live/hold.ts';
import type { Unsent } from '../../live/state.ts';

export type Row =
  | { kind: 'start'; key: string }
  | { kind: 'day'; key: string; time: number }
  | { kind: 'new'; key: string; since: number }
  | { kind: 'replies'; key: string; count: number }
  | { kind: 'post'; key: string; id: string; first: boolean }
  /** Several posts when the same happened again and again. */
  | { kind: 'system'; key: string; ids: readonly string[] }
  | { kind: 'unsent'; key: string; unsent: Unsent; first: boolean };

export interface RowsInput {
  /** Post ids, oldest first; ids without a post are left out. */
  ids: readonly string[];
  posts: Lookup<Post>;
  me_id: string;
  /** What was read last (ms): the line stands above the first later post of someone else. Undefined: no line. */
  newSince?: number | undefined;
  /** The beginning of the channel is held, and shown. */
  atStart: boolean;
  /** In a thread: its root comes first, then how many replies there are. */
  root?: { id: string; replies: number } | undefined;
  /** Names the calendar day of a time (ms) where the reader is. */
  dayOf?: (time: number) => string;
}

/** Rows, and all that the row of the next post depends on: so that it can be added without looking at the others. */
export interface Rows {
  rows: readonly Row[];
  /** The first post that is new to me. */
  newAt: string | undefined;
  /** The last post, unless what follows it begins a group in any case. */
  previous: Post | undefined;
  day: string;
}

/** Within this long (ms) messages of one speaker stand together. */
const groupMs = 5 * 60_000;

/** The posts' rows, and after them those of messages on their way. */
export function rowsOf(input: RowsInput & { unsent: readonly Unsent[] }): Row[] {
  const { rows, previous } = postRows(input);
  return [...rows, ...unsentRows(input.unsent, previous, input.me_id)];
}

export function postRows(input: RowsInput): Rows {
  const { posts, atStart, root } = input;
  const rows: Row[] = atStart && !root ? [{ kind: 'start', key: 'start' }] : [];
  const rootPost = root && posts.get(root.id);
  if (root && rootPost) {
    rows.push({ kind: 'post', key: rootPost.id, id: rootPost.id, first: true });
    rows.push({ kind: 'replies', key: 'replies', count: root.replies });
  }
  return extendRows({ rows, newAt: undefined, previous: undefined, day: '' }, input);
}

/** Adds the rows of `input.ids`, which come after all that `before` shows. Changes nothing of `before`. */
export function extendRows(before: Rows, input: RowsInput): Rows {
  const { ids, posts, me_id, newSince, root, dayOf = localDay } = input;
  const rows = [...before.rows];
  let { newAt, previous, day } = before;
  // A line that tells of several posts is changed in place only if it was made here.
  let ownLine: string[] | undefined;
  for (const id of ids) {
    const post = posts.get(id);
    if (!post) continue;
    const today = dayOf(post.create_at);
    if (today !== day && !root) {
      rows.push({ kind: 'day', key: `day-${today}`, time: post.create_at });
      previous = undefined;
    }
    day = today;
    if (newAt === undefined && newSince !== undefined && isNews(post, newSince, me_id)) {
      rows.push({ kind: 'new', key: 'new', since: newSince });
      newAt = id;
      previous = undefined;
    }
    if (isSystem(post) || post.delete_at > 0) {
      const last = rows.at(-1);
      if (last?.kind !== 'system' || !repeats(posts.get(last.ids.at(-1) ?? ''), post)) {
        ownLine = [id];
        rows.push({ kind: 'system', key: id, ids: ownLine });
      } else if (last.ids === ownLine) ownLine.push(id);
      else {
        ownLine = [...last.ids, id];
        rows[rows.length - 1] = { ...last, ids: ownLine };
      }
      previous = undefined;
      continue;
    }
    // The key of a message of mine stays what it was while it was on its way.
    rows.push({ kind: 'post', key: post.pending_post_id || id, id, first: !continues(previous, post) });
    previous = post;
  }
  return { rows, newAt, previous, day };
}

/** Whether two versions of a post make the same rows: what it says may differ. */
export function isSameInRows(a: Post, b: Post): boolean {
  return (
    a.create_at === b.create_at &&
    a.delete_at > 0 === b.delete_at > 0 &&
    a.type === b.type &&
    a.pending_post_id === b.pending_post_id &&
    (a.props === b.props || speakerOf(a) === speakerOf(b))
  );
}

/** A post of someone else that counts as unread. */
export function isNews(post: Post, since: number, meId: string): boolean {
  return post.create_at > since && post.user_id !== meId && isCounted(post) && post.delete_at === 0;
}

export function isSystem(post: Post): boolean {
  return post.type.startsWith('system_') && post.type !== 'system_ephemeral' && post.type !== 'system_auto_responder';
}

/** Comings and goings in a row are told in one line; who adds people is named in it, so that must be the same one. */
function repeats(before: Post | undefined, post: Post): boolean {
  if (!before || before.type !== post.type || before.delete_at > 0 || post.delete_at > 0) return false;
  if (isCounted(post) || post.type.startsWith('system_remove')) return false;
  return !post.type.startsWith('system_add') || before.user_id === post.user_id;
}

/** Who is seen to speak: one webhook may speak under many names. */
export function speakerOf(post: Post): string {
  const { from_webhook, override_username, override_icon_url, override_icon_emoji } = post.props;
  if (from_webhook !== 'true') return `${post.user_id}/${post.type}`;
  return [post.user_id, override_username, override_icon_url, override_icon_emoji].map(String).join('/');
}

function continues(previous: Post | undefined, post: Post): boolean {
  if (!previous || speakerOf(previous) !== speakerOf(post)) return false;
  return post.create_at - previous.create_at < groupMs;
}

/** Messages on their way, after everything else. `previous` is the post that stands last. */
export function unsentRows(unsent: readonly Unsent[], previous: Post | undefined, meId: string): Row[] {
  const continuesMine =
    previous?.user_id === meId &&
    !isSystem(previous) &&
    previous.props['from_webhook'] !== 'true' &&
    (unsent[0]?.create_at ?? 0) - previous.create_at < groupMs;
  return [...unsent]
    .sort((a, b) => a.create_at - b.create_at)
    .map((one, index) => ({
      kind: 'unsent',
      key: one.pending_post_id,
      unsent: one,
      first: index === 0 && !continuesMine,
    }));
}

function localDay(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
