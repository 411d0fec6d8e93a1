import { getFilesOfChannel, type FileInfo } from '@innermost/protocol/files.ts';
import { createPost, deletePost } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import { fileKinds, kindPatterns } from '@innermost/protocol/file-kinds.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';
import { png, sends } from './testing.ts';

/** ms; undefined: the time goes on. */
let stoppedAt: number | undefined;
const server = await startServer({ clock: { now: () => stoppedAt ?? Date.now() } });

type Asked = Partial<Record<'before' | 'before_id' | 'per_page' | 'kind' | 'name', string>>;
function listed(who: Person, channel: { id: string }, query: Asked = {}): Promise<FileInfo[]> {
  return who.call(getFilesOfChannel, { params: { channel_id: channel.id }, query });
}
const namesOf = async (who: Person, channel: { id: string }, query?: Asked) =>
  (await listed(who, channel, query)).map(({ name }) => name);

async function posts(
  who: Person,
  channel: { id: string },
  ...files: [name: string, content: string | Uint8Array<ArrayBuffer>][]
) {
  const infos: FileInfo[] = [];
  for (const [name, content] of files) infos.push(await sends(who, channel, name, content));
  const file_ids = infos.map(({ id }) => id);
  return who.call(createPost, { body: { channel_id: channel.id, message: '', file_ids } });
}

test('the files of a channel come newest first, page by page, each once', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  for (let at = 0; at < 7; at += 1) await posts(bob, channel, [`plan ${at}.txt`, 'text']);
  const seen: FileInfo[] = [];
  for (;;) {
    const last = seen.at(-1);
    const page = await listed(ann, channel, {
      per_page: '3',
      ...(last && { before: String(last.create_at), before_id: last.id }),
    });
    if (page.length === 0) break;
    seen.push(...page);
  }
  expect(seen.map(({ name }) => name)).toEqual([6, 5, 4, 3, 2, 1, 0].map((at) => `plan ${at}.txt`));
  expect(seen[0]).toMatchObject({ user_id: bob.id, channel_id: channel.id, extension: 'txt', size: 4 });
  expect(seen[0]?.post_id).not.toBe(undefined);
});

test('files of one moment are told apart by their ids', async () => {
  const { ann, channel } = await server.make.conversation();
  stoppedAt = Date.now();
  await posts(ann, channel, ['a.txt', 'a'], ['b.txt', 'b'], ['c.txt', 'c']);
  stoppedAt = undefined;
  const [first, second, third] = await listed(ann, channel);
  const after = await listed(ann, channel, { before: String(first?.create_at), before_id: first?.id ?? '' });
  expect(new Set([first, second, third].map((file) => file?.create_at)).size).toBe(1);
  expect(after.map(({ id }) => id)).toEqual([second?.id, third?.id]);
});

test('a list is narrowed to a kind and to a part of the name', async () => {
  const { ann, channel } = await server.make.conversation();
  await posts(
    ann,
    channel,
    ['face.png', png],
    ['100% plan.pdf', '%PDF-1.4\n'],
    ['move.log', 'step 1'],
    ['core.bin', new Uint8Array([0, 1])],
  );
  expect(await namesOf(ann, channel, { kind: 'images' })).toEqual(['face.png']);
  expect(await namesOf(ann, channel, { kind: 'documents' })).toEqual(['100% plan.pdf']);
  expect(await namesOf(ann, channel, { kind: 'texts' })).toEqual(['move.log']);
  expect(await namesOf(ann, channel, { kind: 'media' })).toEqual([]);
  expect(await namesOf(ann, channel, { name: '0% PL' })).toEqual(['100% plan.pdf']);
  expect(await namesOf(ann, channel, { name: 'o', kind: 'texts' })).toEqual(['move.log']);
  await expect(listed(ann, channel, { kind: 'secrets' })).rejects.toMatchObject({ status: 400 });
  await expect(listed(ann, channel, { before: 'soon' })).rejects.toMatchObject({ status: 400 });
});

test('what no message has, and what was deleted, is not listed', async () => {
  const { ann, channel } = await server.make.conversation();
  await sends(ann, channel, 'loose.txt', 'text');
  const post = await posts(ann, channel, ['gone.txt', 'text']);
  await posts(ann, channel, ['kept.txt', 'text']);
  expect(await namesOf(ann, channel)).toEqual(['kept.txt', 'gone.txt']);
  await ann.call(deletePost, { params: { post_id: post.id } });
  expect(await namesOf(ann, channel)).toEqual(['kept.txt']);
});

test('only those who may read the channel get the list', async () => {
  const { ann, channel } = await server.make.conversation({ type: 'P' });
  await posts(ann, channel, ['secret.txt', 'text']);
  const stranger = await server.make.person();
  await expect(listed(stranger, channel)).rejects.toMatchObject({ status: 403 });
  await expect(listed(stranger, { id: 'nothing' })).rejects.toMatchObject({ status: 400 });
  expect(await namesOf(ann, channel)).toEqual(['secret.txt']);
});

test('each type is of one kind at most', () => {
  const types = [
    'image/png',
    'image/svg+xml',
    'video/mp4',
    'audio/mpeg',
    'application/pdf',
    'text/plain',
    'text/markdown',
  ].concat(
    'application/json',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text',
    'application/rtf',
  );
  for (const type of types)
    expect(
      fileKinds.filter((kind) => new RegExp(kindPatterns[kind]).test(type)),
      type,
    ).toHaveLength(1);
  for (const type of ['application/zip', 'application/octet-stream', 'font/woff2'])
    expect(
      fileKinds.filter((kind) => new RegExp(kindPatterns[kind]).test(type)),
      type,
    ).toEqual([]);
});
