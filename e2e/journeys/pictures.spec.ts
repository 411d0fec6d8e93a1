// Pictures of people, teams and the server: chosen, cut, seen at once by everybody, and removed.
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { setBrandImage } from '@innermost/protocol/brand.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { patchConfig } from '@innermost/protocol/system.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { png } from '../support/pictures.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.afterAll(() => server.dispose());

const room = '/harbour/channels/ci-cd';
const profile = '/harbour/settings/profile';

async function open(browser: Browser, who: string, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await signIn(page, who);
  return page;
}

async function signIn(page: Page, who: string): Promise<void> {
  await page.getByLabel('Email or username').fill(who);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const post = (message: string) =>
  scene.ann.client.call(createPost, { body: { channel_id: scene.channel.id, message } });
const chosen = (page: Page, name: string) => page.getByRole('group', { name });
const choose = (field: Locator, buffer = png(400, 200), name = 'face.png') =>
  field.getByLabel('Picture').setInputFiles({ name, mimeType: 'image/png', buffer });
const avatar = (page: Page, message: string) => page.getByRole('article').filter({ hasText: message }).locator('.av');

interface Drawable {
  complete: boolean;
  naturalWidth: number;
}
const isDrawn = (image: Locator) =>
  image.evaluate((one: Drawable) => one.complete && one.naturalWidth > 0).catch(() => false);

interface Canvas {
  width: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: ArrayLike<number> };
  };
}
/** Red or blue, at a part of the largest of the looks. */
const colourAt = (dialog: Locator, x: number, y: number) =>
  dialog
    .locator('.crop-looks canvas')
    .first()
    .evaluate(
      (canvas: Canvas, at) => {
        const [red = 0, , blue = 0] = Array.from(
          canvas.getContext('2d').getImageData(at.x * canvas.width, at.y * canvas.width, 1, 1).data,
        );
        return red > blue ? 'red' : 'blue';
      },
      { x, y },
    );

test('a picture is cut with pointer and keys, and others see it at once', async ({ browser }) => {
  await post('from a person with initials');
  const bob = await open(browser, 'bob', room);
  await expect(avatar(bob, 'with initials')).toHaveText('A');
  const box = await avatar(bob, 'with initials').boundingBox();

  const ann = await open(browser, 'ann', profile);
  const field = chosen(ann, 'Your picture');
  await expect(field.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  await choose(field);
  const dialog = ann.getByRole('dialog', { name: 'Cut the picture' });
  // The middle of a picture that is red on the left and blue on the right.
  await expect.poll(() => colourAt(dialog, 0.1, 0.5)).toBe('red');
  expect(await colourAt(dialog, 0.9, 0.5)).toBe('blue');
  // The keys move it until there is nothing more to the right of the red.
  await ann.keyboard.press('Shift+ArrowRight');
  for (let at = 0; at < 5; at += 1) await ann.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => colourAt(dialog, 0.9, 0.5)).toBe('red');
  await dialog.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => colourAt(dialog, 0.9, 0.5)).toBe('blue');
  await dialog.getByRole('button', { name: 'Turn' }).click();
  await expect.poll(() => colourAt(dialog, 0.5, 0.1)).toBe('red');
  expect(await colourAt(dialog, 0.5, 0.9)).toBe('blue');
  const size = dialog.getByRole('slider', { name: 'Size' });
  await size.fill('200');
  const frame = dialog.getByRole('group', { name: /^The picture/ });
  await frame.focus();
  await ann.keyboard.press('+');
  await expect(size).toHaveValue('220');
  const at = await frame.boundingBox();
  if (!at) throw new Error('no frame');
  await ann.mouse.move(at.x + 132, at.y + 132);
  await ann.mouse.down();
  await ann.mouse.move(at.x + 132, at.y + 400, { steps: 8 });
  await ann.mouse.up();
  await expect.poll(() => colourAt(dialog, 0.5, 0.9)).toBe('red');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => isDrawn(field.locator('.av img'))).toBe(true);

  const seen = avatar(bob, 'with initials').locator('img');
  await expect.poll(() => isDrawn(seen)).toBe(true);
  expect(await avatar(bob, 'with initials').boundingBox()).toEqual(box);

  // A second one has another address, so nobody sees the first any more.
  const first = await seen.getAttribute('src');
  await choose(field);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(seen).not.toHaveAttribute('src', first ?? '');
  await field.getByRole('button', { name: 'Remove' }).click();
  await expect(avatar(bob, 'with initials')).toHaveText('A');
  await expect(seen).toHaveCount(0);
  await expect(field.getByRole('button', { name: 'Remove' })).toHaveCount(0);
});

