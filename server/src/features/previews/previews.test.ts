import { getChannelPosts, getPost, patchPost, type Post } from '@innermost/protocol/posts.ts';
import { getUserThread } from '@innermost/protocol/threads.ts';
import type { Channel } from '@innermost/protocol/channels.ts';
import sharp from 'sharp';
import { blinking } from '../../platform/pictures/testing/samples.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';
import { reachesSite, startSite } from './testing.ts';

let now = Date.now();
const site = await startSite();
const server = await startServer({ ...reachesSite, clock: { now: () => now } });

beforeEach(() => void (site.asked.length = 0));

const page = (head: string) => `<!doctype html><html><head>${head}</head><body>text</body></html>`;
const hour = 3_600_000;

/** As everybody reads it once its links were looked at. */
async function shown(person: Person, channel: Channel, message: string, more?: { props: Record<string, unknown> }) {
  const { id } = await person.posts(channel, message, more);
  await server.runJobsToEmpty();
  return person.call(getPost, { params: { post_id: id } });
}

const statements = async (act: () => Promise<unknown>): Promise<number> => {
  const before = server.database.roundTrips();
  await act();
  return server.database.roundTrips() - before;
};

test('a page that describes itself is shown to everybody, after the message went out, and is nobody’s edit', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const image = site.at(
    '/red.png',
    (response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(picture),
  );
  const url = site.at(
    '/story',
    page(`<meta property="og:title" content="A &amp; B"><meta property="og:description" content="What
      happened"><meta property="og:site_name" content="News"><meta property="og:type" content="article">
      <meta property="og:image" content="/red.png"><meta property="og:image:width" content="9999">`),
  );
  const heard = await server.listen(bob);
  const post = await ann.posts(channel, `read ${url}, please`);
  expect(post.metadata.embeds).toEqual([{ type: 'link', url }]);
  expect((await heard.next('posted')).data.post.metadata.embeds).toEqual([{ type: 'link', url }]);
  const told = (await heard.next('post_edited')).data.post;
  const data = {
    title: 'A & B',
    description: 'What happened',
    site_name: 'News',
    type: 'article',
    url,
    images: [{ url: image, type: 'image/png', width: 40, height: 20 }],
  };
  expect(told.metadata).toEqual({
    embeds: [{ type: 'opengraph', url, data }],
    images: { [image]: { width: 40, height: 20, format: 'png', frame_count: 0 } },
  });
  expect(told).toMatchObject({ id: post.id, message: post.message, edit_at: 0, create_at: post.create_at });
  expect(told.update_at).toBeGreaterThan(post.update_at);
  expect(await bob.call(getPost, { params: { post_id: post.id } })).toEqual(told);
  const query = { since: String(post.update_at) };
  const since = await bob.call(getChannelPosts, { params: { channel_id: channel.id }, query });
  expect(since.posts[post.id]?.metadata).toEqual(told.metadata);
});

test('a post without links asks and queues nothing, and with one it is written by one statement as well', async () => {
  const { ann, channel } = await server.make.conversation();
  await ann.posts(channel, 'warm up');
  const jobs = () => server.database.db.selectFrom('innermost.job_queue').select('name').execute();
  expect(await statements(() => ann.posts(channel, 'no link, only [brackets](and) ![such'))).toBe(1);
  const names = async () => (await jobs()).map(({ name }) => name).filter((name) => name === 'preview-links');
  expect(await names()).toEqual([]);
  const url = site.at('/one', page('<title>One</title>'));
  await shown(ann, channel, url);
  // Known by now: neither a job nor a second statement, and everybody sees it at once.
  let again: Post | undefined;
  expect(await statements(async () => (again = await ann.posts(channel, `once more ${url}`)))).toBe(1);
  expect(await names()).toEqual([]);
  expect(again?.metadata.embeds?.[0]).toMatchObject({ type: 'opengraph', data: { title: 'One' } });
  const params = { channel_id: channel.id };
  expect(await statements(() => ann.call(getChannelPosts, { params }))).toBe(1);
});

test('an address is fetched once for all posts of a day, and again after that', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const url = site.at('/often', page('<title>First</title>'));
  await Promise.all([ann, bob, ann].map((person) => person.posts(channel, url)));
  await server.runJobsToEmpty();
  now += 20 * hour;
  await shown(ann, channel, url);
  expect(site.asked).toEqual(['/often']);
  site.at('/often', page('<title>Second</title>'));
  now += 6 * hour;
  expect((await shown(bob, channel, url)).metadata.embeds?.[0]?.data?.['title']).toBe('Second');
  expect(site.asked).toEqual(['/often', '/often']);
  const { posts } = await ann.call(getChannelPosts, { params: { channel_id: channel.id } });
  const titles = Object.values(posts).flatMap(({ metadata }) => metadata.embeds?.[0]?.data?.['title'] ?? []);
  expect(new Set(titles)).toEqual(new Set(['Second']));
  const rows = await server.database.db.selectFrom('linkmetadata').select('url').where('url', '=', url).execute();
  expect(rows).toHaveLength(1);
});

test('what does not answer is tried again, and then left alone for a while', async () => {
  const { ann, channel } = await server.make.conversation();
  let isBroken = true;
  const url = site.at('/broken', (response) =>
    isBroken
      ? void response.writeHead(503).end()
      : void response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Whole</title>'),
  );
  for (const attempts of [1, 2, 3]) {
    const post = attempts === 1 ? await shown(ann, channel, url) : undefined;
    await server.runJobsToEmpty();
    if (post) expect(post.metadata).toEqual({ embeds: [{ type: 'link', url }] });
    expect(site.asked).toHaveLength(attempts);
    now += 60_000;
  }
  isBroken = false;
  await shown(ann, channel, url);
  expect(site.asked).toHaveLength(3);
  now += 2 * hour;
  expect((await shown(ann, channel, url)).metadata.embeds?.[0]).toMatchObject({ type: 'opengraph' });
});

