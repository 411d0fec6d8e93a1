import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type Database, openDatabase } from './database.ts';
import { sql as text, statementsOf } from './statement.ts';
import { migrate } from './migrate.ts';
import { catalogue10, catalogue11, differences, statementsFor } from './testing/descriptions.ts';

const now = 1_700_000_000_000;
const quiet = { info: () => undefined };
const configuration = ['configurations', 'configurationfiles', 'db_config_migrations'];

let own: TestDatabase | undefined;
let database: Database | undefined;

afterEach(async () => {
  await database?.close();
  await own?.drop();
  [own, database] = [undefined, undefined];
});

/** A database as another server left it: what the catalogue says, then these statements. */
async function leftBehind(catalogue: Catalogue, ...statements: string[]): Promise<Database> {
  own = await createEmptyDatabase();
  database = openDatabase({ url: own.url, maxConnections: 1 });
  await sql.raw([...(await statementsFor(catalogue)), ...statements].join(';\n')).execute(database.db);
  return database;
}

test.for([
  { level: '10.5', catalogue: catalogue10, passwordFormat: 'bcrypt', banner: false },
  { level: '11.6', catalogue: catalogue11, passwordFormat: 'pbkdf2', banner: true },
])('a database of level $level is adopted as it is', async ({ catalogue, passwordFormat, banner }) => {
  const adopted = await leftBehind(
    catalogue,
    `INSERT INTO users (id, username, password) VALUES ('ann', 'ann', '$2a$10$hash'), ('sso', 'sso', NULL)`,
    `INSERT INTO systems VALUES ('DiagnosticId', 'theirs')`,
  );
  expect(differences(await readCatalogue(adopted.db), catalogue)).toEqual([]);

  const report = await migrate(adopted, { now, log: quiet });
  expect(report).toMatchObject({
    found: 'a foreign database',
    adopted: true,
    applied: ['pending-posts', 'setup-token', 'jobs', 'deliveries'],
  });
  expect(report.capabilities.passwordFormat).toBe(passwordFormat);
  expect(report.capabilities.hasColumn('channels', 'banner_info')).toBe(banner);
  expect(differences(await readCatalogue(adopted.db), catalogue)).toEqual([]);
  const systems = await adopted.db.selectFrom('systems').selectAll().execute();
  expect(systems).toEqual([{ name: 'DiagnosticId', value: 'theirs' }]);

  // As after a crash before the configuration was stored, which starts more closed on an adopted database.
  const again = await migrate(adopted, { now: now + 1, log: quiet });
  expect(again).toMatchObject({ found: 'our database', adopted: true, applied: [] });
});

test('one text serves for a column that may be absent', async () => {
  const statement = statementsOf<{ banner: { params: { id: string }; row: { banner_info: unknown } } }>(
    import.meta.url,
  );
  const banner = statement(
    'banner',
    text`SELECT (SELECT bannerinfo FROM channels c WHERE c.id = :id) AS banner_info
     FROM (SELECT NULL::jsonb AS bannerinfo) absent`,
  );
  const without = await leftBehind(catalogue10, `INSERT INTO channels (id) VALUES ('c')`);
  expect(await banner(without.db, { id: 'c' })).toEqual([{ banner_info: null }]);
  await sql`ALTER TABLE channels ADD COLUMN bannerinfo jsonb DEFAULT '{"text":"hi"}'`.execute(without.db);
  expect(await banner(without.db, { id: 'c' })).toEqual([{ banner_info: { text: 'hi' } }]);
});

test('between 11.0 and 11.1 it is the hashes that tell which passwords the peer reads', async () => {
  const adopted = await leftBehind(catalogue10, `INSERT INTO users (id, password) VALUES ('ann', '$pbkdf2$f=SHA256')`);
  const { capabilities } = await migrate(adopted, { now, log: quiet });
  expect(capabilities.passwordFormat).toBe('pbkdf2');
});

