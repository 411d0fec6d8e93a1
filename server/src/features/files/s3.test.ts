/** The same in an S3 store: what is sent, handed out, resumed and removed there. */
import { createUpload, sendUpload } from '@innermost/protocol/uploads.ts';
import { afterAll, expect, test } from 'vitest';
import { startS3Peer } from '../../platform/files/testing/s3-peer.ts';
import { startServer } from '../../testing/start-server.ts';
import { removeFromStore } from './jobs.ts';
import { ask, pathsIn, sends } from './testing.ts';

const peer = await startS3Peer();
const server = await startServer({ config: { FileSettings: peer.settings } });
const { files } = server.app.services;
let isUp = true;
afterAll(async () => {
  if (isUp) await peer.close();
});

test('a file goes into the bucket, and comes back whole and in parts', async () => {
  expect(files.driver).toBe('amazons3');
  const { ann, bob, channel } = await server.make.conversation();
  const info = await sends(ann, channel, '図面.txt', '0123456789');
  const post = await ann.posts(channel, 'x', { file_ids: [info.id] });
  expect(post.metadata.files).toMatchObject([{ name: '図面.txt', size: 10 }]);
  const get = (headers: Record<string, string> = {}) => ask(server.url, bob, `/api/v4/files/${info.id}`, { headers });
  expect(await (await get()).text()).toBe('0123456789');
  const part = await get({ Range: 'bytes=3-5' });
  expect([part.status, await part.text()]).toEqual([206, '345']);
  expect(
    (await ask(server.url, bob, `/api/v4/files/${info.id}`, { method: 'HEAD' })).headers.get('content-length'),
  ).toBe('10');
});

test('a file in pieces becomes one, and is removed like any other', async () => {
  const { ann, channel } = await server.make.conversation();
  const body = { channel_id: channel.id, filename: 'a.txt', file_size: 10 };
  const { id: upload_id } = await ann.call(createUpload, { body });
  const send = (piece: string) => ann.client.upload(sendUpload, { params: { upload_id }, body: new Blob([piece]) });
  await send('01234');
  const info = await send('56789');
  expect(await (await ask(server.url, ann, `/api/v4/files/${info?.id}`)).text()).toBe('0123456789');
  const of = async () => (await pathsIn(files)).filter((path) => path.includes(upload_id));
  const paths = await of();
  expect(paths).toHaveLength(1);
  await server.runJob(removeFromStore, { paths });
  expect(await of()).toEqual([]);
});

test('a store that is away is told with its setting, and leaves no row', async () => {
  const { ann, channel } = await server.make.conversation();
  const there = await sends(ann, channel, 'there', 'x');
  await peer.close();
  isUp = false;
  const away = { status: 503, id: 'api.innermost.files.unavailable.app_error' };
  const sending = sends(ann, channel, 'lost', 'x');
  await expect(sending).rejects.toMatchObject(away);
  await expect(sending).rejects.toThrow('FileSettings.AmazonS3Bucket');
  const answer = await ask(server.url, ann, `/api/v4/files/${there.id}`);
  expect(await answer.json()).toMatchObject({ status_code: 503, id: away.id });
  const rows = server.database.db.selectFrom('fileinfo').select('name').where('channel_id', '=', channel.id);
  expect(await rows.execute()).toEqual([{ name: 'there' }]);
});
