import { getFileInfosOfPost, getFileLink } from '@innermost/protocol/files.ts';
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { sends } from './testing.ts';

const salt = 'x'.repeat(32);
const server = await startServer({ config: { FileSettings: { EnablePublicLink: true, PublicLinkSalt: salt } } });
const { db } = server.database;
afterEach(() => server.configure({ FileSettings: { EnablePublicLink: true } }));

async function posted() {
  const made = await server.make.conversation({ type: 'P' });
  const { ann, channel } = made;
  const info = await sends(ann, channel, 'a.txt', 'hello');
  const post = await ann.posts(channel, 'here');
  await db.updateTable('fileinfo').set({ post_id: post.id }).where('id', '=', info.id).execute();
  return { ...made, info, post, params: { file_id: info.id } };
}

test('who may have a file of a post makes a link that anybody can follow', async () => {
  const { bob, stranger, params, info } = await posted();
  const { link } = await bob.call(getFileLink, { params });
  // Wire: the proof that upstream makes.
  const proof = createHash('sha256').update(`${salt}${info.id}`).digest('base64url');
  expect(link).toBe(`${server.url}/files/${info.id}/public?h=${proof}`);
  const answer = await fetch(link);
  expect([answer.status, await answer.text()]).toEqual([200, 'hello']);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.has('cross-origin-resource-policy')).toBe(false);
  expect((await fetch(link, { method: 'HEAD' })).headers.get('content-length')).toBe('5');
  await expect(stranger.call(getFileLink, { params })).rejects.toMatchObject({ status: 403 });
});

test('a wrong proof, a deleted file and another file are refused', async () => {
  const [one, other] = [await posted(), await posted()];
  const { link } = await one.ann.call(getFileLink, { params: one.params });
  const wrong = { status_code: 400, id: 'api.file.get_file.public_invalid.app_error' };
  for (const bad of [link.replace(one.info.id, other.info.id), link.replace(/h=.*/, 'h='), link.replace(/\?.*/, '')])
    expect(await (await fetch(bad)).json()).toMatchObject(wrong);
  await db.updateTable('fileinfo').set({ delete_at: 5 }).where('id', '=', one.info.id).execute();
  expect((await fetch(link)).status).toBe(404);
});

test('a file of no post has no link, and none works where they are switched off', async () => {
  const { ann, channel, params } = await posted();
  const { link } = await ann.call(getFileLink, { params });
  const loose = await sends(ann, channel, 'b.txt', 'x');
  await expect(ann.call(getFileLink, { params: { file_id: loose.id } })).rejects.toMatchObject({
    status: 400,
    id: 'api.file.get_public_link.no_post.app_error',
  });
  await server.configure({ FileSettings: { EnablePublicLink: false } });
  const off = { status: 403, id: 'api.file.get_public_link.disabled.app_error' };
  await expect(ann.call(getFileLink, { params })).rejects.toMatchObject(off);
  expect(await (await fetch(link)).json()).toMatchObject({ id: off.id });
});

test('the files of a post are those that it has, for who may read it', async () => {
  const { ann, bob, stranger, post, info } = await posted();
  const params = { post_id: post.id };
  expect(await bob.call(getFileInfosOfPost, { params })).toEqual([{ ...info, post_id: post.id }]);
  await expect(stranger.call(getFileInfosOfPost, { params })).rejects.toMatchObject({ status: 403 });
  await db.updateTable('fileinfo').set({ delete_at: 5 }).where('id', '=', info.id).execute();
  expect(await bob.call(getFileInfosOfPost, { params })).toEqual([]);
  const query = { include_deleted: true };
  await expect(ann.call(getFileInfosOfPost, { params, query })).rejects.toMatchObject({ status: 403 });
  const admin = await server.make.admin();
  expect(await admin.call(getFileInfosOfPost, { params, query })).toMatchObject([{ id: info.id, delete_at: 5 }]);
});
