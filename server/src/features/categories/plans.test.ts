import { expect, test } from 'vitest';
import { fillWithCrowd, inCrowd, wholeReads } from '../../testing/crowd.ts';
import { startServer } from '../../testing/start-server.ts';
import { placeChannels, selectCategories, updateFavourites } from './queries.ts';

const server = await startServer();
const { db } = server.database;
await fillWithCrowd(db);
const { user, team, channel } = inCrowd;

const mine = { user_id: user, team_id: team };
const placed = { ...mine, category_ids: ['x'], channel_ids: [channel], emptied_ids: ['x'] };
const stars = { user_id: user, starred: [channel], unstarred: [] };

const statements: [string, { text: string }, unknown[]][] = [
  ['the sidebar', selectCategories, selectCategories.values(mine)],
  ['putting channels', placeChannels, placeChannels.values(placed)],
  ['stars of older clients', updateFavourites, updateFavourites.values(stars)],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});
