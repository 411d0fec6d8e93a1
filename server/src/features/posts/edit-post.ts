import { limits } from '@innermost/protocol/limits.ts';
import type { patchPost, pinPost, PostPatch, unpinPost, updatePost } from '@innermost/protocol/posts.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import { hasInChannel } from '../../access/permission.ts';
import type { OfPost } from '../../access/scopes/post.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../platform/http/message.ts';
import { newId } from '../../platform/ids.ts';
import { PreEncoded } from '../../realtime/pre-encoded.ts';
import { hashtagsOf } from './mention-tokens.ts';
import { postJson, type PostRow } from './post-row.ts';
import { isSystemType } from './post-types.ts';
import { selectForChange, writeVersion } from './queries/change.ts';
import { selectByIds } from './queries/read.ts';
import { forgetThreadRoot } from './thread-root.ts';

type ChangeCall = Pick<
  Call<typeof patchPost, OfPost>,
  'db' | 'granted' | 'session' | 'now' | 'config' | 'services' | 'emit' | 'afterCommit'
>;

/** The post as it stands, locked. 404 when it was deleted meanwhile. */
async function lockPost({ db, granted }: ChangeCall): Promise<PostRow> {
  const [row] = await selectForChange.run(db, [granted.post.id]);
  if (!row || row.delete_at > 0) throw new AppError('app.post.get.app_error', 404);
  return row;
}

async function checkMayEdit(call: ChangeCall, row: PostRow): Promise<void> {
  const { session, granted, services, config, now } = call;
  const permission = row.user_id === session.user_id ? 'edit_post' : 'edit_others_posts';
  if (!(await hasInChannel(services.directory, session, granted.channel, permission))) throw forbidden(permission);
  if (isSystemType(row.type)) throw new AppError('api.post.update_post.system_message.app_error', 400);
  if (granted.channel.delete_at > 0)
    throw new AppError('api.post.update_post.can_not_update_post_in_deleted.error', 400);
  const limit = config.ServiceSettings.PostEditTimeLimit;
  if (limit !== -1 && now > row.create_at + limit * 1000)
    throw new AppError('api.post.update_post.permissions_time_limit.app_error', 400, { seconds: limit });
}

const attachmentsOf = (props: string): string => {
  // Stored props are an object by the query.
  const { attachments } = JSON.parse(props) as { attachments?: unknown };
  return JSON.stringify(attachments ?? null);
};

/** Writes the change with its history, tells everybody, and gives the post as it now is. */
async function change(call: ChangeCall, row: PostRow, patch: PostPatch): Promise<string> {
  const { db, now, session, granted, config } = call;
  const message = patch.message ?? row.message;
  const props = patch.props === undefined ? row.props : JSON.stringify(patch.props);
  const fileIds = patch.file_ids === undefined ? row.file_ids : JSON.stringify(patch.file_ids);
  if (Array.from(message).length > call.services.capabilities.maxPostLength)
    throw new AppError('model.post.is_valid.message_length.app_error', 400);
  if (props.length > limits.postPropsCharacters) throw new AppError('model.post.is_valid.props.app_error', 400);
  // Wire: pinning changes the post but does not count as an edit.
  const isEdit =
    message !== row.message ||
    (patch.file_ids !== undefined && fileIds !== row.file_ids) ||
    (patch.props !== undefined && attachmentsOf(props) !== attachmentsOf(row.props));
  const hashtags = hashtagsOf(message, config.ServiceSettings.MinimumHashtagLength);
  const pinned = patch.is_pinned ?? row.is_pinned;
  await writeVersion.run(db, [row.id, now, newId(), message, props, fileIds, hashtags, pinned, isEdit]);
  const [changed] = await selectByIds.run(db, [session.user_id, [row.id], true]);
  if (!changed) throw new AppError('app.post.get.app_error', 404);
  const json = postJson(changed);
  call.emit('post_edited', { post: new PreEncoded(json, row.user_id) }, { channel_id: granted.channel.id });
  call.afterCommit(() => forgetThreadRoot(call.services, row.id));
  return json;
}

/** Only what a client may change; everything else in the body is ignored. */
export async function patchPostOfCaller(call: Call<typeof patchPost, OfPost>): Promise<HttpReply> {
  const row = await lockPost(call);
  const { is_pinned, ...rest } = call.body;
  if (Object.values(rest).some((value) => value !== undefined)) await checkMayEdit(call, row);
  return jsonTextReply(await change(call, row, { ...rest, ...(is_pinned === undefined ? {} : { is_pinned }) }));
}

export async function updatePostOfCaller(call: Call<typeof updatePost, OfPost>): Promise<HttpReply> {
  const row = await lockPost(call);
  await checkMayEdit(call, row);
  const { id: _id, ...patch } = call.body;
  return jsonTextReply(await change(call, row, patch));
}

async function setPinned(call: ChangeCall, is_pinned: boolean): Promise<StatusOk> {
  const row = await lockPost(call);
  if (row.is_pinned !== is_pinned) await change(call, row, { is_pinned });
  return { status: 'OK' };
}

export const pin = (call: Call<typeof pinPost, OfPost>): Promise<StatusOk> => setPinned(call, true);
export const unpin = (call: Call<typeof unpinPost, OfPost>): Promise<StatusOk> => setPinned(call, false);
