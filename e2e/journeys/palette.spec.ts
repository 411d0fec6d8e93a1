// The palette (Ctrl K) lists every screen and every act that is possible here, and each does what its menu does.
import { expect, test, type Browser, type Page } from '@playwright/test';
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

async function annAt(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: /: channels$/ })).toBeVisible();
  return page;
}

const room = '/harbour/channels/ci-cd';
const rows = (page: Page, heading: string) =>
  page.getByRole('listbox', { name: 'Places and actions' }).getByRole('group', { name: heading }).getByRole('option');
/** Without what a row says beside its title. */
const titles = async (page: Page, heading: string) =>
  (await rows(page, heading).allInnerTexts()).map((text) => text.split('\n')[0]?.split(' · ')[0]?.trim());

async function openPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Jump to a channel or person/ }).fill(typed);
}

/** Without loading the page anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(undefined, '', '${path}')`);
  await expect(page.getByRole('navigation', { name: /: channels$/ })).toBeVisible();
}

async function pick(page: Page, heading: string, title: string): Promise<void> {
  await openPalette(page, `>${title}`);
  const row = rows(page, heading).filter({ has: page.getByText(title, { exact: false }) });
  await row.first().click();
  await expect(page.getByRole('listbox', { name: 'Places and actions' })).toBeHidden();
}

/** Every screen that needs no more than a team, and where it is. */
const screens: Readonly<Record<string, string>> = {
  'Browse channels': '/harbour/browse',
  Threads: '/harbour/threads',
  Profile: '/harbour/settings/profile',
  Appearance: '/harbour/settings/appearance',
  Security: '/harbour/settings/security',
  'Invite people': '/harbour/settings/invite',
  Settings: '/harbour/settings',
  Emoji: '/harbour/emoji',
  Webhooks: '/harbour/integrations/webhooks',
  'Make another team': '/create_team',
  'Choose a team': '/select_team',
};

test('every screen is listed, and Enter goes there', async ({ browser }) => {
  const page = await annAt(browser, room);
  await openPalette(page, '>');
  expect(await titles(page, 'Go to')).toEqual(Object.keys(screens));
  await page.keyboard.press('Escape');
  for (const [title, path] of Object.entries(screens)) {
    await goTo(page, room);
    await openPalette(page, `>${title}`);
    await expect(rows(page, 'Go to').first()).toContainText(title);
    await page.keyboard.press('Enter');
    await expect(page, title).toHaveURL(server.url + path);
    await expect(page.getByRole('heading').first()).toBeVisible();
  }
});

const menus: readonly {
  button: string | RegExp;
  heading: 'Go to' | 'Do';
  item: string;
  seen: (page: Page) => Promise<void>;
}[] = [
  { button: 'Harbour', heading: 'Do', item: 'Invite people', seen: sees('Invite people to Harbour') },
  { button: 'Harbour', heading: 'Go to', item: 'Webhooks', seen: isAt('/harbour/integrations/webhooks') },
  { button: 'Harbour', heading: 'Go to', item: 'Emoji', seen: isAt('/harbour/emoji') },
  { button: 'Harbour', heading: 'Go to', item: 'Browse channels', seen: isAt('/harbour/browse') },
  { button: 'Harbour', heading: 'Do', item: 'New channel', seen: sees('New channel') },
  { button: 'Harbour', heading: 'Do', item: 'Team settings', seen: sees('Team settings') },
  { button: 'Harbour', heading: 'Do', item: 'Leave team', seen: sees(/^Leave Harbour/) },
  { button: 'Channel', heading: 'Do', item: 'Members', seen: isAt(`${room}?panel=members`) },
  { button: 'Channel', heading: 'Do', item: 'Pinned messages', seen: isAt(`${room}?panel=pins`) },
  { button: 'Channel', heading: 'Do', item: 'Files', seen: isAt(`${room}?panel=files`) },
  { button: 'Channel', heading: 'Do', item: 'Add people', seen: sees(/^Add people to/) },
  { button: 'Channel', heading: 'Do', item: 'Edit channel', seen: sees(/^Edit/) },
  { button: 'Channel', heading: 'Do', item: 'Leave channel', seen: sees(/^Leave/) },
  { button: 'Channel', heading: 'Do', item: 'Archive channel', seen: sees(/^Archive/) },
  { button: /Account$/, heading: 'Go to', item: 'Settings', seen: isAt('/harbour/settings') },
  { button: /Account$/, heading: 'Do', item: 'Keyboard shortcuts', seen: sees('Keyboard shortcuts') },
];

