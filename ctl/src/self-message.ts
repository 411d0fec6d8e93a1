/** A message to oneself: the least intrusive way to prove that posting works. */
import { createDirectChannel } from '@innermost/protocol/channels.ts';
import { createPost, deletePost, type Post } from '@innermost/protocol/posts.ts';
import type { Session } from './session.ts';

/** Posts into the direct channel of the session's user with itself. */
export async function postToSelf({ client, user }: Session, message: string): Promise<Post> {
  const channel = await client.call(createDirectChannel, { body: [user.id, user.id] });
  const pending_post_id = `${user.id}:${Date.now()}`;
  return client.call(createPost, { body: { channel_id: channel.id, message, pending_post_id } });
}

export async function removePost({ client }: Session, post: Post): Promise<void> {
  await client.call(deletePost, { params: { post_id: post.id } });
}
