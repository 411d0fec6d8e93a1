import { getFile, getFileInfo, getFilePreview, getFileThumbnail, uploadFiles } from '@innermost/protocol/files.ts';
import { beforeAll, expect, test } from 'vitest';
import {
  apng,
  blinking,
  claiming,
  describe,
  halves,
  isReddish,
  photo,
  pixel,
  secret,
  svg,
} from '../../../platform/pictures/testing/samples.ts';
import type { Conversation } from '../../../testing/factories.ts';
import { startServer } from '../../../testing/start-server.ts';
import { pathsIn, sends } from '../testing.ts';

const server = await startServer();
const { files } = server.app.services;
let world: Conversation;
beforeAll(async () => {
  world = await server.make.conversation();
});

const upload = (name: string, bytes: Uint8Array) => sends(world.ann, world.channel, name, Uint8Array.from(bytes));
const read = async (route: typeof getFile | typeof getFilePreview | typeof getFileThumbnail, file_id: string) =>
  Buffer.from(await world.ann.call(route, { params: { file_id } }));

test('a photo has its measures as it is shown, and three smaller ones without its place', async () => {
  const source = await photo({ width: 2_400, height: 1_600 });
  const info = await upload('Hütte im Schnee.jpeg', source);
  expect(info).toMatchObject({ width: 1_600, height: 2_400, has_preview_image: true, mime_type: 'image/jpeg' });
  const mini = Buffer.from(info.mini_preview ?? '', 'base64');
  expect(await describe(mini)).toMatchObject({ format: 'jpeg', width: 16, height: 16 });
  const [thumbnail, preview] = [await read(getFileThumbnail, info.id), await read(getFilePreview, info.id)];
  expect(await describe(thumbnail)).toMatchObject({ format: 'jpeg', width: 120, height: 100 });
  expect(await describe(preview)).toMatchObject({ format: 'jpeg', width: 1_600, height: 2_400 });
  for (const made of [thumbnail, preview, mini]) expect(made.includes(secret)).toBe(false);
  expect(isReddish(await pixel(preview, 800, 5))).toBe(true);
  // What was sent stays as it is.
  expect(await read(getFile, info.id)).toEqual(source);
  const names = (await pathsIn(files))
    .filter((path) => path.includes(info.id))
    .map((path) => path.split('/').at(-1) ?? '');
  expect(names.toSorted()).toEqual([
    'Hütte im Schnee.jpeg',
    'Hütte im Schnee_preview.jpg',
    'Hütte im Schnee_thumb.jpg',
  ]);
  const post = await world.ann.posts(world.channel, 'look', { file_ids: [info.id] });
  const [posted] = post.metadata.files ?? [];
  expect(posted).toMatchObject({
    width: 1_600,
    height: 2_400,
    has_preview_image: true,
    mini_preview: info.mini_preview,
  });
});

test('a PNG has a PNG; what moves has no preview, so that clients show itself', async () => {
  const still = await upload('a.png', await halves().png().toBuffer());
  expect(await describe(await read(getFilePreview, still.id))).toMatchObject({ format: 'png', width: 300 });
  for (const moving of [await blinking('gif'), await blinking('webp'), await apng()]) {
    const info = await upload('moving', moving);
    expect(info).toMatchObject({ width: expect.any(Number), mini_preview: expect.any(String) });
    expect(info.has_preview_image ?? false).toBe(false);
    expect((await describe(await read(getFileThumbnail, info.id))).width).toBeLessThanOrEqual(120);
    await expect(read(getFilePreview, info.id)).rejects.toMatchObject({ status: 400 });
  }
});

test('a bomb is refused, also behind a good picture, and nothing of the form stays', async () => {
  const before = await pathsIn(files);
  const bomb = await claiming(60_000, 60_000);
  const refused = { status: 400, id: 'api.file.upload_file.large_image_detailed.app_error' };
  await expect(upload('bomb.png', bomb)).rejects.toMatchObject(refused);
  const both = [await halves().png().toBuffer(), bomb].map((bytes, at) => ({
    field: 'files',
    name: `${at}.png`,
    content: new Blob([Uint8Array.from(bytes)]),
  }));
  const body = { fields: { channel_id: world.channel.id, client_ids: [] }, files: both };
  await expect(world.ann.client.upload(uploadFiles, { body })).rejects.toMatchObject(refused);
  expect(await pathsIn(files)).toEqual(before);
});

test('what only looks like a picture, or cannot be read, is a file like others', async () => {
  const hostile = [(await photo()).subarray(0, 900), svg, Buffer.from('GIF89a<script>'), Buffer.from('BM      ')];
  for (const bytes of hostile) {
    const info = await upload('picture.png', bytes);
    expect(info.has_preview_image ?? false).toBe(false);
    expect(info.width ?? 0).toBe(0);
    expect(await read(getFile, info.id)).toEqual(Buffer.from(bytes));
    expect((await world.ann.call(getFileInfo, { params: { file_id: info.id } })).mini_preview).toBeNull();
  }
});
