// What somebody who finds the project does first: an account, a team, a channel, a second person by the invite link,
// a webhook whose notice appears in both browsers at once, a thread, and a server that dies and comes back.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';

const password = 'correct horse 9';
let server: ServerProcess;

test.beforeAll(async () => {
  server = await startServerProcess();
});
test.afterAll(() => server.dispose());

interface Person {
  page: Page;
  context: BrowserContext;
}

async function arrive(browser: Browser, path: string): Promise<Person> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  return { page, context };
}

async function makeAccount(page: Page, name: string, verb: string): Promise<void> {
  await page.getByLabel('Full name').fill(name);
  await page.getByLabel('Email').fill(`${name.split(' ')[0]?.toLowerCase()}@company.example`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: verb }).click();
}

const field = (page: Page) => page.getByRole('combobox', { name: /^Message / });
const timeline = (page: Page) => page.getByRole('log', { name: /^Messages in/ });
const thread = (page: Page) => page.getByRole('log', { name: 'Thread' });
const message = (page: Page, text: string) => timeline(page).getByRole('article').filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}

test('from an empty server to a notification in two browsers, and over a crash', async ({ browser }) => {
  test.slow();
  const ann = await arrive(browser, '/');
  await makeAccount(ann.page, 'Ann Lee', 'Make account and continue');
  await ann.page.getByLabel('Team name').fill('Oakhaven');
  await ann.page.getByRole('button', { name: 'Make team' }).click();
  await expect(ann.page.getByRole('heading', { name: 'This is where #Town Square begins' })).toBeVisible();

  // A channel.
  await ann.page.getByRole('button', { name: 'Add a channel' }).click();
  await ann.page.getByRole('menuitem', { name: 'New channel' }).click();
  await ann.page.getByLabel('Name', { exact: true }).fill('ci-cd');
  await ann.page.getByRole('button', { name: 'Make channel' }).click();
  await expect(ann.page.getByRole('heading', { name: 'ci-cd', exact: true })).toBeVisible();

  // A second person, by the invite link.
  await ann.page.getByRole('button', { name: 'Oakhaven', exact: true }).click();
  await ann.page.getByRole('menuitem', { name: 'Invite people' }).click();
  const link = new URL(await ann.page.getByLabel('Invite link').inputValue());
  await ann.page.getByRole('button', { name: 'Done' }).click();
  const bob = await arrive(browser, link.pathname + link.search);
  await expect(bob.page.getByRole('heading', { name: 'Join Oakhaven' })).toBeVisible();
  await makeAccount(bob.page, 'Bob Weiss', 'Make account and join');
  await expect(bob.page.getByRole('link', { name: 'Town Square' })).toBeVisible();
  await bob.page.getByRole('button', { name: 'Add a channel' }).click();
  await bob.page.getByRole('menuitem', { name: 'Browse channels' }).click();
  await bob.page.getByRole('row', { name: /ci-cd/ }).getByRole('button', { name: 'Join' }).click();
  await expect(field(bob.page)).toBeVisible();

  // A webhook, and what it says.
  await ann.page.getByRole('button', { name: 'Connect a tool' }).click();
  await ann.page.getByLabel('Name', { exact: true }).fill('CI');
  await ann.page.getByRole('button', { name: 'Make webhook' }).click();
  const address = await ann.page.getByLabel('Address').inputValue();
  // By a press, as everything up to here: a reload would hide what only the first load brings.
  await ann.page.getByRole('button', { name: 'Back to the channels' }).click();
  await ann.page.getByRole('link', { name: 'ci-cd' }).click();
  await expect(field(ann.page)).toBeVisible();
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      channel: 'ci-cd',
      username: 'BuildBot',
      icon_emoji: ':rocket:',
      text: 'Deployment to staging completed',
      attachments: [
        {
          color: 'good',
          fields: [
            { title: 'Build', value: '123', short: true },
            { title: 'Duration', value: '42s', short: true },
          ],
        },
      ],
    }),
  });
  expect(await answer.text()).toBe('ok');
  for (const { page } of [ann, bob]) {
    const notice = message(page, 'Deployment to staging completed');
    await expect(notice).toContainText('BuildBot');
    await expect(notice).toContainText('Webhook');
    await expect(notice.locator('.slip.ok')).toContainText('Build123Duration42s');
  }

  // A thread, both ways.
  await message(ann.page, 'Deployment to staging').hover();
  await ann.page.getByRole('button', { name: 'Reply in thread' }).click();
  await ann.page.getByRole('combobox', { name: 'Reply…' }).fill('Looks good');
  await ann.page.keyboard.press('Enter');
  await message(bob.page, 'Deployment to staging').getByRole('button', { name: '1 reply' }).click();
  await expect(thread(bob.page).getByText('Looks good')).toBeVisible();
  await bob.page.getByRole('combobox', { name: 'Reply…' }).fill('Agreed');
  await bob.page.keyboard.press('Enter');
  await expect(thread(ann.page).getByText('Agreed')).toBeVisible();

  // The README's picture, written anew when a place for it is named.
  const picture = process.env['INNERMOST_SCREENSHOT'];
  if (picture) await ann.page.screenshot({ path: picture });

  // The server dies; what is written meanwhile waits, even over a reload of the page, and arrives once.
  await server.kill9();
  await say(ann.page, 'written while it was gone');
  await expect(ann.page.getByText('Waiting for the connection')).toBeVisible();
  await expect(bob.page.getByText(/^No connection since/)).toBeVisible();
  await server.start();
  for (const { page } of [ann, bob]) {
    await expect(message(page, 'written while it was gone')).toHaveCount(1, { timeout: 60_000 });
    await expect(page.getByText(/^No connection since/)).toBeHidden();
    await expect(page.getByText('Waiting for the connection')).toBeHidden();
    await expect(message(page, 'Deployment to staging completed')).toHaveCount(1);
  }

  // Closing the page loses nothing either: the message is on the device, and goes out when the client is opened again.
  await server.kill9();
  await say(ann.page, 'kept on the device');
  await expect(ann.page.getByText('Waiting for the connection')).toBeVisible();
  await ann.page.close();
  await server.start();
  const reopened = await ann.context.newPage();
  await reopened.goto(`${server.url}/oakhaven/channels/ci-cd`);
  for (const page of [reopened, bob.page]) {
    await expect(message(page, 'kept on the device')).toHaveCount(1, { timeout: 60_000 });
    await expect(message(page, 'written while it was gone')).toHaveCount(1);
  }
  await expect(reopened.getByText('Waiting for the connection')).toBeHidden();
});
