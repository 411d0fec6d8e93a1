import { checkFiles, getFileUsage, listStoredFiles, moveFiles, purgeFiles } from '@innermost/protocol/file-upkeep.ts';
import { createUpload, sendUpload } from '@innermost/protocol/uploads.ts';
import { afterAll, expect, test } from 'vitest';
import { startS3Peer } from '../../../platform/files/testing/s3-peer.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import { startServer } from '../../../testing/start-server.ts';
import { pathsIn, sends } from '../testing.ts';
import { removeForgottenContents } from './forgotten.ts';
import { moveStoredFiles } from './move.ts';

const peer = await startS3Peer();
const server = await startServer({ config: { FileSettings: { ...peer.settings, DriverName: 'local' } } });
const { files } = server.app.services;
const { db } = server.database;
afterAll(() => peer.close());

const put = (store: FileStore, path: string, content: string) => store.put(path, [Buffer.from(content)] as never);

test('files are listed and added up for administrators only', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  await sends(ann, channel, '100% plan.txt', 'x'.repeat(1_000));
  const [two, three] = [await sends(bob, channel, 'two.txt', 'xx'), await sends(bob, channel, 'three.txt', 'xxx')];
  const list = (query: Record<string, string>) => admin.call(listStoredFiles, { query });
  expect(await list({ user_id: bob.id })).toMatchObject([
    { id: three.id, username: bob.user.username, size: 3, post_id: '' },
    { id: two.id },
  ]);
  expect(await list({ channel_id: channel.id, name: '0% P' })).toMatchObject([{ name: '100% plan.txt' }]);
  const people = await admin.call(getFileUsage, { query: { by: 'person' } });
  expect(people.largest.find(({ id }) => id === bob.id)).toMatchObject({ name: bob.user.username, files: 2, bytes: 5 });
  const channels = await admin.call(getFileUsage, { query: { by: 'channel' } });
  expect(channels.largest.find(({ id }) => id === channel.id)).toMatchObject({ files: 3, bytes: 1_005 });
  expect(channels.bytes).toBe(people.bytes);
  await expect(ann.call(listStoredFiles)).rejects.toMatchObject({ status: 403 });
  await expect(ann.call(checkFiles)).rejects.toMatchObject({ status: 403 });
});

test('a check finds files without content, and contents of no file', async () => {
  const { ann, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  const before = await admin.call(checkFiles);
  expect(before).toMatchObject({ missing_count: 0, unknown_count: 0 });
  const [lost, deleted] = [await sends(ann, channel, 'lost', 'x'), await sends(ann, channel, 'deleted', 'x')];
  await db.updateTable('fileinfo').set({ delete_at: 1 }).where('id', '=', deleted.id).execute();
  for (const path of await pathsIn(files))
    if (path.includes(lost.id) || path.includes(deleted.id)) await files.remove(path);
  const upload = { channel_id: channel.id, filename: 'under way', file_size: 10 };
  const { id: upload_id } = await ann.call(createUpload, { body: upload });
  await ann.client.upload(sendUpload, { params: { upload_id }, body: new Blob(['12345']) });
  await put(files, '20200101/teams/noteam/channels/x/users/y/z/left.txt', 'left');
  await put(files, 'users/somebody/profile.png', 'no file of a message');
  expect(await admin.call(checkFiles)).toMatchObject({
    missing_count: 1,
    missing: [{ id: lost.id }],
    unknown_count: 1,
    unknown_bytes: 4,
    unknown: [{ path: '20200101/teams/noteam/channels/x/users/y/z/left.txt' }],
  });
});

test('old files are purged with their contents, and counted before that', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  const [old, young] = [await sends(ann, channel, 'old', 'xxxx'), await sends(ann, channel, 'young', 'x')];
  const post = await ann.posts(channel, 'with both', { file_ids: [old.id, young.id] });
  await db.updateTable('fileinfo').set({ create_at: 1_000 }).where('id', '=', old.id).execute();
  const purge = (dry_run: boolean) => admin.call(purgeFiles, { body: { before: 2_000, dry_run } });
  expect(await purge(true)).toEqual({ files: 1, bytes: 4 });
  expect(await purge(false)).toEqual({ files: 1, bytes: 4 });
  expect(await purge(false)).toEqual({ files: 0, bytes: 0 });
  await server.runJobsToEmpty();
  const paths = await pathsIn(files);
  expect(paths.some((path) => path.includes(old.id))).toBe(false);
  expect(paths.some((path) => path.includes(young.id))).toBe(true);
  expect((await bob.client.call(listStoredFiles).catch(() => [])).length).toBe(0);
  expect(post.file_ids).toHaveLength(2);
  for (const before of [0, -1, Date.now() + 60_000])
    await expect(admin.call(purgeFiles, { body: { before, dry_run: true } })).rejects.toMatchObject({ status: 400 });
});

test('files are moved from disk to S3 and back, and emptied only out of what is not in use', async () => {
  const { ann, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  await sends(ann, channel, '写真.txt', 'hello');
  const bucket = await server.app.services.openFiles('amazons3');
  const before = await pathsIn(files);
  await server.runJob(moveStoredFiles, { to: 'amazons3', remove: false });
  expect((await pathsIn(bucket)).toSorted()).toEqual(before.toSorted());
  expect(await pathsIn(files)).toEqual(before);
  await expect(admin.call(moveFiles, { body: { to: 'amazons3', remove: true } })).rejects.toMatchObject({
    status: 400,
    id: 'api.innermost.files.move_in_use.app_error',
  });
  // As if the bucket had been in use: what came there goes to the disk, and from the bucket.
  await put(bucket, 'new/in the bucket.txt', 'new');
  await admin.call(moveFiles, { body: { to: 'local', remove: true } });
  await server.runJobsToEmpty();
  expect(await pathsIn(bucket)).toEqual([]);
  expect(await pathsIn(files)).toEqual([...before, 'new/in the bucket.txt'].toSorted());
  await bucket.close();
  await server.configure({ FileSettings: { AmazonS3Bucket: '' } });
  await expect(admin.call(moveFiles, { body: { to: 'amazons3', remove: false } })).rejects.toThrow('AmazonS3Bucket');
});

test('what no row knows any more is removed, but for what came since', async () => {
  const { ann, channel } = await server.make.conversation();
  const [kept, gone] = [await sends(ann, channel, 'kept', 'x'), await sends(ann, channel, 'gone', 'x')];
  await db.deleteFrom('fileinfo').where('id', '=', gone.id).execute();
  const isThere = async (id: string) => (await pathsIn(files)).some((path) => path.includes(id));
  await server.runJob(removeForgottenContents, { before: 1_000 });
  expect(await isThere(gone.id)).toBe(true);
  await server.runJob(removeForgottenContents, { before: Date.now() + 1_000 });
  expect([await isThere(kept.id), await isThere(gone.id)]).toEqual([true, false]);
});
