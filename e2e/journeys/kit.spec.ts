// The parts of the web client that lean on the browser: focus, keys, the top layer. On the kit page, under
// the strictest Content-Security-Policy.
import { expect, test } from '@playwright/test';
import { type KitServer, serveKit } from '../support/kit-server.ts';

let kit: KitServer;
test.beforeAll(async () => {
  kit = await serveKit();
});
test.afterAll(() => kit.close());

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('console', (message) => expect(message.type(), message.text()).not.toBe('error'));
  await page.goto(kit.url);
});

test('a tooltip waits for the pointer, comes at once for the keyboard, and Escape dismisses it', async ({ page }) => {
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const tip = page.locator('.tip');
  await save.hover();
  await expect(tip).toHaveText(/^SaveS$/);
  await tip.hover();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();

  await page.mouse.move(0, 0);
  await save.focus();
  await page.keyboard.press('Tab');
  await expect(tip).toHaveText('Following');
});

test('a menu is walked by keys, closes, and gives focus back', async ({ page }) => {
  const button = page.getByRole('button', { name: 'Menu', exact: true });
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
  await button.focus();
  await page.keyboard.press('ArrowDown');
  await expect(item(/Edit/)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item('Delete')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await expect(item(/Copy link/)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitemcheckbox', { name: 'Follow' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(button).toBeFocused();

  await button.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await button.click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await button.click();
  await page.mouse.click(5, 5);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(button).toHaveAttribute('aria-expanded', 'false');
});

test('a menu item opens a dialog: focus on the safe button, kept inside, and back in the end', async ({ page }) => {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete #storage-move?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    await expect(page.locator('main :focus:not(dialog *)')).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeFocused();

  await page.getByRole('button', { name: 'Dialog', exact: true }).click();
  await dialog.getByRole('heading').click();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(dialog).toHaveCount(0);
});

test('the emoji picker: grid by arrows, search, skin tones, and the list stays short', async ({ page }) => {
  const button = page.getByRole('button', { name: 'In a popover' });
  await button.click();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  const search = picker.getByRole('combobox', { name: 'Search emoji' });
  await expect(search).toBeFocused();
  const active = async () => page.locator(`[id="${await search.getAttribute('aria-activedescendant')}"]`);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(await active()).toHaveAccessibleName('smiley');
  for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowDown');
  await expect(await active()).toBeInViewport({ ratio: 0.9 });
  expect(await picker.getByRole('option').count()).toBeLessThan(300);

  await page.keyboard.type('taco');
  await expect(await active()).toHaveAccessibleName('taco');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Picked: taco')).toBeVisible();

  await picker.getByRole('button', { name: 'Flags' }).click();
  await expect(picker.getByRole('option', { name: 'checkered flag' })).toBeVisible();
  await picker.getByRole('button', { name: 'Skin tone' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Medium dark' }).click();
  await expect(picker).toBeVisible();
  await search.fill('+1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Picked: +1_medium_dark_skin_tone')).toBeVisible();
  await search.press('Escape');
  await expect(picker).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('a toast undoes, stays while it is pointed at, and leaves by itself', async ({ page }) => {
  await page.clock.install();
  await page.getByRole('button', { name: 'Toast', exact: true }).click();
  const toast = page.getByText('Message removed');
  await toast.hover();
  await page.clock.runFor(10_000);
  await expect(toast).toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.runFor(6_100);
  await expect(toast).toHaveCount(0);
});

test('long code unfolds, and colours come when its language is loaded', async ({ page }) => {
  await expect(page.locator('.code .k', { hasText: 'select' })).toBeVisible();
  await expect(page.getByText('line 30')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all 30 lines' }).click();
  await expect(page.getByText('line 30')).toBeVisible();
});
