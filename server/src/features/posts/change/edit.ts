import { limits } from '@innermost/protocol/limits.ts';
import type { patchPost, pinPost, PostPatch, unpinPost, updatePost } from '@innermost/protocol/posts.ts';
import type { AnyRoute, StatusOk } from '@innermost/protocol/route.ts';
import { hasInChannel } from '../../../access/permission.ts';
import type { OfPost } from '../../../access/scopes/post.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../../platform/http/message.ts';
import { newId } from '../../../platform/ids.ts';
import { linkedPost } from '../links/permalinks.ts';
import { withoutProxy } from '../links/proxied.ts';
import { postRewritten, tellEdited } from '../links/tell-edited.ts';
import { shownTo } from '../read/as-read-by.ts';
import { linkedChannels } from '../text/channel-links.ts';
import { hashtagsOf } from '../text/mention-tokens.ts';
import { changedProps } from '../post-props.ts';
import { postJson, type PostRow } from '../post-row.ts';
import { isSystemType } from '../post-types.ts';
import { changeFiles, selectForChange, writeVersion } from './queries.ts';
import { selectByIds } from '../read/queries/lists.ts';
import { textOf } from '../create/prepare.ts';

type ChangeCall = Call<AnyRoute, OfPost>;

/** The post as it stands, locked. 404 when it was deleted meanwhile. */
async function lockPost({ db, granted }: ChangeCall): Promise<PostRow> {
  const [row] = await selectForChange(db, { id: granted.post.id });
  if (!row || row.delete_at > 0) throw new AppError('app.post.get.app_error');
  return row;
}

type NoChange =
  | 'api.post.update_post.can_not_update_post_in_deleted.error'
  | 'api.post.patch_post.can_not_update_post_in_deleted.error';

async function checkMayEdit(call: ChangeCall, row: PostRow, inArchived: NoChange): Promise<void> {
  const { session, granted, services, config, now } = call;
  const permission = row.user_id === session.user_id ? 'edit_post' : 'edit_others_posts';
  if (!(await hasInChannel(services.directory, session, granted.channel, permission))) throw forbidden(permission);
  if (isSystemType(row.type)) throw new AppError('api.post.update_post.system_message.app_error');
  if (granted.channel.delete_at > 0) throw new AppError(inArchived);
  const limit = config.ServiceSettings.PostEditTimeLimit;
  if (limit !== -1 && now > row.create_at + limit * 1000)
    throw new AppError('api.post.update_post.permissions_time_limit.app_error', { seconds: limit });
}

const attachmentsOf = (props: string): string => {
  // Stored props are an object by the query.
  const { attachments } = JSON.parse(props) as { attachments?: unknown };
  return JSON.stringify(attachments ?? null);
};

/** As it is to be stored; 400 when a field is beyond what a post may hold. */
async function patched(call: ChangeCall, row: PostRow, patch: PostPatch) {
  const { services, granted } = call;
  const message = patch.message === undefined ? row.message : withoutProxy(call.config, patch.message);
  const maxLength = services.capabilities.maxPostLength;
  if (Array.from(message).length > maxLength)
    throw new AppError('model.post.is_valid.message_length.app_error', { limit: maxLength });
  // Stored props are an object by the query.
  const before = JSON.parse(row.props) as Record<string, unknown>;
  const { channel_mentions: _, previewed_post: __, ...kept } = patch.props ? changedProps(patch.props, before) : before;
  const author = { user_id: row.user_id, roles: (await services.directory.people.get(row.user_id))?.roles ?? '' };
  const links = await linkedChannels(call, author, granted.channel, textOf(message, kept), kept['current_team_id']);
  const linked = await linkedPost(call, author, { message, props: JSON.stringify(kept) });
  const props = JSON.stringify({
    ...kept,
    ...(links && { channel_mentions: links }),
    ...(linked && { previewed_post: linked.id }),
  });
  if (props.length > limits.postPropsCharacters) throw new AppError('model.post.is_valid.props.app_error');
  return { message, props };
}

const idsOf = (fileIds: string): string[] => {
  // Adopted posts may hold anything.
  const ids: unknown = fileIds === '' ? [] : JSON.parse(fileIds);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
};

