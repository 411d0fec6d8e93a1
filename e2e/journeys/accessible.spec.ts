// The client for those who use keys, fingers, screen readers, forced colours or a language from right to left.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { createEmoji } from '@innermost/protocol/emoji.ts';
import { createPost, type Post } from '@innermost/protocol/posts.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { png } from '../support/pictures.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

/** Of the page: this file's own program knows no DOM. */
declare function getComputedStyle(element: unknown, pseudo?: string): { getPropertyValue: (name: string) => string };

let server: ServerProcess;
let scene: Scene;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.afterAll(() => server.dispose());

const say = (message: string, more: Partial<Post> = {}): Promise<Post> =>
  scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message, ...more } });

const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function ann(browser: Browser, options = desktop, path = '/harbour/channels/ci-cd'): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${server.url}${path}`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const style = (target: Locator, property: string, pseudo?: string) =>
  target.evaluate(
    (element, [name, of]) => getComputedStyle(element, of).getPropertyValue(name ?? ''),
    [property, pseudo],
  );

const wideCode = `\`\`\`ts\nconst wide = '${'far '.repeat(80)}';\n\`\`\``;

test('the shortcuts are listed by key and from the account menu, and focus comes back', async ({ browser }) => {
  const page = await ann(browser);
  const field = page.locator('.composer textarea');
  await field.focus();
  await page.keyboard.press('Control+/');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog.getByText('Jump to a channel or person')).toBeVisible();
  await expect(dialog.getByText('Mark unread from here')).toBeAttached();
  // Keys reach what is below.
  const list = dialog.getByRole('region', { name: 'Keyboard shortcuts' });
  await expect(list).toBeFocused();
  await page.keyboard.press('End');
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(field).toBeFocused();
  await page.getByRole('button', { name: /Account$/ }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(dialog).toBeVisible();
  await page.context().close();
});

test('code that is too wide is scrolled by key, and only then a stop for Tab', async ({ browser }) => {
  await say(`A long line:\n${wideCode}`);
  await say('A short one:\n```ts\nlet a;\n```');
  const page = await ann(browser);
  const code = article(page, 'A long line').getByRole('region', { name: 'Code: ts' });
  await code.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => code.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await expect(article(page, 'A short one').getByRole('region')).toHaveCount(0);
  await page.context().close();
});

test('links in text are underlined, and a message of a group tells its time to keys', async ({ browser }) => {
  await say('See https://example.com/one and ~ci-cd', {
    props: {
      attachments: [{ text: 'Read [the log](https://example.com/log)', title: 'Run', title_link: 'https://a.example' }],
    },
  });
  await say('and this goes with it');
  const page = await ann(browser);
  const links = article(page, 'See https').locator('.body a');
  await expect(links).toHaveCount(4);
  for (const link of await links.all()) expect(await style(link, 'text-decoration-line')).toBe('underline');
  const second = article(page, 'and this goes with it');
  const time = second.locator('.gut time');
  expect(await style(time, 'opacity')).toBe('0');
  await second.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  await expect.poll(() => style(time, 'opacity')).toBe('1');
  await page.context().close();
});

/** What is seen on a control but not in its name: who speaks to the machine says what they see. Run in the page. */
const misnamed = String.raw`(() => {
  const plain = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const hidden = '.sr, [aria-hidden="true"]';
  const seen = (node) =>
    node instanceof Text ? node.data
    : !(node instanceof Element) || node.matches(hidden) ? ''
    : [...node.childNodes].map(seen).join(' ');
  return [...document.querySelectorAll('button, a, input, textarea, [role="option"], [role="switch"]')]
    .filter((element) => element.ariaLabel !== null && element.checkVisibility())
    .map((element) => ({ name: plain(element.ariaLabel), text: plain(seen(element)) }))
    .filter(({ name, text }) => !name.includes(text))
    .map(({ name, text }) => text + ' | ' + name);
})()`;

/** Controls that a finger could miss; links within a line of text are exempt. Run in the page. */
const small = `(() => {
  const controls = 'button, a[href], select, label.choice, [role="menuitem"], [role="option"]';
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((element) => !element.closest('.body p, .body li, .sr, .skip'))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
    .map(({ element, box }) => [element.className, element.textContent, box.width, box.height].join(' '));
})()`;

