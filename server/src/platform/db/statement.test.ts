import { sql as query } from 'kysely';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from './database.ts';
import { declaredStatements, narrow, sql, statementsOf } from './statement.ts';

interface Statements {
  echo: {
    params: { texts: readonly string[]; count: number; note: string | null };
    row: { text: string; kind: string; count: number; note: string | null };
  };
  nothing: { params: Record<never, never>; row: never };
}

const statement = statementsOf<Statements>(import.meta.url);
const columns = sql`unnest(:texts::text[]) AS text, ${sql.literal("it's :so")} AS kind`;
const echo = statement(
  'echo',
  sql`SELECT ${columns}, :count::int AS count, :note?::text AS note`,
  narrow<{ kind: "it's :so" }>(),
);
const nothing = statement('nothing', sql`DELETE FROM reactions WHERE false`);

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

const params = { count: 2, note: null, texts: ['a', 'b'] };

test('a statement takes its parameters by name, on the pool and in a transaction', async () => {
  const rows = ['a', 'b'].map((text) => ({ text, kind: "it's :so", count: 2, note: null }));
  expect(await echo(database.db, params)).toEqual(rows);
  expect(await database.transaction((tx) => echo(tx, params))).toEqual(rows);
  expect(await nothing(database.db)).toEqual([]);
  expect(echo.values(params)).toEqual([['a', 'b'], 2, null]);
});

test('it is prepared once, under a hash of its text', async () => {
  const known = declaredStatements().find(({ key }) => key === 'echo');
  await database.transaction(async (tx) => {
    await echo(tx, params);
    await echo(tx, { ...params, count: 3 });
    const prepared = await query<{ name: string }>`
      SELECT name FROM pg_prepared_statements WHERE statement = ${echo.text}`.execute(tx);
    expect(prepared.rows).toEqual([{ name: known?.name }]);
  });
});

test('parameters and rows have types', () => {
  expectTypeOf(echo(database.db, params)).resolves.toEqualTypeOf<
    { text: string; kind: "it's :so"; count: number; note: string | null }[]
  >();
  expectTypeOf(nothing(database.db)).resolves.toEqualTypeOf<never[]>();
  const refused = [
    // @ts-expect-error: one is absent
    () => echo(database.db, { texts: [], count: 2 }),
    // @ts-expect-error: one is superfluous
    () => echo(database.db, { ...params, more: 1 }),
    // @ts-expect-error: one has another type
    () => echo(database.db, { ...params, count: '2' }),
    // @ts-expect-error: one may not be NULL
    () => echo(database.db, { ...params, count: null }),
    // @ts-expect-error: there are some
    () => echo(database.db),
    // @ts-expect-error: there are none
    () => nothing(database.db, {}),
    // @ts-expect-error: nobody generated its types yet
    () => statement('unknown', sql`SELECT 1`),
    // @ts-expect-error: there is no such column
    () => statement('echo', sql`SELECT 1`, narrow<{ nobody: string }>()),
    // @ts-expect-error: a value is no SQL
    () => sql`SELECT ${'1'}`,
  ];
  expect(refused).toHaveLength(9);
});

test('a key names one statement of a file', () => {
  expect(() => statement('echo', sql`SELECT 1`)).toThrow('declares two statements as echo');
});
