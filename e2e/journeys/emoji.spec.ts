// Emoji of this server: added, used everywhere, seen at once by others, and deleted.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { createEmoji } from '@innermost/protocol/emoji.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import { patchConfig } from '@innermost/protocol/system.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { movingGif, png } from '../support/pictures.ts';
import { password, setScene, type Actor, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.afterAll(() => server.dispose());

const room = '/harbour/channels/ci-cd';
const emojiPage = '/harbour/emoji';

async function open(browser: Browser, who: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await page.getByLabel('Email or username').fill(who);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

async function post(who: Actor, message: string): Promise<string> {
  return (await who.client.call(createPost, { body: { channel_id: scene.channel.id, message } })).id;
}

async function add(who: Actor, name: string, picture?: Buffer, file = 'emoji.png') {
  const content = new File([Uint8Array.from(picture ?? png(64, 64))], file);
  const emoji = JSON.stringify({ name, creator_id: who.user.id });
  const body = { fields: { emoji }, files: [{ field: 'image', name: file, content }] };
  return who.client.upload(createEmoji, { body });
}

interface Canvas {
  getContext(kind: '2d'): { getImageData(x: number, y: number, width: number, height: number): { data: unknown } };
}

const message = (page: Page, text: string | RegExp) => page.getByRole('article').filter({ hasText: text });
const shown = (page: Page, name: string) => page.getByRole('img', { name: `:${name}:` });
const isDrawn = (page: Page, name: string) =>
  shown(page, name)
    .last()
    .evaluate((image: { complete: boolean; naturalWidth: number }) => image.complete && image.naturalWidth > 0);

test('one is added with a picture and a name, and others see it where they already wrote it', async ({ browser }) => {
  const bob = await open(browser, 'bob', room);
  await post(scene.bob, 'before: :shipit:');
  await expect(message(bob, 'before: :shipit:')).toBeVisible();

  const ann = await open(browser, 'ann', emojiPage);
  await expect(ann.getByText('No emoji of your own yet')).toBeVisible();
  await ann.getByRole('button', { name: 'Add emoji' }).first().click();
  const form = ann.getByRole('form', { name: 'Add emoji' });
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByRole('alert')).toHaveText(['Choose a picture.', 'Give it a name.']);
  const file = { name: 'Ship It.png', mimeType: 'image/png', buffer: png(200, 100) };
  await form.getByLabel('Picture').setInputFiles(file);
  await expect(form.getByText('200 × 100 · 1 KB')).toBeVisible();
  const name = form.getByLabel('Name');
  await expect(name).toHaveValue('ship-it');
  await name.fill('taco');
  await expect(form.getByText('Every server has an emoji :taco:')).toBeVisible();
  await name.fill('SHIPIT');
  await form.getByRole('button', { name: 'Add :shipit:' }).click();
  await expect(form).toBeHidden();
  await expect(ann.getByRole('row', { name: /:shipit:/ })).toContainText('ann');
  await expect(ann.getByText('1 of your own')).toBeVisible();

  // Without a reload.
  await expect(shown(bob, 'shipit')).toBeVisible();
  expect(await isDrawn(bob, 'shipit')).toBe(true);
});

test('what the server refuses stands at the field it is about', async ({ browser }) => {
  const ann = await open(browser, 'ann', `${emojiPage}?emoji=new`);
  const form = ann.getByRole('form', { name: 'Add emoji' });
  const choose = (buffer: Buffer, name = 'big.png') =>
    form.getByLabel('Picture').setInputFiles({ name, mimeType: 'image/png', buffer });
  await choose(Buffer.alloc(600_000, 1));
  await expect(form.getByRole('alert')).toHaveText('The picture has more than 512 KB. Choose a smaller one.');
  await choose(png(1_200, 20));
  await expect(form.getByRole('alert')).toBeHidden();
  await form.getByRole('button', { name: 'Add :big:' }).click();
  await expect(form.getByRole('alert')).toContainText('at most 1028 pixels');
  await choose(Buffer.from('not a picture'));
  await form.getByRole('button', { name: 'Add :big:' }).click();
  await expect(form.getByRole('alert')).toContainText('cannot be read');
  await choose(png(20, 20));
  // Added elsewhere in the very moment in which this page has not heard of it.
  await ann.route('**/api/v4/emoji', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 400, json: { id: 'api.emoji.create.duplicate.app_error', message: 'x' } })
      : route.continue(),
  );
  await form.getByRole('button', { name: 'Add :big:' }).click();
  await expect(form.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('alert')).toContainText('There is an emoji :big: already');
});

