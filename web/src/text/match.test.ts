import { expect, test } from 'vitest';

import { bestFits, fit } from './match.ts';

test('the whole, its beginning, another field, a word inside, anywhere: in this order', () => {
  expect(fit('ann', 'ann')).toBe(0);
  expect(fit('an', 'ann')).toBe(1);
  expect(fit('to', 'reyes', 'Tomás Reyes')).toBe(2);
  expect(fit('rey', 'tomas', 'Tomás Reyes')).toBe(3);
  expect(fit('oma', 'tomas', 'Tomás Reyes')).toBe(4);
  expect(fit('xyz', 'tomas', 'Tomás Reyes')).toBeUndefined();
  expect(fit('', 'anything')).toBe(1);
});

test('accents and case do not matter', () => {
  expect(fit('TOMAS', 'Tomás')).toBe(0);
  expect(fit('größe', 'Grosse', 'Größe')).toBe(2);
});

test('the best come first and equals keep their order', () => {
  expect(bestFits(['banana', 'ab', 'an', 'ant', 'can'], 'an', (item) => [item], 3)).toEqual(['an', 'ant', 'banana']);
});
