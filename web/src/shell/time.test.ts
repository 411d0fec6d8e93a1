import { expect, test } from 'vitest';

import { ago, dayName, whenAt, whenShort } from './time.ts';

const now = new Date(2024, 10, 20, 12, 0).getTime();
const at = (month: number, date: number, hour = 10) => new Date(2024, month, date, hour, 41).getTime();

test('days are named by their distance from today', () => {
  expect(dayName(at(10, 20), now)).toBe('Today');
  expect(dayName(at(10, 19, 23), now)).toBe('Yesterday');
  expect(dayName(at(10, 18), now)).toMatch(/Monday/);
  expect(dayName(new Date(2023, 10, 20).getTime(), now)).toMatch(/2023/);
});

test('lists show the shortest form that is clear', () => {
  expect(whenShort(at(10, 20), now)).toBe('10:41');
  expect(whenShort(at(10, 19), now)).toBe('Yesterday');
  expect(whenShort(at(10, 18), now)).toBe('Mon');
  expect(whenShort(at(10, 3), now)).toMatch(/3/);
  expect(whenAt(at(10, 20), now)).toBe('today at 10:41');
  // A clock that is a little ahead still means today.
  expect(whenShort(now + 1000, now)).toBe('12:00');
});

test('what happened lately is told coarsely', () => {
  expect(ago(now - 20_000, now)).toBe('just now');
  expect(ago(now - 60_000, now)).toBe('a minute ago');
  expect(ago(now - 5 * 60_000, now)).toBe('5 minutes ago');
  expect(ago(now - 60 * 60_000, now)).toBe('an hour ago');
  expect(ago(now - 3 * 60 * 60_000, now)).toBe('3 hours ago');
  expect(ago(at(10, 19), now)).toBe('yesterday');
});
