import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from './database.ts';

const day = 86_400_000;
let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  const url = new URL(own.url);
  url.searchParams.set('timezone', 'UTC');
  database = openDatabase({ url: url.href, maxConnections: 1 });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

async function refreshed(view: string): Promise<unknown[]> {
  await sql`REFRESH MATERIALIZED VIEW ${sql.table(view)}`.execute(database.db);
  const { rows } = await sql<{ row: unknown }>`SELECT to_jsonb(v) AS row FROM ${sql.table(view)} v ORDER BY v`.execute(
    database.db,
  );
  return rows.map(({ row }) => row);
}

test('posts are counted by author, team and day, whatever became of them', async () => {
  const { db } = database;
  await db
    .insertInto('channels')
    .values([
      { id: 'c', team_id: 't' },
      { id: 'd', team_id: '' },
    ])
    .execute();
  await db.insertInto('bots').values({ user_id: 'bot', delete_at: 5 }).execute();
  await db
    .insertInto('posts')
    .values([
      { id: '1', user_id: 'ann', channel_id: 'c', create_at: 0, delete_at: 1 },
      { id: '2', user_id: 'ann', channel_id: 'c', create_at: day - 1, delete_at: 0 },
      { id: '3', user_id: 'ann', channel_id: 'gone', create_at: day, delete_at: 0 },
      { id: '4', user_id: 'bot', channel_id: 'd', create_at: day, delete_at: 0 },
    ])
    .execute();
  expect(await refreshed('poststats')).toEqual([
    { userid: 'ann', day: '1970-01-01', numposts: 2, lastpostdate: day - 1 },
    { userid: 'ann', day: '1970-01-02', numposts: 1, lastpostdate: day },
    { userid: 'bot', day: '1970-01-02', numposts: 1, lastpostdate: day },
  ]);
  expect(await refreshed('posts_by_team_day')).toEqual([
    { day: '1970-01-01', num: 2, teamid: 't' },
    { day: '1970-01-02', num: 1, teamid: '' },
  ]);
  expect(await refreshed('bot_posts_by_team_day')).toEqual([{ day: '1970-01-02', num: 1, teamid: '' }]);
});

test('live files are counted, and an empty store is one row of zeros', async () => {
  expect(await refreshed('file_stats')).toEqual([{ num: 0, usage: 0 }]);
  const file = { creator_id: '', create_at: 0, update_at: 0, path: '', post_id: '' };
  await database.db
    .insertInto('fileinfo')
    .values([
      { ...file, id: 'a', size: 7, delete_at: 0 },
      { ...file, id: 'b', size: 5, delete_at: 0 },
      { ...file, id: 'c', size: 9, delete_at: 1 },
      { ...file, id: 'd', size: 9 },
    ])
    .execute();
  expect(await refreshed('file_stats')).toEqual([{ num: 2, usage: 12 }]);
});

test('attributes show the names of what was chosen', async () => {
  const { db } = database;
  const options = [
    { id: 'r', name: 'Red' },
    { id: 'b', name: 'Blue' },
  ];
  const field = { group_id: 'g', create_at: 0, update_at: 0, delete_at: 0 };
  await db
    .insertInto('propertyfields')
    .values([
      { ...field, id: 'one', name: 'colour', type: 'select', attrs: { options } },
      { ...field, id: 'gone', name: 'shade', type: 'select', attrs: { options } },
      { ...field, id: 'bare', name: 'bare', type: 'select' },
      { ...field, id: 'many', name: 'colours', type: 'multiselect', attrs: { options } },
      { ...field, id: 'none', name: 'none', type: 'multiselect', attrs: { options } },
      { ...field, id: 'text', name: 'text', type: 'text' },
      { ...field, id: 'old', name: 'old', type: 'text', delete_at: 4 },
    ])
    .execute();
  const values: Record<string, unknown> = {
    one: 'b',
    gone: 'x',
    bare: 'r',
    many: ['b', 'r'],
    none: ['x'],
    text: { any: 1 },
    old: 'never',
  };
  const value = { target_id: 'ann', target_type: 'user', group_id: 'g', create_at: 0, update_at: 0, delete_at: 0 };
  await db
    .insertInto('propertyvalues')
    .values(Object.entries(values).map(([id, v]) => ({ ...value, id, field_id: id, value: JSON.stringify(v) })))
    .execute();
  expect(await refreshed('attributeview')).toEqual([
    {
      groupid: 'g',
      targetid: 'ann',
      targettype: 'user',
      attributes: { colour: 'Blue', shade: null, bare: null, colours: ['Red', 'Blue'], none: null, text: { any: 1 } },
    },
  ]);
});
