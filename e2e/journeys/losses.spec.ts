// What gets lost in use: parts of the page, the session, the server's version, changes that the server refuses. The page
// goes on, says what happened where it happened, and what was written is kept.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { addChannelMember, createChannel, createDirectChannel } from '@innermost/protocol/channels.ts';
import { createPost, type Post } from '@innermost/protocol/posts.ts';
import { listReactions } from '@innermost/protocol/reactions.ts';
import { addTeamMember, createTeam } from '@innermost/protocol/teams.ts';
import { createUser, deactivateUser, revokeAllSessions } from '@innermost/protocol/users.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, signIn, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
let first: Post;
const room = '/harbour/channels/ci-cd';

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
  const body = { channel_id: scene.channel.id, message: 'message of Bob' };
  first = await scene.bob.client.call(createPost, { body });
  await scene.bob.client.call(createPost, { body: { ...body, root_id: first.id, message: 'reply of Bob' } });
});
test.afterAll(() => server.dispose());

interface Arrival {
  path?: string;
  name?: string;
  context?: BrowserContextOptions;
  /** Before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>;
}

async function arrive(browser: Browser, { path = room, name = 'ann', context, prepare }: Arrival = {}): Promise<Page> {
  const page = await (await browser.newContext(context)).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await prepare?.(page);
  await page.goto(server.url + path);
  await enter(page, name);
  return page;
}

async function enter(page: Page, name = 'ann'): Promise<void> {
  await page.getByLabel('Email or username').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const field = (page: Page) => page.getByRole('combobox', { name: /^Message / });
const timeline = (page: Page) => page.getByRole('log', { name: /^Messages in/ });
const message = (page: Page, text: string) =>
  timeline(page)
    .getByRole('article')
    .filter({ has: page.getByText(text, { exact: true }) });

/** The next attempt may be far off, so it is asked for. */
async function comesBack(page: Page): Promise<void> {
  const gone = page.getByText(/^No connection since/);
  await expect(gone).toBeVisible();
  // An attempt of its own may have come first, and taken the button with it.
  const pressed = page.getByRole('button', { name: 'Try now' }).click({ timeout: 5_000 });
  await pressed.catch(() => undefined);
  await expect(gone).toBeHidden();
}

/** From now on no file can be had that was not loaded before. */
const loseParts = (page: Page) => page.route(/\/static\/.*\.js$/, (route) => route.fulfill({ status: 404 }));
/** The frame, and the way in. */
const isFirst = (url: string) => /\/static\/(index|first-paint|SignIn|Door|Field|eye|eye-off)-/.test(url);

test('a sheet, a dialog, a panel and a picker that cannot be loaded say so, and come when they can', async ({
  browser,
}) => {
  test.slow();
  const own: string[] = [];
  const page = await arrive(browser, {
    // Everything that signing in does not bring is missing, from the start.
    prepare: async (opened) => {
      const html = await (await fetch(server.url)).text();
      own.push(...[...html.matchAll(/\/static\/[\w.-]+\.js/g)].map(([path]) => path));
      await opened.route(/\/static\/.*\.js$/, (route) => {
        const { pathname } = new URL(route.request().url());
        return own.includes(pathname) || isFirst(pathname) ? route.continue() : route.fulfill({ status: 404 });
      });
    },
  });
  await expect(field(page)).toBeVisible();
  // On a page of settings, the list beside it is a part, too.
  const failed = page.getByText('This part did not load').first();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByText('This part did not load')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(failed).toBeHidden();
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(failed).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /2 members/ }).click();
  await expect(failed).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await field(page).fill('kept meanwhile');
  for (const path of [
    '/harbour/threads',
    '/harbour/browse',
    '/harbour/settings/profile',
    '/harbour/integrations/webhooks',
  ]) {
    await page.evaluate(`history.pushState(undefined, '', '${path}')`);
    await expect(failed, path).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Teams' }), path).toBeVisible();
  }
  await page.unroute(/\/static\/.*\.js$/);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByRole('heading', { name: 'Webhooks', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Profile' })).toBeVisible();
  await expect(failed).toBeHidden();
  await page.goto(server.url + room);
  await expect(field(page)).toHaveValue('kept meanwhile');
  await field(page).fill('');
});

test('what people need without a connection has been loaded before', async ({ browser }) => {
  const page = await arrive(browser);
  await expect(field(page)).toBeVisible();
  const seen = new Set<string>();
  page.on('requestfinished', (request) => seen.add(new URL(request.url()).pathname));
  const needed =
    /\/(ServerEmojiPicker|Appearance|BrowseChannels|JumpDialog|ThreadPanel|OpenEntryMenu|declared-actions|page-uploads|Tray|upload-xhr)-/;
  await expect.poll(() => [...seen].filter((path) => needed.test(path)).length).toBe(10);
  await loseParts(page);
  await page.context().setOffline(true);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Jump to a channel or person' })).toBeFocused();
  await page.keyboard.type('>leave');
  await expect(page.getByRole('option', { name: /^Leave channel/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Channel', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Members' })).toBeFocused();
  await page.keyboard.press('Escape');
  await field(page).fill('@bo');
  await expect(page.getByRole('option', { name: /@bob/ })).toBeVisible();
  await field(page).fill('');
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(page.getByPlaceholder(/emoji/i)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /1 reply/ }).click();
  await expect(page.getByRole('complementary', { name: 'Thread' })).toContainText('Could not load this thread');
  await page.evaluate(`history.pushState(undefined, '', '/harbour/settings/appearance')`);
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
});

