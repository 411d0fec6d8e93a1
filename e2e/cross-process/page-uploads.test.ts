/** What a page does with its files, against the real server. */
import { getFile } from '@innermost/protocol/files.ts';
import { getUploadsOfUser } from '@innermost/protocol/uploads.ts';
import { expect, test } from 'vitest';

import { startServer } from '../../server/src/testing/start-server.ts';
import { fileSender, type Cargo } from '../../web/src/features/uploads/send-file.ts';

const server = await startServer();
const sizes = { whole: 10, piece: 40 };
const signal = new AbortController().signal;

async function setUp(text: string) {
  const { ann, channel } = await server.make.conversation();
  const cargo: Cargo = { file: new Blob([text]), name: 'plan "ä".txt', channel_id: channel.id, kept: 0 };
  const steps: number[] = [];
  const attempt = { signal, onProgress: (done: number) => void steps.push(done) };
  const content = async (file_id: string) =>
    new Response((await ann.client.download(getFile, { params: { file_id } })).stream).text();
  return { ann, channel, cargo, steps, attempt, content, send: fileSender(ann.client, sizes) };
}

test('a small file goes at once, under its name', async () => {
  const { cargo, attempt, send, ann, channel, steps, content } = await setUp('short');
  const info = await send(cargo, attempt);
  expect(await content(info.id)).toBe('short');
  expect(info).toMatchObject({ name: 'plan "ä".txt', size: 5, user_id: ann.id, channel_id: channel.id });
  expect(steps.at(-1)).toBe(5);
  expect(cargo.upload_id).toBeUndefined();
});

test('a file without content is a file', async () => {
  const { cargo, attempt, send, steps } = await setUp('');
  expect(await send({ ...cargo, name: '.gitkeep' }, attempt)).toMatchObject({ name: '.gitkeep', size: 0 });
  expect(steps.every((done) => done === 0)).toBe(true);
});

test('a larger one goes in pieces, with progress over all of it', async () => {
  const text = '0123456789'.repeat(10);
  const { cargo, attempt, send, steps, ann } = await setUp(text);
  const info = await send(cargo, attempt);
  expect(info).toMatchObject({ size: 100, name: 'plan "ä".txt' });
  expect(steps.at(-1)).toBe(100);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(await ann.call(getUploadsOfUser, { params: { user_id: 'me' } })).toEqual([]);
});

test('cut off in the middle, the next attempt sends only what is missing', async () => {
  const text = 'abcdefghij'.repeat(10);
  const { cargo, send, ann, content } = await setUp(text);
  const stop = new AbortController();
  const cut = (done: number) => void (done > 40 && stop.abort(new Error('cut')));
  await expect(send(cargo, { signal: stop.signal, onProgress: cut })).rejects.toThrow('cut');
  expect(cargo.kept).toBe(40);
  const [begun] = await ann.call(getUploadsOfUser, { params: { user_id: 'me' } });
  expect(begun?.id).toBe(cargo.upload_id);
  let least = Infinity;
  const info = await send(cargo, { signal, onProgress: (done) => void (least = Math.min(least, done)) });
  expect(await content(info.id)).toBe(text);
  expect(least).toBeGreaterThan(40);
});

test('an upload that the server does not know any more begins anew', async () => {
  const { cargo, attempt, send } = await setUp('x'.repeat(50));
  const info = await send({ ...cargo, upload_id: 'x'.repeat(26), kept: 40 }, attempt);
  expect(info.size).toBe(50);
});

test('what the server refuses is its own sentence', async () => {
  const { cargo, attempt, send } = await setUp('x'.repeat(2000));
  await server.configure({ FileSettings: { MaxFileSize: 1024 } });
  await expect(send(cargo, attempt)).rejects.toMatchObject({ status: 413, message: expect.stringContaining('1024') });
  await server.configure({ FileSettings: { MaxFileSize: 104_857_600 } });
});