test('it is completed, picked, reacted with, and alone in its line as large as any other', async ({ browser }) => {
  await add(scene.ann, 'party-crab');
  const bob = await open(browser, 'bob', room);
  const field = bob.getByRole('combobox', { name: /Message/ });
  await field.click();
  await bob.keyboard.type('hello :party-c');
  await expect(bob.getByRole('option', { name: ':party-crab:' })).toBeVisible();
  await bob.keyboard.press('Tab');
  await bob.keyboard.press('Enter');
  const hello = message(bob, 'hello').last();
  await expect(hello.getByRole('img', { name: ':party-crab:' })).toBeVisible();

  await hello.hover();
  await hello.getByRole('button', { name: 'Add a reaction' }).click();
  await bob.getByRole('combobox', { name: 'Search emoji' }).fill('crab');
  await bob.getByRole('option', { name: 'party-crab' }).click();
  await expect(hello.getByRole('button', { name: /^party-crab 1/ })).toBeVisible();
  const ann = await open(browser, 'ann', room);
  await expect(
    message(ann, 'hello')
      .last()
      .getByRole('button', { name: /^party-crab 1/ })
      .getByRole('img', { includeHidden: true }),
  ).toBeVisible();

  await bob.getByRole('button', { name: 'Emoji', exact: true }).click();
  await bob.getByRole('button', { name: 'Of this server' }).click();
  await expect(bob.getByRole('option', { name: 'party-crab' })).toBeVisible();
  await bob.keyboard.press('Escape');

  await post(scene.ann, ':party-crab:');
  await post(scene.ann, ':tada:');
  await post(scene.ann, ':no-such-thing:');
  const alone = ann.locator('.jumbo .emo-img').last();
  await expect(alone).toBeVisible();
  const heights = () =>
    ann.locator('.jumbo > p').evaluateAll((lines) => lines.slice(-3).map((line) => line.clientHeight));
  await expect.poll(heights).toEqual([40, 40, 24]);
});

test('unknown names are asked for together and once; what a post brings is not asked for', async ({ browser }) => {
  await add(scene.ann, 'brought');
  await post(scene.ann, 'with :brought:');
  for (const one of ['second', 'first']) await post(scene.ann, `:nobody-first:, :nobody-${one}: and :nobody-third:`);
  const asked: string[][] = [];
  const bob = await browser.newPage();
  bob.on('request', (request) => {
    if (request.url().endsWith('/emoji/names')) asked.push(request.postDataJSON() as string[]);
  });
  await bob.goto(server.url + room);
  await bob.getByLabel('Email or username').fill('bob');
  await bob.getByLabel('Password', { exact: true }).fill(password);
  await bob.getByRole('button', { name: 'Sign in' }).click();
  await expect(shown(bob, 'brought')).toBeVisible();
  await expect.poll(() => asked.flat()).toContain('nobody-third');
  await post(scene.ann, 'again :nobody-third: and :nobody-fourth:');
  await expect.poll(() => asked.flat()).toContain('nobody-fourth');
  const all = asked.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(all).not.toContain('brought');
  expect(all).not.toContain('tada');
  // Rows are drawn as there is room: what one of them needs is asked for in one go.
  expect(asked.find((names) => names.includes('nobody-first'))).toContain('nobody-third');
});

test('a reaction with one that was just added is drawn, too', async ({ browser }) => {
  const root = await post(scene.ann, 'look at this');
  const bob = await open(browser, 'bob', room);
  await expect(message(bob, 'look at this')).toBeVisible();
  await add(scene.ann, 'late-one');
  await scene.ann.client.call(saveReaction, {
    body: { user_id: scene.ann.user.id, post_id: root, emoji_name: 'late-one' },
  });
  const reaction = message(bob, 'look at this').getByRole('button', { name: /^late-one 1/ });
  await expect(reaction.getByRole('img', { includeHidden: true })).toBeVisible();
});

test('what moves stands still for people who want no motion', async ({ browser }) => {
  await add(scene.ann, 'blinking', movingGif(), 'blink.gif');
  await post(scene.ann, 'it moves :blinking:');
  const moving = await open(browser, 'ann', room);
  await expect(message(moving, 'it moves').locator('img.emo-img')).toBeVisible();
  const still = await open(browser, 'bob', room, { reducedMotion: 'reduce' });
  const picture = message(still, 'it moves').locator('canvas.emo-img');
  await expect(picture).toBeVisible();
  await expect(message(still, 'it moves').locator('img.emo-img')).toHaveCount(0);
  // The colour of the first frame.
  const first = () =>
    picture.evaluate((canvas: Canvas) => String(canvas.getContext('2d').getImageData(0, 0, 1, 1).data));
  await expect.poll(first).toBe('255,0,0,255');
});

