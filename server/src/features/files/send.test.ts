import { getFile } from '@innermost/protocol/files.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Conversation } from '../../testing/factories.ts';
import { startServer } from '../../testing/start-server.ts';
import { ask, png, sends } from './testing.ts';

const server = await startServer();
const { db } = server.database;
let world: Conversation;
beforeAll(async () => {
  world = await server.make.conversation({ type: 'P' });
});

/** As a post of the uploader does. */
async function attach(id: string, postId: string): Promise<void> {
  await db.updateTable('fileinfo').set({ post_id: postId }).where('id', '=', id).execute();
}

async function posted(name: string, content: string | Uint8Array<ArrayBuffer>) {
  const { ann, channel } = world;
  const info = await sends(ann, channel, name, content);
  const post = await ann.posts(channel, 'here');
  await attach(info.id, post.id);
  return { info, post };
}

test('a file comes back byte for byte, with what keeps browsers from running it', async () => {
  const { bob } = world;
  const { info } = await posted('Bericht Ü.png', png);
  const answer = await ask(server.url, bob, `/api/v4/files/${info.id}`);
  expect(answer.status).toBe(200);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(png.length),
    'content-disposition': `inline; filename="Bericht _.png"; filename*=UTF-8''Bericht%20%C3%9C.png`,
    'content-security-policy': expect.stringMatching(/^default-src 'none';.*sandbox/),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'private, no-cache',
    'cross-origin-resource-policy': 'same-site',
    'accept-ranges': 'bytes',
    etag: `"${info.id}"`,
  });
});

test.each([
  ['page.html', '<html><script>alert(1)</script></html>'],
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['picture.png', '<script>alert(1)</script>'],
  ['script.js', 'alert(1)'],
  ['page.xhtml', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
])('%s that a browser would run is saved, and is text', async (name, content) => {
  const { bob } = world;
  const { info } = await posted(name, content);
  const { headers } = await ask(server.url, bob, `/api/v4/files/${info.id}`);
  expect(headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('what is shown can be asked for to be saved', async () => {
  const { info } = await posted('a.png', png);
  const { headers } = await ask(server.url, world.bob, `/api/v4/files/${info.id}?download=1`);
  expect(headers.get('content-disposition')).toMatch(/^attachment;/);
});

describe('ranges, conditions and heads', () => {
  test('are answered', async () => {
    const { info } = await posted('a.txt', '0123456789');
    const path = `/api/v4/files/${info.id}`;
    const asking = (headers: Record<string, string>, method = 'GET') =>
      ask(server.url, world.bob, path, { method, headers });
    const part = await asking({ Range: 'bytes=2-4' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await (await asking({ Range: 'bytes=-3' })).text()).toBe('789');
    expect((await asking({ Range: 'bytes=10-' })).status).toBe(416);
    expect((await asking({ 'If-None-Match': `"${info.id}"` })).status).toBe(304);
    const head = await asking({}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  });
});

describe('a file is', () => {
  test('its uploader’s alone until a post has it, and then of those who may read the channel', async () => {
    const { ann, bob, stranger, channel } = world;
    const admin = await server.make.admin();
    const info = await sends(ann, channel, 'a.txt', 'hello');
    const params = { file_id: info.id };
    const status = async (who: typeof ann) => (await ask(server.url, who, `/api/v4/files/${info.id}`)).status;
    expect([await status(ann), await status(bob), await status(stranger), await status(admin)]).toEqual([
      200, 403, 403, 403,
    ]);
    const post = await ann.posts(channel, 'here');
    await attach(info.id, post.id);
    expect([await status(ann), await status(bob), await status(stranger), await status(admin)]).toEqual([
      200, 200, 403, 200,
    ]);
    await expect(stranger.client.download(getFile, { params })).rejects.toMatchObject({ status: 403 });
  });

  test('nobody’s when it is unknown, deleted or of a malformed id', async () => {
    const { ann } = world;
    const { info } = await posted('a.txt', 'hello');
    await db.updateTable('fileinfo').set({ delete_at: 5 }).where('id', '=', info.id).execute();
    for (const what of ['', '/info', '/thumbnail', '/preview', '/link']) {
      expect((await ask(server.url, ann, `/api/v4/files/${info.id}${what}`)).status).toBe(404);
      expect((await ask(server.url, ann, `/api/v4/files/${'x'.repeat(26)}${what}`)).status).toBe(404);
      expect((await ask(server.url, ann, `/api/v4/files/short${what}`)).status).toBe(400);
    }
  });
});

test('a file whose content is gone says so', async () => {
  const { info } = await posted('a.txt', 'hello');
  const { path } = await db.selectFrom('fileinfo').select('path').where('id', '=', info.id).executeTakeFirstOrThrow();
  await server.app.services.files.remove(path ?? '');
  const answer = await ask(server.url, world.bob, `/api/v4/files/${info.id}`);
  expect(await answer.json()).toMatchObject({ status_code: 500, id: 'api.file.file_reader.app_error' });
});

describe('thumbnail and preview', () => {
  test('are refused of a file that has none, and are those of an adopted one', async () => {
    const { info } = await posted('a.txt', 'no picture');
    const get = (what: string) => ask(server.url, world.bob, `/api/v4/files/${info.id}/${what}`);
    expect(await (await get('thumbnail')).json()).toMatchObject({
      status_code: 400,
      id: 'api.file.get_file_thumbnail.no_thumbnail.app_error',
    });
    expect(await (await get('preview')).json()).toMatchObject({
      status_code: 400,
      id: 'api.file.get_file_preview.no_preview.app_error',
    });
    const paths = { thumbnail_path: 'there/a_thumb.png', preview_path: 'there/a_preview.jpg' };
    for (const path of Object.values(paths)) await server.app.services.files.put(path, [Buffer.from(path)] as never);
    await db.updateTable('fileinfo').set(paths).where('id', '=', info.id).execute();
    const thumbnail = await get('thumbnail');
    expect([await thumbnail.text(), thumbnail.headers.get('content-type')]).toEqual([
      paths.thumbnail_path,
      'image/png',
    ]);
    expect(thumbnail.headers.get('cache-control')).toBe('max-age=2592000, private');
    const preview = await get('preview');
    expect([await preview.text(), preview.headers.get('content-type')]).toEqual([paths.preview_path, 'image/jpeg']);
  });
});
