import { expect, test } from 'vitest';

import type { Row } from './rows.ts';
import { Standing } from './standing.ts';

const post = (id: string): Row => ({ kind: 'post', key: id, id, first: true });
const unsent = (id: string): Row => ({
  kind: 'unsent',
  key: id,
  first: true,
  unsent: { pending_post_id: id, user_id: 'me', channel_id: 'town', root_id: '', message: id, create_at: 1 },
});

test('it begins at the end and stays there however much arrives, until somebody scrolls up', () => {
  const standing = new Standing();
  expect(standing.moved(1000, 0, true)).toBe(true);
  // Rows grew below: further from the end, but nobody moved up.
  expect(standing.moved(1000, 400, true)).toBe(true);
  // Rows were lower than thought, which moved the list up.
  expect(standing.moved(950, 200, true)).toBe(true);
  expect(standing.moved(900, 250, true)).toBe(false);
  expect(standing.isSticking).toBe(false);
  expect(standing.moved(1390, 10, true)).toBe(true);
  expect(standing.isSticking).toBe(true);
});

test('who begins to scroll up is not pulled back by what grows until the list has moved', () => {
  const standing = new Standing();
  standing.moved(1000, 0, true);
  standing.letGo();
  expect(standing.isSticking).toBe(false);
  expect(standing.moved(1000, 200, true)).toBe(false);
  expect(standing.moved(1195, 5, true)).toBe(true);
  expect(standing.isSticking).toBe(true);
});

test('the end of what is held is not the end when newer posts are not held', () => {
  const standing = new Standing();
  expect(standing.moved(1000, 0, false)).toBe(false);
  expect(standing.isSticking).toBe(false);
});

test('it opens once, at the new line or at the post asked for', () => {
  const rows = [post('a'), { kind: 'new', key: 'new', since: 1 } as const, post('b')];
  expect(new Standing().openingRow(rows, 'b')).toBe(1);
  expect(new Standing().openingRow([post('a'), post('b')], 'b')).toBe(1);
  expect(new Standing().openingRow(rows, undefined)).toBeUndefined();
  expect(new Standing().openingRow([post('a')], 'unknown')).toBeUndefined();

  const standing = new Standing();
  standing.openingRow(rows, 'b');
  expect(standing.isSticking).toBe(false);
  expect(standing.openingRow(rows, 'b')).toBeUndefined();
});

test('sending goes to the end, once per message', () => {
  const standing = new Standing();
  standing.moved(500, 600, true);
  standing.moved(400, 700, true);
  standing.followOwn([post('a'), unsent('me:1')]);
  expect(standing.isSticking).toBe(true);
  standing.moved(300, 800, true);
  standing.followOwn([post('a'), unsent('me:1')]);
  expect(standing.isSticking).toBe(false);
  standing.followOwn([post('a'), unsent('me:1'), unsent('me:2')]);
  expect(standing.isSticking).toBe(true);
});

test('whoever seeks the end stays with it until the newer posts of others are held', () => {
  const standing = new Standing();
  standing.moved(500, 600, false);
  standing.followOwn([post('a'), unsent('me:1')]);
  standing.moved(1100, 0, false);
  standing.followOwn([post('a'), post('b')]);
  standing.moved(1100, 0, false);
  expect(standing.isSticking).toBe(true);
  standing.moved(3000, 0, true);
  // There: from now on the end of what is held counts for as much as before.
  standing.moved(3000, 0, false);
  expect(standing.isSticking).toBe(false);
});
