// What a person does all day in the web client, and must never have to think about: where the list stands, where focus
// goes, what other tabs do, what a narrow window shows.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { createPost, setPostUnread, type Post } from '@innermost/protocol/posts.ts';
import { addChannelMember, archiveChannel, createChannel, viewChannel } from '@innermost/protocol/channels.ts';
import { getDrafts } from '@innermost/protocol/drafts.ts';
import { createTeam } from '@innermost/protocol/teams.ts';
import { createIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
let first: Post;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
  first = await say('message 1');
  for (let i = 2; i <= 150; i += 1) await say(`message ${i}`);
  await scene.ann.client.call(viewChannel, { params: { user_id: 'me' }, body: { channel_id: scene.channel.id } });
});
test.afterAll(() => server.dispose());

function say(message: string): Promise<Post> {
  return scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message } });
}

async function annAt(browser: Browser, path: string, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

const field = (page: Page) => page.getByRole('combobox', { name: /^Message / });
const timeline = (page: Page) => page.getByRole('log', { name: /^Messages in/ });
const message = (page: Page, text: string) =>
  timeline(page)
    .getByRole('article')
    .filter({ has: page.getByText(text, { exact: true }) });
const room = '/harbour/channels/ci-cd';

/** One turn of the wheel has to do, also while the list still measures its rows. */
async function leaveTheEnd(page: Page): Promise<void> {
  await timeline(page).hover();
  await page.mouse.wheel(0, -900);
  await expect(page.getByRole('button', { name: 'Newest' })).toBeVisible();
}

/** The last message of which something is seen, and where it stands. */
function lastInView(page: Page): Promise<{ key: string | null | undefined; top: number }> {
  return timeline(page).evaluate((log) => {
    const { bottom } = log.getBoundingClientRect();
    const last = [...log.querySelectorAll('[data-row]')].findLast((row) => row.getBoundingClientRect().top < bottom);
    return { key: last?.getAttribute('data-row'), top: last?.getBoundingClientRect().top ?? 0 };
  });
}

/** Px by which the end of the timeline's last row lies beyond what is shown of it. */
function hidden(page: Page): Promise<number> {
  return timeline(page).evaluate((log) => {
    const last = [...log.querySelectorAll('[data-row]')].at(-1);
    return (last?.getBoundingClientRect().bottom ?? 0) - log.getBoundingClientRect().bottom;
  });
}

test('who has just signed in sees webhooks under the names they give themselves', async ({ browser }) => {
  const hook = await scene.ann.client.call(createIncomingWebhook, { body: { channel_id: scene.channel.id } });
  const body = JSON.stringify({ text: 'Disk nearly full', username: 'Watchdog' });
  await fetch(`${server.url}/hooks/${hook.id}`, { method: 'POST', body });
  const page = await annAt(browser, room);
  await expect(message(page, 'Disk nearly full')).toContainText('Watchdog');
  await scene.ann.client.call(viewChannel, { params: { user_id: 'me' }, body: { channel_id: scene.channel.id } });
});

test('the newest message stands whole above the composer, also while it is edited', async ({ browser }) => {
  const page = await annAt(browser, room);
  await expect(message(page, 'message 150')).toBeVisible();
  await field(page).fill('mine, at the end');
  await field(page).press('Enter');
  await expect(message(page, 'mine, at the end')).toBeVisible();
  await expect(message(page, 'mine, at the end')).not.toHaveClass(/waiting/);
  await expect.poll(() => hidden(page)).toBeLessThanOrEqual(0);
  await field(page).press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  await expect.poll(() => hidden(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeFocused();

  // From far up too: what is edited comes into view.
  await leaveTheEnd(page);
  await field(page).press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeInViewport();
});

test('a message sent from the first unread, far from the end, is shown, with or without a connection', async ({
  browser,
}) => {
  const body = { collapsed_threads_supported: true };
  await scene.ann.client.call(setPostUnread, { params: { user_id: 'me', post_id: first.id }, body });
  const page = await annAt(browser, room);
  await expect(message(page, 'message 1')).toBeInViewport();
  await page.context().setOffline(true);
  await field(page).fill('without a connection');
  await field(page).press('Enter');
  await expect(message(page, 'without a connection')).toBeInViewport();
  await expect(page.getByText('Waiting for the connection')).toBeVisible();
  await expect(page.getByText(/^No connection since/)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('Waiting for the connection')).toBeHidden();
  await field(page).fill('and at the end');
  await field(page).press('Enter');
  await expect(message(page, 'and at the end')).toBeInViewport();
  await expect(message(page, 'without a connection')).toHaveCount(1);
  await expect.poll(() => hidden(page)).toBeLessThanOrEqual(0);
});

test('the timeline is one stop for Tab, and coming to it moves nothing', async ({ browser }) => {
  const page = await annAt(browser, room);
  await expect(message(page, 'message 150')).toBeVisible();
  await leaveTheEnd(page);
  const newest = page.getByRole('button', { name: 'Newest' });
  await expect(newest).toBeVisible();
  const before = await lastInView(page);

  await page.getByRole('button', { name: 'Channel', exact: true }).focus();
  await page.keyboard.press('Tab');
  const stop = page.locator('article:focus');
  await expect(stop).toBeInViewport();
  expect(await stop.getAttribute('data-row')).toBe(before.key);
  expect((await lastInView(page)).top).toBeCloseTo(before.top, 0);
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Channel', exact: true })).toBeFocused();

  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await expect(stop).not.toHaveAttribute('data-row', before.key ?? '');
  // Its bar is part of the text, and comes a moment later.
  await expect(stop.getByRole('toolbar', { name: 'Message' })).toBeVisible();
  const text = await stop.textContent();
  for (let i = 0; i < 12; i += 1) {
    await page.keyboard.press('Tab');
    if (await newest.evaluate((button) => button.matches(':focus'))) break;
    await expect(page.locator('article:focus-within')).toHaveText(text ?? '');
  }
  await expect(newest).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(stop).toHaveText(text ?? '');
});

test('signing out in one tab ends the others, signing in brings them back', async ({ browser }) => {
  const page = await annAt(browser, room);
  await expect(field(page)).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(server.url + room);
  await expect(field(other)).toBeVisible();
  await other.getByRole('button', { name: /Account$/ }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await expect(page).toHaveTitle('Innermost');

  // As somebody else, in one of them: nothing of the first person is left in the other.
  await other.getByLabel('Email or username').fill('bob');
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: /^bob.*Account$/ })).toBeVisible();
  await expect(field(page)).toBeVisible();
});

test('what is new beyond the edge of the sidebar is announced there, and found by a press', async ({ browser }) => {
  const { ann, bob, team } = scene;
  for (let i = 10; i < 50; i += 1) {
    const body = { team_id: team.id, name: `room-${i}`, display_name: `Room ${i}`, type: 'O' as const };
    const channel = await ann.client.call(createChannel, { body });
    if (i < 49) continue;
    await ann.client.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: bob.user.id } });
    await bob.client.call(createPost, { body: { channel_id: channel.id, message: '@ann look' } });
  }
  const page = await annAt(browser, room);
  const row = page.getByRole('link', { name: /^Room 49/ });
  await expect(row).not.toBeInViewport();
  await page.getByRole('button', { name: 'Mentions below' }).click();
  await expect(row).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Mentions below' })).toBeHidden();

  // And the open channel is in view, however it was come to.
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect(page).toHaveURL(/room-49/);
  await page.getByRole('button', { name: /^Jump to/ }).click();
  await page.getByRole('combobox', { name: 'Jump to a channel or person' }).fill('Room 10');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/room-10/);
  await expect(page.getByRole('link', { name: 'Room 10' })).toBeInViewport();
});