test('what is seen on a control is in its name', async ({ browser }) => {
  const post = await say('React to this, @nobody-here');
  for (const emoji_name of ['thumbsup', 'no_such_emoji']) {
    const reaction = { user_id: scene.bob.user.id, post_id: post.id, emoji_name };
    await scene.bob.client.call(saveReaction, { body: reaction }).catch(() => undefined);
  }
  const page = await ann(browser);
  await article(page, 'React to this').hover();
  await expect(page.getByRole('button', { name: 'thumbsup 1: bob' })).toBeVisible();
  expect(await page.evaluate(misnamed)).toEqual([]);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  expect(await page.evaluate(misnamed)).toEqual([]);
  for (const path of ['settings', 'threads', 'browse']) {
    await page.goto(`${server.url}/harbour/${path}`);
    await page.getByRole('heading').first().waitFor();
    expect(await page.evaluate(misnamed), path).toEqual([]);
  }
  await page.context().close();
});

test('on a phone every target is 44 wide and high', async ({ browser }) => {
  const root = await say(`Has replies, code and a reaction:\n${wideCode}`);
  await say('a reply', { root_id: root.id });
  await scene.bob.client.call(saveReaction, {
    body: { user_id: scene.bob.user.id, post_id: root.id, emoji_name: 'thumbsup' },
  });
  const page = await ann(browser, phone);
  await expect(article(page, 'Has replies').locator('.thread')).toBeVisible();
  await expect.poll(() => page.evaluate(small), 'channel').toEqual([]);
  await page.locator('.composer textarea').tap();
  await page.getByRole('button', { name: 'Emoji' }).tap();
  await page.getByRole('option').first().waitFor();
  await expect.poll(() => page.evaluate(small), 'emoji').toEqual([]);
  const content = new File([Uint8Array.from(png(64, 64))], 'emoji.png');
  const emoji = JSON.stringify({ name: 'own-one', creator_id: scene.ann.user.id });
  const body = { fields: { emoji }, files: [{ field: 'image', name: 'emoji.png', content }] };
  await scene.ann.client.upload(createEmoji, { body });
  const settings = ['/settings', '/settings/appearance', '/settings/security', '/settings/profile'];
  for (const path of ['', '/threads', ...settings, '/browse', '/emoji', '/emoji?emoji=new']) {
    await page.goto(`${server.url}/harbour${path}`);
    await page.locator('nav, main, h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.evaluate(small), path).toEqual([]);
  }
  await page.goto(`${server.url}/harbour/settings/profile`);
  const face = { name: 'face.png', mimeType: 'image/png', buffer: png(400, 200) };
  await page.getByRole('group', { name: 'Your picture' }).getByLabel('Picture').setInputFiles(face);
  await page.getByRole('dialog', { name: 'Cut the picture' }).waitFor();
  await expect.poll(() => page.evaluate(small), 'cutting').toEqual([]);
  await page.context().close();
});

test('forced colours keep buttons, fields, the chosen row, focus and spines', async ({ browser }) => {
  await say('Quotes:\n> said before', { props: { attachments: [{ text: 'It failed', color: 'danger' }] } });
  const page = await ann(browser, { ...desktop, forcedColors: 'active' });
  await expect(article(page, 'It failed')).toBeVisible();
  const borders = async (target: Locator) => parseFloat(await style(target, 'border-inline-start-width'));
  expect(await borders(page.locator('.composer').first())).toBeGreaterThan(0);
  expect(await borders(page.locator('.jump'))).toBeGreaterThan(0);
  expect(await style(page.locator('.item.on'), 'outline-style')).toBe('solid');
  const spine = article(page, 'It failed').locator('.slip');
  expect(await style(spine, 'border-inline-start-width', '::before')).toBe('4px');
  expect(await style(article(page, 'Quotes').locator('blockquote'), 'border-inline-start-width', '::before')).toBe(
    '4px',
  );
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  expect(await borders(page.locator('dialog .dialog'))).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await page.locator('.composer textarea').focus();
  expect(await style(page.locator('.composer').first(), 'outline-style')).toBe('solid');
  await page.goto(`${server.url}/harbour/settings`);
  await expect(page.locator('.btn').first()).toBeVisible();
  for (const button of await page.locator('.btn:not(.quiet)').all()) expect(await borders(button)).toBeGreaterThan(0);
  for (const field of await page.locator('.in').all()) expect(await borders(field)).toBeGreaterThan(0);
  await page.context().close();
});

test('from right to left the frame, spines, quotes, the hover bar and the way to the end change sides', async ({
  browser,
}) => {
  for (let n = 0; n < 40; n += 1) await say(`line ${n}`);
  await say('@ann כתוב:\n> ציטוט\n\n```ts\nlet a;\n```', {
    props: { attachments: [{ text: 'נכשל', color: 'danger' }] },
  });
  const page = await ann(browser);
  await page.evaluate(`document.documentElement.dir = 'rtl'`);
  const middle = async (target: Locator) => {
    const box = await target.boundingBox();
    return box ? box.x + box.width / 2 : NaN;
  };
  const sheet = await middle(page.locator('main.sheet'));
  expect(await middle(page.locator('.sidebar'))).toBeGreaterThan(sheet);
  const row = article(page, 'כתוב');
  await expect(row).toBeVisible();
  expect(await style(row.locator('.slip'), 'right', '::before')).toBe('0px');
  expect(await style(row.locator('blockquote'), 'right', '::before')).toBe('0px');
  expect(await style(row, 'box-shadow')).toMatch(/ -3px 0px/);
  await row.hover();
  expect(await middle(page.getByRole('toolbar', { name: 'Message' }))).toBeLessThan(sheet);
  await page.locator('.timeline').evaluate((element) => (element.scrollTop -= 900));
  await expect(page.locator('.newest')).toBeVisible();
  expect(await middle(page.locator('.newest'))).toBeLessThan(sheet);
  // Code stays as it is.
  expect(await style(row.locator('.code pre'), 'direction')).toBe('ltr');
  await page.context().close();
});

/** Pictures that come when they are let go, so that what stands there before can be measured. */
async function pictures() {
  const waiting: (() => void)[] = [];
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="teal"/></svg>';
  const files = createServer((request, response) => {
    waiting.push(() => {
      if (request.url?.includes('gone')) response.writeHead(404).end();
      else response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(picture);
    });
  }).listen(0, '127.0.0.1');
  await once(files, 'listening');
  const { port } = files.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => waiting.length,
    letGo: () => {
      for (const answer of waiting.splice(0)) answer();
    },
    close: () => files.close(),
  };
}

