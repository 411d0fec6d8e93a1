import { expect, test } from 'vitest';

import { keyed } from '../../live/state.ts';
import type { User } from '@innermost/protocol/users.ts';
import { Table } from '../../live/table.ts';
import { makePost, minute } from '../../live/testing.ts';
import { edgesOf, firstNew, newsSince, shownSpan } from './window.ts';

const old = { ids: ['a', 'b'], first: true, last: false };
const end = { ids: ['x', 'y'], first: false, last: true };

test('the span around the anchor is shown, else the newest', () => {
  expect(shownSpan([old, end], 'b')).toBe(old);
  expect(shownSpan([old, end], 'unknown')).toBe(end);
  expect(shownSpan([old, end], undefined)).toBe(end);
  expect(shownSpan(undefined, 'b')).toBeUndefined();
});

test('an edge is a post beyond which something is missing', () => {
  expect(edgesOf(old)).toEqual({ older: undefined, newer: 'b' });
  expect(edgesOf(end)).toEqual({ older: 'x', newer: undefined });
  expect(edgesOf({ ids: [], first: true, last: true })).toEqual({ older: undefined, newer: undefined });
});

test('news are the counted posts of others since the last visit', () => {
  const posts = Table.of(
    keyed(
      [
        makePost('a', 1),
        makePost('mine', 2, { user_id: 'me' }),
        makePost('joined', 3, { type: 'system_join_channel' }),
        makePost('b', 4),
        makePost('gone', 5, { delete_at: 9 }),
        makePost('c', 6),
      ],
      (post) => post.id,
    ),
  );
  const ids = [...posts.values()].sort((a, b) => a.create_at - b.create_at).map((post) => post.id);
  expect(firstNew(ids, posts, minute, 'me')).toBe('b');
  expect(firstNew(ids, posts, 6 * minute, 'me')).toBeUndefined();
  expect(firstNew(ids, posts, undefined, 'me')).toBeUndefined();
  const me = { id: 'me', username: 'me' } as User;
  expect(newsSince(ids, posts, minute, me)).toEqual({ posts: 2, mentions: 0 });
  expect(newsSince(ids, posts, 0, me)).toEqual({ posts: 3, mentions: 0 });
});

test('what came since tells how often it calls me', () => {
  const me = { id: 'me', username: 'ann' } as User;
  const written = [
    makePost('a', 1, { user_id: 'bob', message: 'hello' }),
    makePost('b', 2, { user_id: 'bob', message: 'cc @ann' }),
    makePost('c', 3, { user_id: 'me', message: '@ann myself' }),
  ];
  const posts = new Map(written.map((post) => [post.id, post]));
  expect(newsSince(['a', 'b', 'c'], posts, 0, me)).toEqual({ posts: 2, mentions: 1 });
  const renamed = { ...me, username: 'anna' };
  expect(newsSince(['a', 'b', 'c'], posts, 0, renamed)).toEqual({ posts: 2, mentions: 0 });
});
