/** Beginning a resumable upload, and seeing how far it is. */
import type {
  createUpload,
  getUpload,
  getUploadsOfUser,
  NewUpload,
  UploadSession,
} from '@innermost/protocol/uploads.ts';
import { when, type Access, type AccessRequest } from '../../../access/can.ts';
import { isLocalSession } from '../../../access/local-session.ts';
import { hasInSystem } from '../../../access/permission.ts';
import { isId } from '@innermost/protocol/limits.ts';
import type { OfUser } from '../../../access/scopes/user.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody, invalidUrl } from '../../../platform/http/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { channelForUpload } from '../access.ts';
import { pathOf, shownName, storedName } from '../names.ts';
import { insertUpload, selectUpload, selectUploadsOfUser } from './queries.ts';

export type StoredUpload = Awaited<ReturnType<typeof selectUpload>>[number];

export interface OfUpload {
  readonly upload: StoredUpload;
}

/** Wire: who uploads over a socket of this machine. */
const nobody = 'nouser';

/** Where imports wait to be run. */
const importFolder = 'import/';

function shown({ path: _path, ...session }: StoredUpload): UploadSession {
  return session;
}

/** Files of messages need the permission in their channel, imports an administrator. */
async function checkMayUpload(
  { directory, session, config }: Pick<AccessRequest<AnyRoute>, 'directory' | 'session' | 'config'>,
  { type, channel_id = '' }: Pick<NewUpload, 'type' | 'channel_id'>,
): Promise<void> {
  if (type === 'import') {
    if (!hasInSystem(directory, session, 'manage_system')) throw forbidden('manage_system');
    return;
  }
  if (!config.FileSettings.EnableFileAttachments)
    // Wire: with another status than the upload of a whole file.
    throw new AppError('api.file.attachments.disabled.app_error', {}, '', 501);
  if (!isId(channel_id)) throw invalidBody('channel_id');
  await channelForUpload(directory, session, channel_id);
}

export const mayBegin = when(
  'upload_file in the channel; manage_system for an import',
  async (asked: AccessRequest<typeof createUpload>): Promise<undefined> => {
    await checkMayUpload(asked, asked.body);
    return undefined;
  },
);

/** 404 for one that is unknown, done or swept, 403 for another person's. */
export function ownUpload<R extends AnyRoute>(
  pick: (request: AccessRequest<R>) => string,
  { sends }: { sends: boolean },
): Access<R, OfUpload> {
  const sentence = sends ? 'who began it, and may still upload there' : 'who began it';
  return when(sentence, async (asked) => {
    const id = pick(asked);
    if (!isId(id)) throw invalidUrl('upload_id');
    const [upload] = await selectUpload(asked.db, { id });
    if (!upload) throw new AppError('app.upload.get.app_error');
    // The operator of this machine goes on with anybody's.
    if (upload.user_id !== asked.session.user_id && !isLocalSession(asked.session))
      throw new AppError('api.upload.get_upload.forbidden.app_error');
    if (sends) await checkMayUpload(asked, upload);
    return { upload };
  });
}

/** 201. The bytes come afterwards. */
export async function beginUpload(call: Call<typeof createUpload>): Promise<UploadSession> {
  const { body, db, now, session, config } = call;
  const isImport = body.type === 'import';
  const filename = body.filename === '' ? undefined : shownName(body.filename);
  if (filename === undefined) throw invalidBody('filename');
  const { file_size } = body;
  if (file_size <= 0) throw invalidBody('file_size');
  const limit = config.FileSettings.MaxFileSize;
  if (!isImport && file_size > limit) throw new AppError('api.upload.create.upload_too_large.app_error', { limit });
  const id = newId();
  const channel_id = isImport ? '' : (body.channel_id ?? '');
  const user_id = isLocalSession(session) ? nobody : session.user_id;
  const named = { id, channel_id, user_id, name: filename };
  const row = {
    id,
    type: isImport ? ('import' as const) : ('attachment' as const),
    create_at: now,
    user_id,
    channel_id,
    filename,
    path: isImport ? `${importFolder}${id}_${storedName(filename)}` : pathOf(named, now),
    file_size,
  };
  await insertUpload(db, row);
  return shown({ ...row, file_offset: 0, remote_id: '', req_file_id: '' });
}

export const showUpload = ({ granted }: Call<typeof getUpload, OfUpload>): UploadSession => shown(granted.upload);

/** Those that are not done. */
export async function uploadsOfUser({ db, granted }: Call<typeof getUploadsOfUser, OfUser>): Promise<UploadSession[]> {
  return (await selectUploadsOfUser(db, { user_id: granted.user_id })).map(shown);
}
