import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { lookFrom, themeFor } from './theme.ts';

const script = readFileSync(new URL('first-paint.js', import.meta.url), 'utf8');

/** What first-paint.js puts on <html> in a browser with this storage and this system preference. */
function painted(stored: string | null, system: { dark: boolean; contrast: boolean }): Record<string, string> {
  const dataset: Record<string, string> = {};
  runInNewContext(script, {
    document: { documentElement: { dataset } },
    localStorage: { getItem: () => stored },
    matchMedia: (query: string) => ({ matches: query.includes('dark') ? system.dark : system.contrast }),
  });
  return dataset;
}

const stored = [
  null,
  '',
  '{"theme":"dark"}',
  '{"theme":"contrast-light","density":"compact"}',
  '{"theme":"system"}',
  '{"theme":"plaid","density":7}',
  '[]',
  'null',
  '"dark"',
  '{broken',
];

test('the first paint and the app agree on theme and density', () => {
  for (const value of stored) {
    for (const dark of [true, false]) {
      for (const contrast of [true, false]) {
        const look = lookFrom(value);
        const seen = painted(value, { dark, contrast });
        expect(seen['theme'], `${value}`).toBe(themeFor(look.theme, { dark, contrast }));
        expect(seen['density'] ?? 'roomy', `${value}`).toBe(look.density);
      }
    }
  }
});

test('a choice wins over the system, and without one the system decides', () => {
  expect(painted('{"theme":"light"}', { dark: true, contrast: true })).toEqual({ theme: 'light' });
  expect(painted(null, { dark: true, contrast: false })).toEqual({ theme: 'dark' });
  expect(painted(null, { dark: false, contrast: true })).toEqual({ theme: 'contrast-light' });
});
