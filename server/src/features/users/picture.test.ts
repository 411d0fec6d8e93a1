import { Readable } from 'node:stream';
import {
  deleteUserImage,
  getDefaultUserImage,
  getUser,
  getUserImage,
  setUserImage,
} from '@innermost/protocol/users.ts';
import { listBots } from '@innermost/protocol/integrations.ts';
import { Client4 } from '@mattermost/client';
import { expect, test } from 'vitest';
import {
  claiming,
  describe,
  halves,
  isBluish,
  isReddish,
  photo,
  pixel,
  polyglot,
  secret,
  svg,
} from '../../platform/pictures/testing/samples.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const [ann, bob, admin] = await Promise.all([server.make.person(), server.make.person(), server.make.admin()]);
const { files } = server.app.services;
const pathOf = (who: Person) => `users/${who.id}/profile.png`;

const formOf = (bytes: Uint8Array, field = 'image') => ({
  fields: {},
  files: [{ field, name: 'face.jpg', content: new Blob([Uint8Array.from(bytes)]) }],
});
const send = (who: Person, of: Pick<Person, 'id'>, bytes: Uint8Array, field?: string) =>
  who.client.upload(setUserImage, { params: { user_id: of.id }, body: formOf(bytes, field) });
const ask = (who: Person, of: Person, headers: Record<string, string> = {}) =>
  fetch(who.client.url(getUserImage, { params: { user_id: of.id } }), {
    headers: { Authorization: `Bearer ${who.token}`, ...headers },
  });
const shown = async (who: Person, of: Person) => Buffer.from(await (await ask(who, of)).arrayBuffer());

test('a picture is turned, cut to a square, freed of its place, told to everybody, and kept by clients', async () => {
  const heard = await server.listen(bob);
  expect(await send(ann, ann, await photo())).toEqual({ status: 'OK' });
  const { user } = (await heard.next('user_updated')).data;
  expect(user.last_picture_update).toBeGreaterThan(0);
  const picture = await ask(bob, ann);
  expect(picture.headers.get('Content-Type')).toBe('image/png');
  expect(picture.headers.get('Cache-Control')).toBe('max-age=86400, private');
  expect(picture.headers.get('ETag')).toBe(String(user.last_picture_update));
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(await describe(bytes)).toMatchObject({ format: 'png', width: 128, height: 128 });
  expect(isReddish(await pixel(bytes, 64, 2))).toBe(true);
  expect(isBluish(await pixel(bytes, 64, 125))).toBe(true);
  expect(bytes.includes(secret)).toBe(false);
  expect((await ask(bob, ann, { 'If-None-Match': picture.headers.get('ETag') ?? '' })).status).toBe(304);
  expect(await files.stat(pathOf(ann))).toMatchObject({ size: bytes.length });
});

test('a second one replaces it; without one everybody has that of their name again', async () => {
  const [red, blue] = await Promise.all(
    ['#ff0000', '#0000ff'].map((tint) => halves().greyscale().tint(tint).png().toBuffer()),
  );
  if (!red || !blue) throw new Error('no samples');
  await send(bob, bob, red);
  const before = await ask(ann, bob);
  await send(bob, bob, blue);
  expect((await ask(ann, bob, { 'If-None-Match': before.headers.get('ETag') ?? '' })).status).toBe(200);
  const heard = await server.listen(ann);
  expect(await bob.call(deleteUserImage, { params: { user_id: bob.id } })).toEqual({ status: 'OK' });
  expect((await heard.next('user_updated')).data.user.last_picture_update).toBeLessThan(0);
  const standard = Buffer.from(await ann.call(getDefaultUserImage, { params: { user_id: bob.id } }));
  expect(await shown(ann, bob)).toEqual(standard);
  expect(await files.stat(pathOf(bob))).toBeUndefined();
});

test('only oneself and who may edit others set and remove a picture, and administrators only their like', async () => {
  const png = await halves().png().toBuffer();
  const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
  await expect(send(bob, ann, png)).rejects.toMatchObject(forbidden);
  await expect(bob.call(deleteUserImage, { params: { user_id: ann.id } })).rejects.toMatchObject(forbidden);
  expect(await send(admin, bob, png)).toEqual({ status: 'OK' });
  expect((await ann.call(getUser, { params: { user_id: bob.id } })).last_picture_update).toBeGreaterThan(0);
});

