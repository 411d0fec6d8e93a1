import { expect, test } from 'vitest';

import { drawnSide, fitted, isFitted, moved, swipeOf, zoomedAt } from './zoom.ts';

const picture = { width: 2000, height: 1000 };
const stage = { width: 1000, height: 800 };
const sizes = { picture, stage };

test('a picture is fitted, turned ones by their other side, and small ones are left as they are', () => {
  expect(fitted(picture, stage)).toEqual({ scale: 0.5, x: 0, y: 0, turns: 0 });
  expect(fitted(picture, stage, 1).scale).toBe(0.4);
  expect(fitted({ width: 100, height: 50 }, stage).scale).toBe(1);
});

test('a picture of a hair is seen, and one that is not known yet has no sides', () => {
  const view = fitted({ width: 1, height: 20_000 }, stage);
  expect([1, 20_000].map((side) => (drawnSide(side, view) ?? 0) * view.scale)).toEqual([2, 800]);
  expect(drawnSide(0, view)).toBeUndefined();
  expect(drawnSide(2000, fitted(picture, stage))).toBe(2000);
});

test('what lies under the pointer stays there', () => {
  const before = fitted(picture, stage);
  const at = { x: 300, y: 50 };
  const after = zoomedAt(before, 4, at, sizes);
  const under = (view: typeof before) => [(at.x - view.x) / view.scale, (at.y - view.y) / view.scale];
  expect(after.scale).toBe(2);
  expect(under(after)).toEqual(under(before));
  expect(isFitted(after, picture, stage)).toBe(false);
});

test('it is moved to its edges and no farther, and what fits stays in the middle', () => {
  const near = zoomedAt(fitted(picture, stage), 2, { x: 0, y: 0 }, sizes);
  expect(moved(near, { x: 9000, y: -9000 }, sizes)).toMatchObject({ x: 500, y: -100 });
  expect(moved(fitted(picture, stage), { x: 50, y: 50 }, sizes)).toMatchObject({ x: 0, y: 0 });
});

test('there is a largest and a smallest', () => {
  let [large, small] = [fitted(picture, stage), fitted(picture, stage)];
  for (let at = 0; at < 50; at += 1) {
    large = zoomedAt(large, 1.5, { x: 0, y: 0 }, sizes);
    small = zoomedAt(small, 1 / 1.5, { x: 0, y: 0 }, sizes);
  }
  expect(large.scale).toBe(16);
  expect(small.scale).toBe(0.05);
});

test.each([
  [{ x: -60, y: 5 }, 100, 'next'],
  [{ x: 60, y: 5 }, 100, 'previous'],
  [{ x: 60, y: 5 }, 900, undefined],
  [{ x: 120, y: 5 }, 900, 'previous'],
  [{ x: 5, y: 90 }, 100, 'close'],
  [{ x: 5, y: -90 }, 100, undefined],
  [{ x: 60, y: 60 }, 100, undefined],
])('a way of %o in %i ms is %s', (by, ms, swipe) => {
  expect(swipeOf(by, ms)).toBe(swipe);
});
