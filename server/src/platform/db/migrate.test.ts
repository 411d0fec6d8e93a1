import { createPrivateKey, createPublicKey } from 'node:crypto';
import { permissions } from '@innermost/protocol/permissions.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../testing/database.ts';
import { readCatalogue } from './catalogue.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate, type MigrationReport, refuseUnfitServer } from './migrate.ts';
import { differences } from './testing/descriptions.ts';
import { hasReference, readReference } from './testing/reference.ts';
import { upstreamRoles } from './upstream/roles.ts';

const now = 1_700_000_000_000;
const quiet = { info: () => undefined };

let own: TestDatabase;
let database: Database;
let report: MigrationReport;

beforeAll(async () => {
  own = await createEmptyDatabase();
  database = openDatabase({ url: own.url, maxConnections: 2 });
  report = await migrate(database, { now, log: quiet });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

test('a fresh database writes PBKDF2 and holds posts of 16,383 characters', () => {
  expect(report).toMatchObject({
    found: 'nothing',
    adopted: false,
    applied: ['pending-posts', 'setup-token', 'jobs', 'deliveries'],
  });
  expect(report.capabilities).toMatchObject({ passwordFormat: 'pbkdf2', maxPostLength: 16_383 });
  expect(report.capabilities.hasColumn('channels', 'banner_info')).toBe(true);
  expect(report.capabilities.hasColumn('channels', 'discoverable')).toBe(false);
  expect(report.capabilities.hasTable('views')).toBe(false);
});

test('starting again changes nothing', async () => {
  const [catalogue, rows] = [await readCatalogue(database.db), await contents()];
  const again = await migrate(database, { now: now + 1, log: quiet });
  expect(again).toMatchObject({ found: 'our database', adopted: false, applied: [] });
  expect(differences(await readCatalogue(database.db), catalogue)).toEqual([]);
  expect(await contents()).toEqual(rows);

  // The comparison would notice a change of one row.
  await database.db.updateTable('systems').set({ value: 'x' }).where('name', '=', 'add_bot_permissions').execute();
  expect(await contents()).not.toEqual(rows);
  await database.db.updateTable('systems').set({ value: 'true' }).where('name', '=', 'add_bot_permissions').execute();
});

test('several processes that start on one empty database create it once', async () => {
  const empty = await createEmptyDatabase();
  const processes = [1, 2, 3].map(() => openDatabase({ url: empty.url, maxConnections: 1 }));
  const reports = await Promise.all(processes.map((each) => migrate(each, { now, log: quiet })));
  expect(reports.map(({ found }) => found).toSorted()).toEqual(['nothing', 'our database', 'our database']);
  await Promise.all(processes.map((each) => each.close()));
  await empty.drop();
});

test('a creation that fails half-way leaves nothing behind', async () => {
  const empty = await createEmptyDatabase();
  const other = openDatabase({ url: empty.url, maxConnections: 1 });
  await sql`CREATE SCHEMA innermost; CREATE TABLE innermost.pending_posts (id int)`.execute(other.db);
  await expect(migrate(other, { now, log: quiet })).rejects.toThrow('already exists');
  expect((await readCatalogue(other.db)).tables).toEqual({});
  await sql`DROP SCHEMA innermost CASCADE`.execute(other.db);
  expect(await migrate(other, { now, log: quiet })).toMatchObject({ found: 'nothing' });
  await other.close();
  await empty.drop();
});

test('the roles have known permissions, in the form that the peer writes', async () => {
  const roles = await database.db.selectFrom('roles').selectAll().execute();
  expect(roles).toHaveLength(25);
  for (const role of roles) {
    expect(role).toMatchObject({ create_at: now, update_at: now, delete_at: 0 });
    expect(role.id).toMatch(/^[a-z0-9]{26}$/);
    expect(role.permissions).toMatch(/^( [a-z0-9_]+)*$/);
    for (const name of (role.permissions ?? '').split(' ').filter(Boolean)) expect(permissions).toHaveProperty(name);
  }
  const names = Object.fromEntries(roles.map((role) => [role.name, role.display_name]));
  expect(names).toMatchObject({
    system_admin: 'authentication.roles.global_admin.name',
    system_manager: 'authentication.roles.system_manager.name',
    channel_user: 'authentication.roles.channel_user.name',
  });
});

test.runIf(hasReference)('the roles are those of the reference', () => {
  const described = readReference('wire/roles.csv').map((row) => ({
    name: row['role'],
    scheme_managed: row['scheme_managed'] === 'true',
    built_in: row['built_in'] === 'true',
    permissions: (row['permissions_on_fresh_install'] ?? '').split(' ').filter(Boolean),
  }));
  expect(upstreamRoles).toEqual(described);
});

test('the signing key is a P-256 pair in bare decimal numbers', async () => {
  const { value } = await database.db
    .selectFrom('systems')
    .select('value')
    .where('name', '=', 'AsymmetricSigningKey')
    .executeTakeFirstOrThrow();
  const [, x = '', y = '', d = ''] =
    /^\{"ecdsa_key":\{"curve":"P-256","x":(\d+),"y":(\d+),"d":(\d+)\}\}$/.exec(value ?? '') ?? [];
  const jwk = { kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y), d: base64url(d) };
  const ofPrivate = createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }));
  expect(ofPrivate.export({ format: 'jwk' })).toMatchObject({ x: jwk.x, y: jwk.y });
});

