import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import { hueOf, initials } from './initials.ts';

test('initials are those of the first and the last word', () => {
  expect(initials('Mara Lindqvist')).toBe('ML');
  expect(initials('Даниил Сергеевич Орлов')).toBe('ДО');
  expect(initials('ines')).toBe('I');
  expect(initials('incident.bot')).toBe('IB');
  expect(initials('田中 雪')).toBe('雪');
  expect(initials('  ')).toBe('');
  expect(initials('👩‍🚀')).toBe('👩‍🚀');
});

test('any name gives at most two graphemes, and any id a hue', () => {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  assert(
    property(string({ unit: 'grapheme' }), (name) => {
      // Upper-casing may lengthen a letter (ß), never by more than two.
      expect([...graphemes.segment(initials(name))].length).toBeLessThanOrEqual(6);
      expect(hueOf(name)).toBeGreaterThan(0);
    }),
  );
});

test('hues are spread, and the same id has the same hue', () => {
  const seen = new Set(Array.from({ length: 200 }, (_, i) => hueOf(`user${i}`)));
  expect(seen.size).toBe(12);
  expect(hueOf('abc')).toBe(hueOf('abc'));
});
