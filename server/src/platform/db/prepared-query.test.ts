import { sql as query } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from './database.ts';
import { sql, statementsOf } from './statement.ts';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  // One connection, so that each run meets what those before it left there.
  database = openDatabase({ url: own.url, maxConnections: 1 });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

interface Statements {
  kinds: {
    params: { word: unknown };
    row: { word: string | null; big: number; many: string[]; none: null; yes: boolean; json: unknown };
  };
  addSystem: { params: { name: string }; row: never };
  divide: { params: { by: number }; row: { result: number } };
  wide: { params: Record<never, never>; row: object };
  broken: { params: Record<never, never>; row: object };
}

const statement = statementsOf<Statements>(import.meta.url);
const kinds = statement(
  'kinds',
  sql`SELECT :word::text AS word, 9007199254740991::int8 AS big, ARRAY['a', 'b'] AS many, NULL AS none, true AS yes, '{"a":[1]}'::jsonb AS json`,
);
const addSystem = statement('addSystem', sql`INSERT INTO systems (name, value) VALUES (:name, 'x')`);
const divide = statement('divide', sql`SELECT (10 / :by::int) AS result`);
const wide = statement('wide', sql`SELECT * FROM changing`);
const broken = statement('broken', sql`SELECT nonsense FROM nowhere`);

test('rows are the same in the first run, which asks for the columns, and in those that do not', async () => {
  const row = { word: 'ä€😀', big: 9_007_199_254_740_991, many: ['a', 'b'], none: null, yes: true, json: { a: [1] } };
  for (let run = 0; run < 3; run += 1) expect(await kinds(database.db, { word: row.word })).toEqual([row]);
  expect(await kinds(database.db, { word: null })).toEqual([{ ...row, word: null }]);
});

test('a statement without rows answers with none, each time', async () => {
  for (const name of ['one', 'two', 'three']) expect(await addSystem(database.db, { name })).toEqual([]);
  const { rows } = await query`SELECT name FROM systems WHERE value = 'x'`.execute(database.db);
  expect(rows).toHaveLength(3);
});

test('a statement that fails in its first run, or in a later one, is told apart and works afterwards', async () => {
  await expect(divide(database.db, { by: 0 })).rejects.toMatchObject({ code: '22012' });
  expect(await divide(database.db, { by: 5 })).toEqual([{ result: 2 }]);
  await expect(divide(database.db, { by: 0 })).rejects.toMatchObject({ code: '22012' });
  expect(await divide(database.db, { by: 2 })).toEqual([{ result: 5 }]);
  for (let run = 0; run < 2; run += 1) await expect(broken(database.db)).rejects.toMatchObject({ code: '42P01' });
});

test('an error leads back to who sent the statement', async () => {
  async function whoAsks(): Promise<unknown> {
    return await divide(database.db, { by: 0 });
  }
  const error = await whoAsks().catch((thrown: unknown) => thrown);
  expect(error).toHaveProperty('stack', expect.stringContaining('whoAsks'));
});

test('a value that cannot be written rejects, and what follows on the connection is whole', async () => {
  const endless: Record<string, unknown> = {};
  endless['self'] = endless;
  for (let run = 0; run < 2; run += 1) {
    await expect(kinds(database.db, { word: endless })).rejects.toThrow('circular');
    expect(await kinds(database.db, { word: 'x' })).toMatchObject([{ word: 'x', many: ['a', 'b'] }]);
  }
});

test('columns that changed under a prepared statement are an error, never rows under wrong names', async () => {
  await query`CREATE TABLE changing (a int, b text); INSERT INTO changing VALUES (1, 'b')`.execute(database.db);
  for (let run = 0; run < 2; run += 1) expect(await wide(database.db)).toEqual([{ a: 1, b: 'b' }]);
  await query`ALTER TABLE changing DROP COLUMN a, ADD COLUMN c int`.execute(database.db);
  await expect(wide(database.db)).rejects.toMatchObject({ code: '0A000' });
});