test.runIf(hasReference)('the rows of systems are those that a fresh server of the reference makes', async () => {
  const rows = await database.db.selectFrom('systems').selectAll().execute();
  const found = new Map(rows.map(({ name, value }) => [name, value]));
  const described = readReference('schema/systems.csv').filter(
    (row) =>
      !/NO ROW|\(no row\)/.test(row['value'] ?? '') &&
      !row['written_when_and_effect_if_absent']?.startsWith('not on a fresh'),
  );
  // It records a call to the vendor, which this server does not make.
  const expected = described.filter(({ name }) => name !== 'LastSecurityTime');
  expect([...found.keys()].toSorted()).toEqual(expected.map(({ name = '' }) => name).toSorted());
  for (const { name = '', value } of expected) {
    if (value === 'true' || value === 'v5') expect(found.get(name), name).toBe(value);
  }
  expect(found.get('InstallationDate')).toBe(String(now));
  expect(found.get('FirstServerRunTimestamp')).toBe(String(now));
  expect(found.get('DiagnosticId')).toMatch(/^[a-z0-9]{26}$/);
});

test.runIf(hasReference)('the numbered migrations of the reference are recorded', async () => {
  const rows = await database.db.selectFrom('db_migrations').selectAll().orderBy('version').execute();
  const described = readReference('schema/db_migrations.csv');
  expect(rows).toEqual(described.map((row) => ({ version: Number(row['version']), name: row['name'] })));
  expect(rows).toHaveLength(154);
});

test('the property groups and fields of a first start are there, and no other rows', async () => {
  const fields = await database.db
    .selectFrom('propertyfields as f')
    .innerJoin('propertygroups as g', 'g.id', 'f.group_id')
    .select(['g.name as group', 'f.name', 'f.type', 'f.attrs', 'f.target_id', 'f.target_type', 'f.delete_at'])
    .execute();
  expect(fields).toHaveLength(11);
  expect(fields).toContainEqual({
    group: 'content_flagging',
    name: 'action_time',
    type: 'text',
    attrs: { subType: 'timestamp' },
    target_id: '',
    target_type: '',
    delete_at: 0,
  });
  const filled = (await contents()).filter(({ rows }) => rows > 0).map(({ name }) => name);
  expect(filled).toEqual(['db_migrations', 'propertyfields', 'propertygroups', 'roles', 'systems']);
});

test('a server that is too old, or a database in another encoding, is refused by name', async () => {
  const server = { version: 130_011, name: '13.11', encoding: 'UTF8', schema: 'public' };
  expect(() => refuseUnfitServer(server)).toThrow(/PostgreSQL 13\.11, and Innermost needs 14 or newer/);
  expect(() => refuseUnfitServer({ ...server, version: 140_000, encoding: 'LATIN1' })).toThrow(/encoding LATIN1/);
  expect(() => refuseUnfitServer({ ...server, version: 140_000, schema: null })).toThrow(/search path/);
  expect(() => refuseUnfitServer({ ...server, version: 140_000 })).not.toThrow();

  const empty = await createEmptyDatabase();
  const url = new URL(empty.url);
  url.searchParams.set('search_path', 'nowhere');
  const lost = openDatabase({ url: url.href, maxConnections: 1 });
  await expect(migrate(lost, { now, log: quiet })).rejects.toMatchObject({ reason: 'unknown-schema' });
  await lost.close();
  await empty.drop();
});

test('a database that a newer version has used is refused', async () => {
  await database.db.insertInto('innermost.migrations').values({ id: 9001, name: 'later', applied_at: now }).execute();
  await expect(migrate(database, { now, log: quiet })).rejects.toMatchObject({
    reason: 'too-new',
    message: expect.stringContaining('9001 later'),
  });
  await database.db.deleteFrom('innermost.migrations').where('id', '=', 9001).execute();
});

/** The number of rows of each table and a digest of what they say. */
async function contents(): Promise<{ name: string; rows: number; digest: string }[]> {
  const { rows } = await sql<{ name: string; rows: number; digest: string }>`
    SELECT relname AS name,
      (xpath('/row/n/text()', found))[1]::text::int AS rows, (xpath('/row/d/text()', found))[1]::text AS digest
    FROM pg_class,
      query_to_xml(format('SELECT count(*) AS n, md5(string_agg(t::text, E''\n'' ORDER BY t::text)) AS d FROM %s t',
        oid::regclass), true, true, '') AS found
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`.execute(database.db);
  return rows;
}

/** Of a decimal number, as 32 bytes. */
function base64url(decimal: string): string {
  return Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
}
