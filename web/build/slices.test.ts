import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { parse } from '../../tools/syntax.ts';
import { withoutComparable } from './slices.ts';

test('what a slice compares in tests is left out, wherever it stands', () => {
  const without = (code: string) => withoutComparable('drafts.ts', code).replaceAll(/\s/g, '');
  expect(without('const a = { empty: {}, comparable: (state) => ({ drafts: state.drafts }), };')).toBe(
    'consta={empty:{},};',
  );
  expect(without('const a = { comparable(state) { return {}; }, wants: {} } satisfies B;')).toBe(
    'consta={wants:{}}satisfiesB;',
  );
});

test('every slice is still whole', () => {
  const folder = new URL('../src/live/slices/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const left = withoutComparable(file, readFileSync(new URL(file, folder), 'utf8'));
    expect(() => parse(file, left), file).not.toThrow();
    expect(left, file).not.toMatch(/^ {2}comparable/m);
  }
});
