// What reading a channel feels like: how wide things are, what folds, what lies over the text, and what keys reach.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { createPost, type Post } from '@innermost/protocol/posts.ts';
import { createUser } from '@innermost/protocol/users.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
/** Longest line of text, in px: `--measure`. */
const measure = 704;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.afterAll(() => server.dispose());

const say = (message: string): Promise<Post> =>
  scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message } });

async function annAt(browser: Browser, width: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
  await page.goto(`${server.url}/harbour/channels/ci-cd`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const boxOf = async (target: ReturnType<Page['locator']>) =>
  (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

const columns = Array.from({ length: 12 }, (_, n) => `column ${n}`);
const table = [columns, columns.map(() => '--'), columns.map((_, n) => `value ${n}`)]
  .map((cells) => `| ${cells.join(' | ')} |`)
  .join('\n');

test('wide content uses the room there is, and on a narrow screen it is reached by key', async ({ browser }) => {
  await say(`A table that is wide:\n\n${table}`);
  const wide = await annAt(browser, 1600);
  const sheet = await boxOf(wide.locator('main.sheet'));
  const drawn = await boxOf(article(wide, 'A table that is wide').locator('.tbl-scroll'));
  expect(drawn.width).toBeGreaterThan(measure);
  expect(drawn.x + drawn.width).toBeLessThan(sheet.x + sheet.width);
  await expect(wide.getByRole('region', { name: 'Table' })).toHaveCount(0);

  await wide.setViewportSize({ width: 390, height: 800 });
  const region = wide.getByRole('region', { name: 'Table' });
  await region.focus();
  await wide.keyboard.press('ArrowRight');
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await wide.context().close();
});

test('the bar over a message stands beside its text, and stays in sight on a tall one', async ({ browser }) => {
  await say(Array.from({ length: 20 }, (_, n) => `paragraph ${n} of a tall message`).join('\n\n'));
  const page = await annAt(browser, 1600);
  const tall = article(page, 'paragraph 0 of a tall message');
  const tools = page.getByRole('toolbar', { name: 'Message' });
  const text = await boxOf(tall.locator('.body'));
  await expect(async () => {
    await tall.hover();
    const bar = await tools.boundingBox({ timeout: 1_000 });
    expect(bar?.x).toBeGreaterThanOrEqual(text.x + measure);
  }).toPass();
  const end = (await boxOf(tools)).x + (await boxOf(tools)).width;
  expect(end).toBeLessThan(text.x + measure + 2 * 250);
  const header = await boxOf(page.locator('main.sheet > header').first());
  await page.setViewportSize({ width: 1600, height: 420 });
  // The list follows its end once it knows its new height, and may take the message from under the pointer.
  await expect(async () => {
    await tall.hover();
    const bar = await tools.boundingBox({ timeout: 1_000 });
    expect(bar?.y).toBeGreaterThanOrEqual(header.y + header.height);
  }).toPass();
  await page.context().close();
});

test('long text folds, says what is below, and stays unfolded while the channel is open', async ({ browser }) => {
  const lines = Array.from({ length: 64 }, (_, n) => `line ${n} of a long report`);
  await say([...lines, 'cc @ann'].join('\n'));
  const page = await annAt(browser, 1280);
  const report = article(page, 'line 0 of a long report');
  await expect(report.getByText('mentions you below')).toBeVisible();
  const folded = await boxOf(report);
  await report.getByRole('button', { name: 'Show all 65 lines' }).click();
  await expect.poll(async () => (await boxOf(report)).height).toBeGreaterThan(folded.height * 2);
  await expect(report.getByRole('button', { name: 'Show less' })).toBeVisible();
  for (let n = 0; n < 60; n += 1) await say(`filling ${n}`);
  await page.locator('.timeline').evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(article(page, 'filling 59')).toBeVisible();
  await page.locator('.timeline').evaluate((element) => (element.scrollTop = 0));
  await expect(report.getByRole('button', { name: 'Show less' })).toBeAttached();
  // What I have just written is mine to see.
  await page.locator('.composer textarea').fill(lines.map((line) => `my ${line}`).join('\n'));
  await page.keyboard.press('Enter');
  const mine = article(page, 'my line 0 of a long report');
  await expect(mine.getByText('my line 63')).toBeVisible();
  await expect(mine.getByRole('button', { name: /Show all/ })).toHaveCount(0);
  await page.context().close();
});

test('of a very long message the beginning is drawn, and all of it on a press, without moving its reader', async ({
  browser,
}) => {
  const items = Array.from({ length: 1_000 }, (_, n) => `- item ${n} end`);
  await say(items.join('\n'));
  const page = await annAt(browser, 1280);
  const list = article(page, 'item 0 end');
  const all = list.getByRole('button', { name: /^Show all, about 1?\d{3} lines$/ });
  await expect(all).toHaveAttribute('aria-expanded', 'false');
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  for (let n = 0; n < 3; n += 1) await say(`after the list ${n}`);
  await expect(article(page, 'after the list 2')).toBeVisible();
  await all.hover();
  const { y } = await boxOf(list.getByText('item 0 end'));
  await all.click();
  await expect(list.getByRole('listitem')).toHaveCount(items.length);
  await expect(list.getByText('item 999 end')).toBeAttached();
  expect(Math.abs((await boxOf(list.getByText('item 0 end'))).y - y)).toBeLessThan(2);
  const { height } = await boxOf(list);

  // Away and back: as high as before from the first frame on.
  // More of them than stay drawn above the end.
  for (let n = 0; n < 120; n += 1) await say(`far below ${n}`);
  await page.locator('.newest').click();
  // Where the focus is, is never let go.
  await article(page, 'far below 119').focus();
  await expect(list).toHaveCount(0);
  // Up in steps, past which it is not carried: what was said before it is long, too.
  await expect(async () => {
    if ((await list.count()) === 0)
      await page.locator('.timeline').evaluate((element) => (element.scrollTop -= element.clientHeight / 2));
    await list.waitFor({ state: 'attached', timeout: 250 });
  }).toPass();
  expect(Math.abs((await boxOf(list)).height - height)).toBeLessThan(40);
  await expect(list.getByRole('listitem')).toHaveCount(items.length);
  await page.context().close();
});

test('names that nobody bears are asked for once, and together', async ({ browser }) => {
  const lines = Array.from({ length: 300 }, (_, n) => `line ${n} of a roll`);
  const names = Array.from({ length: 40 }, (_, n) => `nobody-${n}`);
  const roll = [...lines, ...names.map((name) => `@${name}`)].join('\n');
  await say(roll);
  const page = await annAt(browser, 1280);
  const asked: string[][] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/users/usernames')) asked.push(request.postDataJSON() as string[]);
  });
  const first = article(page, 'line 0 of a roll').last();
  await first.getByRole('button', { name: /^Show all/ }).click();
  await expect(first.getByText('@nobody-39')).toBeAttached();
  await expect.poll(() => asked).toEqual([names]);

  // Again in another message, with one more.
  await first.getByRole('button', { name: 'Show less' }).click();
  await say(`again ${roll}\n@nobody-40`);
  const second = article(page, 'again line 0 of a roll');
  await expect(async () => {
    await page.locator('.timeline').evaluate((element) => (element.scrollTop = element.scrollHeight));
    await second.waitFor({ timeout: 250 });
  }).toPass();
  await second.getByRole('button', { name: /^Show all/ }).click();
  await expect(second.getByText('@nobody-40')).toBeAttached();
  await expect.poll(() => asked).toEqual([names, ['nobody-40']]);
  await page.context().close();
});

test('a name becomes a mention once its bearer is known', async ({ browser }) => {
  const body = { username: 'carla', email: 'carla@example.com', password };
  await scene.ann.client.call(createUser, { body });
  const page = await annAt(browser, 1280);
  await say('a question for @carla and @carlo');
  const question = article(page, 'a question for');
  await expect(question.getByRole('button', { name: '@carla' })).toBeVisible();
  await expect(question.getByRole('button', { name: '@carlo' })).toHaveCount(0);
  await page.context().close();
});

test('the way to the end is at the end side, and says what came', async ({ browser }) => {
  for (let n = 0; n < 40; n += 1) await say(`more ${n}`);
  const page = await annAt(browser, 1280);
  await expect(article(page, 'more 39')).toBeVisible();
  await page.locator('.timeline').evaluate((element) => (element.scrollTop -= 900));
  const newest = page.locator('.newest');
  await expect(newest).toHaveText('Newest');
  const log = await boxOf(page.getByRole('log'));
  const button = await boxOf(newest);
  expect(log.x + log.width - (button.x + button.width)).toBeLessThan(40);
  await say('something else');
  await expect(newest).toHaveText('1 new');
  await say('and @ann, look');
  await expect(newest).toHaveText('1 mention');
  await newest.click();
  await expect(article(page, 'and @ann, look')).toBeVisible();
  await expect(newest).toHaveCount(0);
  await page.context().close();
});
