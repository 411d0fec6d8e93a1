/** Posts to rows of the timeline: who starts a group, where a day begins, where the new ones begin. Pure. */
import type { Post } from '@innermost/protocol/posts.ts';

import { isCounted } from '../../live/apply/posts.ts';
import type { ById, Unsent } from '../../live/state.ts';

export type Row =
  | { kind: 'start'; key: string }
  | { kind: 'day'; key: string; time: number }
  | { kind: 'new'; key: string; since: number }
  | { kind: 'replies'; key: string; count: number }
  | { kind: 'post'; key: string; id: string; first: boolean }
  /** Several posts when the same happened again and again. */
  | { kind: 'system'; key: string; ids: string[] }
  | { kind: 'unsent'; key: string; unsent: Unsent; first: boolean };

export interface RowsInput {
  /** Post ids, oldest first; ids without a post are left out. */
  ids: readonly string[];
  posts: ById<Post>;
  /** Messages on their way, shown after everything else. */
  unsent: readonly Unsent[];
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

/** Within this long (ms) messages of one speaker stand together. */
const groupMs = 5 * 60_000;

export function rowsOf(input: RowsInput): Row[] {
  const { ids, posts, unsent, me_id, newSince, atStart, root, dayOf = localDay } = input;
  const rows: Row[] = atStart && !root ? [{ kind: 'start', key: 'start' }] : [];
  let previous: Post | undefined;
  let day = '';
  let isNewMarked = newSince === undefined;

  const rootPost = root && posts[root.id];
  if (root && rootPost) {
    rows.push({ kind: 'post', key: rootPost.id, id: rootPost.id, first: true });
    rows.push({ kind: 'replies', key: 'replies', count: root.replies });
  }
  for (const id of ids) {
    const post = posts[id];
    if (!post) continue;
    const today = dayOf(post.create_at);
    if (today !== day && !root) {
      rows.push({ kind: 'day', key: `day-${today}`, time: post.create_at });
      previous = undefined;
    }
    day = today;
    if (!isNewMarked && newSince !== undefined && isNews(post, newSince, me_id)) {
      rows.push({ kind: 'new', key: 'new', since: newSince });
      isNewMarked = true;
      previous = undefined;
    }
    if (isSystem(post) || post.delete_at > 0) {
      const last = rows.at(-1);
      if (last?.kind === 'system' && repeats(posts[last.ids.at(-1) ?? ''], post)) last.ids.push(id);
      else rows.push({ kind: 'system', key: id, ids: [id] });
      previous = undefined;
      continue;
    }
    // The key of a message of mine stays what it was while it was on its way.
    rows.push({ kind: 'post', key: post.pending_post_id || id, id, first: !continues(previous, post) });
    previous = post;
  }
  return [...rows, ...rowsOfUnsent(unsent, previous, me_id)];
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

function rowsOfUnsent(unsent: readonly Unsent[], previous: Post | undefined, meId: string): Row[] {
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
