import { expect, test } from 'vitest';
import { steady } from './select.ts';
import { makeChannel } from './testing.ts';

test('a post in the channel is no other channel to what shows no counts; anything else is', () => {
  const before = makeChannel('town');
  const posted = { last_post_at: 9, last_root_post_at: 9, total_msg_count: 3, total_msg_count_root: 3 };
  expect(steady(before, { ...before, ...posted })).toBe(before);
  for (const changed of [{ header: 'new' }, { delete_at: 9 }, { display_name: 'Docks' }, { type: 'P' as const }]) {
    const now = { ...before, ...posted, ...changed };
    expect(steady(before, now)).toBe(now);
  }
  expect(steady(before, undefined)).toBeUndefined();
  expect(steady(undefined, before)).toBe(before);
});
