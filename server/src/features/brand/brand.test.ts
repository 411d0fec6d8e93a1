import { deleteBrandImage, getBrandImage, setBrandImage } from '@innermost/protocol/brand.ts';
import { Client4 } from '@mattermost/client';
import { expect, test } from 'vitest';
import { describe, halves, photo, secret } from '../../platform/pictures/testing/samples.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const [admin, ann] = await Promise.all([server.make.admin(), server.make.person()]);
const none = { status: 404, id: 'api.innermost.brand.none.app_error' };

const send = (who: Person, bytes: Uint8Array, field = 'image') =>
  who.client.upload(setBrandImage, {
    body: { fields: {}, files: [{ field, name: 'brand.jpg', content: new Blob([Uint8Array.from(bytes)]) }] },
  });
const ask = (headers: Record<string, string> = {}) => fetch(ann.client.url(getBrandImage), { headers });

test('an administrator sets the picture, everybody sees it without signing in, and it goes again', async () => {
  await expect(admin.call(getBrandImage)).rejects.toMatchObject(none);
  await expect(admin.call(deleteBrandImage)).rejects.toMatchObject(none);
  expect(await send(admin, await photo({ width: 2_500, height: 100 }))).toEqual({ status: 'OK' });
  const picture = await ask();
  expect(picture.status).toBe(200);
  expect(picture.headers.get('Content-Type')).toBe('image/png');
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(bytes.includes(secret)).toBe(false);
  expect(await describe(bytes)).toMatchObject({ format: 'png', width: 77, height: 1_920 });
  const since = picture.headers.get('Last-Modified') ?? '';
  expect((await ask({ 'If-Modified-Since': since })).status).toBe(304);
  expect(await server.app.services.files.stat('brand/image.png')).toMatchObject({ size: bytes.length });
  expect(await admin.call(deleteBrandImage)).toEqual({ status: 'OK' });
  expect((await ask()).status).toBe(404);
});

test('others may not, and what is no picture is refused', async () => {
  const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
  await expect(send(ann, await photo())).rejects.toMatchObject(forbidden);
  await expect(ann.call(deleteBrandImage)).rejects.toMatchObject(forbidden);
  const refused = (id: string) => ({ status: 400, id });
  await expect(send(admin, Buffer.from('x'))).rejects.toMatchObject(refused('brand.save_brand_image.decode.app_error'));
  const missing = refused('api.admin.upload_brand_image.no_file.app_error');
  await expect(send(admin, await photo(), 'logo')).rejects.toMatchObject(missing);
});

test('the official client sets and removes it', async () => {
  const client = new Client4();
  client.setUrl(server.url);
  client.setToken(admin.token);
  const file = new File([Uint8Array.from(await halves().png().toBuffer())], 'brand.png', { type: 'image/png' });
  expect(await client.uploadBrandImage(file)).toEqual({ status: 'OK' });
  expect((await fetch(client.getBrandImageUrl('1'))).status).toBe(200);
  expect(await client.deleteBrandImage()).toEqual({ status: 'OK' });
});
