// Messages that pour into the open channel: what each of them costs, and who is left in peace. Work is counted in calls
// and elements, since time depends on the machine; bench/ measures that.
import { expect, test, type Browser, type CDPSession, type Locator, type Page } from '@playwright/test';
import { viewChannel } from '@innermost/protocol/channels.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.afterAll(() => server.dispose());

/** Ann, at the end of the channel. */
async function arrive(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await scene.ann.client.call(viewChannel, { params: { user_id: 'me' }, body: { channel_id: scene.channel.id } });
  await page.goto(`${server.url}/harbour/channels/ci-cd`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

function write(message: string) {
  return scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message } });
}

/** Some at a time; the last one comes last. */
async function writeMany(name: string, count: number): Promise<void> {
  let next = 1;
  const writeSome = async (): Promise<void> => {
    for (let nth = next++; nth < count; nth = next++) await write(`${name} ${nth}`);
  };
  await Promise.all(Array.from({ length: 16 }, writeSome));
  await write(`${name} ${count}`);
}

const counted = 10;

/** Writes some messages one by one; resolves to how many of our functions ran for each, and rows that were drawn. */
async function cost(page: Page, devtools: CDPSession, name: string): Promise<{ calls: number; rows: number }> {
  const log = page.getByRole('log');
  const before = Number(await page.evaluate('globalThis.drawn'));
  await devtools.send('Profiler.takePreciseCoverage');
  for (let nth = 1; nth <= counted; nth += 1) {
    await write(`${name} ${nth}`);
    await expect(log.getByText(`${name} ${nth}`, { exact: true })).toBeInViewport();
    await expect(log).not.toHaveAttribute('data-moving');
  }
  const { result } = await devtools.send('Profiler.takePreciseCoverage');
  const ours = result.filter(({ url }) => url.includes('/static/'));
  const calls = ours.flatMap(({ functions }) => functions.map(({ ranges: [range] }) => range?.count ?? 0));
  const rows = Number(await page.evaluate('globalThis.drawn')) - before;
  return { calls: calls.reduce((sum, count) => sum + count, 0) / counted, rows: rows / counted };
}

test('what a message costs does not grow with what is loaded', async ({ browser }) => {
  test.slow();
  await writeMany('before', 60);
  const page = await arrive(browser);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await page.evaluate(`
    globalThis.drawn = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node.querySelector?.('[data-row]')) globalThis.drawn += 1;
    }).observe(document.querySelector('[role="log"]'), { childList: true, subtree: true });
  `);
  await cost(page, devtools, 'warm');
  const few = await cost(page, devtools, 'with few');
  await writeMany('more', 1_400);
  await expect(page.getByRole('log').getByText('more 1400', { exact: true })).toBeInViewport();
  await cost(page, devtools, 'calm');
  const many = await cost(page, devtools, 'with many');
  expect(many.calls / few.calls).toBeLessThan(1.15);
  // Nothing but the message itself is drawn: what stands above it stays.
  expect([few.rows, many.rows]).toEqual([1, 1]);
});

/** Where the messages in view stand, once what was scrolled has been drawn. */
async function placesIn(log: Locator): Promise<string[]> {
  await log.page().evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return log.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return [...element.querySelectorAll('.body')]
      .map((body) => ({ text: body.textContent, top: Math.round(body.getBoundingClientRect().top) }))
      .filter((place) => place.top >= top && place.top < bottom)
      .map(({ text, top: at }) => `${text} at ${at}`);
  });
}

test('a burst takes nobody from where they read, and is followed by whoever is at the end', async ({ browser }) => {
  await writeMany('old', 80);
  const [reader, follower] = [await arrive(browser), await arrive(browser)];
  const [log, end] = [reader.getByRole('log'), follower.getByRole('log')];
  await expect(end.getByText('old 80', { exact: true })).toBeInViewport();
  await log.hover();
  await reader.mouse.wheel(0, -700);
  await expect(log).not.toHaveAttribute('data-moving');
  const before = await placesIn(log);
  await writeMany('new', 300);
  await expect(reader.getByRole('button', { name: '300 new' })).toBeVisible();
  expect(await placesIn(log)).toEqual(before);
  await expect(end.getByText('new 300', { exact: true })).toBeInViewport();
  await expect(follower.getByRole('button', { name: /Newest|new$/ })).toBeHidden();
  // All of it was read as it came.
  await expect(end.getByText('New', { exact: true })).toBeHidden();
  await expect.poll(() => follower.title()).not.toContain('•');

  await reader.getByRole('button', { name: '300 new' }).click();
  await expect(log.getByText('new 300', { exact: true })).toBeInViewport();
});