test.each([
  ['is no picture', () => Buffer.from('hello'), 'decode'],
  ['is SVG', () => svg, 'decode'],
  ['is nothing', () => Buffer.alloc(0), 'decode'],
  ['ends early', async () => (await photo()).subarray(0, 900), 'decode'],
  ['is a bomb', () => claiming(50_000, 50_000), 'check_image_limits'],
])('what %s is refused, and the picture stays', async (_name, bytes, reason) => {
  await send(ann, ann, await halves().png().toBuffer());
  const before = await shown(bob, ann);
  const id = `api.user.upload_profile_user.${reason}.app_error`;
  await expect(send(ann, ann, await bytes())).rejects.toMatchObject({ status: 400, id });
  expect(await shown(bob, ann)).toEqual(before);
  for await (const { path } of files.list('innermost-incoming/')) throw new Error(`${path} was left behind`);
});

test('a form without a picture is refused, and one of more than files may have', async () => {
  const refused = send(ann, ann, await halves().png().toBuffer(), 'portrait');
  await expect(refused).rejects.toMatchObject({ status: 400, id: 'api.user.upload_profile_user.no_file.app_error' });
  await server.configure({ FileSettings: { MaxFileSize: 1_024, MaxImageResolution: 10_000 } });
  await expect(send(ann, ann, Buffer.alloc(1_025))).rejects.toMatchObject({
    status: 413,
    id: 'api.user.upload_profile_user.too_large.app_error',
  });
  const large = send(ann, ann, await halves({ width: 101, height: 100 }).png().toBuffer());
  await expect(large).rejects.toMatchObject({ id: 'api.user.upload_profile_user.check_image_limits.app_error' });
  await server.configure({ FileSettings: { MaxFileSize: 104_857_600, MaxImageResolution: 33_177_600 } });
});

test('of a page hidden in a picture nothing is handed out', async () => {
  await send(ann, ann, await polyglot());
  expect((await shown(bob, ann)).includes('<script')).toBe(false);
});

test('a picture whose file is gone is that of the name; an adopted one is shown as it is', async () => {
  const person = await server.make.person();
  await server.database.db.updateTable('users').set({ last_picture_update: 77 }).where('id', '=', person.id).execute();
  await server.forgetEverything();
  const standard = Buffer.from(await ann.call(getDefaultUserImage, { params: { user_id: person.id } }));
  expect(await shown(ann, person)).toEqual(standard);
  const adopted = await halves({ width: 128, height: 128 }).png().toBuffer();
  await files.put(pathOf(person), Readable.from([adopted]));
  expect(await shown(ann, person)).toEqual(adopted);
});

test('of a bot it is said, too, when its picture was set', async () => {
  const { id } = await server.make.person();
  const bot = { user_id: id, owner_id: ann.id, description: '', create_at: 1, update_at: 1, delete_at: 0 };
  await server.database.db.insertInto('bots').values(bot).execute();
  await server.forgetEverything();
  const heard = await server.listen(bob);
  await send(admin, { id }, await halves().png().toBuffer());
  const { user } = (await heard.next('user_updated')).data;
  expect(user.bot_last_icon_update).toBe(user.last_picture_update);
  const told = async () => (await admin.call(listBots)).find(({ user_id }) => user_id === id)?.last_icon_update;
  expect(await told()).toBe(user.last_picture_update);
  await admin.call(deleteUserImage, { params: { user_id: id } });
  expect(await told()).toBe(0);
});

test('the official client sets and removes a picture', async () => {
  const client = new Client4();
  client.setUrl(server.url);
  client.setToken(bob.token);
  const blob = new File([Uint8Array.from(await photo())], 'face.jpg', { type: 'image/jpeg' });
  expect(await client.uploadProfileImage(bob.id, blob)).toEqual({ status: 'OK' });
  const address = client.getProfilePictureUrl(bob.id, (await client.getUser(bob.id)).last_picture_update);
  const picture = await fetch(address, { headers: { Authorization: `Bearer ${bob.token}` } });
  expect(await describe(Buffer.from(await picture.arrayBuffer()))).toMatchObject({ width: 128, height: 128 });
  expect(await client.setDefaultProfileImage(bob.id)).toEqual({ status: 'OK' });
});
