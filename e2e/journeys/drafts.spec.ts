// What is being written follows its writer from device to device, and never gets in the way of who types.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { deleteDraft, getDrafts } from '@innermost/protocol/drafts.ts';
import { patchConfig } from '@innermost/protocol/system.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
const room = '/harbour/channels/ci-cd';
const elsewhere = '/harbour/channels/town-square';

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.beforeEach(async () => {
  const params = { user_id: 'me', channel_id: scene.channel.id };
  await scene.ann.client.call(deleteDraft, { params });
});
test.afterAll(() => server.dispose());

// A page that stays open would go on with what it has not sent, in the next journey.
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

async function arrive(browser: Browser, path = room): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(field(page)).toBeVisible();
  return page;
}

const field = (page: Page) => page.getByRole('combobox', { name: /^Message / });
const link = (page: Page) =>
  page.getByRole('navigation', { name: 'Harbour: channels' }).getByRole('link', { name: /CI\/CD/ });

/** Says the texts of drafts in the browser's database. */
const storedDrafts = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('innermost-drafts');
  opening.onerror = () => reject(new Error('cannot be opened'));
  opening.onsuccess = () => {
    const reading = opening.result.transaction('drafts').objectStore('drafts').getAll();
    reading.onsuccess = () => {
      opening.result.close();
      resolve(reading.result.map(({ text }) => text));
    };
  };
})`;

const kept = async () => {
  const params = { user_id: 'me', team_id: scene.team.id };
  return (await scene.ann.client.call(getDrafts, { params })).map(({ message }) => message);
};

test('begun on one device, a message is gone on with and sent on another', async ({ browser }) => {
  const first = await arrive(browser);
  const second = await arrive(browser, elsewhere);
  await field(first).fill('half a thought');
  await expect(link(second)).toHaveAccessibleName(/\(draft\)/);
  await link(second).click();
  await expect(field(second)).toHaveValue('half a thought');
  await field(second).press('End');
  await field(second).pressSequentially(', and the rest');
  await expect(field(first)).toHaveValue('half a thought, and the rest');
  await field(second).press('Enter');
  await expect(field(second)).toHaveValue('');
  await expect(field(first)).toHaveValue('');
  await expect(first.getByRole('article').filter({ hasText: 'half a thought, and the rest' })).toHaveCount(1);
  await expect(link(first)).not.toHaveAccessibleName(/\(draft\)/);
  expect(await kept()).toEqual([]);
});

test('who types slowly finds every letter where it was typed', async ({ browser }) => {
  const page = await arrive(browser);
  await arrive(browser);
  const text = 'Slow and steady wins';
  // Slower than drafts are sent, so that answers and events come between the keys.
  for (const word of text.split(' ')) {
    await field(page).pressSequentially(word === 'Slow' ? word : ` ${word}`, { delay: 30 });
    await expect.poll(kept).toEqual([text.slice(0, text.indexOf(word) + word.length)]);
  }
  await expect(field(page)).toHaveValue(text);
  await expect(field(page)).toBeFocused();
});

test('written without a connection, a draft stays on the device and follows when it is back', async ({ browser }) => {
  const page = await arrive(browser);
  const other = await arrive(browser);
  await page.context().setOffline(true);
  await field(page).fill('in the tunnel');
  await page.context().setOffline(false);
  await expect(field(other)).toHaveValue('in the tunnel', { timeout: 30_000 });
  await expect(field(page)).toHaveValue('in the tunnel');
  await page.reload();
  await expect(field(page)).toHaveValue('in the tunnel');
});

test('the last letters before a reload are kept, though storing them was not finished', async ({ browser }) => {
  const page = await arrive(browser);
  await field(page).fill('half');
  await expect.poll(() => page.evaluate(storedDrafts)).toEqual(['half']);
  // As a page leaves it that ends between two key presses.
  const key = `innermost.drafts.${scene.ann.user.id}/${scene.channel.id}`;
  const written = { channel_id: scene.channel.id, root_id: '', text: 'half a thought', synced: '', at: Date.now() };
  await page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, JSON.stringify(written)] as const);
  await page.reload();
  await expect(field(page)).toHaveValue('half a thought');
});

test('where the server keeps no drafts they stay on the device that they were written on', async ({ browser }) => {
  const page = await arrive(browser);
  const other = await arrive(browser);
  const allow = (AllowSyncedDrafts: boolean) =>
    scene.ann.client.call(patchConfig, { body: { ServiceSettings: { AllowSyncedDrafts } } });
  await allow(false);
  // Both heard of it once a draft is refused, and another message has arrived after the setting.
  await field(other).fill('told');
  await field(other).press('Enter');
  await expect(page.getByRole('article').filter({ hasText: 'told' })).toHaveCount(1);
  await field(page).fill('mine alone');
  await page.reload();
  await expect(field(page)).toHaveValue('mine alone');
  await expect(field(other)).toHaveValue('');
  await allow(true);
  await expect(field(other)).toHaveValue('mine alone');
});
