import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { append, insertPage, lastSpan, type Span } from './spans.ts';

/** Ids are two digits and stand for their own time. */
const compare = (a: string, b: string) => Number(a) - Number(b);
const page = (ids: string[], flags: Partial<Span> = {}) => ({ ids, first: false, last: false, ...flags });

test('pages that overlap become one span, others stay apart with a hole between', () => {
  const newest = insertPage([], page(['50', '51'], { last: true }), compare);
  const apart = insertPage(newest, page(['10', '11']), compare);
  expect(apart.map((span) => span.ids)).toEqual([
    ['10', '11'],
    ['50', '51'],
  ]);

  const joined = insertPage(apart, page(['11', '12', '50']), compare);
  expect(joined).toEqual([{ ids: ['10', '11', '12', '50', '51'], first: false, last: true }]);
});

test('a page beside a held post joins it although no post is in both', () => {
  const held = [page(['50', '51'], { last: true })];
  const older = insertPage(held, { ...page(['48', '49'], { first: true }), precedes: '50' }, compare);
  expect(older).toEqual([{ ids: ['48', '49', '50', '51'], first: true, last: true }]);

  const middle = [page(['20'])];
  expect(insertPage(middle, { ...page(['21'], { last: true }), follows: '20' }, compare)).toEqual([
    { ids: ['20', '21'], first: false, last: true },
  ]);
});

test('an empty page beside a post says that this was the edge', () => {
  const held = [page(['50'])];
  expect(insertPage(held, { ...page([], { first: true }), precedes: '50' }, compare)[0]?.first).toBe(true);
  expect(insertPage(held, { ...page([], { last: true }), follows: '50' }, compare)[0]?.last).toBe(true);
});

test('what a page lacks within its range is gone; what came after it stays', () => {
  const held = [page(['10', '11', '12', '13'], { last: true })];
  expect(insertPage(held, page(['10', '12'], { last: true }), compare)).toEqual([
    { ids: ['10', '12', '13'], first: false, last: true },
  ]);
});

test('a newest page that does not reach the held end leaves a hole, so the old end is no end any more', () => {
  const spans = insertPage([page(['10'], { first: true, last: true })], page(['50'], { last: true }), compare);
  expect(spans).toEqual([
    { ids: ['10'], first: true, last: false },
    { ids: ['50'], first: false, last: true },
  ]);
});

test('new posts join the end in order of time, once, and only where the end is held', () => {
  const end = [page(['10', '12'], { last: true })];
  expect(lastSpan(append(end, '11', compare))?.ids).toEqual(['10', '11', '12']);
  expect(append(end, '12', compare)).toBe(end);
  expect(append(end, '09', compare)).toBe(end);
  expect(append([page(['10'])], '11', compare)).toEqual([page(['10'])]);
});

test('whatever pages arrive in whatever order, spans hold the posts of the pages, sorted and apart', () => {
  const world = Array.from({ length: 40 }, (_, at) => String(at + 10));
  const pages = fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(pages, (cuts) => {
      let spans: readonly Span[] = [];
      const held = new Set<string>();
      for (const [from, size] of cuts) {
        const ids = world.slice(from, from + size);
        for (const id of ids) held.add(id);
        const flags = { first: from === 0, last: from + size >= world.length };
        spans = insertPage(spans, page(ids, flags), compare);
      }
      expect(spans.flatMap((span) => span.ids)).toEqual([...held].sort(compare));
      for (const span of spans) {
        const start = world.indexOf(span.ids[0] ?? '');
        expect(span.ids).toEqual(world.slice(start, start + span.ids.length));
        expect(span.first).toBe(start === 0);
        expect(span.last).toBe(start + span.ids.length === world.length);
      }
    }),
  );
});
