// What a page that stays open goes through: channels longer than it can hold, and places opened without a connection.
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { addChannelMember, createChannel } from '@innermost/protocol/channels.ts';
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

async function arrive(browser: Browser, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await prepare?.(page);
  await page.goto(`${server.url}/harbour/channels/ci-cd`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

/** Some at a time, so that they come in nearly this order. */
async function write(from: number, to: number): Promise<void> {
  let next = from;
  const writeSome = async (): Promise<void> => {
    for (let nth = next++; nth <= to; nth = next++) {
      await scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message: `number ${nth}` } });
    }
  };
  await Promise.all(Array.from({ length: 16 }, writeSome));
}

interface Place {
  text: string;
  top: number;
}

/** Where the messages in view stand, once what was scrolled has been drawn. */
async function placesIn(log: Locator): Promise<Place[]> {
  await log.page().evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return log.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return [...element.querySelectorAll('.body')]
      .map((body) => ({ text: body.textContent, top: body.getBoundingClientRect().top }))
      .filter((place) => place.top >= top && place.top < bottom);
  });
}

const numberIn = ({ text }: Place) => Number(/\d+/.exec(text)?.[0]);

test('what scrolled far away is let go, and scrolling back up brings it without a hole or a jump', async ({
  browser,
}) => {
  test.slow();
  // A device of little memory holds 2,000 messages of the channel it shows.
  const page = await arrive(browser, (opened) =>
    opened.addInitScript(() => Object.defineProperty(navigator, 'deviceMemory', { value: 1 })),
  );
  const log = page.getByRole('log');
  const pages: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/posts') && searchParams.has('before')) pages.push(request.url());
  });
  // Looked at every few hundred messages, so that well beyond the bound some are gone for certain: of the last 1,800 maybe
  // none, if the bound was passed just before a look, after which 1,000 are held and 800 came.
  const [count, up] = [2_800, 1_900];
  await write(1, count);
  await expect(log.getByText(/^number 2\d\d\d$/).first()).toBeVisible();
  // Everything came while the end was in view, so nothing of it was ever asked for.
  expect(pages).toEqual([]);
  await page.waitForTimeout(2_000);

  const seen = new Set((await placesIn(log)).map(numberIn));
  const moves: string[] = [];
  await log.hover();
  while (!seen.has(count - up)) {
    await page.mouse.wheel(0, -500);
    await page.waitForTimeout(60);
    const before = await placesIn(log);
    for (const place of before) seen.add(numberIn(place));
    await page.waitForTimeout(60);
    const after = await placesIn(log);
    for (const place of before) {
      const now = after.find(({ text }) => text === place.text);
      if (now && Math.abs(now.top - place.top) > 4) moves.push(`${place.text}: ${now.top - place.top}`);
    }
  }
  expect(pages.length).toBeGreaterThan(0);
  expect(moves).toEqual([]);
  const missing = Array.from({ length: up - 20 }, (_, at) => count - at - 10).filter((nth) => !seen.has(nth));
  expect(missing).toEqual([]);
});

test('a channel opened without a connection asks for nothing until it is back', async ({ browser }) => {
  const { ann, bob, team } = scene;
  const body = { team_id: team.id, name: 'quay', display_name: 'Quay', type: 'O' as const };
  const quay = await ann.client.call(createChannel, { body });
  await ann.client.call(addChannelMember, { params: { channel_id: quay.id }, body: { user_id: bob.user.id } });
  await bob.client.call(createPost, { body: { channel_id: quay.id, message: 'said on the quay' } });
  const page = await arrive(browser);
  await page.getByRole('link', { name: /^Quay/ }).waitFor();
  // Before what is loaded ahead has been asked for, too.
  await page.context().setOffline(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('link', { name: /^Quay/ }).click();
  await expect(page.getByText('Could not load this channel')).toBeVisible();
  await page.waitForTimeout(5_000);
  expect(asked).toEqual([]);
  await page.context().setOffline(false);
  await expect(page.getByRole('log').getByText('said on the quay')).toBeVisible();
});
