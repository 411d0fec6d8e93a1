/** Pages that do not answer as pages do. */
import { createPost, getPost } from '@innermost/protocol/posts.ts';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { hostileAddresses, resolveHostile, startCanary } from '../../testing/hostile-addresses.ts';
import { startServer } from '../../testing/start-server.ts';
import { previewLinks } from './jobs.ts';
import { reachesSite, startSite, type Answer } from './testing.ts';

const now = Date.now();
const site = await startSite();
const server = await startServer({
  ...reachesSite,
  config: { ...reachesSite.config, ExperimentalSettings: { LinkMetadataTimeoutMilliseconds: 1_000 } },
  clock: { now: () => now },
});
const { ann, channel } = await server.make.conversation();

async function embedOf(person: Person, message: string) {
  const { id } = await person.call(createPost, { body: { channel_id: channel.id, message } });
  await server.runJobsToEmpty();
  return (await person.call(getPost, { params: { post_id: id } })).metadata.embeds?.[0];
}

const html = (charset = ''): Record<string, string> => ({ 'content-type': `text/html${charset}` });
const titled = (title: string) => `<html><head><title>${title}</title></head><body>`;
const bomb = gzipSync(Buffer.concat([Buffer.from(titled('Seen')), Buffer.alloc(64_000_000, 0x20)]));
let count = 0;
const serve = (answer: Answer | string): string => site.at(`/${(count += 1)}`, answer);

describe('what is in the head is shown, whatever follows', () => {
  test.each<[string, Answer]>([
    ['an endless body', (response) => endless(response.writeHead(200, html()), titled('Seen'))],
    ['a body that never comes', (response) => void response.writeHead(200, html()).write(titled('Seen'))],
    ['a head that never ends', (response) => void response.writeHead(200, html()).write('<title>Seen</title>')],
    ['a connection that breaks', (response) => breakOff(response.writeHead(200, html()), titled('Seen'))],
    [
      'an archive bomb',
      (response) => void response.writeHead(200, { ...html(), 'content-encoding': 'gzip' }).end(bomb),
    ],
    [
      'ten thousand tags',
      (response) => void response.writeHead(200, html()).end('<meta name=a content=b>'.repeat(10_000) + titled('Seen')),
    ],
    [
      'tags that nobody closes',
      (response) => void response.writeHead(200, html()).end(`${titled('Seen')}${'<div><b a="'.repeat(50_000)}`),
    ],
  ])('%s', async (_what, answer) => {
    expect(await embedOf(ann, serve(answer))).toMatchObject({ type: 'opengraph', data: { title: 'Seen' } });
  });
});

/** Writes until nobody reads. */
function endless(response: Parameters<Answer>[0], first: string): void {
  response.write(first);
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}

const breakOff = (response: Parameters<Answer>[0], text: string): void => {
  response.write(text, () => response.destroy());
};