test('a picture is shown with its measures; so are those of Markdown and of attachments', async () => {
  const { ann, channel } = await server.make.conversation();
  const gif = await blinking('gif', { width: 4, height: 3 });
  const serve = (path: string, type: string, bytes: Buffer | string) =>
    site.at(path, (response) => void response.writeHead(200, { 'content-type': type }).end(bytes));
  const moving = serve('/moving.gif', 'image/gif', gif);
  const drawing = serve('/drawing.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const no = serve('/no.png', 'image/png', 'no picture');
  const measures = { width: 4, height: 3, format: 'gif', frame_count: 3 };
  expect((await shown(ann, channel, moving)).metadata).toEqual({
    embeds: [{ type: 'image', url: moving }],
    images: { [moving]: measures },
  });
  expect((await shown(ann, channel, `see ![it](${moving} "now") and ![no](${no})`)).metadata.images).toEqual({
    [moving]: measures,
  });
  expect((await shown(ann, channel, drawing)).metadata).toEqual({ embeds: [{ type: 'link', url: drawing }] });
  const props = { attachments: [{ text: 'a', image_url: moving, thumb_url: drawing }] };
  expect((await shown(ann, channel, 'https://example.invalid', { props })).metadata).toEqual({
    embeds: [{ type: 'message_attachment' }],
    images: { [moving]: measures },
  });
});

test('what an edit links to is looked at; what the author takes away, nobody sees', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const url = site.at('/edited', page('<title>Edited</title>'));
  const post = await ann.posts(channel, 'nothing yet');
  await ann.call(patchPost, { params: { post_id: post.id }, body: { message: `here: ${url}` } });
  await server.runJobsToEmpty();
  const read = () => bob.call(getPost, { params: { post_id: post.id } });
  expect((await read()).metadata.embeds?.[0]).toMatchObject({ type: 'opengraph', url });
  await ann.call(patchPost, { params: { post_id: post.id }, body: { props: { remove_link_preview: 'true' } } });
  expect(await read()).toMatchObject({
    metadata: { embeds: [{ type: 'link', url }] },
    props: { remove_link_preview: 'true' },
  });
});

test('the root of a thread shows its links in the list of threads, too', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const url = site.at('/thread', page('<title>Thread</title>'));
  const root = await shown(ann, channel, url);
  await bob.posts(channel, 'a reply', { root_id: root.id });
  const params = { user_id: ann.id, team_id: team.id, thread_id: root.id };
  expect((await ann.call(getUserThread, { params })).post.metadata).toEqual(root.metadata);
});

test('settings leave out all previews, or those of a domain', async () => {
  const { ann, channel } = await server.make.conversation();
  const url = site.at('/off', page('<title>Off</title>'));
  const plain = { embeds: [{ type: 'link', url }] };
  await server.configure({ ServiceSettings: { EnableLinkPreviews: false } });
  expect((await shown(ann, channel, `${url} ![x](${url})`)).metadata).toEqual(plain);
  await server.configure({
    ServiceSettings: { EnableLinkPreviews: true, RestrictLinkPreviews: 'other.example, EXAMPLE' },
  });
  expect((await shown(ann, channel, url)).metadata).toEqual(plain);
  expect(site.asked).toEqual([]);
  await server.configure({ ServiceSettings: { RestrictLinkPreviews: '' } });
  expect((await shown(ann, channel, url)).metadata.embeds?.[0]).toMatchObject({ type: 'opengraph' });
  const unsafe = await shown(ann, channel, url, { props: { unsafe_links: 'true' } });
  expect(unsafe.metadata).toEqual({});
});

test('a page of this site shows nothing, as it is the same for everybody without a session', async () => {
  const { ann, channel } = await server.make.conversation();
  const own = site.at('/sub/team/channels/town', page('<title>Innermost</title>'));
  const other = site.at('/submarine', page('<title>Other</title>'));
  const file = site.at('/sub/files/x/public', page('<title>File</title>'));
  await server.configure({ ServiceSettings: { SiteURL: new URL('/sub', own).href } });
  try {
    expect((await shown(ann, channel, own.toUpperCase().replace('HTTP', 'http'))).metadata.embeds?.[0]?.type).toBe(
      'link',
    );
    expect((await shown(ann, channel, own)).metadata).toEqual({ embeds: [{ type: 'link', url: own }] });
    expect(site.asked).toEqual([]);
    for (const url of [other, file])
      expect((await shown(ann, channel, url)).metadata.embeds?.[0]?.type).toBe('opengraph');
  } finally {
    await server.configure({ ServiceSettings: { SiteURL: '' } });
  }
});

test('what another process saw is read anew', async () => {
  const { ann, channel } = await server.make.conversation();
  const url = site.at('/elsewhere', (response) => void response.writeHead(404).end());
  const post = await shown(ann, channel, url);
  expect(post.metadata.embeds?.[0]?.type).toBe('link');
  await server.database.db
    .updateTable('linkmetadata')
    .set({ type: 'opengraph', data: JSON.stringify({ title: 'Seen', images: null }) as never })
    .where('url', '=', url)
    .execute();
  await server.app.services.bus.send({ facts: [{ kind: 'link', url }], emissions: [], versions: {} });
  const again = await ann.call(getPost, { params: { post_id: post.id } });
  expect(again.metadata.embeds?.[0]).toMatchObject({ type: 'opengraph', data: { title: 'Seen', images: [] } });
});
