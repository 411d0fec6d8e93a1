import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { catalogue11, differences } from './testing/descriptions.ts';
import { hasReference, readReference } from './testing/reference.ts';

let own: TestDatabase;
let database: Database;
let found: Catalogue;

beforeAll(async () => {
  own = await createEmptyDatabase();
  database = openDatabase({ url: own.url, maxConnections: 2 });
  await migrate(database, { now: 1_700_000_000_000, log: { info: () => undefined } });
  found = await readCatalogue(database.db);
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

test('a fresh database is what the checked-in description says', () => {
  expect(differences(found, catalogue11)).toEqual([]);
});

test('a planted difference of any kind is found', async () => {
  const planted = [
    'ALTER TABLE posts ADD COLUMN planted text',
    'ALTER TABLE posts ALTER COLUMN message TYPE varchar(4000)',
    'ALTER TABLE users ALTER COLUMN lastlogin DROP NOT NULL',
    'ALTER TABLE users ALTER COLUMN lastlogin DROP DEFAULT',
    'ALTER TABLE teams DROP CONSTRAINT teams_name_key',
    'DROP INDEX idx_posts_message_txt',
    'CREATE INDEX planted ON posts (userid)',
    'ALTER TABLE posts RESET (autovacuum_vacuum_scale_factor)',
    "ALTER TYPE channel_type ADD VALUE 'BO'",
    'DROP MATERIALIZED VIEW file_stats',
    'DROP TABLE recentsearches',
    'CREATE TABLE planted (id text)',
  ];
  for (const statement of planted) {
    const seen = await database.transaction(async (tx) => {
      await sql.raw(statement).execute(tx);
      const changed = differences(await readCatalogue(tx), catalogue11);
      await sql`ROLLBACK AND CHAIN`.execute(tx);
      return changed;
    });
    expect(seen, statement).not.toEqual([]);
  }
  expect(differences(await readCatalogue(database.db), catalogue11)).toEqual([]);
});

test('what is ours is beside upstream, and not among it', async () => {
  await sql`CREATE INDEX inm_planted ON posts (userid)`.execute(database.db);
  expect(differences(await readCatalogue(database.db), catalogue11)).toEqual([]);
  await sql`DROP INDEX inm_planted`.execute(database.db);
  const { rows } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'innermost' ORDER BY 1`.execute(database.db);
  expect(rows.map(({ name }) => name)).toEqual([
    'deliveries',
    'job_queue',
    'job_runners',
    'job_schedules',
    'migrations',
    'pending_posts',
    'setup_token',
  ]);
});

/** The facts as CSV, which are less exact than our description (no storage order, no operator classes). */
test.runIf(hasReference)('a fresh database has the columns, enums and objects of the reference', () => {
  expect(differencesFromColumns(found)).toEqual([]);
  const labels = readReference('schema/types.csv');
  const enums = Object.entries(found.enums).flatMap(([name, list]) => list.map((label) => `${name}.${label}`));
  expect(enums.toSorted()).toEqual(labels.map((row) => `${row['enum_type']}.${row['label']}`).toSorted());
  const objects = readReference('schema/objects.csv').filter(({ kind }) => kind !== 'extension');
  const views = objects.filter(({ kind }) => kind === 'materialized view').map(({ name }) => name);
  expect(Object.keys(found.views)).toEqual(views);
  for (const { kind, name, detail } of objects) {
    if (kind === 'table storage options') expect(found.tables[name ?? '']?.options?.join(' ')).toBe(detail);
  }
});

test.runIf(hasReference)('one column changed in the description of the reference is noticed', () => {
  const changed = structuredClone(found);
  const posts = changed.tables['posts'];
  if (posts) posts.columns['message'] = 'text';
  expect(differencesFromColumns(changed)).toHaveLength(2);
});

test.runIf(hasReference)('a fresh database has the indexes and keys of the reference', async () => {
  const rows = readReference('schema/indexes.csv').filter((row) => row['at_v11.6'] === 'yes');
  const expected = rows.map((row) =>
    [
      `${row['table']}.${row['index']}`,
      row['columns_or_expression'],
      row['unique'],
      row['primary_key'],
      row['method'],
      row['predicate'],
    ].join(' | '),
  );
  expect(await measuredIndexes()).toEqual(expected.toSorted());

  const constraints = Object.entries(found.tables).flatMap(([table, { constraints: list }]) =>
    Object.entries(list).map(([name, text]) => `${table}.${name} ${text}`),
  );
  const described = readReference('schema/constraints.csv').map((row) => {
    const columns = `(${row['columns']?.replaceAll('; ', ', ')})`;
    const foreign = row['references_table']
      ? ` REFERENCES ${row['references_table']}(${row['references_columns']}) ON DELETE ${row['on_delete']}`
      : '';
    return `${row['table']}.${row['constraint']} ${row['kind']} ${columns}${foreign}`;
  });
  expect(constraints.toSorted()).toEqual(described.toSorted());
});

function differencesFromColumns(catalogue: Catalogue): string[] {
  const rows = readReference('schema/tables.csv').filter((row) => row['at_v11.6'] === 'yes');
  const described = new Set(
    rows.map((row) => {
      const rest = `${row['nullable'] === 'NO' ? ' NOT NULL' : ''}${row['default'] ? ` DEFAULT ${row['default']}` : ''}`;
      return `${row['kind']} ${row['table']} ${row['position']}. ${row['column']} ${row['type']}${rest}`;
    }),
  );
  const relations = [
    ...Object.entries(catalogue.tables).map(([name, { columns }]) => ['table', name, columns] as const),
    ...Object.entries(catalogue.views).map(([name, { columns }]) => ['matview', name, columns] as const),
  ];
  const present = new Set(
    relations.flatMap(([kind, name, columns]) =>
      Object.entries(columns).map(([column, text], index) => `${kind} ${name} ${index + 1}. ${column} ${text}`),
    ),
  );
  return [...present, ...described].filter((line) => !present.has(line) || !described.has(line));
}

/** As the reference measured them: each key printed by itself, without operator class. */
async function measuredIndexes(): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    SELECT concat_ws(' | ', c.relname || '.' || i.relname,
      (SELECT string_agg(
          pg_get_indexdef(i.oid, k, true) || CASE WHEN x.indoption[k - 1] & 1 = 1 THEN ' DESC' ELSE '' END,
          '; ' ORDER BY k)
        FROM generate_series(1, x.indnkeyatts) AS k),
      CASE WHEN x.indisunique THEN 'yes' ELSE 'no' END,
      CASE WHEN x.indisprimary THEN 'yes' ELSE 'no' END,
      m.amname, coalesce(pg_get_expr(x.indpred, x.indrelid, true), '')) AS text
    FROM pg_index x
    JOIN pg_class c ON c.oid = x.indrelid
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_am m ON m.oid = i.relam
    WHERE c.relnamespace = 'public'::regnamespace`.execute(database.db);
  return rows.map(({ text }) => text).toSorted();
}
