import { expect, test } from 'vitest';

import { nextSlice, smallestSlice } from './pace.ts';

test('a slice is as large as the device draws in its share of a frame', () => {
  expect(nextSlice(200, 24)).toBe(100);
  expect(nextSlice(200, 10)).toBe(240);
});

test('it grows by steps, and never leaves its bounds', () => {
  expect(nextSlice(smallestSlice, 0)).toBe(2 * smallestSlice);
  expect(nextSlice(700, 1)).toBe(800);
  expect(nextSlice(100, 10_000)).toBe(smallestSlice);
});