for (const [name, options] of [
  ['desktop', desktop],
  ['phone', phone],
] as const)
  test(`a picture that comes late moves nothing (${name})`, async ({ browser }) => {
    const { url, asked, letGo, close } = await pictures();
    await say(`unknown ${name} ![a](${url}/${name}-unknown.svg)`);
    await say(`sized ${name} ![b](${url}/${name}-sized.svg =300x200)`);
    await say(`gone ${name} ![c](${url}/${name}-gone.svg)`);
    await say(`slip ${name}`, {
      props: {
        attachments: [
          { text: 'with a picture', image_url: `${url}/${name}-slip.svg`, thumb_url: `${url}/${name}-thumb.svg` },
        ],
      },
    });
    await say(`end ${name}`);
    const page = await ann(browser, options);
    await expect(article(page, `end ${name}`)).toBeVisible();
    await expect.poll(asked).toBe(5);
    const places = () =>
      Promise.all(
        ['unknown', 'sized', 'gone', 'slip', 'end'].map((word) => article(page, `${word} ${name}`).boundingBox()),
      );
    const before = await places();
    letGo();
    const sized = article(page, `sized ${name}`).getByRole('img');
    await expect.poll(() => sized.evaluate((element) => Reflect.get(element, 'naturalWidth'))).toBe(640);
    await expect(article(page, `gone ${name}`).getByRole('img')).toHaveCount(0);
    expect(await places()).toEqual(before);
    expect(await sized.boundingBox()).toMatchObject({ width: 300, height: 200 });
    // The frame fits the picture that nothing was known of.
    const unknown = article(page, `unknown ${name}`);
    const frame = await unknown.locator('a.img').boundingBox();
    const drawn = await unknown.getByRole('img').boundingBox();
    expect(frame?.width).toBeCloseTo(drawn?.width ?? 0, 0);
    expect(frame?.height).toBeCloseTo(drawn?.height ?? 0, 0);
    expect((frame?.width ?? 0) / (frame?.height ?? 1)).toBeCloseTo(4 / 3, 1);
    await page.context().close();
    close();
  });
