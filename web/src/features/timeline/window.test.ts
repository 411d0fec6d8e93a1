import { expect, test } from 'vitest';

import { keyed } from '../../live/state.ts';
import { Table } from '../../live/table.ts';
import { makePost, minute } from '../../live/testing.ts';
import { countNew, edgesOf, firstNew, shownSpan } from './window.ts';

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
  expect(countNew(ids, posts, minute, 'me')).toBe(2);
  expect(countNew(ids, posts, 0, 'me')).toBe(3);
});