test('what the server refuses stands at the picture', async ({ browser }) => {
  const ann = await open(browser, 'ann', profile);
  const field = chosen(ann, 'Your picture');
  // This browser cannot read it either, so it is sent as it is.
  await choose(field, Buffer.from('not a picture'), 'face.heic');
  await expect(field.getByRole('alert')).toContainText('cannot be read');
  await ann.route('**/users/*/image', (route) => {
    const id = 'api.user.upload_profile_user.too_large.app_error';
    return route.request().method() === 'POST'
      ? route.fulfill({ status: 413, json: { id, message: 'x' } })
      : route.continue();
  });
  await choose(field);
  await ann.getByRole('button', { name: 'Use it' }).click();
  await expect(field.getByRole('alert')).toContainText('larger than this server takes');
});

test('nobody is asked for the picture of a person who chose none', async ({ browser }) => {
  const asked: string[] = [];
  const page = await browser.newPage();
  page.on('request', (request) => {
    if (/\/users\/\w+\/image/.test(request.url())) asked.push(request.url());
  });
  await page.goto(server.url + room);
  await signIn(page, 'bob');
  await expect(avatar(page, 'with initials')).toHaveText('A');
  expect(asked).toEqual([]);
});

test('a team gets a picture and another name, and its members see both at once', async ({ browser }) => {
  const bob = await open(browser, 'bob', room);
  const tile = bob.getByRole('navigation', { name: 'Teams' }).getByRole('link', { name: 'Harbour' });
  await expect(tile).toContainText('Ha');
  const ann = await open(browser, 'ann', room);
  await ann.getByRole('button', { name: 'Harbour', exact: true }).click();
  await ann.getByRole('menuitem', { name: 'Team settings' }).click();
  const dialog = ann.getByRole('dialog', { name: 'Team settings' });
  const field = dialog.getByRole('group', { name: 'Picture of the team' });
  await choose(field);
  await ann.getByRole('button', { name: 'Use it' }).click();
  await expect.poll(() => isDrawn(tile.locator('img'))).toBe(true);
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Team name').fill('Harbour Guild');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const renamed = bob.getByRole('navigation', { name: 'Teams' }).getByRole('link', { name: 'Harbour Guild' });
  await expect(renamed.locator('img')).toBeVisible();
  await ann.getByRole('button', { name: 'Harbour Guild', exact: true }).click();
  await ann.getByRole('menuitem', { name: 'Team settings' }).click();
  await field.getByRole('button', { name: 'Remove' }).click();
  await expect(renamed).toContainText('HG');
  // Who may not manage the team is not offered it.
  await bob.getByRole('button', { name: 'Harbour Guild', exact: true }).click();
  await expect(bob.getByRole('menuitem', { name: 'Leave team' })).toBeVisible();
  await expect(bob.getByRole('menuitem', { name: 'Team settings' })).toHaveCount(0);
});

test('the server’s own picture and words stand beside the form for signing in', async ({ browser }) => {
  const brand = (on: boolean, words = '') =>
    scene.ann.client.call(patchConfig, {
      body: { TeamSettings: { EnableCustomBrand: on, CustomBrandText: words } },
    });
  const page = await browser.newPage();
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.locator('.art.own')).toHaveCount(0);
  await brand(true, 'Welcome to **Harbour**');
  await page.reload();
  await expect(page.getByRole('complementary')).toHaveText('Welcome to Harbour');
  await expect(page.getByRole('complementary').locator('img')).toHaveCount(0);
  const files = [
    { field: 'image', name: 'brand.png', content: new File([Uint8Array.from(png(400, 300))], 'brand.png') },
  ];
  await scene.ann.client.upload(setBrandImage, { body: { fields: {}, files } });
  await page.reload();
  await expect.poll(() => isDrawn(page.getByRole('complementary').locator('img'))).toBe(true);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('complementary').locator('img')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeInViewport();
  await brand(false);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.locator('.art.own')).toHaveCount(0);
});
