import { getImageByUrl } from '@innermost/protocol/image-proxy.ts';
import { createPost, getPost, patchPost } from '@innermost/protocol/posts.ts';
import { Client4 } from '@mattermost/client';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { reachesSite, startSite } from './testing.ts';

const site = await startSite();
const server = await startServer({
  ...reachesSite,
  config: { ...reachesSite.config, ExperimentalSettings: { LinkMetadataTimeoutMilliseconds: 1_000 } },
});
const { ann, channel } = await server.make.conversation();
const siteUrl = 'https://chat.example';
const throughUs = (url: string) => `${siteUrl}/api/v4/image?url=${encodeURIComponent(url)}`;

const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
  .png()
  .toBuffer();
const serve = (path: string, type: string, body: Buffer | string = bytes) =>
  site.at(path, (response) => void response.writeHead(200, { 'content-type': type }).end(body));

const ask = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v4/image?url=${encodeURIComponent(url)}`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${ann.token}`, ...headers },
  });
const errorOf = async (url: string) => {
  const answer = await ask(url);
  return { status: answer.status, ...((await answer.json()) as { id: string; message: string }) };
};

beforeEach(() => void (site.asked.length = 0));

const configure = (ImageProxySettings: object, SiteURL = siteUrl) =>
  server.configure({ ImageProxySettings, ServiceSettings: { SiteURL } });

test('while it is off, or is to be somebody else’s, the setting is named', async () => {
  const url = serve('/off.png', 'image/png');
  await configure({ Enable: false });
  expect(await errorOf(url)).toMatchObject({
    status: 501,
    message: expect.stringContaining('ImageProxySettings.Enable') as string,
  });
  await configure({ Enable: true, ImageProxyType: 'atmos/camo' });
  expect(await errorOf(url)).toMatchObject({
    status: 501,
    message: expect.stringContaining('ImageProxySettings.ImageProxyType') as string,
  });
  expect(site.asked).toEqual([]);
  const client = new Client4();
  client.setUrl(server.url);
  client.setToken(ann.token);
  expect((await client.getClientConfig()).HasImageProxy).toBe('false');
});

describe('while it is on', () => {
  beforeEach(() => configure({ Enable: true, ImageProxyType: 'local' }));

  test('a picture is fetched once, by whatever its content is, and known by its ETag', async () => {
    const url = serve('/red', 'text/html');
    const first = await ask(url);
    expect(first.status).toBe(200);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'max-age=86400, private',
      'content-security-policy': expect.stringContaining('sandbox') as string,
    });
    expect(Buffer.from(await first.arrayBuffer())).toEqual(bytes);
    const etag = first.headers.get('etag') ?? '';
    expect((await ask(url, { 'if-none-match': etag })).status).toBe(304);
    expect((await (await ask(url, { range: 'bytes=0-3' })).arrayBuffer()).byteLength).toBe(4);
    expect(site.asked).toEqual(['/red']);
    await expect(ann.call(getImageByUrl, { query: { url: 'javascript:alert(1)' } })).rejects.toMatchObject({
      status: 400,
    });
  });

  test.each([
    ['an SVG', () => serve('/a.svg', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 404],
    ['a page', () => serve('/page', 'image/png', '<html>'), 404],
    ['nothing', () => serve('/empty', 'image/png', ''), 404],
    ['what is missing', () => site.at('/x', '').replace(/x$/, 'missing.png'), 404],
    ['what never comes', () => site.at('/never', () => undefined), 404],
    [
      'what is too large',
      () => serve('/large.png', 'image/png', Buffer.concat([bytes, Buffer.alloc(21_000_000)])),
      404,
    ],
  ])('%s is not passed on', async (_what, make, status) => {
    const error = await errorOf(make());
    expect(error).toMatchObject({ status });
    expect(error.id).toMatch(/^api\.innermost\.image_proxy\./);
  });

  test('an address inside is not called, and the setting that would allow it is named', async () => {
    serve('/secret.png', 'image/png');
    for (const url of [
      `http://private.example:${site.port}/secret.png`,
      `http://127.0.0.1:${site.port}/secret.png`,
      site.at(
        '/leads.png',
        (response) => void response.writeHead(302, { location: `http://127.0.0.1:${site.port}/secret.png` }).end(),
      ),
    ])
      expect(await errorOf(url)).toMatchObject({
        status: 403,
        id: 'api.innermost.image_proxy.refused.app_error',
        message: expect.stringContaining('ServiceSettings.AllowedUntrustedInternalConnections') as string,
      });
    expect(site.asked).not.toContain('/secret.png');
  });

  test('what failed is not asked for again at once, and who asks for much waits for themselves', async () => {
    const url = site.at('/gone.png', (response) => void response.writeHead(500).end());
    await errorOf(url);
    await errorOf(url);
    expect(site.asked).toEqual(['/gone.png']);
    const many = Array.from({ length: 80 }, (_, n) => site.at(`/never${n}`, () => undefined));
    const answers = await Promise.all(many.map(errorOf));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]));
  });

  test('a picture of this server is where it is', async () => {
    const answer = await ask(`${siteUrl}/api/v4/files/x`);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${siteUrl}/api/v4/files/x`]);
  });

  test('clients get the pictures of a message by addresses of this server, and its text as it was written beside', async () => {
    const url = serve('/in-text.png', 'image/png');
    const message = `![red](${url} "it") and ![mine](${siteUrl}/own.png), \`![code](${url})\``;
    const changed = message.replace(url, throughUs(url));
    const { id } = await ann.call(createPost, { body: { channel_id: channel.id, message } });
    await server.runJobsToEmpty();
    const read = () => ann.call(getPost, { params: { post_id: id } });
    const measures = { width: 30, height: 20, format: 'png', frame_count: 0 };
    expect(await read()).toMatchObject({
      message: changed,
      message_source: message,
      metadata: { images: { [throughUs(url)]: measures } },
    });
    // A client that knows of no source sends back what it shows.
    await ann.call(patchPost, { params: { post_id: id }, body: { message: `${changed}!` } });
    expect(await read()).toMatchObject({ message: `${changed}!`, message_source: `${message}!` });
    await configure({ Enable: false });
    const plain = await read();
    expect(plain.message).toBe(`${message}!`);
    expect(plain).not.toHaveProperty('message_source');
  });

  test('so do they the picture of a page', async () => {
    const image = serve('/of-page.png', 'image/png');
    const url = site.at(
      '/with-picture',
      `<meta property="og:title" content="T"><meta property="og:image" content="${image}">`,
    );
    const { id } = await ann.call(createPost, { body: { channel_id: channel.id, message: url } });
    await server.runJobsToEmpty();
    const { metadata } = await ann.call(getPost, { params: { post_id: id } });
    expect(metadata.embeds?.[0]?.data?.['images']).toEqual([
      { url: throughUs(image), type: 'image/png', width: 30, height: 20 },
    ]);
    expect(Object.keys(metadata.images ?? {})).toEqual([throughUs(image)]);
  });
});