describe('nothing is shown of', () => {
  test.each<[string, () => string]>([
    ['a page that never answers', () => serve(() => undefined)],
    [
      'a circle of redirects',
      () => {
        const url = serve('');
        return site.at(new URL(url).pathname, (response) => void response.writeHead(302, { location: url }).end());
      },
    ],
    [
      'a redirect to this machine',
      () =>
        serve((response) => void response.writeHead(302, { location: `http://127.0.0.1:${site.port}/secret` }).end()),
    ],
    ['a name that leads inside', () => `http://private.example:${site.port}/secret`],
    [
      'bytes that call themselves a picture',
      () =>
        serve((response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(5_000, 7))),
    ],
    [
      'an endless picture',
      () => serve((response) => endless(response.writeHead(200, { 'content-type': 'image/jpeg' }), 'x')),
    ],
    ['a page without a word', () => serve('<p>')],
    [
      'a script',
      () =>
        serve(
          (response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end('<title>No</title>'),
        ),
    ],
    [
      'a page that is missing',
      () => serve((response) => void response.writeHead(404, html()).end(titled('Not found'))),
    ],
  ])('%s', async (_what, make) => {
    site.at('/secret', titled('Secret'));
    expect(await embedOf(ann, make())).toMatchObject({ type: 'link' });
    expect(site.asked).not.toContain('/secret');
  });
});

describe('every script can be read', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1');
  const shiftJis = Buffer.from([0x93, 0x8c, 0x8b, 0x9e]);
  test.each<[string, string, Buffer, string]>([
    ['the header', '; charset=ISO-8859-1', latin(titled('Grüße')), 'Grüße'],
    ['the page', '', latin(`<meta charset=windows-1252>${titled('Grüße')}`), 'Grüße'],
    [
      'an older page',
      '',
      Buffer.concat([
        Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><title>'),
        shiftJis,
        Buffer.from('</title>'),
      ]),
      '東京',
    ],
    ['its first bytes, whatever the header says', '; charset=latin1', Buffer.from(`\uFEFF${titled('Grüße')}`), 'Grüße'],
    ['its first bytes, of two each', '', Buffer.from(`\uFEFF${titled('東京')}`, 'utf16le'), '東京'],
    ['nobody', '', Buffer.from(titled('東京')), '東京'],
    ['nobody, long ago', '', latin(titled('Grüße')), 'Grüße'],
    ['a header that makes no sense', '; charset=klingon', Buffer.from(titled('東京')), '東京'],
  ])('said by %s', async (_who, charset, bytes, title) => {
    const url = serve((response) => void response.writeHead(200, html(charset)).end(bytes));
    expect(await embedOf(ann, url)).toMatchObject({ data: { title } });
  });
});

test('what a page can be embedded with fills up what it does not say itself', async () => {
  const json = (answer: unknown) =>
    serve(
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(typeof answer === 'string' ? answer : JSON.stringify(answer)),
    );
  const pageWith = (href: string) =>
    serve(`<title>Own</title><link rel="alternate" type="application/json+oembed" href="${new URL(href).pathname}">`);
  const said = { type: 'video', title: 'Film', author_name: 'Ann', provider_name: 'Films', html: '<script>' };
  expect(await embedOf(ann, pageWith(json(said)))).toMatchObject({
    type: 'opengraph',
    data: { title: 'Own', description: 'Ann', site_name: 'Films', images: [] },
  });
  for (const odd of ['no JSON', '[1]', '{"title":{}}', 'null'])
    expect(await embedOf(ann, pageWith(json(odd)))).toMatchObject({ data: { title: 'Own', site_name: '' } });
});

test('texts and addresses of a page are plain, and no longer than a card is', async () => {
  const url = serve(
    `<meta property="og:title" content="${'long '.repeat(1_000)}"><meta property="og:url" content="javascript:alert(1)">
     <meta property="og:image" content="data:image/png;base64,AAAA"><meta name="description" content="&lt;b&gt;bold">`,
  );
  const embed = await embedOf(ann, url);
  expect(embed?.data).toMatchObject({ url, description: '<b>bold', images: [] });
  expect(String(embed?.data?.['title']).length).toBeLessThanOrEqual(300);
});

test('no text of a page turns another around, and one of nothing visible is none', async () => {
  const meta = (name: string, text: string) => `<meta property="og:${name}" content="${text}">`;
  const turned =
    meta('title', 'a \u202Egpj.exe\u2066') + meta('site_name', '\u202Dsite\u0007') + meta('description', '\u200B');
  expect((await embedOf(ann, serve(turned)))?.data).toMatchObject({
    title: 'a gpj.exe',
    site_name: 'site',
    description: '',
  });
  expect(await embedOf(ann, serve('<title>\u200B \u200F</title>'))).toMatchObject({ type: 'link' });
});

test('no address leads inside', async () => {
  const canary = await startCanary();
  onTestFinished(() => canary.close());
  const own = await startServer({ resolve: resolveHostile, clock: { now: () => now }, until: onTestFinished });
  const place = await own.make.conversation();
  const post = await place.ann.posts(place.channel, 'x');
  const urls = hostileAddresses(canary.port).flatMap(({ url }) => (url.length > 2_048 ? [] : url));
  await own.runJob(previewLinks, { post_id: post.id, channel_id: place.channel.id, urls });
  expect(canary.connections()).toBe(0);
  expect(await place.ann.call(getPost, { params: { post_id: post.id } })).toEqual(post);
});
