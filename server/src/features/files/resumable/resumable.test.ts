import { archiveChannel, removeChannelMember } from '@innermost/protocol/channels.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import {
  createUpload,
  getUpload,
  getUploadsOfUser,
  sendUpload,
  type UploadSession,
} from '@innermost/protocol/uploads.ts';
import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../testing/person.ts';
import { startServer } from '../../../testing/start-server.ts';
import { sweepUploads } from '../jobs.ts';
import { ask, pathsIn, png } from '../testing.ts';

let now = Date.now();
const server = await startServer({ clock: { now: () => now } });
const { files } = server.app.services;
const day = 24 * 3_600_000;
afterEach(() => server.configure({ FileSettings: { EnableFileAttachments: true, MaxFileSize: 104_857_600 } }));

const begin = (who: Person, channel: { id: string }, filename: string, file_size: number): Promise<UploadSession> =>
  who.call(createUpload, { body: { channel_id: channel.id, filename, file_size } });
const at = (upload: UploadSession) => ({ params: { upload_id: upload.id } });
const send = (who: Person, upload: UploadSession, body: Blob | AsyncIterable<Uint8Array>) =>
  who.client.upload(sendUpload, { ...at(upload), body });
const bytesOf = async (who: Person, info: FileInfo) =>
  new Uint8Array(await (await ask(server.url, who, `/api/v4/files/${info.id}`)).arrayBuffer());

describe('an upload in pieces', () => {
  test('is seen by who began it until the last one, which makes a file of it', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const upload = await begin(ann, channel, '写真.png', png.length);
    expect(upload).toMatchObject({ type: 'attachment', user_id: ann.id, file_offset: 0, filename: '写真.png' });
    expect(await ann.call(getUploadsOfUser, { params: { user_id: 'me' } })).toEqual([upload]);
    expect(await send(ann, upload, new Blob([png.subarray(0, 30)]))).toBeUndefined();
    expect(await ann.call(getUpload, at(upload))).toEqual({ ...upload, file_offset: 30 });
    await expect(bob.call(getUpload, at(upload))).rejects.toMatchObject({
      status: 403,
      id: 'api.upload.get_upload.forbidden.app_error',
    });
    await expect(send(bob, upload, new Blob(['x']))).rejects.toMatchObject({ status: 403 });
    await send(ann, upload, new Blob([png.subarray(30, 40)]));
    const info = await send(ann, upload, new Blob([png.subarray(40)]));
    expect(info).toMatchObject({ name: '写真.png', size: png.length, mime_type: 'image/png', channel_id: channel.id });
    if (!info) throw new Error('no file');
    expect(await bytesOf(ann, info)).toEqual(png);
    await expect(ann.call(getUpload, at(upload))).rejects.toMatchObject({
      status: 404,
      id: 'app.upload.get.app_error',
    });
    expect((await pathsIn(files)).filter((path) => path.includes('.tmp'))).toEqual([]);
    expect((await ann.posts(channel, 'x', { file_ids: [info.id] })).metadata.files).toMatchObject([{ id: info.id }]);
  });

  test('may come as one, and as a form', async () => {
    const { ann, channel } = await server.make.conversation();
    const upload = await begin(ann, channel, 'a.txt', 5);
    const body = { fields: {}, files: [{ field: 'data', name: 'x', content: new Blob(['hello']) }] };
    expect(await ann.client.upload(sendUpload, { ...at(upload), body })).toMatchObject({ name: 'a.txt', size: 5 });
  });

  test('goes on where its sender was cut off', async () => {
    const { ann, channel } = await server.make.conversation();
    const upload = await begin(ann, channel, 'a.bin', 300_000);
    const cut = new AbortController();
    async function* half() {
      yield Buffer.alloc(100_000, 'a');
      yield Buffer.alloc(50_000, 'b');
      cut.abort(new Error('cut off'));
      yield Buffer.alloc(1);
    }
    const sending = ann.client.upload(sendUpload, { ...at(upload), body: half(), signal: cut.signal });
    await expect(sending).rejects.toThrow('cut off');
    const all = Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.alloc(50_000, 'b'), Buffer.alloc(150_000, 'c')]);
    for (;;) {
      try {
        const { file_offset } = await ann.call(getUpload, at(upload));
        const info = await send(ann, upload, new Blob([all.subarray(file_offset)]));
        if (!info) throw new Error('no file');
        expect(Buffer.from(await bytesOf(ann, info)).equals(all)).toBe(true);
        return;
      } catch (error) {
        // The server may still be at what came before, and then knows more than it said.
        if (![400, 413].includes((error as { status?: number }).status ?? 0)) throw error;
      }
    }
  });

  test('that was begun on the server taken over is ended here', async () => {
    const { ann, channel } = await server.make.conversation();
    const upload = await begin(ann, channel, 'a.txt', 10);
    const { path } = await server.database.db
      .updateTable('uploadsessions')
      .set({ file_offset: 6 })
      .where('id', '=', upload.id)
      .returning('path')
      .executeTakeFirstOrThrow();
    await files.put(`${path}.tmp`, [Buffer.from('before')] as never);
    const info = await send(ann, upload, new Blob(['here']));
    if (!info) throw new Error('no file');
    expect(new TextDecoder().decode(await bytesOf(ann, info))).toBe('beforehere');
  });

  test('of which two pieces come at once takes one of them', async () => {
    const { ann, channel } = await server.make.conversation();
    const upload = await begin(ann, channel, 'a.txt', 8);
    let go = (): void => undefined;
    const going = new Promise<void>((resolve) => (go = resolve));
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    async function* slow() {
      yield Buffer.from('ab');
      begun();
      await going;
      yield Buffer.from('cd');
    }
    const outcome = (sending: Promise<unknown>): Promise<unknown> =>
      sending.then(
        () => undefined,
        (error: unknown) => error,
      );
    const first = outcome(send(ann, upload, slow()));
    await isBegun;
    const refused = { status: 400, id: 'app.upload.upload_data.concurrent.app_error' };
    // Until the first has arrived at the endpoint, the second may be taken: then the first is refused.
    const second = await outcome(send(ann, upload, new Blob(['xxxx'])));
    go();
    const failed = [await first, second].filter((error) => error !== undefined);
    expect(failed).toMatchObject([refused]);
    expect(await ann.call(getUpload, at(upload))).toMatchObject({ file_offset: 4 });
  });
});

