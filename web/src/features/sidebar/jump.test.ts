import { expect, test } from 'vitest';

import { keyed, type LiveState } from '../../live/state.ts';
import { inTown, makeChannel, makeMember, makeUser } from '../../live/testing.ts';
import { placesFor } from './jump.ts';

const channels = [
  makeChannel('town', { display_name: 'Town Square', name: 'town-square', last_post_at: 5 }),
  makeChannel('rel', { display_name: 'Releases', name: 'releases', last_post_at: 9, total_msg_count_root: 0 }),
  makeChannel('old', { display_name: 'Old', delete_at: 4 }),
  makeChannel('else', { display_name: 'Elsewhere', team_id: 'other' }),
  makeChannel('dm', { type: 'D', team_id: '', name: 'ann__me', last_post_at: 7 }),
];
const state: LiveState = inTown({
  users: keyed(
    [makeUser('me'), makeUser('ann', { first_name: 'Ann', last_name: 'Reland' }), makeUser('gone', { delete_at: 3 })],
    (user) => user.id,
  ),
  channels: keyed(channels, (channel) => channel.id),
  members: keyed(
    channels.map((channel) => makeMember(channel.id)),
    (member) => member.channel_id,
  ),
});
const titles = (typed: string, live = state) => placesFor(live, 'team', typed).map((place) => place.title);

test('nothing typed: what is unread, then the latest, conversations included', () => {
  expect(titles('')).toEqual(['Releases', 'Ann Reland', 'Town Square']);
  const unread = { ...state, members: { ...state.members, town: makeMember('town', { mention_count_root: 1 }) } };
  expect(titles('', unread)[0]).toBe('Town Square');
});

test('channels by name or address and people by any name, of this team only', () => {
  expect(titles('rel')).toEqual(['Releases', 'Ann Reland']);
  expect(titles('square')).toEqual(['Town Square']);
  expect(titles('elsewhere')).toEqual([]);
  expect(titles('gone')).toEqual([]);
});

test('a sign asks for one kind', () => {
  expect(titles('#rel')).toEqual(['Releases']);
  expect(titles('@rel')).toEqual(['Ann Reland']);
});
