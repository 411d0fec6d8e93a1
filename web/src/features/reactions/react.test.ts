import { expect, test } from 'vitest';

import { makeReaction } from '../../live/testing.ts';
import { groupReactions, namesOf } from './react.ts';

test('reactions are grouped by emoji in the order of the first', () => {
  const reactions = [
    makeReaction('p', 'ann', 'taco'),
    makeReaction('p', 'bob', 'eyes'),
    makeReaction('p', 'me', 'taco'),
  ];
  expect(groupReactions(reactions, 'me')).toEqual([
    { emoji_name: 'taco', user_ids: ['ann', 'me'], isMine: true },
    { emoji_name: 'eyes', user_ids: ['bob'], isMine: false },
  ]);
});

test('the names begin with me and end with how many more', () => {
  const nameOf = (id: string) => id.toUpperCase();
  expect(namesOf(['a'], 'me', nameOf)).toBe('A');
  expect(namesOf(['a', 'me', 'b'], 'me', nameOf)).toBe('You, A and B');
  expect(namesOf('abcdefghij'.split(''), 'me', nameOf)).toBe('A, B, C, D, E, F, G and 3 others');
});
