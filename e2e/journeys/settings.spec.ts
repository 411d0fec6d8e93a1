// Settings: what takes effect at once, what is saved together, and where a refusal is shown.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { getUser } from '@innermost/protocol/users.ts';
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
  return page;
}

test('a choice takes effect at once, shows what it does, and is there after a reload', async ({ browser }) => {
  const page = await annAt(browser, '/harbour/settings/appearance');
  const html = page.locator('html');
  const themes = page.getByRole('radiogroup', { name: 'Theme' });
  await themes.getByText('Dark', { exact: true }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  const preview = page.locator('.setting-preview');
  const height = await preview.evaluate((element) => element.getBoundingClientRect().height);
  await page.getByRole('radiogroup', { name: 'Density' }).getByText('Compact').click();
  await expect(html).toHaveAttribute('data-density', 'compact');
  expect(await preview.evaluate((element) => element.getBoundingClientRect().height)).toBeLessThan(height);
  await page.reload();
  await expect(themes.getByRole('radio', { name: 'Dark', exact: true })).toBeChecked();
  await expect(html).toHaveAttribute('data-density', 'compact');
});

test('what is saved together is saved, and a refusal stands where it belongs', async ({ browser }) => {
  const page = await annAt(browser, '/harbour/settings/profile');
  await page.getByLabel('Full name').fill('Ann van der Lee');
  await page.getByLabel('What you do').fill('Harbour master');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const stored = await scene.ann.client.call(getUser, { params: { user_id: 'me' } });
  expect(stored).toMatchObject({ first_name: 'Ann', last_name: 'van der Lee', position: 'Harbour master' });

  const username = page.getByLabel('Username');
  await username.fill('BOB');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(username).toHaveAttribute('aria-invalid', 'true');
  await username.fill('ann');

  await expect(page.getByLabel('Current password')).toBeHidden();
  await page.getByLabel('Email').fill('ann@new.example');
  await page.getByLabel('Current password', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Current password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Current password')).toBeHidden();
  expect(await scene.ann.client.call(getUser, { params: { user_id: 'me' } })).toMatchObject({
    email: 'ann@new.example',
  });
});
