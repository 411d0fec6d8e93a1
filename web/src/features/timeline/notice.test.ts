import { expect, test } from 'vitest';

import { addableBy } from './notice.ts';

test('a notice offers the people it names, and nothing when its props are odd', () => {
  const offer = { not_in_channel_user_ids: ['a', 'b'], user_ids: ['a', 'b', 'c'] };
  expect(addableBy({ props: { add_channel_member: offer } })).toEqual(['a', 'b']);
  expect(addableBy({ props: { add_channel_member: { user_ids: ['c', 4] } } })).toEqual(['c']);
  for (const odd of [undefined, null, 'x', 4, [], { user_ids: 'a' }]) {
    expect(addableBy({ props: { add_channel_member: odd } })).toEqual([]);
  }
});
