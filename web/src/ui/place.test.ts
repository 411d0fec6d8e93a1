import { assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';

import { place, type Placing } from './place.ts';

const screen = { width: 1000, height: 800 };
const size = { width: 200, height: 100 };
const button = { x: 400, y: 300, width: 80, height: 32 };
const usual: Placing = { anchor: button, size, screen, side: 'bottom', align: 'start', gap: 4 };

test('beside its anchor, aligned as asked', () => {
  expect(place(usual)).toEqual({ x: 400, y: 336, side: 'bottom' });
  expect(place({ ...usual, align: 'end' })).toEqual({ x: 280, y: 336, side: 'bottom' });
  expect(place({ ...usual, side: 'top', align: 'center' })).toEqual({ x: 340, y: 196, side: 'top' });
  expect(place({ ...usual, side: 'right' })).toEqual({ x: 484, y: 300, side: 'right' });
  expect(place({ ...usual, side: 'left', align: 'center' })).toEqual({ x: 196, y: 266, side: 'left' });
});

test('from right to left, start is on the right', () => {
  expect(place({ ...usual, isRtl: true })).toEqual({ x: 280, y: 336, side: 'bottom' });
});

test('on the other side where there is more room, and pushed in at the edges', () => {
  expect(place({ ...usual, anchor: { ...button, y: 720 } })).toEqual({ x: 400, y: 616, side: 'top' });
  expect(place({ ...usual, anchor: { ...button, x: 950 } })).toMatchObject({ x: 792 });
  expect(place({ ...usual, side: 'left', anchor: { ...button, x: 20 } })).toMatchObject({ side: 'right', x: 104 });
});

test('wherever the anchor is, what fits the screen is wholly on it', () => {
  const coordinate = integer({ min: -500, max: 2000 });
  assert(
    property(
      record({ x: coordinate, y: coordinate }),
      constantFrom('top', 'right', 'bottom', 'left'),
      constantFrom('start', 'center', 'end'),
      ({ x, y }, side, align) => {
        const placed = place({ ...usual, anchor: { ...button, x, y }, side, align });
        expect(placed.x).toBeGreaterThanOrEqual(8);
        expect(placed.y).toBeGreaterThanOrEqual(8);
        expect(placed.x + size.width).toBeLessThanOrEqual(screen.width - 8);
        expect(placed.y + size.height).toBeLessThanOrEqual(screen.height - 8);
      },
    ),
  );
});