function sees(name: string | RegExp): (page: Page) => Promise<void> {
  return (page) => expect(page.getByRole('dialog', { name })).toBeVisible();
}

function isAt(path: string): (page: Page) => Promise<void> {
  return (page) => expect(page).toHaveURL(server.url + path);
}

test('an act of the palette does what its menu does', async ({ browser }) => {
  const page = await annAt(browser, room);
  for (const { button, heading, item, seen } of menus) {
    for (const way of ['menu', 'palette']) {
      await page.keyboard.press('Escape');
      await goTo(page, room);
      const opener = page.getByRole(
        'button',
        typeof button === 'string' ? { name: button, exact: true } : { name: button },
      );
      await expect(opener).toBeVisible();
      if (way === 'palette') await pick(page, heading, item);
      else {
        await opener.click();
        await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click();
      }
      await test.step(`${item} by the ${way}`, () => seen(page));
    }
  }
});

test('acts that change something at once change it from the palette, too', async ({ browser }) => {
  const page = await annAt(browser, room);
  await pick(page, 'Do', 'Add to favourites');
  await expect(page.getByRole('region', { name: 'Favourites' })).toBeVisible();
  await pick(page, 'Do', 'Remove from favourites');
  await expect(page.getByRole('region', { name: 'Favourites' })).toBeHidden();
  await pick(page, 'Do', 'Change to dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await pick(page, 'Do', 'Show me as away');
  await expect(page.getByRole('button', { name: /: Away\. Account$/ })).toBeVisible();
  await openPalette(page, '>');
  expect(await titles(page, 'Do')).not.toContain('Show me as away');
  await page.keyboard.press('Escape');
  await pick(page, 'Do', 'Sign out');
  await expect(page.getByLabel('Email or username')).toBeVisible();
});

test('the thread in the panel is followed from the palette as by its button', async ({ browser }) => {
  const post = (message: string, root_id = '') =>
    scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message, root_id } });
  const root = await post('Who takes the night?');
  await post('I do.', root.id);
  const page = await annAt(browser, `${room}?thread=${root.id}`);
  const panel = page.getByRole('complementary', { name: 'Thread' });
  await expect(panel.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
  await pick(page, 'Do', 'Follow thread');
  await expect(panel.getByRole('button', { name: 'Following' })).toBeVisible();
  await pick(page, 'Do', 'Unfollow thread');
  await expect(panel.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await openPalette(page, '>');
  await expect(rows(page, 'Do').first()).toBeVisible();
  expect(await titles(page, 'Do')).not.toContain('Follow thread');
});

test('all threads are marked read from the palette; refused, the sheet that is open says so', async ({ browser }) => {
  const body = { channel_id: scene.channel.id, message: 'Who takes the day?' };
  const root = await scene.ann.client.call(createPost, { body });
  await scene.bob.client.call(createPost, { body: { ...body, message: 'Not me.', root_id: root.id } });
  const page = await annAt(browser, room);
  const unread = page.getByRole('link', { name: 'Threads (unread)' });
  await expect(unread).toBeVisible();
  const refused = '**/users/me/teams/*/threads/read';
  await page.route(refused, (route) => route.fulfill({ status: 500 }));
  await pick(page, 'Do', 'Mark all threads as read');
  const failure = page.getByRole('main').getByRole('alert');
  await expect(failure).toContainText('Threads not marked read');
  await expect(unread).toBeVisible();
  // On the page of threads it has its own place, and is said once.
  await page.getByRole('link', { name: /^Threads/ }).click();
  await expect(page.getByRole('heading', { name: 'Threads', exact: true })).toBeVisible();
  await expect(failure).toHaveCount(1);
  await page.unroute(refused);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(failure).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Threads', exact: true })).toBeVisible();
  await openPalette(page, '>');
  await expect(rows(page, 'Do').first()).toBeVisible();
  expect(await titles(page, 'Do')).not.toContain('Mark all threads as read');
});

test('channels and people stay first, and signs ask for one kind', async ({ browser }) => {
  const page = await annAt(browser, room);
  await openPalette(page, '');
  await expect(rows(page, 'Go to').first()).toContainText(scene.channel.display_name);
  await expect(rows(page, 'Do').first()).toBeAttached();
  await openPalette(page, '#');
  await expect(rows(page, 'Do')).toHaveCount(0);
  await page.getByRole('combobox', { name: /^Jump to/ }).fill('nonsense nobody has');
  await expect(page.getByText('Nothing here is called “nonsense nobody has”.')).toBeVisible();
});
