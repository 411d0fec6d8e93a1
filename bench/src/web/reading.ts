/** Reading a channel in the browser as a person with much patience would. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from '../../../e2e/support/browser.ts';

/** Reads up until the channel's first message is loaded, then goes back to the end. */
export async function readWhole(page: Page): Promise<void> {
  const log = page.getByRole('log');
  const first = log.getByRole('article', { name: 'Beginning' });
  while (!(await first.isVisible())) {
    await log.evaluate((element) => (element.scrollTop = 0));
    await setTimeout(30);
  }
  await toEnd(page);
}

export async function toEnd(page: Page): Promise<void> {
  await page.getByRole('log').hover();
  const newest = page.getByRole('button', { name: /Newest|new$/ });
  while (await newest.isVisible()) {
    await newest.click();
    await setTimeout(200);
  }
}
