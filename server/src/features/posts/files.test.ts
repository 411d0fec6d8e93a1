/** Files of posts: which become its own, who sees them, and what becomes of them when it changes. */
import { getFileInfosOfPost, type FileInfo } from '@innermost/protocol/files.ts';
import {
  createPost,
  deletePost,
  getChannelPosts,
  getEditHistory,
  getPost,
  getPostThread,
  patchPost,
  updatePost,
} from '@innermost/protocol/posts.ts';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';
import { ask, pathsIn, png, sends } from '../files/testing.ts';

const server = await startServer();
const { db } = server.database;
const stored = (id: string) =>
  db
    .selectFrom('fileinfo')
    .select(['post_id', 'delete_at', 'channel_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const storedIds = async (id: string) =>
  (await db.selectFrom('posts').select('file_ids').where('id', '=', id).executeTakeFirstOrThrow()).file_ids;
const own = (info: FileInfo, post: { id: string }) =>
  expect.objectContaining({ ...info, post_id: post.id, update_at: expect.any(Number) as number });
const statusOf = async (who: Person, { id }: FileInfo) => (await ask(server.url, who, `/api/v4/files/${id}`)).status;

describe('a new post', () => {
  test('shows its files in its own order, to everybody, wherever it is read', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const one = await sends(ann, channel, 'one "1".txt', '1');
    const two = await sends(ann, channel, 'two.png', png);
    const heard = await server.listen(bob);
    const post = await ann.posts(channel, 'look', { file_ids: [two.id, one.id, two.id] });
    expect(post.file_ids).toEqual([two.id, one.id]);
    expect(post.metadata.files).toEqual([own(two, post), own(one, post)]);
    const { data } = await heard.next('posted');
    expect(data).toMatchObject({ otherFile: 'true', image: 'true' });
    expect(data.post).toEqual({ ...post, pending_post_id: '' });
    expect(await storedIds(post.id)).toBe(`["${two.id}","${one.id}"]`);
    const params = { channel_id: channel.id };
    expect((await bob.call(getChannelPosts, { params })).posts[post.id]).toEqual(post);
    expect(await bob.call(getPost, { params: { post_id: post.id } })).toEqual(post);
    expect(await bob.call(getFileInfosOfPost, { params: { post_id: post.id } })).toEqual(post.metadata.files);
    expect(await statusOf(bob, one)).toBe(200);
  });

  test('may be a reply, among others that come at once', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const root = await ann.posts(channel, 'root');
    const infos = await Promise.all(Array.from({ length: 8 }, (_, n) => sends(ann, channel, `${n}.txt`, `${n}`)));
    const posts = await Promise.all(
      infos.map(({ id }, n) =>
        n % 2 === 0
          ? ann.posts(channel, `${n}`, { file_ids: [id], root_id: root.id })
          : ann.posts(channel, `${n}`, { root_id: root.id }),
      ),
    );
    for (const [n, post] of posts.entries())
      expect(post.metadata.files?.map(({ name }) => name) ?? []).toEqual(n % 2 === 0 ? [`${n}.txt`] : []);
    const thread = await bob.call(getPostThread, { params: { post_id: root.id } });
    for (const post of posts) expect(thread.posts[post.id]?.metadata).toEqual(post.metadata);
  });

  test('has only what its author uploaded and no post has', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const [used, bobs, good] = [
      await sends(ann, channel, 'used', 'x'),
      await sends(bob, channel, 'of bob', 'x'),
      await sends(ann, channel, 'good', 'x'),
    ];
    const first = await ann.posts(channel, 'first', { file_ids: [used.id] });
    const post = await ann.posts(channel, 'x', { file_ids: [used.id, bobs.id, 'nothing', good.id] });
    expect(post.file_ids).toEqual([good.id]);
    expect(await storedIds(post.id)).toBe(`["${good.id}"]`);
    expect((await stored(used.id)).post_id).toBe(first.id);
    expect((await stored(bobs.id)).post_id).toBe('');
    const none = await ann.posts(channel, 'none', { file_ids: [bobs.id] });
    expect(none).toMatchObject({ file_ids: [], metadata: {} });
    expect(await storedIds(none.id)).toBe('[]');
  });

  test('that comes twice at once has the file once', async () => {
    const { ann, channel } = await server.make.conversation();
    const info = await sends(ann, channel, 'a.txt', 'x');
    const posts = await Promise.all(['x', 'y'].map((message) => ann.posts(channel, message, { file_ids: [info.id] })));
    expect(posts.flatMap(({ file_ids }) => file_ids)).toEqual([info.id]);
  });

  test('that is sent again is answered with its files', async () => {
    const { ann, channel } = await server.make.conversation();
    const info = await sends(ann, channel, 'a.txt', 'x');
    const body = { channel_id: channel.id, message: 'x', file_ids: [info.id], pending_post_id: 'again' };
    const post = await ann.call(createPost, { body });
    expect(await ann.call(createPost, { body })).toEqual(post);
  });

  test('takes a file along into the channel where it is posted', async () => {
    const { ann, bob, team, channel } = await server.make.conversation();
    const other = await server.make.channel(ann, team);
    const info = await sends(ann, channel, 'a.txt', 'x');
    const post = await ann.posts(other, 'x', { file_ids: [info.id] });
    expect(post.metadata.files).toMatchObject([{ channel_id: other.id }]);
    expect((await stored(info.id)).channel_id).toBe(other.id);
    expect(await statusOf(bob, info)).toBe(200);
  });

  test('of somebody who may not upload is refused', async () => {
    const { bob, channel } = await server.make.conversation();
    const info = await sends(bob, channel, 'a.txt', 'x');
    const post = await bob.posts(channel, 'x');
    const allow = async (changed: (permissions: string) => string) => {
      const { permissions } = await role.select('permissions').executeTakeFirstOrThrow();
      await db
        .updateTable('roles')
        .set({ permissions: changed(permissions ?? '') })
        .where('name', '=', 'channel_user')
        .execute();
      await server.forgetEverything();
    };
    const role = db.selectFrom('roles').where('name', '=', 'channel_user');
    await allow((permissions) => permissions.replace('upload_file', ''));
    const edit = () => bob.call(patchPost, { params: { post_id: post.id }, body: { file_ids: [info.id] } });
    try {
      await expect(bob.posts(channel, 'x', { file_ids: [info.id] })).rejects.toMatchObject({ status: 403 });
      await expect(edit()).rejects.toMatchObject({ status: 403 });
    } finally {
      await allow((permissions) => `${permissions} upload_file`);
    }
    await expect(edit()).resolves.toMatchObject({ file_ids: [info.id] });
  });
});

