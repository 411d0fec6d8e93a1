import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { expect, test } from 'vitest';

import type { Post } from '@innermost/protocol/posts.ts';

import { Table } from '../../live/table.ts';
import { makePost, minute } from '../../live/testing.ts';
import { KeptRows } from './kept-rows.ts';
import { postRows, type Rows, type RowsInput } from './rows.ts';

const type = constantFrom<Post['type']>('', '', '', 'system_join_channel', 'system_header_change');
const step = oneof(
  record({ kind: constantFrom('add'), type, user: constantFrom('ann', 'me'), after: integer({ min: 1, max: 400 }) }),
  record({
    kind: constantFrom('change', 'remove', 'letGo', 'older', 'elsewhere', 'read'),
    at: integer({ min: 0, max: 30 }),
  }),
);

/** What an open channel may go through: each step gives the next input from the last. */
function taken(input: RowsInput & { posts: Table<Post> }, one: Record<string, unknown>, nth: number) {
  const { ids, posts } = input;
  const at = Number(one['at'] ?? 0) % Math.max(1, ids.length);
  const held = posts.get(ids[at] ?? '');
  const hold = (post: Post) => posts.set([[post.id, post]]);
  switch (one['kind']) {
    case 'add': {
      const minutes = (posts.get(ids.at(-1) ?? '')?.create_at ?? 0) / minute + Number(one['after']);
      const post = makePost(`p${nth}`, minutes, {
        type: String(one['type']),
        user_id: String(one['user']),
      });
      return { ...input, ids: [...ids, post.id], posts: hold(post) };
    }
    case 'change':
      return held ? { ...input, posts: hold({ ...held, message: `edited ${nth}` }) } : input;
    case 'remove':
      return held ? { ...input, posts: hold({ ...held, delete_at: 1 }) } : input;
    case 'letGo':
      return { ...input, atStart: false, ids: ids.slice(at), posts: posts.without(ids.slice(0, at)) };
    case 'older': {
      const post = makePost(`o${nth}`, (posts.get(ids[0] ?? '')?.create_at ?? 0) / minute - 1);
      return { ...input, ids: [post.id, ...ids], posts: hold(post) };
    }
    case 'read':
      return { ...input, newSince: held?.create_at };
    default:
      return { ...input, posts: hold(makePost(`x${nth}`, 1, { channel_id: 'elsewhere' })) };
  }
}

test('kept rows are the rows made anew, whatever happens to the channel', () => {
  assert(
    property(array(step, { maxLength: 60 }), (steps) => {
      const kept = new KeptRows();
      let input = {
        ids: [] as readonly string[],
        posts: Table.of<Post>({}),
        me_id: 'me',
        newSince: 0 as number | undefined,
        atStart: true,
      };
      steps.forEach((one, nth) => {
        input = taken(input, one, nth) as typeof input;
        const before = structuredClone(kept.next(input).rows);
        expect(shown(kept.next(input))).toEqual(shown(postRows(input)));
        expect(before).toEqual(postRows(input).rows);
      });
    }),
  );
});

/** Which version of the last post is at hand makes no difference to the next row. */
function shown({ previous, ...rest }: Rows) {
  return { ...rest, previous: previous?.id };
}

/** Counts how many posts are looked up. */
class CountingTable {
  count = 0;
  readonly table: Table<Post>;
  constructor(table: Table<Post>) {
    this.table = table;
  }
  get(id: string) {
    this.count += 1;
    return this.table.get(id);
  }
  differences(other: CountingTable) {
    return this.table.differences(other.table);
  }
}

test('one more post, or an edited one, costs the same in a long channel as in a short one', () => {
  const lookedUp = (length: number, act: (posts: Table<Post>) => { ids: string[]; posts: Table<Post> }) => {
    const all = Array.from({ length }, (_, at) => makePost(`p${at}`, at));
    const posts = Table.of(Object.fromEntries(all.map((post) => [post.id, post])));
    const kept = new KeptRows();
    const ids = all.map((post) => post.id);
    const input = (ids: readonly string[], posts: CountingTable) =>
      ({ ids, posts, me_id: 'me', atStart: true }) as unknown as Parameters<KeptRows['next']>[0];
    kept.next(input(ids, new CountingTable(posts)));
    const next = act(posts);
    const counting = new CountingTable(next.posts);
    kept.next(input([...ids, ...next.ids], counting));
    return counting.count;
  };
  const more = (posts: Table<Post>) => ({ ids: ['new'], posts: posts.set([['new', makePost('new', 9_999)]]) });
  const edited = (posts: Table<Post>) => ({
    ids: [],
    posts: posts.set([['p3', makePost('p3', 3, { message: 'edited' })]]),
  });
  for (const act of [more, edited]) expect(lookedUp(5_000, act)).toBe(lookedUp(50, act));
});
