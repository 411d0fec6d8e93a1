/** A browser of one's own, for figures; the journeys get theirs from the test runner. */
import { chromium, type Browser, type CDPSession, type Locator, type Page } from '@playwright/test';
import { launchOptions } from './chromium.ts';

export type { Browser, CDPSession, Locator, Page };

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}
