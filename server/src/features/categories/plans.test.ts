import { expect, test } from 'vitest';
import type { HotStatement } from '../../platform/db/hot.ts';
import { fillWithCrowd, inCrowd, wholeReads } from '../../testing/crowd.ts';
import { startServer } from '../../testing/start-server.ts';
import { placeChannels, selectCategories, updateFavourites } from './queries.ts';

const server = await startServer();
const { db } = server.database;
await fillWithCrowd(db);
const { user, team, channel } = inCrowd;

const statements: [string, HotStatement<unknown>, unknown[]][] = [
  ['the sidebar', selectCategories, [user, team]],
  ['putting channels', placeChannels, [user, team, ['x'], [channel], ['x']]],
  ['stars of older clients', updateFavourites, [user, [channel], []]],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});
