import { expect, test } from 'vitest';

import type { Post } from '@innermost/protocol/posts.ts';

import { makePost, minute } from '../../live/testing.ts';
import { rowsOf } from './rows.ts';

function rowsFor(posts: Post[], input: Partial<Parameters<typeof rowsOf>[0]> = {}): string[] {
  const rows = rowsOf({
    ids: posts.map((post) => post.id),
    posts: new Map(posts.map((post) => [post.id, post])),
    unsent: [],
    me_id: 'me',
    atStart: false,
    dayOf: (time) => String(Math.floor(time / (24 * 60 * minute))),
    ...input,
  });
  return rows.map((row) => ('first' in row ? `${row.key}${row.first ? ' first' : ''}` : row.key));
}

const unsent = (id: string, minutes: number) => ({
  pending_post_id: id,
  user_id: 'me',
  channel_id: 'town',
  root_id: '',
  message: id,
  create_at: minutes * minute,
});

test('messages of one person stand together for five minutes', () => {
  const posts = [
    makePost('a', 0),
    makePost('b', 4),
    makePost('c', 8.9),
    makePost('d', 14),
    makePost('e', 15, { user_id: 'bob' }),
  ];
  expect(rowsFor(posts)).toEqual(['day-0', 'a first', 'b', 'c', 'd first', 'e first']);
});

test('a webhook that changes its name is another speaker', () => {
  const hook = (name: string) => ({ props: { from_webhook: 'true', override_username: name } });
  const posts = [
    makePost('a', 0),
    makePost('b', 1, hook('CI')),
    makePost('c', 2, hook('CI')),
    makePost('d', 3, hook('n8n')),
  ];
  expect(rowsFor(posts)).toEqual(['day-0', 'a first', 'b first', 'c', 'd first']);
});

test('a day line, a system line and the new line each begin a group', () => {
  const day = 24 * 60;
  const posts = [
    makePost('a', day - 1),
    makePost('b', day + 1),
    makePost('joined', day + 2, { type: 'system_join_channel' }),
    makePost('c', day + 3),
    makePost('d', day + 4),
  ];
  expect(rowsFor(posts, { newSince: (day + 3) * minute })).toEqual([
    'day-0',
    'a first',
    'day-1',
    'b first',
    'joined',
    'c first',
    'new',
    'd first',
  ]);
});

test('the new line stands above the first counted post of someone else', () => {
  const posts = [
    makePost('read', 0),
    makePost('mine', 2, { user_id: 'me' }),
    makePost('joined', 3, { type: 'system_join_channel', user_id: 'bob' }),
    makePost('news', 4),
    makePost('more', 5),
  ];
  expect(rowsFor(posts, { newSince: minute })).toEqual([
    'day-0',
    'read first',
    'mine first',
    'joined',
    'new',
    'news first',
    'more',
  ]);
  expect(rowsFor(posts)).not.toContain('new');
  expect(rowsFor(posts, { newSince: 9 * minute })).not.toContain('new');
});

test('comings and goings in a row are one line; who adds people begins another', () => {
  const by = (user_id: string, type: string) => ({ user_id, type });
  const posts = [
    makePost('a', 0, by('ann', 'system_join_channel')),
    makePost('b', 1, by('bob', 'system_join_channel')),
    makePost('c', 2, by('ann', 'system_add_to_channel')),
    makePost('d', 3, by('ann', 'system_add_to_channel')),
    makePost('e', 4, by('bob', 'system_add_to_channel')),
    makePost('f', 5, by('bob', 'system_header_change')),
    makePost('g', 6, by('bob', 'system_header_change')),
  ];
  expect(rowsFor(posts)).toEqual(['day-0', 'a', 'c', 'e', 'f', 'g']);
});

test('deleted posts are one line, unknown ids none, and the start shows only when it is held', () => {
  const posts = [makePost('a', 0), makePost('gone', 1, { delete_at: 99 }), makePost('b', 2)];
  expect(rowsFor(posts, { ids: ['a', 'gone', 'unknown', 'b'], atStart: true })).toEqual([
    'start',
    'day-0',
    'a first',
    'gone',
    'b first',
  ]);
});

test('messages on their way come last, in the order they were written, after my own group', () => {
  const posts = [makePost('a', 0, { user_id: 'me' })];
  const waiting = [unsent('me:2', 2), unsent('me:1', 1)];
  expect(rowsFor(posts, { unsent: waiting })).toEqual(['day-0', 'a first', 'me:1', 'me:2']);
  expect(rowsFor([makePost('a', 0)], { unsent: waiting })).toEqual(['day-0', 'a first', 'me:1 first', 'me:2']);
  expect(rowsFor([], { unsent: waiting })).toEqual(['me:1 first', 'me:2']);
});

test('a thread shows its root, the number of replies, and no day lines', () => {
  const root = makePost('root', 0);
  const reply = makePost('reply', 24 * 60, { root_id: 'root' });
  const input = { ids: ['reply'], root: { id: 'root', replies: 1 }, atStart: true };
  expect(rowsFor([root, reply], input)).toEqual(['root first', 'replies', 'reply first']);
});
