/** Who may upload where, and who may have a file. */
import { isId } from '@innermost/protocol/limits.ts';
import type { uploadFiles } from '@innermost/protocol/files.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { when, type Access, type AccessRequest } from '../../access/can.ts';
import type { ChannelFacts, Directory } from '../../access/directory.ts';
import { hasInChannel, mayReadChannel, type Holder } from '../../access/permission.ts';
import { channelById } from '../../access/scopes/channel.ts';
import { AppError, forbidden, invalidUrl } from '../../platform/http/errors.ts';
import type { Statements } from './queries.gen.ts';
import { selectFile } from './queries.ts';

export type FoundFile = Statements['selectFile']['row'];

export interface OfFile {
  readonly file: FoundFile;
}

/** Wire: the creator of files that belong to bookmarks of a channel. */
const bookmarkOwner = 'bookmark';

async function mayHave({ directory, session }: AccessRequest<AnyRoute>, file: FoundFile): Promise<boolean> {
  if (file.user_id === session.user_id) return true;
  const id = file.user_id === bookmarkOwner ? file.channel_id : file.post_channel_id;
  const channel = id === '' ? undefined : await directory.channels.get(id);
  return channel !== undefined && mayReadChannel(directory, session, channel);
}

/** 404 for an unknown or deleted file. Until a post has it, it is its uploader's alone. */
export function readsFile<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Access<R, OfFile> {
  return when('its uploader, and whoever may read the channel of the post that has it', async (asked) => {
    const id = pick(asked);
    if (!isId(id)) throw invalidUrl('file_id');
    const [file] = await selectFile(asked.db, { id });
    if (!file || file.delete_at > 0) throw new AppError('app.file_info.get.app_error');
    if (!(await mayHave(asked, file))) throw forbidden('read_channel_content');
    return { file };
  });
}

/** 403 without the permission, 400 for a channel that was archived. */
export async function channelForUpload(directory: Directory, holder: Holder, id: string): Promise<ChannelFacts> {
  const channel = await channelById(directory, id);
  if (!(await hasInChannel(directory, holder, channel, 'upload_file'))) throw forbidden('upload_file');
  if (channel.delete_at > 0) throw new AppError('app.upload.create.cannot_upload_to_deleted_channel.app_error');
  return channel;
}

export interface MaybeInChannel {
  /** Undefined where only the form says which. */
  readonly channel: ChannelFacts | undefined;
}

/** By the channel in the query nothing of the body is read that is refused; one in the form is asked when it is there. */
export const mayUpload = when(
  'upload_file in the channel',
  async ({ directory, session, query, config }: AccessRequest<typeof uploadFiles>): Promise<MaybeInChannel> => {
    if (!config.FileSettings.EnableFileAttachments) throw new AppError('api.file.attachments.disabled.app_error');
    const { channel_id = '' } = query;
    return { channel: channel_id === '' ? undefined : await channelForUpload(directory, session, channel_id) };
  },
);
