/** The Chromium that npm installs: unpacked once, driven without the package's own risky arguments. */
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';

/** The package exports no package.json, so it is found by the folder it lies in. */
const [packageFolder = ''] = /^.*@sparticuz\/chromium\//.exec(import.meta.resolve('@sparticuz/chromium')) ?? [];
const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as { version: string };

/** `INNERMOST_CHROMIUM` names another browser to test with. */
export async function launchOptions(): Promise<LaunchOptions> {
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  const other = process.env['INNERMOST_CHROMIUM'];
  if (other) return { executablePath: other, args };
  // The package reuses whatever it finds in the temp folder, even of another version; so each version has its own.
  // And each user: what is unpacked is its owner's alone.
  const folder = join(tmpdir(), `innermost-chromium-${version}-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  return { executablePath, args };
}
