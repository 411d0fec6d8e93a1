import { expect, test } from 'vitest';

import { frame, inTown, makePost, makeReaction, makeThread, minute, postedFrame } from '../testing.ts';
import { keyed, type LiveState } from '../state.ts';
import { applyEvent } from './slices.ts';
import { holdAnswered } from './posts.ts';

const apply = (state: LiveState, ...frames: ReturnType<typeof frame>[]) =>
  frames.reduce((next, one) => applyEvent(next, one, 100 * minute), state);

const unsent = {
  pending_post_id: 'me:1',
  user_id: 'me',
  channel_id: 'town',
  root_id: '',
  message: 'hi',
  create_at: 1,
};

test('a post of someone else appears at the end and is unread, once however often it is told', () => {
  const posted = postedFrame(makePost('p1', 1), ['me']);
  const state = apply(inTown(), posted, posted);
  expect(state.spans['town']?.[0]?.ids).toEqual(['p1']);
  expect(state.channels['town']).toMatchObject({ total_msg_count: 1, total_msg_count_root: 1, last_post_at: minute });
  expect(state.members['town']).toMatchObject({ msg_count: 0, mention_count: 1, mention_count_root: 1 });
});

test('a post that mentions only others leaves my mention count alone', () => {
  const state = apply(inTown(), postedFrame(makePost('p1', 1), ['bob']));
  expect(state.members['town']?.mention_count).toBe(0);
});

test('joins and leaves move the time of the last post but count for nothing', () => {
  const state = apply(inTown(), postedFrame(makePost('p1', 1, { type: 'system_join_channel' })));
  expect(state.channels['town']).toMatchObject({ total_msg_count: 0, last_post_at: minute });
});

test('my own post reads the channel, unless a webhook of mine wrote it', () => {
  const before = apply(inTown(), postedFrame(makePost('p1', 1), ['me']));
  const mine = apply(before, postedFrame(makePost('p2', 2, { user_id: 'me' })));
  expect(mine.members['town']).toMatchObject({ msg_count_root: 2, mention_count: 0, last_viewed_at: 2 * minute });
  const hook = apply(before, postedFrame(makePost('p2', 2, { user_id: 'me', props: { from_webhook: 'true' } })));
  expect(hook.members['town']).toMatchObject({ msg_count_root: 0, mention_count: 1 });
});

test('answer and event of my message, in either order, end the waiting and leave one post', () => {
  const post = makePost('p1', 1, { user_id: 'me', pending_post_id: 'me:1' });
  const waiting = inTown({ outbox: { 'me:1': unsent } });
  for (const state of [
    holdAnswered(apply(waiting, postedFrame(post)), post),
    apply(holdAnswered(waiting, post), postedFrame(post)),
  ]) {
    expect(state.outbox).toEqual({});
    expect(state.spans['town']?.[0]?.ids).toEqual(['p1']);
    expect(state.channels['town']?.total_msg_count).toBe(1);
    expect(state.members['town']?.msg_count).toBe(1);
  }
});

test('an answer that overtakes an earlier post of someone else does not swallow its count', () => {
  const mine = makePost('p2', 2, { user_id: 'me' });
  const state = apply(holdAnswered(inTown(), mine), postedFrame(makePost('p1', 1)), postedFrame(mine));
  expect(state.spans['town']?.[0]?.ids).toEqual(['p1', 'p2']);
  expect(state.channels['town']?.total_msg_count).toBe(2);
});

test('a reply counts under its root and joins its thread, not the channel', () => {
  const root = makePost('root', 1);
  const held = inTown({
    posts: { root },
    spans: { town: [{ ids: ['root'], first: true, last: true }], root: [{ ids: [], first: true, last: true }] },
  });
  const first = postedFrame(makePost('r1', 2, { root_id: 'root', user_id: 'bob' }));
  const second = postedFrame(makePost('r2', 3, { root_id: 'root', user_id: 'ann' }));
  const third = postedFrame(makePost('r3', 4, { root_id: 'root', user_id: 'bob' }));
  const state = apply(held, first, second, third, third);
  expect(state.posts.get('root')).toMatchObject({ reply_count: 3, last_reply_at: 4 * minute });
  expect(state.posts.get('root')?.participants?.map((one) => one.id)).toEqual(['ann', 'bob']);
  expect(state.spans['root']?.[0]?.ids).toEqual(['r1', 'r2', 'r3']);
  expect(state.spans['town']?.[0]?.ids).toEqual(['root']);
  expect(state.channels['town']).toMatchObject({ total_msg_count: 3, total_msg_count_root: 0 });
});

test('a deleted root takes its replies and its thread along; a deleted reply asks for the new counters', () => {
  const root = makePost('root', 1, { reply_count: 1 });
  const reply = makePost('r1', 2, { root_id: 'root' });
  const { post: _, participants: __, ...thread } = makeThread(root);
  const held = inTown({ posts: { root, r1: reply }, threads: { root: { ...thread, channel_id: 'town' } } });
  const gone = apply(held, frame('post_deleted', { post: root }));
  expect([gone.posts.get('root')?.delete_at, gone.posts.get('r1')?.delete_at].every((at) => (at ?? 0) > 0)).toBe(true);
  expect(gone.posts.get('root')?.message).toBe('');
  expect(gone.threads).toEqual({});
  expect([...apply(held, frame('post_deleted', { post: reply })).wants]).toEqual(['root:root']);
});