test('arrow up right after Enter takes up the message that is on its way', async ({ browser }) => {
  const page = await annAt(browser, room);
  await expect(field(page)).toBeVisible();
  await page.route('**/api/v4/posts', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await field(page).fill('the one before');
  await field(page).press('Enter');
  await expect(message(page, 'the one before')).not.toHaveClass(/waiting/);
  await field(page).fill('with a slip');
  await field(page).press('Enter');
  await field(page).press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toHaveValue('with a slip');
  await page.keyboard.press('Escape');

  // Who writes on has not waited for it.
  await field(page).fill('another slip');
  await field(page).press('Enter');
  await field(page).press('ArrowUp');
  await field(page).pressSequentially('next');
  await expect(message(page, 'another slip')).not.toHaveClass(/waiting/);
  await expect(field(page)).toHaveValue('next');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeHidden();

  // What is not sent would wait for its writer on the next device.
  await field(page).press('Enter');
  const params = { user_id: 'me', team_id: scene.team.id };
  await expect.poll(() => scene.ann.client.call(getDrafts, { params })).toEqual([]);
});

test('an archived channel is found, opens by its address, takes nothing, and comes back', async ({ browser }) => {
  const { ann, team } = scene;
  const old = await ann.client.call(createChannel, {
    body: { team_id: team.id, name: 'old-stuff', display_name: 'Old stuff', type: 'O' },
  });
  await ann.client.call(createPost, { body: { channel_id: old.id, message: 'from back then' } });
  await ann.client.call(archiveChannel, { params: { channel_id: old.id } });
  const page = await annAt(browser, '/harbour/browse');
  await expect(page.getByRole('row', { name: 'CI/CD' })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Old stuff' })).toBeHidden();
  await page.getByRole('button', { name: 'Archived' }).click();
  await expect(page.getByRole('row', { name: 'CI/CD' })).toBeHidden();
  await page.getByRole('textbox', { name: 'Name or purpose' }).fill('old');
  await page.getByRole('row', { name: 'Old stuff' }).getByRole('link', { name: 'Open' }).click();
  await expect(page).toHaveURL(/channels\/old-stuff$/);
  await page.reload();
  await expect(page.getByText('This channel is archived.')).toBeVisible();
  await message(page, 'from back then').hover();
  await expect(page.getByRole('button', { name: 'More' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeHidden();
  await page.getByRole('button', { name: 'Unarchive channel' }).click();
  await expect(field(page)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Old stuff' })).toBeVisible();
});

test('what a webhook needs is on its page, at every width', async ({ browser }) => {
  const hook = await scene.ann.client.call(createIncomingWebhook, {
    body: { channel_id: scene.channel.id, display_name: 'CI' },
  });
  const page = await annAt(browser, `/harbour/integrations/webhooks?hook=${hook.id}`);
  for (const width of [1280, 1024, 800, 390]) {
    await page.setViewportSize({ width, height: 844 });
    // A trial click presses nothing; it fails where something else lies over the button.
    await page.getByRole('button', { name: 'Copy' }).first().click({ trial: true });
    await page.getByRole('switch', { name: 'May choose its channel' }).click({ trial: true });
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('on a phone the field is one line until it is touched', async ({ browser }) => {
  const page = await annAt(browser, room, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await expect(field(page)).toBeVisible();
  await page
    .getByRole('heading', { name: 'ci-cd' })
    .or(page.getByRole('heading', { name: 'CI/CD' }))
    .tap();
  await expect(page.getByRole('button', { name: 'Send' })).toBeHidden();
  await field(page).tap();
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  // Low again it leaves the timeline more room, which is no scrolling.
  await page.getByRole('heading', { name: 'CI/CD' }).tap();
  await field(page).blur();
  await expect(page.getByRole('button', { name: 'Send' })).toBeHidden();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await expect(page.getByRole('button', { name: 'Newest' })).toBeHidden();
  await field(page).tap();
  await field(page).fill('from the train');
  await page.getByRole('button', { name: 'Send' }).tap();
  await expect(message(page, 'from the train')).toBeVisible();
});

test('a phone leads to every team, sets presence, and has one main part', async ({ browser }) => {
  const other = await scene.ann.client.call(createTeam, {
    body: { name: 'lighthouse', display_name: 'Lighthouse', type: 'O' },
  });
  const page = await annAt(browser, '/harbour', { viewport: { width: 390, height: 844 }, hasTouch: true });
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Harbour' })).toBeVisible();
  await page.getByRole('button', { name: 'Harbour' }).tap();
  await page.getByRole('menuitemcheckbox', { name: 'Lighthouse' }).tap();
  await expect(main.getByRole('heading', { name: other.display_name })).toBeVisible();
  await page.getByRole('button', { name: 'Lighthouse' }).tap();
  await page.getByRole('menuitem', { name: 'Make another team' }).tap();
  await expect(page).toHaveURL(/create_team$/);

  await page.goto(`${server.url}/harbour/settings`);
  await main.getByRole('button', { name: /^ann/ }).tap();
  await page.getByRole('menuitemcheckbox', { name: 'Away' }).tap();
  await expect(main.getByRole('button', { name: /Away$/ })).toBeVisible();

  await page.goto(`${server.url}/harbour/pl/${'a'.repeat(26)}`);
  await expect(main.getByRole('heading', { name: 'This message is gone', level: 3 })).toBeVisible();
  await main.getByRole('button', { name: 'Back' }).tap();
  await expect(page.getByRole('link', { name: /^CI\/CD/ })).toBeVisible();
  await page.goto(`${server.url}${room}?panel=members`);
  await expect(page.getByRole('main')).toHaveCount(1);
});

test('what cannot be loaded or done says so where it was asked for', async ({ browser }) => {
  const { bob, team } = scene;
  await bob.client.call(createChannel, {
    body: { team_id: team.id, name: 'not-mine', display_name: 'Not mine', type: 'O' },
  });
  const page = await annAt(browser, '/harbour/browse');
  const broken = { status: 500, body: JSON.stringify({ id: 'test', message: 'Out of order.', status_code: 500 }) };
  const join = page.getByRole('row', { name: 'Not mine' }).getByRole('button', { name: 'Join' });
  await expect(join).toBeVisible();
  await page.route('**/members', (route) => route.fulfill(broken));
  await join.click();
  await expect(page.getByRole('row', { name: 'Not mine' }).getByRole('alert')).toBeVisible();

  await page.unroute('**/members');
  await page.goto(server.url + room);
  await page.route('**/pinned', (route) => route.fulfill(broken));
  await page.getByRole('button', { name: 'Channel', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Pinned messages' }).click();
  await expect(page.getByText('Could not load what is pinned')).toBeVisible();
  await expect(page.getByText('Nothing is pinned')).toBeHidden();
  await page.unroute('**/pinned');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nothing is pinned')).toBeVisible();
});

test('on a slow line waits are shown, and what is pressed twice is done once', async ({ browser }) => {
  const page = await annAt(browser, '/harbour/settings/invite');
  await page.getByRole('button', { name: 'Make a new link' }).click();
  let renewals = 0;
  await page.route('**/regenerate_invite_id', async (route) => {
    renewals += 1;
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  const renew = page.getByRole('dialog').getByRole('button', { name: 'Make a new link' });
  await renew.dblclick();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(renewals).toBe(1);

  await page.goto(server.url + room);
  await expect(field(page)).toBeVisible();
  await page.route('**/threads?*', (route) => route.abort());
  await page.getByRole('link', { name: 'Threads' }).click();
  await expect(page.getByText('Could not load the threads')).toBeVisible();
  await expect(page.getByText('All read')).toBeHidden();
  await page.unroute('**/threads?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('All read')).toBeVisible();
});
