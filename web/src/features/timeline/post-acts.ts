/** What can be done with a post. Each act shows at once or after the answer, through the same `apply` as events. */
import type { EventName, Events } from '@innermost/protocol/events.ts';
import { deletePost, patchPost, pinPost, setPostUnread, unpinPost, type Post } from '@innermost/protocol/posts.ts';

import { applyOwn } from '../../live/slices/slices.ts';
import { live } from '../../live/live.ts';
import { restorePost } from '../../live/restore.ts';
import { keepUnread } from './read.ts';

function apply<E extends EventName>(event: E, data: Events[E], post: Post): void {
  const scope = { now: Date.now(), channel_id: post.channel_id };
  live.store.setState((state) => applyOwn(state, event, data, scope), true);
}

/** Rejects as `Client.call` does; the text stays with whoever edits it. */
export async function saveEdit(post: Post, message: string): Promise<void> {
  const edited = await live.client.call(patchPost, { params: { post_id: post.id }, body: { message } });
  apply('post_edited', { post: edited }, post);
}

export async function removePost(post: Post): Promise<void> {
  await live.client.call(deletePost, { params: { post_id: post.id } });
  apply('post_deleted', { post }, post);
}

export async function togglePin(post: Post): Promise<void> {
  const is_pinned = !post.is_pinned;
  await live.acts.act({
    event: 'post_edited',
    data: { post: { ...post, is_pinned } },
    scope: { channel_id: post.channel_id },
    restore: restorePost(post.id),
    send: () => live.client.call(is_pinned ? pinPost : unpinPost, { params: { post_id: post.id } }),
    place: placeOf(post),
    failed: is_pinned ? 'Not pinned' : 'Not unpinned',
  });
}

/** From this post on everything is unread again, until the channel is left and opened anew. */
export async function markUnread(post: Post): Promise<void> {
  const params = { user_id: 'me', post_id: post.id };
  const body = { collapsed_threads_supported: true };
  const run = async () => {
    keepUnread(post.channel_id);
    try {
      const answer = await live.client.call(setPostUnread, { params, body });
      const { team_id: _, user_id: __, channel_id: ___, ...told } = answer;
      apply('post_unread', { ...told, post_id: post.id }, post);
    } catch (error) {
      keepUnread(undefined);
      throw error;
    }
  };
  await live.acts.attempt({ place: placeOf(post), failed: 'Not marked unread', run });
}

/** Where the failure of an act on a post is shown. */
function placeOf({ id }: Post): string {
  return `post:${id}`;
}
