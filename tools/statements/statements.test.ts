import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askingDatabase } from '../../server/src/testing/asking.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../server/src/platform/db/database.ts';
import { migrate } from '../../server/src/platform/db/migrate.ts';
import { catalogue10, statementsFor } from '../../server/src/platform/db/testing/descriptions.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../server/src/testing/database.ts';
import { executeOn } from '../../server/src/testing/execute-on.ts';
import { root } from '../sources.ts';
import { describe as describeStatement, readFacts } from './describe.ts';
import { allStatements, generatedTypes, staleTypes, typesWithoutStatements } from './generated.ts';

let own: TestDatabase;

beforeAll(async () => {
  own = await createTestDatabase();
});

afterAll(async () => {
  await own.drop();
});

test('the types in the repository are those that PostgreSQL tells', async () => {
  const pages = await askingDatabase(own.url, generatedTypes);
  const stale = Object.keys(pages).filter((path) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== pages[path];
  });
  expect(stale).toEqual([]);
  expect(typesWithoutStatements(new Set(Object.keys(pages)))).toEqual([]);
  // What `npm run check` looks at, without a database.
  expect(await staleTypes()).toEqual([]);
});

test('every statement can be prepared on a database that was adopted from release 10.5', async () => {
  const old = await createEmptyDatabase();
  try {
    const database = openDatabase({ url: old.url, maxConnections: 1 });
    await executeOn(old.url, (await statementsFor(catalogue10)).join(';\n'));
    await migrate(database, { now: 1, log: { info: () => undefined } });
    await database.close();
    // Equal texts are one prepared statement.
    const statements = new Map((await allStatements()).map((one) => [one.name, one]));
    const refused = await askingDatabase(old.url, async (ask) => {
      const errors: string[] = [];
      for (const { key, name, text } of statements.values())
        await ask(`PREPARE "${name}" AS ${text}`).catch((error: unknown) => errors.push(`${key}: ${String(error)}`));
      return errors;
    });
    expect(refused).toEqual([]);
  } finally {
    await old.drop();
  }
});

async function columnsOf(text: string): Promise<string> {
  const statement = { file: '', key: '', name: '', text, parameters: [{ name: 'one', nullable: false }] };
  const { columns } = await askingDatabase(own.url, async (ask) =>
    describeStatement(ask, statement, await readFacts(ask)),
  );
  return columns?.map(({ name, type }) => `${name}: ${type}`).join(', ') ?? 'no rows';
}

test.each([
  ['columns', `SELECT id, teamid FROM channels`, 'id: string, teamid: string | null'],
  [
    'coalesced',
    `SELECT coalesce(teamid, '') AS a, coalesce(teamid, name) AS b FROM channels`,
    'a: string, b: string | null',
  ],
  [
    'outer joins',
    `SELECT c.id, t.id AS team FROM channels c LEFT JOIN teams t ON t.id = c.teamid`,
    'id: string, team: string | null',
  ],
  [
    'counts and sums',
    `SELECT count(*) AS n, sum(totalmsgcount)::int8 AS s FROM channels`,
    'n: number, s: number | null',
  ],
  [
    'operators',
    `SELECT createat + 1 AS a, 1 + 1 AS b, id || 'x' AS c, props ->> 'x' AS d, id = $1 AS e FROM posts`,
    'a: number | null, b: number, c: string, d: string | null, e: boolean',
  ],
  [
    'CASE',
    `SELECT CASE WHEN true THEN 1 END AS a, CASE WHEN true THEN 1 ELSE 2 END AS b`,
    'a: number | null, b: number',
  ],
  [
    'subqueries',
    `SELECT (SELECT id FROM posts LIMIT 1) AS a, (SELECT count(*) FROM posts) AS b, EXISTS (SELECT 1) AS c, ARRAY(SELECT id FROM posts) AS d`,
    'a: string | null, b: number, c: boolean, d: string[]',
  ],
  [
    'WITH',
    `WITH gone AS (DELETE FROM posts RETURNING id, message) SELECT g.*, c.id AS c FROM gone g LEFT JOIN channels c ON c.id = g.id`,
    'id: string, message: string | null, c: string | null',
  ],
  ['UNION', `SELECT id, '' AS x FROM posts UNION ALL SELECT teamid, 'y' FROM channels`, 'id: string | null, x: string'],
  [
    'GROUP BY',
    `SELECT id, coalesce(teamid, '') AS t, max(createat) AS m FROM channels GROUP BY id, 2`,
    'id: string, t: string, m: number | null',
  ],
  [
    'RETURNING',
    `UPDATE posts SET createat = 1 WHERE id = $1 RETURNING id, createat, 1 AS n`,
    'id: string, createat: number | null, n: number',
  ],
  [
    'queries deep inside of each other',
    `SELECT a, b FROM ${'(SELECT a, b, c, d, e, f, g, h FROM '.repeat(12)}(SELECT id AS a, teamid AS b, 1 AS c, 1 AS d, 1 AS e, 1 AS f, 1 AS g, 1 AS h FROM channels) x${' LIMIT 1) x'.repeat(12)}`,
    'a: string, b: string | null',
  ],
  ['JSON', `SELECT props, jsonb_build_object() AS o FROM posts`, 'props: unknown, o: unknown'],
  ['without rows', `DELETE FROM posts`, 'no rows'],
])('what can be NULL: %s', async (_name, text, expected) => {
  expect(await columnsOf(text)).toBe(expected);
});
