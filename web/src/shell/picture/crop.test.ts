import { expect, test } from 'vitest';

import { cropOf, moved, placeOn, sideOf, turned, turnedSize, zoomed, type Crop } from './crop.ts';

const size = { width: 400, height: 200 };

/** Where a point of the picture lands on a canvas of 100 pixels, by a matrix as canvases have one. */
function landing(crop: Crop, x: number, y: number, inset = 0): [number, number] {
  let [a, b, c, d, e, f] = [1, 0, 0, 1, 0, 0];
  const times = (a2: number, b2: number, c2: number, d2: number, e2: number, f2: number) => {
    [a, b, c, d, e, f] = [
      a * a2 + c * b2,
      b * a2 + d * b2,
      a * c2 + c * d2,
      b * c2 + d * d2,
      a * e2 + c * f2 + e,
      b * e2 + d * f2 + f,
    ];
  };
  const plane = {
    setTransform: (...all: [number, number, number, number, number, number]) => {
      [a, b, c, d, e, f] = all;
    },
    translate: (right: number, down: number) => times(1, 0, 0, 1, right, down),
    scale: (wide: number, high: number) => times(wide, 0, 0, high, 0, 0),
    rotate: (angle: number) => times(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0),
  };
  placeOn(plane, size, crop, 100, inset);
  return [Math.round(a * x + c * y + e), Math.round(b * x + d * y + f)];
}

test('at first it is the largest square, in the middle', () => {
  const crop = cropOf(size);
  expect(sideOf(size, crop)).toBe(200);
  expect(landing(crop, 100, 0)).toEqual([0, 0]);
  expect(landing(crop, 300, 200)).toEqual([100, 100]);
  expect(landing(crop, 100, 0, 10)).toEqual([10, 10]);
});

test('it moves as far as there is picture', () => {
  const crop = moved(size, cropOf(size), 0.25, 0.5);
  expect(crop).toMatchObject({ x: 150, y: 100 });
  expect(moved(size, crop, 9, 9)).toMatchObject({ x: 100, y: 100 });
  expect(moved(size, crop, -9, -9)).toMatchObject({ x: 300, y: 100 });
});

test('zooming keeps the middle, within bounds', () => {
  const near = zoomed(size, cropOf(size), 2);
  expect(sideOf(size, near)).toBe(100);
  expect(zoomed(size, near, 99).zoom).toBe(4);
  const corner = moved(size, near, -9, -9);
  expect(corner).toMatchObject({ x: 350, y: 150 });
  expect(zoomed(size, corner, 0)).toMatchObject({ zoom: 1, x: 300, y: 100 });
});

test('a quarter turn takes what was in the middle along; four of them are none', () => {
  const begun = moved(size, zoomed(size, cropOf(size), 4), 2, 1);
  const once = turned(size, begun);
  expect(turnedSize(size, once.turn)).toEqual({ width: 200, height: 400 });
  // The middle of the square is the same spot of the picture.
  for (const crop of [begun, once, turned(size, once), turned(size, turned(size, once))])
    expect(landing(crop, begun.x, begun.y)).toEqual([50, 50]);
  // What was at the left edge is above.
  expect(landing(turned(size, cropOf(size)), 100, 100)).toEqual([50, 0]);
  expect(turned(size, turned(size, turned(size, once)))).toEqual(begun);
});
