/** A power cut in the middle of an upload: nothing is there by half, and what arrived of a resumable one is kept. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getFile, uploadFiles } from '@innermost/protocol/files.ts';
import { createUpload, getUpload, sendUpload } from '@innermost/protocol/uploads.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setScene, type Scene } from '../support/scene.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';

let server: ServerProcess;
let scene: Scene;
const megabyte = 1_048_576;
const size = 40 * megabyte;

beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
}, 90_000);
afterAll(() => server.dispose());

/** Each megabyte is of a byte of its own. `reached` is called when that many were taken by the connection. */
async function* content(from: number, reached?: { bytes: number; tell(): Promise<unknown> }): AsyncGenerator<Buffer> {
  for (let at = from; at < size;) {
    const end = Math.min(size, (Math.floor(at / megabyte) + 1) * megabyte);
    yield Buffer.alloc(end - at, Math.floor(at / megabyte));
    at = end;
    if (reached && at >= reached.bytes) await reached.tell();
  }
}

async function storedFiles(): Promise<string[]> {
  const root = join(server.dataDir, 'files');
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('.innermost'));
}

test('a file that was being sent is not there', async () => {
  const { ann, channel } = scene;
  const query = { channel_id: channel.id, filename: 'half.bin' };
  const body = content(0, { bytes: 20 * megabyte, tell: () => server.kill9() });
  await expect(ann.client.upload(uploadFiles, { query, body })).rejects.toThrow();
  await server.start();
  expect(await storedFiles()).toEqual([]);
});

test('a resumable one goes on where it was, and becomes the whole file', async () => {
  const { ann, channel } = scene;
  const begun = { channel_id: channel.id, filename: 'whole.bin', file_size: size };
  const { id: upload_id } = await ann.client.call(createUpload, { body: begun });
  const at = { params: { upload_id } };
  const progress = async (): Promise<number> => (await ann.client.call(getUpload, at)).file_offset;
  const dies = {
    bytes: 30 * megabyte,
    async tell() {
      // What was taken by the connection is noted a moment later.
      while ((await progress()) < 16 * megabyte);
      await server.kill9();
    },
  };
  await expect(ann.client.upload(sendUpload, { ...at, body: content(0, dies) })).rejects.toThrow();
  await server.start();
  const offset = await progress();
  expect(offset).toBeGreaterThanOrEqual(16 * megabyte);
  const info = await ann.client.upload(sendUpload, { ...at, body: content(offset) });
  if (!info) throw new Error('no file');
  expect(info).toMatchObject({ size, name: 'whole.bin' });

  const { stream } = await ann.client.download(getFile, { params: { file_id: info.id } });
  const [received, sent] = [createHash('sha256'), createHash('sha256')];
  for await (const chunk of stream) received.update(chunk);
  for await (const chunk of content(0)) sent.update(chunk);
  expect(received.digest('hex')).toBe(sent.digest('hex'));
  expect((await storedFiles()).filter((path) => path.includes('.tmp'))).toEqual([]);
});
