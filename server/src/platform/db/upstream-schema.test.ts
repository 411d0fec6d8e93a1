import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../testing/database.ts';
import { executeOn } from '../../testing/execute-on.ts';
import { readCatalogue } from './catalogue.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { catalogue10, catalogue11, differences, statementsFor } from './testing/descriptions.ts';

const options = { now: 1_700_000_000_000, log: { info: () => undefined } };

let own: TestDatabase;
let database: Database;

afterEach(async () => {
  await database.close();
  await own.drop();
});

/** An empty database whose role has the name of our own schema, with PostgreSQL's own search path. */
async function openAsInnermost(...statements: string[]): Promise<Database> {
  own = await createEmptyDatabase();
  await executeOn(own.url, 'DO $$ BEGIN CREATE ROLE innermost; EXCEPTION WHEN duplicate_object THEN NULL; END $$');
  await executeOn(own.url, [...statements, 'GRANT ALL ON SCHEMA public TO innermost'].join(';\n'));
  await executeOn(own.url, `ALTER DATABASE ${new URL(own.url).pathname.slice(1)} OWNER TO innermost`);
  const url = new URL(own.url);
  url.searchParams.set('search_path', '"$user", public');
  url.searchParams.set('role', 'innermost');
  database = openDatabase({ url: url.href, maxConnections: 1 });
  return database;
}

async function schemasOf(table: string): Promise<string[]> {
  const { rows } = await sql<{ schema: string }>`
    SELECT relnamespace::regnamespace::text AS schema FROM pg_class WHERE relname = ${table}`.execute(database.db);
  return rows.map(({ schema }) => schema);
}

test('a role named as our schema starts twice on a fresh database', async () => {
  const { db } = await openAsInnermost();
  expect(await migrate(database, options)).toMatchObject({ found: 'nothing' });
  const again = await migrate(database, options);
  expect(again).toMatchObject({ found: 'our database', applied: [] });
  expect(again.capabilities.hasColumn('channels', 'banner_info')).toBe(true);
  expect(await schemasOf('posts')).toEqual(['public']);
  expect(differences(await readCatalogue(db), catalogue11)).toEqual([]);
});

test('what an adopted database lacks is made beside its tables, for a role named as our schema', async () => {
  const { tables, ...rest } = structuredClone(catalogue10);
  delete tables['configurations'];
  await openAsInnermost(...(await statementsFor({ tables, ...rest })), 'GRANT SELECT ON users, systems TO innermost');
  expect(await migrate(database, options)).toMatchObject({ found: 'a foreign database' });
  await sql`DROP TABLE configurations`.execute(database.db);
  expect(await migrate(database, options)).toMatchObject({ found: 'our database' });
  expect(await schemasOf('configurations')).toEqual(['public']);
});

test('a schema that the operator made for the role holds everything', async () => {
  await openAsInnermost('CREATE SCHEMA innermost AUTHORIZATION innermost');
  expect(await migrate(database, options)).toMatchObject({ found: 'nothing' });
  expect(await migrate(database, options)).toMatchObject({ found: 'our database', applied: [] });
  expect(await schemasOf('posts')).toEqual(['innermost']);
});
