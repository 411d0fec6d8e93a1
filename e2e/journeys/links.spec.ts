// What messages show of their links: cards that leave the text where it is, pictures, other messages, and how an author
// takes them away.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { addChannelMember, createChannel, removeChannelMember } from '@innermost/protocol/channels.ts';
import { createPost, deletePost, patchPost, type Post } from '@innermost/protocol/posts.ts';
import { halves } from '../../server/src/platform/pictures/testing/samples.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
let site: Server;
let origin: string;

const page = `<!doctype html><html><head><title>x</title><meta property="og:title" content="After an incident: what we write down, and when">
<meta property="og:site_name" content="Oakhaven handbook"><meta property="og:image" content="/arch.png">
<meta property="og:description" content="A one-page form. Timeline first, causes second, people never. Filled in within two working days by whoever led, and read by everybody who was there."></head>`;

test.beforeAll(async () => {
  const picture = await halves({ width: 480, height: 320 }).png().toBuffer();
  site = createServer((request, response) => {
    if (request.url?.endsWith('.png')) response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  server = await startServerProcess({
    env: {
      MM_SERVICESETTINGS_ALLOWEDUNTRUSTEDINTERNALCONNECTIONS: '127.0.0.1',
      MM_IMAGEPROXYSETTINGS_ENABLE: 'true',
    },
  });
  scene = await setScene(server.url);
});
test.afterAll(async () => {
  await server.dispose();
  site.closeAllConnections();
  site.close();
});

const say = (message: string): Promise<Post> =>
  scene.ann.client.call(createPost, { body: { channel_id: scene.channel.id, message } });

async function openAs(browser: Browser, who: 'ann' | 'bob', options?: BrowserContextOptions): Promise<Page> {
  const tab = await (await browser.newContext(options)).newPage();
  await tab.goto(`${server.url}/harbour/channels/ci-cd`);
  await tab.getByLabel('Email or username').fill(who);
  await tab.getByLabel('Password', { exact: true }).fill(password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  return tab;
}

/** Of what was loaded, 0 for nothing. */
const widthOf = (picture: Locator): Promise<number> =>
  picture.evaluate((one) => ('naturalWidth' in one ? Number(one.naturalWidth) : 0));

test('a card comes after the message, its picture through this server, and goes when its author wants', async ({
  browser,
}) => {
  const [ann, bob] = [await openAs(browser, 'ann'), await openAs(browser, 'bob')];
  for (const tab of [ann, bob]) await expect(tab.getByText('CI/CD').first()).toBeVisible();
  await say(`Please read ${origin}/handbook before Monday.`);
  const card = bob.getByRole('link', { name: /Oakhaven handbook/ });
  await expect(card).toContainText('After an incident');
  const picture = card.locator('img');
  await expect(picture).toHaveAttribute('src', /\/api\/v4\/image\?url=http/);
  await expect.poll(() => widthOf(picture)).toBe(480);
  await expect(bob.getByRole('button', { name: 'Remove the preview' })).toHaveCount(0);
  const own = ann.getByRole('link', { name: /Oakhaven handbook/ });
  await own.hover();
  await ann.getByRole('button', { name: 'Remove the preview' }).click();
  await expect(own).toHaveCount(0);
  await expect(card).toHaveCount(0);
  await expect(bob.getByText('edited')).toHaveCount(0);
});

test('a message shows the one that it links to, and leads there', async ({ browser }) => {
  const target = await say('The **cranes** stop at noon.');
  await say(`As said: ${server.url}/harbour/pl/${target.id}`);
  const bob = await openAs(browser, 'bob');
  const quote = bob.getByRole('link', { name: /ann · CI\/CD/ });
  await expect(quote).toContainText('The cranes stop at noon.');
  await quote.click();
  await expect(bob).toHaveURL(/\/harbour\//);
  await expect(bob.locator('.msg.marked')).toContainText('The cranes stop at noon.');
});

test('what is shown of a message follows it, and goes when the message or the right to read it does', async ({
  browser,
}) => {
  const { ann, bob: reader, team, channel } = scene;
  const body = { team_id: team.id, name: 'quiet', display_name: 'Quiet', type: 'P' } as const;
  const quiet = await ann.client.call(createChannel, { body });
  const params = { channel_id: quiet.id };
  await ann.client.call(addChannelMember, { params, body: { user_id: reader.user.id } });
  const said = (message: string) => ann.client.call(createPost, { body: { channel_id: quiet.id, message } });
  const [first, second] = [await said('The north gate'), await said('The south gate')];
  for (const { id } of [first, second]) await say(`${server.url}/harbour/pl/${id}`);
  const bob = await openAs(browser, 'bob');
  const quotes = bob.getByRole('link', { name: /ann · Quiet/ });
  await expect(quotes).toHaveText([/The north gate/, /The south gate/]);
  await ann.client.call(patchPost, { params: { post_id: second.id }, body: { message: 'The west gate' } });
  await expect(quotes).toHaveText([/The north gate/, /The west gate/]);
  await ann.client.call(deletePost, { params: { post_id: second.id } });
  await expect(quotes).toHaveText([/The north gate/]);
  await ann.client.call(removeChannelMember, { params: { ...params, user_id: reader.user.id } });
  await expect(quotes).toHaveCount(0);
  await expect(bob.getByText(`${server.url}/harbour/pl/${first.id}`)).toBeVisible();
  await expect(bob).toHaveURL(new RegExp(channel.name));
});

test('pictures of other sites come through this server, and one that may not be fetched says which setting would allow it', async ({
  browser,
}) => {
  await say(`![a map](${origin}/map.png)`);
  await say(`![a secret](http://10.0.0.1/secret.png)`);
  const bob = await openAs(browser, 'bob');
  const picture = bob.getByRole('img', { name: 'a map' });
  await expect.poll(() => widthOf(picture)).toBe(480);
  await expect(picture).toHaveAttribute('src', /\/api\/v4\/image\?url=http/);
  await expect(bob.getByText('ServiceSettings.AllowedUntrustedInternalConnections')).toBeVisible();
  await expect(bob.getByRole('link', { name: 'a secret' })).toHaveAttribute('href', 'http://10.0.0.1/secret.png');
});

for (const [name, options] of [
  ['desk', { viewport: { width: 1200, height: 800 } }],
  ['dark', { viewport: { width: 1200, height: 800 }, colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }],
] as const)
  test(`cards stay within their column: ${name}`, async ({ browser }) => {
    await say(`Please read ${origin}/${name} before Monday.`);
    const bob = await openAs(browser, 'bob', options);
    const card = bob.getByRole('link', { name: /Oakhaven handbook/ }).last();
    await expect(card).toBeVisible();
    await expect.poll(() => widthOf(card.locator('img'))).toBe(480);
    const box = await card.boundingBox();
    expect(box?.width).toBeLessThanOrEqual(560);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(options.viewport.width);
    if (process.env['LINKS_SHOTS']) await bob.screenshot({ path: `${process.env['LINKS_SHOTS']}/${name}.png` });
  });