describe('what is refused', () => {
  test('more bytes than were announced, told or not; what came before stays', async () => {
    const { ann, channel } = await server.make.conversation();
    const upload = await begin(ann, channel, 'a.txt', 10);
    await send(ann, upload, new Blob(['12345']));
    await expect(send(ann, upload, new Blob(['678901']))).rejects.toMatchObject({ status: 413 });
    async function* untold() {
      yield Buffer.from('678901');
    }
    await expect(send(ann, upload, untold())).rejects.toMatchObject({ status: 413 });
    expect(await ann.call(getUpload, at(upload))).toMatchObject({ file_offset: 5 });
    await expect(send(ann, upload, new Blob(['67890']))).resolves.toMatchObject({ size: 10 });
  });

  test('a file that is too large, nameless, empty, or for a channel where its sender may not upload', async () => {
    const { ann, stranger, channel } = await server.make.conversation({ type: 'P' });
    await server.configure({ FileSettings: { MaxFileSize: 1024 } });
    await expect(begin(ann, channel, 'a', 1025)).rejects.toMatchObject({
      status: 413,
      id: 'api.upload.create.upload_too_large.app_error',
    });
    for (const [name, size] of [
      ['', 1],
      ['x'.repeat(257), 1],
      ['a', 0],
      ['a', -1],
    ] as const)
      await expect(begin(ann, channel, name, size)).rejects.toMatchObject({ status: 400 });
    await expect(begin(stranger, channel, 'a', 1)).rejects.toMatchObject({ status: 403 });
    await server.configure({ FileSettings: { EnableFileAttachments: false } });
    await expect(begin(ann, channel, 'a', 1)).rejects.toMatchObject({ status: 501 });
  });

  test('pieces of somebody who has left the channel since, or into an archived one', async () => {
    const { ann, bob, channel } = await server.make.conversation({ type: 'P' });
    const [bobs, anns] = [await begin(bob, channel, 'a', 1), await begin(ann, channel, 'a', 1)];
    await ann.call(removeChannelMember, { params: { channel_id: channel.id, user_id: bob.id } });
    await expect(send(bob, bobs, new Blob(['x']))).rejects.toMatchObject({ status: 403 });
    await ann.call(archiveChannel, { params: { channel_id: channel.id } });
    await expect(send(ann, anns, new Blob(['x']))).rejects.toMatchObject({ status: 400 });
  });

  test('an import by anybody but an administrator', async () => {
    const { ann } = await server.make.conversation();
    const admin = await server.make.admin();
    const body = { type: 'import', filename: 'archive.zip', file_size: 3 };
    await expect(ann.call(createUpload, { body })).rejects.toMatchObject({ status: 403 });
    const upload = await admin.call(createUpload, { body });
    const info = await send(admin, upload, new Blob(['zip']));
    expect(info).toMatchObject({ name: `${upload.id}_archive.zip` });
    expect(await pathsIn(files)).toContain(`import/${upload.id}_archive.zip`);
  });
});

test('an upload that nobody ends is swept after a week, with what has arrived', async () => {
  const { ann, channel } = await server.make.conversation();
  const upload = await begin(ann, channel, 'a.txt', 10);
  await send(ann, upload, new Blob(['12345']));
  const parts = async () => (await pathsIn(files)).filter((path) => path.includes(upload.id));
  expect(await parts()).toHaveLength(1);
  now += 6 * day;
  await server.runJob(sweepUploads, {});
  expect(await parts()).toHaveLength(1);
  now += 2 * day;
  await server.runJob(sweepUploads, {});
  expect(await parts()).toEqual([]);
  const left = server.database.db.selectFrom('uploadsessions').select('id').where('id', '=', upload.id);
  expect(await left.execute()).toEqual([]);
});
