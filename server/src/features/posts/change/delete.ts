import type { deletePost } from '@innermost/protocol/posts.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import { hasInChannel, hasInSystem } from '../../../access/permission.ts';
import type { OfPost } from '../../../access/scopes/post.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, forbidden } from '../../../platform/http/errors.ts';
import { isTrue } from '../../../platform/http/paging.ts';
import { PreEncoded } from '../../../realtime/pre-encoded.ts';
import { removeFromStore } from '../../files/index.ts';
import { withoutOthers } from '../links/permalinks.ts';
import { mentionsOf } from '../text/mentions.ts';
import { postJson, type PostRow } from '../post-row.ts';
import type { Counted } from '../create/post-to-write.ts';
import { threadsChanged } from '../create/publish.ts';
import { erasePost, markDeleted, selectCountsOfThread, selectForChange, takeBackThreadMentions } from './queries.ts';
import { textOf } from '../create/prepare.ts';

/**
 * Followers whom the reply had called and who had not seen it are no longer called by it. All who follow the thread learn
 * what is counted for them now.
 */
async function takeOutOfThread(call: Call<typeof deletePost, OfPost>, row: PostRow): Promise<void> {
  const { db, granted } = call;
  const author = { id: row.user_id, isWebhook: false, mayCallChannel: true };
  // Stored props are an object by the query.
  const text = textOf(row.message, JSON.parse(row.props) as Record<string, unknown>);
  const { people } = await mentionsOf(call, granted.channel, text, author);
  const called = new Set<string>();
  if (people.length > 0)
    for (const { user_id } of await takeBackThreadMentions(db, {
      thread_id: row.root_id,
      user_ids: people,
      create_at: row.create_at,
    }))
      called.add(user_id);
  const rows = await selectCountsOfThread(db, { thread_id: row.root_id });
  const counts = new Map(rows.map((one) => [one.user_id, one]));
  const countedFor = (userId: string): Counted => {
    const { mentions = 0, replies = 0, viewed_at = 0 } = counts.get(userId) ?? {};
    const before = {
      mentions: mentions + (called.has(userId) ? 1 : 0),
      replies: replies + (row.create_at > viewed_at ? 1 : 0),
    };
    return { before, mentions, replies, viewed_at };
  };
  const change = {
    root_id: row.root_id,
    reply_count: rows[0]?.reply_count ?? 0,
    followers: [...counts.keys()],
    countedFor,
  };
  await threadsChanged.tell(call, { channel: granted.channel, changes: [change] });
}

/** Soft unless asked for good: the row stays with its time of deletion. Replies go with their root, without events of their own. */
export async function deletePostOfCaller(call: Call<typeof deletePost, OfPost>): Promise<StatusOk> {
  const { db, granted, session, now, services, query, config } = call;
  const forGood = isTrue(query.permanent);
  if (forGood && !config.ServiceSettings.EnableAPIPostDeletion)
    throw new AppError('api.post.delete_post.not_enabled.app_error');
  if (forGood && !hasInSystem(services.directory, session, 'manage_system')) throw forbidden('manage_system');
  const [row] = await selectForChange(db, { id: granted.post.id });
  if (!row || row.delete_at > 0) throw new AppError('app.post.get.app_error');
  const permission = row.user_id === session.user_id ? 'delete_post' : 'delete_others_posts';
  if (!(await hasInChannel(services.directory, session, granted.channel, permission))) throw forbidden(permission);
  if (granted.channel.delete_at > 0) throw new AppError('api.post.delete_post.can_not_delete_post_in_deleted.error');
  const at = Math.max(now, row.update_at + 1);
  await markDeleted(db, { id: row.id, now: at, deleted_by: session.user_id });
  // Everybody in the channel hears it, and may not know what it linked to.
  const post = new PreEncoded(
    postJson({ ...withoutOthers(row), delete_at: at, update_at: at }, services.directory.emoji),
    row.user_id,
  );
  const channel_id = granted.channel.id;
  // Wire: two copies; only system administrators learn who deleted it.
  call.emit('post_deleted', { post }, { channel_id, contains_sanitized_data: true });
  call.emit('post_deleted', { post, delete_by: session.user_id }, { channel_id, contains_sensitive_data: true });
  if (row.root_id !== '') await takeOutOfThread(call, row);
  if (forGood) {
    const files = await erasePost(db, { id: row.id });
    const paths = files
      .flatMap((file) => [file.path, file.thumbnail_path, file.preview_path])
      .filter((path) => path !== '');
    if (paths.length > 0) await call.job(removeFromStore, { paths });
  }
  call.changed({ kind: 'post', post_id: row.id });
  return { status: 'OK' };
}