/** Takes out what the patch leaves out, and adds of the caller's files what it names. Answers the ids as they are stored. */
async function patchedFiles(call: ChangeCall, row: PostRow, { file_ids }: PostPatch, at: number): Promise<string> {
  if (file_ids === undefined) return row.file_ids;
  const { db, granted, services, session } = call;
  const [before, after] = [idsOf(row.file_ids), [...new Set(file_ids)]];
  if (JSON.stringify(after).length > 300) throw new AppError('model.post.is_valid.file_ids.app_error');
  const [gone, added] = [before.filter((id) => !after.includes(id)), after.filter((id) => !before.includes(id))];
  if (gone.length === 0 && added.length === 0) return JSON.stringify(after);
  if (added.length > 0 && !(await hasInChannel(services.directory, session, granted.channel, 'upload_file')))
    throw forbidden('upload_file');
  const taken = new Set(
    (await changeFiles(db, { id: row.id, now: at, gone, added, user_id: session.user_id })).map(({ id }) => id),
  );
  return JSON.stringify(after.filter((id) => taken.has(id) || before.includes(id)));
}

/** Writes the change with its history, tells everybody, and gives the post as it now is. */
async function change(call: ChangeCall, row: PostRow, patch: PostPatch): Promise<string> {
  const { db, session, config } = call;
  const { message, props } = await patched(call, row, patch);
  // Times of a busy channel run ahead of the clock; those of one post never go back.
  const at = Math.max(call.now, row.update_at + 1);
  const fileIds = await patchedFiles(call, row, patch, at);
  // Wire: pinning changes the post but does not count as an edit.
  const isEdit =
    message !== row.message ||
    (patch.file_ids !== undefined && fileIds !== (row.file_ids || '[]')) ||
    (patch.props !== undefined && attachmentsOf(props) !== attachmentsOf(row.props));
  const hashtags = hashtagsOf(message, config.ServiceSettings.MinimumHashtagLength);
  const pinned = patch.is_pinned ?? row.is_pinned;
  await writeVersion(db, {
    id: row.id,
    now: at,
    version_id: newId(),
    message,
    props,
    file_ids: fileIds,
    hashtags,
    is_pinned: pinned,
    is_edit: isEdit,
  });
  const [changed] = await selectByIds(db, { ids: [row.id], with_deleted: true });
  if (!changed) throw new AppError('app.post.get.app_error');
  await postRewritten.queue(call, changed);
  const shown = await tellEdited(call, changed);
  call.changed({ kind: 'post', post_id: row.id });
  return postJson(
    await shownTo(call.services, session, shown.rows[0] ?? changed, shown),
    call.services.directory.emoji,
  );
}

/** Only what a client may change; everything else in the body is ignored. */
export async function patchPostOfCaller(call: Call<typeof patchPost, OfPost>): Promise<HttpReply> {
  const row = await lockPost(call);
  await checkMayEdit(call, row, 'api.post.patch_post.can_not_update_post_in_deleted.error');
  return jsonTextReply(await change(call, row, call.body));
}

/** Wire: a message that the body leaves out becomes empty, and the post is unpinned; props and files stay then. */
export async function updatePostOfCaller(call: Call<typeof updatePost, OfPost>): Promise<HttpReply> {
  const { id, message = '', props, file_ids, is_pinned = false } = call.body;
  if (id !== call.params.post_id) throw invalidBody('id');
  const row = await lockPost(call);
  await checkMayEdit(call, row, 'api.post.update_post.can_not_update_post_in_deleted.error');
  return jsonTextReply(
    await change(call, row, { message, is_pinned, ...(props && { props }), ...(file_ids && { file_ids }) }),
  );
}

/** For whoever may read the post, whosesoever it is. */
async function setPinned(call: ChangeCall, is_pinned: boolean): Promise<StatusOk> {
  const row = await lockPost(call);
  if (call.granted.channel.delete_at > 0)
    throw new AppError('api.post.patch_post.can_not_update_post_in_deleted.error');
  if (row.is_pinned !== is_pinned) await change(call, row, { is_pinned });
  return { status: 'OK' };
}

export const pin = (call: Call<typeof pinPost, OfPost>): Promise<StatusOk> => setPinned(call, true);
export const unpin = (call: Call<typeof unpinPost, OfPost>): Promise<StatusOk> => setPinned(call, false);