test('an older version of a post never replaces a newer one', () => {
  const edited = makePost('p1', 1, { message: 'new', update_at: 3 * minute, edit_at: 3 * minute });
  const stale = makePost('p1', 1, { message: 'old', update_at: 2 * minute });
  const state = inTown({ posts: { p1: edited } });
  expect(apply(state, frame('post_edited', { post: stale })).posts.get('p1')?.message).toBe('new');
  expect(
    apply(state, frame('post_edited', { post: { ...edited, message: 'newer', update_at: 4 * minute } })).posts.get('p1')
      ?.message,
  ).toBe('newer');
});

test('people who are not known are asked for, once', () => {
  const state = apply(
    inTown(),
    postedFrame(makePost('p1', 1, { user_id: 'zoe' })),
    postedFrame(makePost('p2', 2, { user_id: 'zoe' })),
  );
  expect([...state.wants]).toEqual(['user:zoe']);
});

test('a post in a channel that is not open changes counters only', () => {
  const state = apply(inTown({ spans: {} }), postedFrame(makePost('p1', 1)));
  expect(state.posts.size).toBe(0);
  expect(state.channels['town']?.total_msg_count).toBe(1);
});

test('marking unread sets my counters as told', () => {
  const counters = {
    msg_count: 3,
    msg_count_root: 2,
    mention_count: 1,
    mention_count_root: 1,
    urgent_mention_count: 0,
    last_viewed_at: 5,
  };
  const state = apply(inTown(), frame('post_unread', { ...counters, post_id: 'p1' }, { channel_id: 'town' }));
  expect(state.members['town']).toMatchObject(counters);
  expect(state.members['town']).not.toHaveProperty('post_id');
});

test('reactions come and go by person and emoji, and leave nothing behind', () => {
  const add = (user: string, emoji: string) => frame('reaction_added', { reaction: makeReaction('p1', user, emoji) });
  const remove = (user: string, emoji: string) =>
    frame('reaction_removed', { reaction: makeReaction('p1', user, emoji) });
  const held = inTown({ posts: { p1: makePost('p1', 1) } });
  const two = apply(held, add('ann', 'taco'), add('bob', 'taco'), add('ann', 'taco'));
  expect(two.posts.get('p1')?.metadata.reactions?.map((one) => one.user_id)).toEqual(['ann', 'bob']);
  const none = apply(two, remove('ann', 'taco'), remove('bob', 'taco'), remove('bob', 'taco'));
  expect(none.posts.get('p1')).toEqual(held.posts.get('p1'));
});

test('viewing reads a channel up to the time told, and not what came after', () => {
  const two = apply(inTown(), postedFrame(makePost('p1', 1), ['me']), postedFrame(makePost('p2', 2)));
  const early = apply(two, frame('multiple_channels_viewed', { channel_times: { town: minute } }));
  expect(early.members['town']).toMatchObject({ msg_count_root: 0, mention_count: 1, last_viewed_at: minute });
  const whole = apply(two, frame('multiple_channels_viewed', { channel_times: { town: 2 * minute, other: 1 } }));
  expect(whole.members['town']).toMatchObject({ msg_count_root: 2, mention_count: 0, last_viewed_at: 2 * minute });
});

test('leaving a channel forgets it with its posts, threads and place in the sidebar', () => {
  const root = makePost('root', 1);
  const category = {
    id: 'c',
    user_id: 'me',
    team_id: 'team',
    sort_order: 0,
    sorting: '',
    type: 'channels',
    display_name: '',
    muted: false,
    collapsed: false,
    channel_ids: ['town', 'other'],
  } as const;
  const held = inTown({
    posts: keyed([root], (post) => post.id),
    categories: { c: { ...category, channel_ids: [...category.channel_ids] } },
  });
  const left = apply(held, frame('user_removed', { channel_id: 'town', remover_id: 'ann' }));
  expect([left.channels, left.members, left.spans]).toEqual([{}, {}, {}]);
  expect(left.posts.size).toBe(0);
  expect(left.categories['c']?.channel_ids).toEqual(['other']);
  expect(apply(held, frame('user_removed', { user_id: 'bob', remover_id: 'ann' }, { channel_id: 'town' }))).toEqual(
    held,
  );
});

test('typing is heard until the person posts', () => {
  const typing = frame('typing', { parent_id: '', user_id: 'ann' }, { channel_id: 'town' });
  const heard = apply(inTown(), typing, frame('typing', { parent_id: '', user_id: 'me' }, { channel_id: 'town' }));
  expect(heard.typing).toEqual({ town: { ann: 100 * minute } });
  expect(apply(heard, postedFrame(makePost('p1', 1))).typing).toEqual({ town: {} });
});

test('events that this version does not know change nothing', () => {
  const state = inTown();
  const unknown = { ...frame('new_user', { user_id: 'x' }), event: 'custom_thing' } as unknown as ReturnType<
    typeof frame
  >;
  expect(applyEvent(state, unknown, 1)).toBe(state);
});

test('a notice from nobody about what I wrote is shown as mine, and is no news', () => {
  const notice = makePost('e1', 1, { user_id: '', type: 'system_ephemeral', update_at: 0 });
  const state = apply(inTown(), frame('ephemeral_message', { post: notice }));
  expect(state.posts.get('e1')).toMatchObject({ user_id: 'me' });
});
