import { expect, test } from 'vitest';

import type { Preference } from '@innermost/protocol/preferences.ts';

import type { LiveState } from '../state.ts';
import { frame, inTown, makeChannel, makeMember, makePost, makeTeam, makeThread, makeUser } from '../testing.ts';
import { applyEvent } from './slices.ts';

const apply = (state: LiveState, ...frames: ReturnType<typeof frame>[]) =>
  frames.reduce((next, one) => applyEvent(next, one, 1000), state);

const team = makeTeam('team');

test('events that name something I am in now ask for it', () => {
  const wants = (...frames: ReturnType<typeof frame>[]) => [...apply(inTown(), ...frames).wants];
  expect(wants(frame('user_added', { user_id: 'me', team_id: 'team' }, { channel_id: 'new' }))).toEqual([
    'channel:new',
  ]);
  expect(wants(frame('user_added', { user_id: 'bob', team_id: 'team' }, { channel_id: 'town' }))).toEqual([]);
  expect(wants(frame('direct_added', { creator_id: 'ann', teammate_id: 'me' }, { channel_id: 'dm' }))).toEqual([
    'channel:dm',
  ]);
  expect(
    wants(
      frame('added_to_team', { team_id: 't2', user_id: 'me' }),
      frame('added_to_team', { team_id: 't2', user_id: 'me' }),
    ),
  ).toEqual(['team:t2']);
  expect(wants(frame('added_to_team', { team_id: 't2', user_id: 'bob' }))).toEqual([]);
});

test('leaving a team forgets its channels and its sidebar, and leaves direct messages', () => {
  const state = inTown({
    teams: { team },
    channels: { town: makeChannel('town'), dm: makeChannel('dm', { type: 'D', team_id: '' }) },
    members: { town: makeMember('town'), dm: makeMember('dm') },
    categoryOrder: { team: ['c'] },
  });
  const left = apply(state, frame('leave_team', { team_id: 'team', user_id: 'me' }));
  expect(Object.keys(left.channels)).toEqual(['dm']);
  expect([left.teams, left.categoryOrder]).toEqual([{}, {}]);
  expect(apply(state, frame('leave_team', { team_id: 'team', user_id: 'bob' }))).toEqual(state);
});

test('the sanitised copy of a team keeps the invite that I may see', () => {
  const renamed = { ...team, display_name: 'Renamed', invite_id: '', email: '' };
  const state = apply(inTown({ teams: { team } }), frame('update_team', { team: renamed }));
  expect(state.teams['team']).toMatchObject({ display_name: 'Renamed', invite_id: 'secret', email: 'a@b.example' });
});

test('a channel that changed keeps the counters that are further on', () => {
  const held = inTown({ channels: { town: makeChannel('town', { total_msg_count: 7, last_post_at: 70 }) } });
  const changed = makeChannel('town', { header: 'new', update_at: 5, total_msg_count: 6, last_post_at: 60 });
  expect(apply(held, frame('channel_updated', { channel: changed })).channels['town']).toMatchObject({
    header: 'new',
    total_msg_count: 7,
    last_post_at: 70,
  });
});

test('threads that I follow keep their unread replies, and reading them comes in three forms', () => {
  const root = makePost('root', 1);
  const told = frame('thread_updated', { thread: makeThread(root, { unread_replies: 2, unread_mentions: 1 }) });
  const state = apply(inTown(), told);
  expect(state.threads['root']).toMatchObject({ channel_id: 'town', unread_replies: 2 });
  expect(state.posts.get('root')).toMatchObject({ is_following: true, reply_count: 1 });

  const one = {
    thread_id: 'root',
    timestamp: 50,
    unread_mentions: 0,
    unread_replies: 0,
    previous_unread_mentions: 1,
    previous_unread_replies: 2,
    channel_id: 'town',
  };
  for (const read of [
    frame('thread_read_changed', one),
    frame('thread_read_changed', { timestamp: 50 }, { channel_id: 'town' }),
    frame('thread_read_changed', {}, { team_id: 'team' }),
  ]) {
    expect(apply(state, read).threads['root']).toMatchObject({ unread_replies: 0, unread_mentions: 0 });
  }
  expect(apply(state, frame('thread_read_changed', {}, { team_id: 'other' })).threads['root']?.unread_replies).toBe(2);

  const unfollowed = apply(state, frame('thread_follow_changed', { thread_id: 'root', state: false, reply_count: 1 }));
  expect(unfollowed.threads).toEqual({});
  expect(unfollowed.posts.get('root')?.is_following).toBe(false);
  const again = apply(unfollowed, frame('thread_follow_changed', { thread_id: 'root', state: true, reply_count: 1 }));
  expect([...again.wants]).toContain('thread:root');
});

test('preferences are kept by category and name', () => {
  const preference: Preference = { user_id: 'me', category: 'display', name: 'theme', value: 'dark' };
  const kept = apply(inTown(), frame('preferences_changed', { preferences: [preference] }));
  expect(kept.preferences).toEqual({ 'display/theme': 'dark' });
  expect(apply(kept, frame('preferences_deleted', { preferences: [preference] })).preferences).toEqual({});
});

test('an empty change of categories asks for every sidebar that is loaded', () => {
  const state = inTown({ categoryOrder: { t1: [], t2: [] } });
  expect([...apply(state, frame('sidebar_category_updated', {})).wants]).toEqual(['categories:t1', 'categories:t2']);
  const one = apply(state, frame('sidebar_category_created', { category_id: 'c' }, { team_id: 't2' }));
  expect([...one.wants]).toEqual(['categories:t2']);
});

test('a sanitised copy of myself leaves alone what only I see', () => {
  const me = makeUser('me', { email: 'me@b.example', notify_props: { push: 'all' }, update_at: 1 });
  const copy = makeUser('me', { nickname: 'Mimi', update_at: 2 });
  const state = apply(inTown({ users: { me } }), frame('user_updated', { user: copy }));
  expect(state.users['me']).toMatchObject({ nickname: 'Mimi', email: 'me@b.example', notify_props: { push: 'all' } });
  expect(apply(inTown(), frame('user_updated', { user: makeUser('stranger') })).users['stranger']).toBeUndefined();
});

test('new roles of mine are asked for', () => {
  const state = apply(inTown(), frame('user_role_updated', { user_id: 'me', roles: 'system_user system_admin' }));
  expect([...state.wants]).toEqual(['role:system_user', 'role:system_admin']);
});