test('the longest post follows the declared length of its column', async () => {
  const adopted = await leftBehind(catalogue10, 'ALTER TABLE posts ALTER COLUMN message TYPE varchar(4000)');
  expect((await migrate(adopted, { now, log: quiet })).capabilities.maxPostLength).toBe(16_383);
  await sql`ALTER TABLE posts ALTER COLUMN message TYPE varchar(100000)`.execute(adopted.db);
  expect((await migrate(adopted, { now, log: quiet })).capabilities.maxPostLength).toBe(25_000);
});

test('a database whose configuration was a file gets the tables for it, and nothing else', async () => {
  const tables = Object.entries(catalogue11.tables).filter(([name]) => !configuration.includes(name));
  const adopted = await leftBehind({ ...catalogue11, tables: Object.fromEntries(tables) });
  await migrate(adopted, { now, log: quiet });
  expect(differences(await readCatalogue(adopted.db), catalogue11)).toEqual([]);
});

test('what later releases and plugins add is left alone', async () => {
  const adopted = await leftBehind(
    catalogue11,
    `ALTER TYPE channel_type ADD VALUE 'BO'`,
    'ALTER TABLE roles ADD COLUMN schemeid varchar(26)',
    'ALTER TABLE channels ADD COLUMN discoverable boolean NOT NULL DEFAULT false',
    'CREATE TABLE views (id varchar(26) PRIMARY KEY)',
    'CREATE TABLE focalboard_blocks (id text NOT NULL)',
  );
  const before = await readCatalogue(adopted.db);
  await migrate(adopted, { now, log: quiet });
  expect(differences(await readCatalogue(adopted.db), before)).toEqual([]);
});

test('a column that must be filled and that we do not know is named', async () => {
  const adopted = await leftBehind(catalogue11, 'ALTER TABLE posts ADD COLUMN planted bigint NOT NULL');
  const before = await readCatalogue(adopted.db);
  await expect(migrate(adopted, { now, log: quiet })).rejects.toMatchObject({
    reason: 'unknown-schema',
    message: expect.stringContaining('posts.planted'),
  });
  expect(differences(await readCatalogue(adopted.db), before)).toEqual([]);
  const ours = await sql`SELECT FROM pg_namespace WHERE nspname = 'innermost'`.execute(adopted.db);
  expect(ours.rows).toEqual([]);
});

test.for([
  ['a release before 10.5', 'DROP TABLE propertyfields CASCADE', 'propertyfields'],
  ['a release before 6.0', 'ALTER TABLE posts ALTER COLUMN props TYPE text', 'posts.props'],
  ['a missing column', 'ALTER TABLE threads DROP COLUMN threadteamid', 'threads.threadteamid'],
])('%s is refused by name', async ([, statement = '', missing]) => {
  const adopted = await leftBehind(catalogue10, statement);
  await expect(migrate(adopted, { now, log: quiet })).rejects.toMatchObject({
    reason: 'unknown-schema',
    message: expect.stringContaining(`missing: ${missing})`),
  });
});

test('a database in another schema than public is adopted there', async () => {
  own = await createEmptyDatabase();
  const url = new URL(own.url);
  url.searchParams.set('search_path', 'mattermost');
  database = openDatabase({ url: url.href, maxConnections: 1 });
  await sql`CREATE SCHEMA mattermost`.execute(database.db);
  await sql.raw((await statementsFor(catalogue11)).join(';\n')).execute(database.db);
  expect(differences(await readCatalogue(database.db), catalogue11)).toEqual([]);
  expect(await migrate(database, { now, log: quiet })).toMatchObject({ found: 'a foreign database' });

  // Were another schema to come first, a second, empty set of tables must not hide this one.
  url.searchParams.set('search_path', 'public,mattermost');
  const hiding = openDatabase({ url: url.href, maxConnections: 1 });
  await expect(migrate(hiding, { now, log: quiet })).rejects.toThrow('are in the schema mattermost');
  await hiding.close();
});