describe('an edit', () => {
  test('takes files out, adds own ones, and is told; the earlier version keeps what it had', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const [one, two, three] = [
      await sends(ann, channel, '1', 'x'),
      await sends(ann, channel, '2', 'x'),
      await sends(ann, channel, '3', 'x'),
    ];
    const bobs = await sends(bob, channel, 'of bob', 'x');
    const post = await ann.posts(channel, 'x', { file_ids: [one.id, two.id] });
    const params = { post_id: post.id };
    const heard = await server.listen(bob);
    const edited = await ann.call(patchPost, { params, body: { file_ids: [three.id, bobs.id, two.id] } });
    expect(edited.file_ids).toEqual([three.id, two.id]);
    expect(edited.metadata.files).toEqual([own(three, post), own(two, post)]);
    expect(edited.edit_at).toBeGreaterThan(0);
    expect((await heard.next('post_edited')).data.post).toMatchObject({ metadata: edited.metadata });
    expect(await statusOf(bob, one)).toBe(404);
    expect(await statusOf(bob, three)).toBe(200);
    const [version] = await ann.call(getEditHistory, { params });
    expect(version?.metadata.files?.map(({ name }) => name)).toEqual(['1', '2']);
    // What was taken out can be put back.
    const back = await ann.call(patchPost, { params, body: { file_ids: [one.id] } });
    expect(back.metadata.files).toMatchObject([{ id: one.id, delete_at: 0 }]);
    expect(await statusOf(bob, one)).toBe(200);
  });

  test('that says nothing of files keeps them, whole or in part', async () => {
    const { ann, channel } = await server.make.conversation();
    const info = await sends(ann, channel, 'a', 'x');
    const post = await ann.posts(channel, 'x', { file_ids: [info.id] });
    const params = { post_id: post.id };
    expect((await ann.call(patchPost, { params, body: { message: 'y' } })).file_ids).toEqual([info.id]);
    const whole = await ann.call(updatePost, { params, body: { id: post.id, message: 'z' } });
    expect(whole.metadata.files).toMatchObject([{ id: info.id }]);
    const without = await ann.call(updatePost, { params, body: { id: post.id, message: 'z', file_ids: [] } });
    expect(without).toMatchObject({ file_ids: [], metadata: {} });
    expect((await stored(info.id)).delete_at).toBeGreaterThan(0);
  });

  test('that names the same files is none', async () => {
    const { ann, channel } = await server.make.conversation();
    const info = await sends(ann, channel, 'a', 'x');
    const post = await ann.posts(channel, 'x', { file_ids: [info.id] });
    const same = await ann.call(patchPost, { params: { post_id: post.id }, body: { file_ids: [info.id] } });
    expect(same).toMatchObject({ edit_at: 0, file_ids: [info.id] });
  });
});

test('a deleted post takes its files along, and those of its replies', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const [one, two, three] = [
    await sends(ann, channel, '1', 'x'),
    await sends(bob, channel, '2', 'x'),
    await sends(bob, channel, '3', 'x'),
  ];
  const root = await ann.posts(channel, 'x', { file_ids: [one.id] });
  await bob.posts(channel, 'y', { file_ids: [two.id], root_id: root.id });
  await bob.posts(channel, 'z', { file_ids: [three.id] });
  await ann.call(deletePost, { params: { post_id: root.id } });
  for (const info of [one, two]) {
    expect((await stored(info.id)).delete_at).toBeGreaterThan(0);
    expect(await statusOf(bob, info)).toBe(404);
  }
  expect((await stored(three.id)).delete_at).toBe(0);
});

test('a post that is deleted for good leaves nothing of its files', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  const [one, two] = [await sends(ann, channel, '1', 'x'), await sends(bob, channel, '2', 'x')];
  const root = await ann.posts(channel, 'x', { file_ids: [one.id] });
  await bob.posts(channel, 'y', { file_ids: [two.id], root_id: root.id });
  await server.configure({ ServiceSettings: { EnableAPIPostDeletion: true } });
  await admin.call(deletePost, { params: { post_id: root.id }, query: { permanent: true } });
  await server.runJobsToEmpty();
  const rows = db.selectFrom('fileinfo').select('id').where('id', 'in', [one.id, two.id]);
  expect(await rows.execute()).toEqual([]);
  const paths = await pathsIn(server.app.services.files);
  for (const { id } of [one, two]) expect(paths.filter((path) => path.includes(id))).toEqual([]);
});