test('they are found by name, in pages, and by who made them', async ({ browser }) => {
  for (let at = 0; at < 55; at += 1) await add(at < 2 ? scene.bob : scene.ann, `page-${String(at).padStart(2, '0')}`);
  const bob = await open(browser, 'bob', emojiPage);
  await expect(bob.getByText(/^1 to 50 of/)).toBeVisible();
  await expect(bob.getByRole('row', { name: /:page-54:/ })).toBeHidden();
  await bob.getByRole('button', { name: 'Next page' }).click();
  await expect(bob.getByText(/^51 to/)).toBeVisible();
  await expect(bob.getByRole('row', { name: /:page-54:/ })).toBeVisible();
  await bob.getByRole('searchbox', { name: 'Find emoji by name' }).fill('page-31');
  await expect(bob.getByRole('row')).toHaveCount(2);
  await bob.getByRole('searchbox', { name: 'Find emoji by name' }).fill('');
  await bob.getByRole('button', { name: /^Mine/ }).click();
  await expect(bob.getByRole('row', { name: /:page-0[01]:/ })).toHaveCount(2);
  await expect(bob.getByRole('row')).toHaveCount(3);
});

test('one is deleted by who made it or may; pictures and reactions go everywhere at once', async ({ browser }) => {
  await add(scene.bob, 'short-lived');
  const root = await post(scene.ann, 'going: :short-lived:');
  await scene.ann.client.call(saveReaction, {
    body: { user_id: scene.ann.user.id, post_id: root, emoji_name: 'short-lived' },
  });
  await add(scene.ann, 'of-ann');
  const ann = await open(browser, 'ann', room);
  const going = message(ann, 'going:');
  await expect(going.getByRole('img', { name: ':short-lived:' })).toHaveCount(2);
  await expect(going.getByRole('button', { name: /^short-lived 1/ })).toBeVisible();
  const bob = await open(browser, 'bob', emojiPage);
  const find = bob.getByRole('searchbox', { name: 'Find emoji by name' });
  await find.fill('of-ann');
  await expect(bob.getByRole('row', { name: /:of-ann:/ })).toBeVisible();
  await expect(bob.getByRole('button', { name: 'Delete :of-ann:' })).toHaveCount(0);
  await find.fill('short-lived');
  await bob.getByRole('button', { name: 'Delete :short-lived:' }).click();
  await expect(bob.getByRole('dialog', { name: 'Delete :short-lived:?' })).toBeVisible();
  await bob.getByRole('button', { name: 'Delete emoji' }).click();
  await expect(bob.getByRole('row', { name: /:short-lived:/ })).toBeHidden();
  await expect(message(ann, 'going: :short-lived:')).toBeVisible();
  await expect(going.getByRole('img', { name: ':short-lived:' })).toHaveCount(0);
  await expect(going.getByRole('button', { name: /^short-lived/ })).toHaveCount(0);
  // An administrator may delete those of others.
  await ann.goto(server.url + emojiPage);
  await ann.getByRole('searchbox', { name: 'Find emoji by name' }).fill('page-00');
  await expect(ann.getByRole('button', { name: 'Delete :page-00:' })).toHaveCount(1);
});

test('where they are switched off the page says so, and nothing leads there', async ({ browser }) => {
  await add(scene.ann, 'switched');
  const body = { ServiceSettings: { EnableCustomEmoji: false } };
  await scene.ann.client.call(patchConfig, { body });
  const bob = await open(browser, 'bob', emojiPage);
  await expect(bob.getByText('This server has no emoji of its own')).toBeVisible();
  await expect(bob.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Emoji' })).toHaveCount(0);
  await bob.goto(server.url + room);
  await post(scene.ann, 'off and on: :switched:');
  await expect(message(bob, 'off and on: :switched:')).toBeVisible();
  await scene.ann.client.call(patchConfig, { body: { ServiceSettings: { EnableCustomEmoji: true } } });
  await expect(message(bob, 'off and on').getByRole('img', { name: ':switched:' })).toBeVisible();
});
