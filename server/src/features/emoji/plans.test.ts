import { expect, test } from 'vitest';
import { fillWithCrowd, wholeReads } from '../../testing/crowd.ts';
import { startServer } from '../../testing/start-server.ts';
import { lockPosts, removeReactionsOnPosts, selectPostsWithReaction } from '../reactions/queries.ts';
import {
  insertEmoji,
  markEmojiDeleted,
  selectEmoji,
  selectEmojiById,
  selectEmojiByNames,
  selectEmojiLike,
} from './queries.ts';

const server = await startServer();
const { db } = server.database;
await fillWithCrowd(db);
const id = `e${'1'.padStart(25, '0')}`;
const post_ids = [`p${'1'.padStart(25, '0')}`, `p${'2'.padStart(25, '0')}`];
const gone = { emoji_name: 'emoji7', before: 100_000 };

const statements: [string, { text: string }, unknown[]][] = [
  ['one by its id', selectEmojiById, selectEmojiById.values({ id })],
  ['those of names', selectEmojiByNames, selectEmojiByNames.values({ names: ['emoji1', 'emoji2'] })],
  ['a new one', insertEmoji, insertEmoji.values({ id: 'x', now: 1, creator_id: 'u', name: 'new' })],
  ['one that goes', markEmojiDeleted, markEmojiDeleted.values({ id, now: 1 })],
  ['posts that are locked', lockPosts, lockPosts.values({ post_ids })],
  [
    'reactions on posts',
    removeReactionsOnPosts,
    removeReactionsOnPosts.values({ post_ids, ...gone, now: 1, before: 5 }),
  ],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});

const searches: [string, { text: string }, unknown[], string][] = [
  ['a page', selectEmoji, selectEmoji.values({ by_name: true, limit: 60, offset: 0 }), 'emoji'],
  ['a part of a name', selectEmojiLike, selectEmojiLike.values({ pattern: '%moji1%', limit: 60 }), 'emoji'],
  [
    'posts with a reaction',
    selectPostsWithReaction,
    selectPostsWithReaction.values({ ...gone, after: '', most: 50_000 }),
    'reactions',
  ],
];

test.each(searches)('%s: one table is read, and no other', async (_name, statement, values, table) => {
  for (const read of await wholeReads(db, statement, values)) expect(read).toContain(`Seq Scan on ${table}`);
});
