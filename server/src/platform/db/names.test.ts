import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from './database.ts';
import { columnName, wireName, wireNames } from './names.ts';
import { catalogue11 } from './testing/descriptions.ts';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase({ url: own.url, maxConnections: 2 });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

/** Columns of one word. A new column must stand here or among the wire names. */
const singleWords = new Set(
  `action active archived attributes attrs audience audiences autotranslation bytes category code collapsed confidence
  content count data day desc description email emails emoji enabled extension extra filename filenames following hash
  hashtags header height highlights home homepage hostname id ids keywords locale manual message meta method muted name
  nickname num options participants password path permissions pkey port position priority progress props purpose pvalue
  query readonly resource revision roles scope sha shared size sorting source state status tablename text timestamp
  timezone title token topics trial trigger type url usage username value version viewed width`.split(/\s+/),
);

test('every column has a wire name or is a single word', () => {
  const relations = Object.values({ ...catalogue11.tables, ...catalogue11.views });
  const columns = new Set(relations.flatMap(({ columns }) => Object.keys(columns)));
  const unknown = [...columns].filter((column) => wireName(column) === column && !singleWords.has(column));
  expect(unknown).toEqual([]);
  expect(columnName('user_id')).toBe('userid');
  expect(wireName('userid')).toBe('user_id');
});

test('no wire name is listed twice, and none is also the name of a table', () => {
  expect(new Set(wireNames.map(columnName)).size).toBe(wireNames.length);
  const tables = [
    ...Object.keys(catalogue11.tables),
    ...Object.keys(catalogue11.views),
    'deliveries',
    'job_queue',
    'job_runners',
    'job_schedules',
    'migrations',
    'pending_posts',
    'setup_token',
  ];
  expect(tables.filter((table) => columnName(table) !== table)).toEqual([]);
});

test('queries and rows speak the wire, and what is inside JSON is left alone', async () => {
  const { db } = database;
  const props = { user_id: 'stays', userid: 'stays' };
  await db.insertInto('posts').values({ id: 'p', user_id: 'ann', channel_id: 'c', create_at: 1, props }).execute();
  await db.insertInto('reactions').values({ post_id: 'p', user_id: 'bob', emoji_name: 'taco', create_at: 2 }).execute();

  const rows = await db
    .selectFrom('posts as p')
    .innerJoin('reactions as r', 'r.post_id', 'p.id')
    .select(['p.user_id', 'p.props', 'r.emoji_name', 'r.create_at as reacted_at', 'r.user_id as creator_id'])
    .where('p.channel_id', '=', 'c')
    .orderBy('r.create_at')
    .execute();
  expect(rows).toEqual([{ user_id: 'ann', props, emoji_name: 'taco', reacted_at: 2, creator_id: 'bob' }]);

  const fromSubquery = await db
    .selectFrom((eb) => eb.selectFrom('posts').select(['create_at as update_at', 'user_id']).as('inner'))
    .select(['inner.update_at', 'inner.user_id'])
    .execute();
  expect(fromSubquery).toEqual([{ update_at: 1, user_id: 'ann' }]);

  const upsert = { post_id: 'p', user_id: 'bob', emoji_name: 'taco', update_at: 5 };
  await db
    .insertInto('reactions')
    .values(upsert)
    .onConflict((oc) =>
      oc
        .columns(['user_id', 'post_id', 'emoji_name'])
        .doUpdateSet((eb) => ({ update_at: eb.ref('excluded.update_at') })),
    )
    .execute();
  const raw = await sql<{ update_at: number }>`SELECT ${sql.ref('update_at')} FROM reactions`.execute(db);
  expect(raw.rows).toEqual([{ update_at: 5 }]);
});

test('times come back as numbers, counts too', async () => {
  const row = await database.db
    .selectFrom('users')
    .select([sql<number>`count(*)`.as('n'), sql<number[]>`array[1700000000000, NULL]::int8[]`.as('many')])
    .executeTakeFirst();
  expect(row).toEqual({ n: 0, many: [1_700_000_000_000, null] });
});