test('a newer version of the server is offered, and loading it keeps what was written', async ({ browser }) => {
  const page = await arrive(browser);
  await field(page).fill('half a sentence');
  const mine = page.getByText('A new version is here.');
  // The same server again: nothing to say.
  await server.stop();
  await server.start();
  await comesBack(page);
  await expect(mine).toBeHidden();
  // Another page behind the same address.
  await page.route(`${server.url}/`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll('/static/index-', '/static/other-'),
    });
  });
  await server.stop();
  await server.start();
  await comesBack(page);
  await expect(mine).toBeVisible();
  await expect(field(page)).toHaveValue('half a sentence');
  await page.unroute(`${server.url}/`);
  await field(page).fill('half a sentence more');
  await page.getByRole('button', { name: 'Load it now' }).click();
  await expect(mine).toBeHidden();
  await expect(field(page)).toHaveValue('half a sentence more');
  await field(page).fill('');
});

test('a session that is ended elsewhere says so at once, and signing in leads back with what was written', async ({
  browser,
}) => {
  const body = { username: 'carol', email: 'carol@example.com', password };
  const carol = await scene.ann.client.call(createUser, { body });
  const { team, channel } = scene;
  await scene.ann.client.call(addTeamMember, {
    params: { team_id: team.id },
    body: { team_id: team.id, user_id: carol.id },
  });
  await scene.ann.client.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: carol.id } });
  const page = await arrive(browser, { name: 'carol' });
  await expect(message(page, 'message of Bob')).toBeVisible();
  // One that does not get out, and one that is still being written.
  await page.route('**/api/v4/posts', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await field(page).fill('on its way');
  await field(page).press('Enter');
  await expect(message(page, 'on its way')).toBeVisible();
  await field(page).fill('a draft');
  await scene.ann.client.call(revokeAllSessions, { params: { user_id: carol.id } });
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog).toBeVisible({ timeout: 5_000 });
  await expect(dialog).toContainText('1 message and 1 draft wait in this browser');
  await expect(message(page, 'message of Bob')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await page.unroute('**/api/v4/posts');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible();
  await expect(page.getByLabel('Email or username')).toHaveValue('carol');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(field(page)).toHaveValue('a draft');
  await expect(page).toHaveURL(server.url + room);
  await expect(message(page, 'on its way')).not.toHaveClass(/waiting/);
  // Signing out by choice is no news.
  await page.getByRole('button', { name: /Account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
});

test('a line that looks like a command is asked about, and nothing leaves before the answer', async ({ browser }) => {
  const page = await arrive(browser);
  await field(page).fill('/msg bob the secret');
  await field(page).press('Enter');
  const question = page.getByRole('alertdialog', { name: /There is no command \/msg/ });
  await expect(question.getByRole('button', { name: 'Edit' })).toBeFocused();
  await expect(page.getByText('Nothing has been sent.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(field(page)).toBeFocused();
  await expect(message(page, '/msg bob the secret')).toHaveCount(0);
  await field(page).press('Enter');
  await question.getByRole('button', { name: 'Send as a message' }).click();
  await expect(message(page, '/msg bob the secret')).toBeVisible();
  for (const text of ['/etc/hosts is a path', '// a comment']) {
    await field(page).fill(text);
    await field(page).press('Enter');
    await expect(message(page, text)).toBeVisible();
  }
});

test('Enter in an open fence makes a new line, in new messages and in old ones', async ({ browser }) => {
  const page = await arrive(browser);
  await field(page).pressSequentially('```ts');
  await field(page).press('Enter');
  await field(page).pressSequentially('let a = 1;');
  await expect(field(page)).toHaveValue('```ts\nlet a = 1;');
  await expect(page.getByText(/Enter sends$|↵ sends$/)).toBeVisible();
  await field(page).press('Enter');
  await field(page).pressSequentially('```');
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  await field(page).press('ArrowUp');
  const edit = page.getByRole('textbox', { name: 'Edit message' });
  await edit.press('Control+Home');
  await edit.press('End');
  await edit.press('Enter');
  await edit.pressSequentially('// first');
  await expect(edit).toHaveValue('```ts\n// first\nlet a = 1;\n```');
  await edit.press('Control+Enter');
  await expect(edit).toBeHidden();
  await expect(timeline(page).getByText('// first')).toBeVisible();
});

test('a conversation with somebody deactivated says so at once, and has no composer', async ({ browser }) => {
  const body = { username: 'dora', email: 'dora@example.com', password };
  const dora = await scene.ann.client.call(createUser, { body });
  const hers = await signIn(server.url, 'dora');
  const direct = await scene.ann.client.call(createDirectChannel, { body: [scene.ann.user.id, dora.id] });
  const root = await hers.call(createPost, { body: { channel_id: direct.id, message: 'my last words' } });
  const page = await arrive(browser, { path: '/harbour/messages/@dora' });
  await expect(field(page)).toBeVisible();
  await scene.ann.client.call(deactivateUser, { params: { user_id: dora.id } });
  await expect(page.getByText('dora is deactivated. You can read this conversation, not write to it.')).toBeVisible();
  await expect(field(page)).toBeHidden();
  await page.goto(`${server.url}/harbour/messages/@dora?thread=${root.id}`);
  await expect(page.getByText('dora is deactivated.')).toHaveCount(2);
  await expect(page.getByPlaceholder('Reply…')).toHaveCount(0);
});

test('a notice of the server is no message of mine, and adds whom it names', async ({ browser }) => {
  const body = { username: 'erik', email: 'erik@example.com', password };
  const erik = await scene.ann.client.call(createUser, { body });
  const { team } = scene;
  await scene.ann.client.call(addTeamMember, {
    params: { team_id: team.id },
    body: { team_id: team.id, user_id: erik.id },
  });
  const page = await arrive(browser);
  await field(page).fill('hello @erik');
  await field(page).press('Enter');
  const notice = timeline(page).getByRole('article', { name: /^Notice/ });
  await expect(notice).toContainText('@erik was not notified, because they are not in this channel.');
  await expect(notice).toContainText('Only you see this');
  await expect(notice.getByText('ann', { exact: true })).toHaveCount(0);
  // What is edited with the arrow is the message, not the notice.
  await field(page).press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toHaveValue('hello @erik');
  await page.keyboard.press('Escape');
  await notice.getByRole('button', { name: /Add to the channel: / }).click();
  await expect(notice).toContainText('Added to the channel');
  await expect(timeline(page).getByText(/added erik to the channel/)).toBeVisible();
  await notice.getByRole('button', { name: 'Remove' }).click();
  await expect(notice).toHaveCount(0);
});

test('copying from a menu is answered, also where the browser has no clipboard for the page', async ({ browser }) => {
  const page = await arrive(browser, {
    prepare: (opened) =>
      opened.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })),
  });
  await message(page, 'message of Bob').hover();
  await page.getByRole('toolbar', { name: 'Message' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  await field(page).press('Control+v');
  await expect(field(page)).toHaveValue(/\/harbour\/pl\/\w{26}$/);
  await field(page).fill('');
});

test('this device is told apart in the sessions, and an empty list of people leads to an invitation', async ({
  browser,
}) => {
  const page = await arrive(browser, { path: '/harbour/settings/security' });
  await expect(page.getByLabel('Current password')).toBeVisible();
  await expect(page.getByText('This device')).toHaveCount(1);
  const { team, bob } = scene;
  await bob.client.call(createChannel, {
    body: { team_id: team.id, name: 'lonely', display_name: 'Lonely', type: 'O' },
  });
  await page.goto(server.url + room);
  await page.getByRole('button', { name: 'New message' }).click();
  await page.getByRole('combobox', { name: 'Name or username' }).fill('nobody at all');
  await page.getByRole('button', { name: 'Invite people' }).click();
  await expect(page.getByLabel('Invite link')).toBeVisible();
});

test('a change that the server refuses is undone and told where it happened, and can be tried again', async ({
  browser,
}) => {
  const page = await arrive(browser);
  const row = message(page, 'message of Bob');
  await expect(row).toBeVisible();
  const refuse = (url: string) =>
    page.route(url, (route) =>
      route.request().method() === 'GET' ? route.continue() : route.fulfill({ status: 500 }),
    );
  await refuse('**/api/v4/posts/*/pin');
  await row.hover();
  await page.getByRole('toolbar', { name: 'Message' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Pin to channel' }).click();
  const failure = row.getByRole('alert');
  await expect(failure).toContainText('Not pinned');
  await expect(row.getByText('Pinned', { exact: true })).toHaveCount(0);
  await page.unroute('**/api/v4/posts/*/pin');
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(row.getByText('Pinned', { exact: true })).toBeVisible();
  await expect(failure).toHaveCount(0);

  await refuse('**/categories');
  await page.getByRole('button', { name: 'Add to favourites' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Not added to favourites');
  await expect(page.getByRole('button', { name: 'Add to favourites' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Dismiss' }).click();

  await refuse('**/users/me/status');
  await page.getByRole('button', { name: /Account$/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Do not disturb' }).click();
  await expect(page.getByRole('alert')).toContainText('Not shown as do not disturb');
  // Nothing lies over it.
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Online\. Account$/ })).toBeVisible();
});

test('a reaction without a connection shows at once, and others see it when the connection is back', async ({
  browser,
}) => {
  const page = await arrive(browser);
  const row = message(page, 'message of Bob');
  await expect(row).toBeVisible();
  await row.hover();
  const thumb = page.getByRole('toolbar', { name: 'Message' }).getByRole('button', { name: 'React with +1' });
  await expect(thumb).toBeVisible();
  await page.context().setOffline(true);
  await thumb.click();
  const mine = row.getByRole('button', { name: '+1 1: You' });
  await expect(mine).toHaveCount(1);
  const reactions = () =>
    scene.bob.client.call(listReactions, { params: { post_id: first.id } }).then((list) => (list ?? []).length);
  expect(await reactions()).toBe(0);
  await page.context().setOffline(false);
  await expect.poll(reactions).toBe(1);
  await expect(mine).toHaveCount(1);
  await expect(row.getByRole('alert')).toHaveCount(0);
});

test('a channel that the server does not let me leave is back in the sidebar, and can be left there', async ({
  browser,
}) => {
  const page = await arrive(browser);
  await expect(message(page, 'message of Bob')).toBeVisible();
  const members = '**/channels/*/members/*';
  await page.route(members, (route) =>
    route.request().method() === 'DELETE' ? route.fulfill({ status: 500 }) : route.continue(),
  );
  await page.getByRole('button', { name: 'Channel', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Leave channel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave channel' }).click();
  await expect(page).not.toHaveURL(/ci-cd/);
  const sidebar = page.getByRole('navigation', { name: 'Harbour: channels' });
  const failure = sidebar.getByRole('alert');
  await expect(failure).toContainText('Not left');
  await expect(sidebar.getByRole('link', { name: /CI\/CD/ })).toBeVisible();
  await page.unroute(members);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(sidebar.getByRole('link', { name: /CI\/CD/ })).toHaveCount(0);
  await scene.ann.client.call(addChannelMember, {
    params: { channel_id: scene.channel.id },
    body: { user_id: scene.ann.user.id },
  });
  await expect(sidebar.getByRole('link', { name: /CI\/CD/ })).toBeVisible();
});

test('a channel is joined at once; where the server refuses, its page says so, and it can be joined there', async ({
  browser,
}) => {
  const body = { team_id: scene.team.id, name: 'pier', display_name: 'Pier', type: 'O' as const };
  const pier = await scene.bob.client.call(createChannel, { body });
  await scene.bob.client.call(createPost, { body: { channel_id: pier.id, message: 'come aboard' } });
  const page = await arrive(browser, { path: '/harbour/channels/pier' });
  const sidebar = page.getByRole('navigation', { name: 'Harbour: channels' });
  const mine = sidebar.getByRole('link', { name: /Pier/ });
  const join = page.getByRole('button', { name: 'Join channel' });
  await expect(join).toBeVisible();
  let answer: () => void = () => undefined;
  const members = '**/channels/*/members';
  await page.route(members, async (route) => {
    await new Promise<void>((resolve) => (answer = resolve));
    await route.fulfill({ status: 500 });
  });
  const asked = page.waitForRequest(members);
  await join.click();
  await asked;
  await expect(mine).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Message #Pier' })).toBeVisible();
  answer();
  const failure = page.getByRole('main').getByRole('alert');
  await expect(failure).toContainText('Not joined');
  await expect(join).toBeVisible();
  await expect(mine).toHaveCount(0);
  await page.unroute(members);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(message(page, 'come aboard')).toBeVisible();
  await expect(mine).toBeVisible();
  await scene.bob.client.call(createPost, { body: { channel_id: pier.id, message: 'welcome' } });
  await expect(message(page, 'welcome')).toBeVisible();
  await expect(page.getByRole('button', { name: /2 members/ })).toBeVisible();
});

test('a team that the server does not let me leave is back, and the screen that is open then says why', async ({
  browser,
}) => {
  const name = 'island';
  const body = { name, display_name: 'Island', type: 'O' as const };
  await scene.ann.client.call(createTeam, { body });
  const page = await arrive(browser, { path: `/${name}/channels/town-square` });
  await expect(field(page)).toBeVisible();
  const members = '**/teams/*/members/me';
  await page.route(members, (route) =>
    route.request().method() === 'DELETE' ? route.fulfill({ status: 500 }) : route.continue(),
  );
  await page.getByRole('button', { name: 'Island', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Leave team' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave team' }).click();
  await expect(page).toHaveURL(/\/harbour/);
  const failure = page.getByRole('main').getByRole('alert');
  await expect(failure).toContainText('Team not left');
  const tile = page.getByRole('navigation', { name: 'Teams' }).getByRole('link', { name: 'Island' });
  await expect(tile).toBeVisible();
  await page.unroute(members);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(tile).toHaveCount(0);
  await expect(failure).toHaveCount(0);
});
