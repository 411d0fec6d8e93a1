/** Brings one file to the server: a small one at once, a larger one in pieces, so that a lost connection costs one of them. */
import { ApiError } from '@innermost/client/errors.ts';
import type { Client } from '@innermost/client/http.ts';
import type { UploadForm } from '@innermost/client/options.ts';
import { type FileInfo, type UploadFields, uploadFiles } from '@innermost/protocol/files.ts';
import { createUpload, getUpload, sendUpload } from '@innermost/protocol/uploads.ts';

/** What is to be sent, and how far it is. */
export interface Cargo {
  file: Blob;
  name: string;
  channel_id: string;
  /** Of an upload in pieces; it outlives a failed attempt. */
  upload_id?: string | undefined;
  /** Bytes that the server has for good. */
  kept: number;
}

export interface Attempt {
  signal: AbortSignal;
  onProgress: (done: number) => void;
}

export type SendFile = (cargo: Cargo, attempt: Attempt) => Promise<FileInfo>;

/** Bytes. The server notes what came after as many as a piece has. */
export interface Sizes {
  whole: number;
  piece: number;
}

const mebibyte = 1_048_576;
const usual: Sizes = { whole: 5 * mebibyte, piece: 16 * mebibyte };

/** Rejects as `Client.upload` does; sent again, it goes on where the server is. */
export function fileSender(client: Pick<Client, 'call' | 'upload'>, { whole, piece }: Sizes = usual): SendFile {
  return async (cargo, attempt) => {
    if (cargo.file.size <= whole) return sendWhole(client, cargo, attempt);
    await findPlace(client, cargo, attempt.signal);
    for (;;) {
      const info = await sendPiece(client, cargo, piece, attempt);
      if (info) return info;
    }
  };
}

async function sendWhole(client: Pick<Client, 'upload'>, cargo: Cargo, attempt: Attempt): Promise<FileInfo> {
  const { file, name: filename, channel_id } = cargo;
  const { file_infos } = await client.upload(uploadFiles, {
    query: { channel_id, filename },
    body: file.size > 0 ? file : emptyIn(channel_id, filename),
    signal: attempt.signal,
    onProgress: ({ done }) => attempt.onProgress(Math.min(done, file.size)),
  });
  const [info] = file_infos;
  if (!info) throw new Error('The server answered without a file.');
  return info;
}

/** As a body of its own, nothing would be no file. */
function emptyIn(channel_id: string, name: string): UploadForm<UploadFields> {
  return { fields: { channel_id, client_ids: [name] }, files: [{ field: 'files', name, content: new Blob([]) }] };
}

/** Where to go on; an upload that the server does not know any more begins anew. */
async function findPlace(client: Pick<Client, 'call'>, cargo: Cargo, signal: AbortSignal): Promise<void> {
  const { upload_id, channel_id, name: filename, file } = cargo;
  if (upload_id !== undefined) {
    try {
      cargo.kept = (await client.call(getUpload, { params: { upload_id }, signal })).file_offset;
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  }
  const body = { channel_id, filename, file_size: file.size };
  cargo.upload_id = (await client.call(createUpload, { body, signal })).id;
  cargo.kept = 0;
}

async function sendPiece(
  client: Pick<Client, 'upload'>,
  cargo: Cargo,
  bytes: number,
  { signal, onProgress }: Attempt,
): Promise<FileInfo | undefined> {
  const { file, kept, upload_id = '' } = cargo;
  const body = file.slice(kept, kept + bytes);
  const info = await client.upload(sendUpload, {
    params: { upload_id },
    body,
    signal,
    onProgress: ({ done }) => onProgress(kept + done),
  });
  cargo.kept = kept + body.size;
  return info;
}
