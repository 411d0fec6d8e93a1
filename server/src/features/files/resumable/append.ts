/** `POST /uploads/{id}`: the next bytes of an upload, kept as far as they came. */
import type { FileInfo } from '@innermost/protocol/files.ts';
import type { sendUpload } from '@innermost/protocol/uploads.ts';
import type { CallWithoutTransaction } from '../../../endpoint/endpoint.ts';
import { AppError } from '../../../platform/http/errors.ts';
import { HttpReply, jsonReply } from '../../../platform/http/message.ts';
import { newId } from '../../../platform/ids.ts';
import { perServer } from '../../../work/services.ts';
import { infoOfNew, type NewFile } from '../file-row.ts';
import { tellingBytes, typeOf } from '../kinds.ts';
import { extensionOf } from '../names.ts';
import { readLater } from '../documents/jobs.ts';
import { insertFiles } from '../queries.ts';
import { telling } from '../store-errors.ts';
import { letGo, settle } from '../upload/incoming-file.ts';
import { assemble, partPath } from './parts.ts';
import { deleteUpload, moveOn } from './queries.ts';
import { Segments } from './segments.ts';
import type { OfUpload, StoredUpload } from './session.ts';

type AppendCall = CallWithoutTransaction<typeof sendUpload, OfUpload>;

/** Bytes after which what came is noted: so much is lost at most when the server dies. */
const segmentBytes = 16 * 1_048_576;

const concurrent = () => new AppError('app.upload.upload_data.concurrent.app_error');
const tooMuch = (limit: number) => new AppError('api.context.body_too_large.app_error', { limit });

/** Uploads to which somebody is sending, in this process. */
const underWay = perServer(() => new Set<string>());

/** 204 while some of it is missing, 201 with the file when all of it is there. */
export async function appendToUpload(call: AppendCall): Promise<HttpReply> {
  const { upload } = call.granted;
  const busy = underWay(call.services);
  if (busy.has(upload.id)) throw concurrent();
  busy.add(upload.id);
  try {
    const offset = await takeIn(call, upload);
    if (offset < upload.file_size) return new HttpReply(204);
    return jsonReply(await finish(call, upload), 201);
  } finally {
    busy.delete(upload.id);
  }
}

/** Answers up to where the upload is there now. */
async function takeIn(call: AppendCall, upload: StoredUpload): Promise<number> {
  const { body, request } = call;
  const missing = upload.file_size - upload.file_offset;
  if (body.bytes) {
    // What is missing was not known when the request came.
    request.body.expectAtMost(missing, tooMuch);
    return store(call, upload, new Segments(body.bytes));
  }
  let offset = upload.file_offset;
  for await (const { stream } of body.form) {
    offset = await store(call, upload, new Segments(stream));
    break;
  }
  return offset;
}

async function store(call: AppendCall, upload: StoredUpload, segments: Segments): Promise<number> {
  const { services, db } = call;
  const { id, path, file_size, file_offset } = upload;
  let offset = file_offset;
  while (offset < file_size && (await segments.hasMore())) {
    const part = partPath(path, offset);
    const content = segments.next(Math.min(segmentBytes, file_size - offset));
    const bytes = await telling(services, services.files.put(part, content));
    const end = offset + bytes;
    // Whoever sends more than was announced sends another file.
    const isTooMuch = end === file_size && (await segments.hasMore());
    const moved = isTooMuch ? [] : await moveOn(db, { id, from_offset: offset, to_offset: end });
    if (moved.length === 0) {
      await letGo(services.files, [part]);
      throw isTooMuch ? tooMuch(file_size - file_offset) : concurrent();
    }
    offset = end;
  }
  if (segments.failure !== undefined && offset < file_size) throw segments.failure;
  return offset;
}

/** May be tried again: each step finds what the one before has done. */
async function finish(call: AppendCall, upload: StoredUpload): Promise<FileInfo> {
  const { services, now } = call;
  await telling(services, assemble(services.files, upload.path, upload.file_size));
  const file = await telling(services, describe(call, upload));
  await call.transaction([], async (work) => {
    const { db } = work;
    // Two may have come to the end of it.
    if ((await deleteUpload(db, { id: upload.id })).length === 0) throw concurrent();
    if (upload.type !== 'attachment') return;
    await insertFiles(db, { files: JSON.stringify([file]) });
    await readLater(work, [file]);
  });
  return infoOfNew({ ...file, create_at: now });
}

async function describe({ services, now }: AppendCall, upload: StoredUpload): Promise<NewFile> {
  const { files } = services;
  const { path, user_id, channel_id, filename, file_size: size } = upload;
  const head: Buffer[] = [];
  const { body } = await files.read(path, { first: 0, last: tellingBytes - 1 });
  for await (const chunk of body as AsyncIterable<Buffer>) head.push(chunk);
  const extension = extensionOf(filename);
  const mime_type = await typeOf(Buffer.concat(head), extension);
  // Wire: an import is known by the name under which it waits.
  const name = upload.type === 'import' ? (path.split('/').at(-1) ?? filename) : filename;
  const id = upload.req_file_id || newId();
  return settle(services, { id, user_id, name, extension, size, mime_type, path }, channel_id, now);
}
