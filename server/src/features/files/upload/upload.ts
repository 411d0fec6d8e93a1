/** `POST /files`: a form with files, or the bytes of one. All of a request are kept, or none. */
import type { Readable } from 'node:stream';
import type { UploadedFiles, UploadFields, uploadFiles } from '@innermost/protocol/files.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import type { CallWithoutTransaction } from '../../../endpoint/endpoint.ts';
import { AppError, invalidBody, invalidUrl } from '../../../platform/http/errors.ts';
import type { IncomingForm } from '../../../platform/http/multipart.ts';
import { channelForUpload, type MaybeInChannel } from '../access.ts';
import { holdsText, readLater } from '../documents/jobs.ts';
import { infoOfNew, type NewFile } from '../file-row.ts';
import { shownName } from '../names.ts';
import { insertFiles } from '../queries.ts';
import { telling } from '../store-errors.ts';
import { letGo, receive, settle, type Received } from './incoming-file.ts';

type UploadCall = CallWithoutTransaction<typeof uploadFiles, MaybeInChannel>;

const unreadable = (detail: string) => new AppError('api.file.upload_file.read_request.app_error', {}, detail);

/** What came so far, and where it lies. */
class Arrived {
  readonly #call: UploadCall;
  readonly #received: Received[] = [];
  /** Thumbnails and previews; '' of other files. */
  readonly #made: string[] = [];
  #channel: ChannelFacts | undefined;

  constructor(call: UploadCall) {
    this.#call = call;
    this.#channel = call.granted.channel;
  }

  get count(): number {
    return this.#received.length;
  }

  get paths(): string[] {
    return [...this.#received.map(({ path }) => path), ...this.#made];
  }

  /** 403 where the caller may not upload there. */
  async belongsIn(channelId: string): Promise<void> {
    const { services, session } = this.#call;
    if (this.#channel === undefined) this.#channel = await channelForUpload(services.directory, session, channelId);
    else if (this.#channel.id !== channelId) throw new AppError('api.file.upload_file.multiple_channel_ids.app_error');
  }

  async add(name: string, stream: Readable, size?: number): Promise<void> {
    const { services, session, now } = this.#call;
    const sent = { user_id: session.user_id, name, stream, size };
    this.#received.push(await telling(services, receive(services.files, sent, this.#channel?.id, now)));
  }

  /** Writes all rows in one statement, and with those that hold text what reads it. */
  async keep(): Promise<NewFile[]> {
    const { services, db, now } = this.#call;
    const channel = this.#channel;
    if (!channel) throw new AppError('api.file.upload_file.incorrect_channelId.app_error');
    const kept: NewFile[] = [];
    for (const [index, received] of this.#received.entries()) {
      const file = await telling(services, settle(services, received, channel.id, now));
      this.#received[index] = { ...received, path: file.path };
      this.#made.push(file.thumbnail_path, file.preview_path);
      kept.push(file);
    }
    const files = JSON.stringify(kept);
    if (!kept.some((file) => holdsText(this.#call, file))) await insertFiles(db, { files });
    else
      await this.#call.transaction([], async (work) => {
        await insertFiles(work.db, { files });
        await readLater(work, kept);
      });
    return kept;
  }
}

async function takeForm(arrived: Arrived, form: IncomingForm<UploadFields>): Promise<string[]> {
  for await (const { field, name, before, stream } of form) {
    // Wire: whatever else a form has is of no interest.
    if (field !== 'files') continue;
    const shown = shownName(name);
    if (shown === undefined) throw invalidBody('filename');
    const [channelId, another] = before.get('channel_id') ?? [];
    if (another !== undefined) throw new AppError('api.file.upload_file.multiple_channel_ids.app_error');
    // One that comes behind its files is asked then.
    if (channelId !== undefined) await arrived.belongsIn(channelId);
    await arrived.add(shown, stream);
  }
  const { channel_id, client_ids } = await form.fields();
  if (arrived.count === 0) throw unreadable('The form has no file named "files".');
  if (channel_id !== '') await arrived.belongsIn(channel_id);
  if (client_ids.length > 0 && client_ids.length !== arrived.count)
    throw new AppError('api.file.upload_file.incorrect_number_of_client_ids.app_error');
  return client_ids;
}

async function takeBytes(arrived: Arrived, { body, query, granted, request }: UploadCall): Promise<string[]> {
  const { filename = '', client_id = '' } = query;
  const name = shownName(filename);
  if (!granted.channel) throw invalidUrl('channel_id');
  if (filename === '' || name === undefined) throw invalidUrl('filename');
  if (body.bytes === undefined || request.body.size === 0) throw unreadable('There are no bytes.');
  await arrived.add(name, body.bytes, request.body.size);
  return client_id === '' ? [] : [client_id];
}

/** 201, in the order in which they came. */
export async function uploadFilesOfCaller(call: UploadCall): Promise<UploadedFiles> {
  const arrived = new Arrived(call);
  const { form } = call.body;
  try {
    const client_ids = form ? await takeForm(arrived, form) : await takeBytes(arrived, call);
    const kept = await arrived.keep();
    return { file_infos: kept.map(infoOfNew), client_ids };
  } catch (error) {
    await letGo(call.services.files, arrived.paths);
    throw error;
  }
}
