import { expect, test } from 'vitest';

import { itemForKey } from './menu-keys.ts';

const labels = ['Edit', 'Copy link', 'Copy text', 'Delete'];
const go = (current: number, key: string, typed = '') => itemForKey(labels, current, key, typed);

test('arrows go round, Home and End to the ends', () => {
  expect(go(-1, 'ArrowDown')).toBe(0);
  expect(go(3, 'ArrowDown')).toBe(0);
  expect(go(0, 'ArrowUp')).toBe(3);
  expect(go(2, 'Home')).toBe(0);
  expect(go(0, 'End')).toBe(3);
  expect(itemForKey([], -1, 'ArrowDown', '')).toBeUndefined();
});

test('typing finds what begins with it', () => {
  expect(go(0, 'c', 'c')).toBe(1);
  expect(go(1, 'c', 'c')).toBe(2);
  expect(go(2, 'c', 'c')).toBe(1);
  expect(go(1, 't', 'copy t')).toBe(2);
  expect(go(0, 'x', 'x')).toBeUndefined();
  expect(go(0, 'Shift')).toBeUndefined();
});
