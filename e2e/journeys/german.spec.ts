// The screens in another language: at the door by what the browser asks for, inside by what the person chose, and back.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { createPost } from '@innermost/protocol/posts.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
  for (let i = 0; i < 2; i += 1)
    await scene.bob.client.call(createPost, { body: { channel_id: scene.channel.id, message: `message ${i}` } });
});
test.afterAll(() => server.dispose());

const room = '/harbour/channels/ci-cd';
const phone = { width: 390, height: 844 };

async function at(browser: Browser, path: string, options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  return page;
}

async function signInGerman(page: Page, login: string): Promise<void> {
  await page.getByLabel('E-Mail oder Benutzername').fill(login);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

const spoken = (page: Page) => page.locator('html').getAttribute('lang');

test('the door speaks what the browser asks for, and English where there are no words for it', async ({ browser }) => {
  const german = await at(browser, '/', { locale: 'de-AT' });
  await expect(german.getByRole('heading', { name: 'Willkommen zurück' })).toBeVisible();
  expect(await spoken(german)).toBe('de');
  const french = await at(browser, '/', { locale: 'fr-FR' });
  await expect(french.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  expect(await spoken(french)).toBe('en');
});

test('a person changes the language and back without a reload', async ({ browser }) => {
  // Ann's account says English, whatever her browser asks for.
  const page = await at(browser, '/harbour/settings/appearance', { locale: 'de-DE' });
  await signInGerman(page, 'ann');
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
  await page.evaluate('globalThis.isSamePage = true');

  await page.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch').click();
  await expect(page.getByRole('heading', { name: 'Darstellung' })).toBeVisible();
  expect(await spoken(page)).toBe('de');
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeFocused();
  await page
    .getByRole('link', { name: 'CI/CD' })
    .or(page.getByRole('button', { name: 'Zurück zu den Kanälen' }))
    .click();
  await page.getByRole('link', { name: 'CI/CD' }).click();
  await expect(page.getByRole('log', { name: 'Nachrichten in #CI/CD' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Nachricht an #CI/CD' })).toBeVisible();
  await expect(page.getByText('Heute', { exact: true })).toBeVisible();

  // Another device hears of it too.
  const other = await at(browser, room, { locale: 'de-DE' });
  await signInGerman(other, 'ann');
  await expect(other.getByRole('combobox', { name: 'Nachricht an #CI/CD' })).toBeVisible();
  await scene.ann.client.call(patchUser, { params: { user_id: 'me' }, body: { locale: 'en' } });
  await expect(other.getByRole('combobox', { name: 'Message #CI/CD' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Message #CI/CD' })).toBeVisible();
  expect(await spoken(page)).toBe('en');
  expect(await page.evaluate('globalThis.isSamePage')).toBe(true);
});

test('somebody whose language has no words here reads English', async ({ browser }) => {
  await scene.bob.client.call(patchUser, { params: { user_id: 'me' }, body: { locale: 'fr' } });
  const page = await at(browser, room, { locale: 'de-DE' });
  await signInGerman(page, 'bob');
  await expect(page.getByRole('combobox', { name: 'Message #CI/CD' })).toBeVisible();
});

test('who signs up in German is spoken to in German from then on', async ({ browser }) => {
  const page = await at(browser, `/signup_user_complete/?id=${scene.team.invite_id}`, { locale: 'de-DE' });
  await page.getByLabel('Voller Name').fill('Cleo Klein');
  await page.getByLabel('E-Mail').fill('cleo@example.com');
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Konto anlegen und beitreten' }).click();
  await expect(page.getByRole('combobox', { name: /^Nachricht an #/ })).toBeVisible();
});

/** Texts that are cut at an edge of their button, heading or label. */
const cutTexts = `[...document.querySelectorAll('button, h1, h2, h3, label, .cat, .hint')]
  .filter((one) => one.offsetParent !== null && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflow !== 'visible' && !one.closest('.clip'))
  .map((one) => one.textContent)`;

/** Nothing stands wider than its window, and nothing that can be pressed is cut. */
async function expectNothingCut(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(cutTexts)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
}

for (const [width, viewport] of [
  ['desktop', { width: 1280, height: 800 }],
  ['phone', phone],
] as const)
  test(`nothing is cut in German on a ${width}`, async ({ browser }) => {
    await scene.ann.client.call(patchUser, { params: { user_id: 'me' }, body: { locale: 'de' } });
    const page = await at(browser, '/', { locale: 'de-DE', viewport });
    await expectNothingCut(page);
    await signInGerman(page, 'ann');
    await expect(page.getByRole('navigation').first()).toBeVisible();
    const settings = ['/harbour/settings/appearance', '/harbour/settings/profile'];
    const pages = [
      room,
      '/harbour/threads',
      '/harbour/browse',
      ...settings,
      '/harbour/emoji',
      '/harbour/emoji?emoji=new',
    ];
    for (const path of pages) {
      await page.goto(server.url + path);
      await expect(page.getByRole('main')).toBeVisible();
      await expectNothingCut(page);
    }
  });
