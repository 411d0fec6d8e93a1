/** What can be done with a post. Each act shows at once or after the answer, through the same `apply` as events. */
import type { Events } from '@innermost/protocol/events.ts';
import {
  deletePost,
  patchPost,
  pinPost,
  setPostUnread,
  unpinPost,
  type Post,
  type PostPatch,
} from '@innermost/protocol/posts.ts';

import { live } from '../../live/live.ts';
import { isCounted } from '../../live/slices/posts.ts';
import { lastSpan } from '../../live/spans.ts';
import type { LiveState } from '../../live/state.ts';
import { t } from '../../words/words.ts';
import { keepUnread } from './read.ts';

/** Rejects as `Client.call` does; the text stays with whoever edits it. */
export async function saveEdit(
  { id, channel_id }: Post,
  change: Pick<PostPatch, 'message' | 'file_ids'>,
): Promise<void> {
  const post = await live.client.call(patchPost, { params: { post_id: id }, body: change });
  live.apply('post_edited', { post }, { channel_id });
}

export async function removePost(post: Post): Promise<void> {
  await live.client.call(deletePost, { params: { post_id: post.id } });
  live.apply('post_deleted', { post }, { channel_id: post.channel_id });
}

export async function togglePin(post: Post): Promise<void> {
  const is_pinned = !post.is_pinned;
  await live.acts.act({
    event: 'post_edited',
    data(state) {
      const held = state.posts.get(post.id);
      return held && held.is_pinned !== is_pinned ? { post: { ...held, is_pinned } } : undefined;
    },
    scope: { channel_id: post.channel_id },
    send: () => live.client.call(is_pinned ? pinPost : unpinPost, { params: { post_id: post.id } }),
    place: placeOf(post),
    failed: is_pinned ? t('Not pinned') : t('Not unpinned'),
    isRepeatable: true,
  });
}

/** From this post on everything is unread again, until the channel is left and opened anew. */
export async function markUnread(post: Post): Promise<void> {
  const { channel_id } = post;
  const params = { user_id: 'me', post_id: post.id };
  const body = { collapsed_threads_supported: true };
  keepUnread(channel_id);
  const isDone = await live.acts.act({
    event: 'post_unread',
    data: (state) => unreadFrom(state, post),
    scope: { channel_id },
    send: () => live.client.call(setPostUnread, { params, body }),
    answered(answer) {
      const { team_id: _, user_id: __, channel_id: ___, ...told } = answer;
      return { ...told, post_id: post.id };
    },
    place: placeOf(post),
    failed: t('Not marked unread'),
  });
  if (!isDone) keepUnread(undefined);
}

/** What the server will say, as far as it can be counted from the posts held. */
function unreadFrom(state: LiveState, post: Post): Events['post_unread'] | undefined {
  const member = state.members[post.channel_id];
  const channel = state.channels[post.channel_id];
  if (!member || !channel) return undefined;
  const ids = lastSpan(state.spans[post.channel_id] ?? [])?.ids ?? [];
  const unread = ids.slice(Math.max(0, ids.indexOf(post.id))).flatMap((id) => state.posts.get(id) ?? []);
  const count = unread.filter((one) => one.delete_at === 0 && isCounted(one)).length;
  const { mention_count, mention_count_root, urgent_mention_count } = member;
  return {
    post_id: post.id,
    msg_count: channel.total_msg_count - count,
    msg_count_root: channel.total_msg_count_root - count,
    mention_count,
    mention_count_root,
    urgent_mention_count,
    last_viewed_at: post.create_at - 1,
  };
}

/** Where the failure of an act on a post is shown. */
function placeOf({ id }: Post): string {
  return `post:${id}`;
}
