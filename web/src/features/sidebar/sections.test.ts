import { expect, test } from 'vitest';

import type { SidebarCategory } from '@innermost/protocol/categories.ts';

import { keyed, type LiveState } from '../../live/state.ts';
import { inTown, makeChannel, makeMember, makeUser } from '../../live/testing.ts';
import { sectionsOf } from './sections.ts';

function category(type: SidebarCategory['type'], channel_ids: string[], fields: Partial<SidebarCategory> = {}) {
  const sorting = type === 'direct_messages' ? 'recent' : '';
  const one: SidebarCategory = {
    id: type,
    user_id: 'me',
    team_id: 'team',
    display_name: type,
    sort_order: 0,
    sorting,
    type,
    muted: false,
    collapsed: false,
    channel_ids,
    ...fields,
  };
  return one;
}

function state(categories: SidebarCategory[], fields: Partial<LiveState> = {}): LiveState {
  const channels = [
    makeChannel('town', { display_name: 'Town' }),
    makeChannel('b2', { display_name: 'build 2' }),
    makeChannel('b10', { display_name: 'build 10' }),
    makeChannel('elsewhere', { team_id: 'other' }),
    makeChannel('gone', { delete_at: 5 }),
    makeChannel('dm-ann', { type: 'D', team_id: '', name: 'ann__me', last_root_post_at: 1, last_post_at: 1 }),
    makeChannel('dm-bob', { type: 'D', team_id: '', name: 'bob__me', last_root_post_at: 2, last_post_at: 2 }),
  ];
  return inTown({
    users: keyed([makeUser('me'), makeUser('ann'), makeUser('bob')], (user) => user.id),
    channels: keyed(channels, (channel) => channel.id),
    members: keyed(
      channels.map((channel) => makeMember(channel.id)),
      (member) => member.channel_id,
    ),
    categories: keyed(categories, (one) => one.id),
    categoryOrder: { team: categories.map((one) => one.id) },
    ...fields,
  });
}

const listed = (live: LiveState, open?: string) =>
  Object.fromEntries(sectionsOf(live, 'team', open).map((section) => [section.type, section.channel_ids]));

test('channels of the team by name, direct messages by the last post, nothing archived or of other teams', () => {
  const live = state([
    category('channels', ['town', 'b10', 'gone']),
    category('direct_messages', ['dm-ann', 'dm-bob']),
  ]);
  expect(listed(live)).toEqual({ channels: ['b2', 'b10', 'town'], direct_messages: ['dm-bob', 'dm-ann'] });
});

test('empty favourites are left out, filled ones keep their order', () => {
  expect(listed(state([category('favorites', [])]))).toEqual({});
  expect(listed(state([category('favorites', ['town', 'b2'])]))).toEqual({ favorites: ['town', 'b2'] });
});

test('a closed conversation returns when something new is in it, or when it is open', () => {
  const closed = { preferences: { 'direct_channel_show/ann': 'false' } };
  const categories = [category('direct_messages', ['dm-ann', 'dm-bob'])];
  expect(listed(state(categories, closed))['direct_messages']).toEqual(['dm-bob']);
  expect(listed(state(categories, closed), 'dm-ann')['direct_messages']).toEqual(['dm-bob', 'dm-ann']);

  const unread = state(categories, closed);
  const told = { ...unread, members: { ...unread.members, 'dm-ann': makeMember('dm-ann', { mention_count_root: 1 }) } };
  expect(listed(told)['direct_messages']).toEqual(['dm-bob', 'dm-ann']);
});

test('a folded section shows only what is unread or open', () => {
  const folded = state([category('channels', ['town', 'b2', 'b10'], { collapsed: true })]);
  const told = { ...folded, members: { ...folded.members, b10: makeMember('b10', { mention_count_root: 1 }) } };
  expect(listed(told)).toEqual({ channels: ['b10'] });
  expect(listed(told, 'town')).toEqual({ channels: ['b10', 'town'] });
});

test('a channel that no category holds yet appears in the default one', () => {
  expect(listed(state([category('channels', []), category('direct_messages', [])]))['direct_messages']).toHaveLength(2);
});
