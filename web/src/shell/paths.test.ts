import { expect, test } from 'vitest';

import { panelOf, panelQuery } from './paths.ts';

test('the panel lives in the address', () => {
  for (const panel of [
    { name: 'thread', id: 'p1' },
    { name: 'members' },
    { name: 'pins' },
    { name: 'files' },
  ] as const) {
    expect(panelOf(panelQuery(panel))).toEqual(panel);
  }
  expect(panelOf('')).toBeUndefined();
  expect(panelOf('?panel=nonsense')).toBeUndefined();
  expect(panelQuery(undefined)).toBe('');
});
