import type { deletePost } from '@innermost/protocol/posts.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import { hasInChannel, hasInSystem } from '../../access/permission.ts';
import type { OfPost } from '../../access/scopes/post.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { topic } from '../../endpoint/topic.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { isTrue } from '../../platform/http/paging.ts';
import { PreEncoded } from '../../realtime/pre-encoded.ts';
import { mentionsOf } from './mentions.ts';
import { postJson, type PostRow } from './post-row.ts';
import { erasePost, markDeleted, selectForChange, takeBackThreadMentions } from './queries/change.ts';
import { textOf } from './send-post.ts';
import { forgetThreadRoot } from './thread-root.ts';

export interface PostDeleted {
  readonly id: string;
  readonly root_id: string;
  readonly channel_id: string;
}

/** After the commit. */
export const postDeleted = topic<PostDeleted>('post_deleted');

/** Followers whom the reply had called and who had not seen it are no longer called by it. */
async function takeBackMentions(call: Call<typeof deletePost, OfPost>, row: PostRow): Promise<void> {
  const author = { id: row.user_id, isWebhook: false, mayCallChannel: true };
  // Stored props are an object by the query.
  const text = textOf(row.message, JSON.parse(row.props) as Record<string, unknown>);
  const { people } = await mentionsOf(call.services, call.granted.channel, text, author);
  if (people.length > 0) await takeBackThreadMentions.run(call.db, [row.root_id, people, row.create_at]);
}

/** Soft unless asked for good: the row stays with its time of deletion. Replies go with their root, without events of their own. */
export async function deletePostOfCaller(call: Call<typeof deletePost, OfPost>): Promise<StatusOk> {
  const { db, granted, session, now, services, query, config } = call;
  const forGood = isTrue(query.permanent);
  if (forGood && !config.ServiceSettings.EnableAPIPostDeletion)
    throw new AppError('api.post.delete_post.not_enabled.app_error', 501);
  if (forGood && !hasInSystem(services.directory, session, 'manage_system')) throw forbidden('manage_system');
  const [row] = await selectForChange.run(db, [granted.post.id]);
  if (!row || row.delete_at > 0) throw new AppError('app.post.get.app_error', 404);
  const permission = row.user_id === session.user_id ? 'delete_post' : 'delete_others_posts';
  if (!(await hasInChannel(services.directory, session, granted.channel, permission))) throw forbidden(permission);
  if (granted.channel.delete_at > 0)
    throw new AppError('api.post.delete_post.can_not_delete_post_in_deleted.error', 400);
  await markDeleted.run(db, [row.id, now, session.user_id]);
  if (row.root_id !== '') await takeBackMentions(call, row);
  if (forGood) await erasePost.run(db, [row.id, now]);
  const post = new PreEncoded(postJson({ ...row, delete_at: now, update_at: now }), row.user_id);
  const channel_id = granted.channel.id;
  // Wire: two copies; only system administrators learn who deleted it.
  call.emit('post_deleted', { post }, { channel_id, contains_sanitized_data: true });
  call.emit('post_deleted', { post, delete_by: session.user_id }, { channel_id, contains_sensitive_data: true });
  call.afterCommit(() => {
    forgetThreadRoot(services, row.id);
    postDeleted.tell(services, { id: row.id, root_id: row.root_id, channel_id });
  });
  return { status: 'OK' };
}
