import { expect, test } from 'vitest';

import { remember } from './remember.ts';

test('the same text is made once, and the oldest is forgotten first', () => {
  const made: string[] = [];
  const length = remember(2, (text) => {
    made.push(text);
    return text.length;
  });
  expect([length('a'), length('bb'), length('a'), length('')]).toEqual([1, 2, 1, 0]);
  expect(made).toEqual(['a', 'bb', '']);
  length('bb');
  length('a');
  expect(made).toEqual(['a', 'bb', '', 'a']);
});
