import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { migrateConfig } from '../../platform/config/migrate.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { askSocket } from '../../testing/ask-socket.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const folder = await mkdtemp(join(tmpdir(), 'innermost-migrate-'));
const socket = join(folder, 'local.sock');
await server.app.listenOn(socket, 'local');
const elsewhere = await createTestDatabase();
const other = openDatabase({ url: elsewhere.url, maxConnections: 2 });
afterAll(async () => {
  await other.close();
  await elsewhere.drop();
  await rm(folder, { recursive: true, force: true });
});

const [file, copy] = [join(folder, 'config.json'), join(folder, 'copy.json')];
const ours = { TeamSettings: { SiteName: 'Ours' }, SqlSettings: { DataSource: '' }, Unknown: { Kept: 1 } };
const migrate = (from: string, to: string) => askSocket(socket, 'POST', '/config/migrate', { from, to });
const done = { status: 200, body: { status: 'OK' } };
const refusal = (message: string) => ({
  status: 400,
  body: { id: 'api.config.migrate_config.app_error', message: expect.stringContaining(message) as string },
});

async function activeIn(db: typeof other.db): Promise<unknown> {
  const row = await db.selectFrom('configurations').select('value').where('active', '=', true).executeTakeFirst();
  return row && JSON.parse(row.value);
}

beforeEach(() => writeFile(file, JSON.stringify(ours)));

test('a file goes into the database of the server and back, with what nobody declared', async () => {
  expect(await migrate(file, 'database')).toMatchObject(done);
  // An empty address would stop the peer's server.
  expect(await activeIn(server.database.db)).toEqual({ ...ours, SqlSettings: {} });
  expect(await migrate('database', copy)).toMatchObject(done);
  expect(JSON.parse(await readFile(copy, 'utf8'))).toEqual({ ...ours, SqlSettings: {} });
  expect((await stat(copy)).mode & 0o777).toBe(0o600);
});

test('another database is named by its address, and is given the tables that it lacks', async () => {
  await sql`DROP TABLE IF EXISTS configurations, configurationfiles`.execute(other.db);
  expect(await migrate(elsewhere.url, copy)).toMatchObject(refusal('"from" names a database that cannot be used'));
  expect(await migrate(file, elsewhere.url)).toMatchObject(done);
  expect(await activeIn(other.db)).toMatchObject({ TeamSettings: { SiteName: 'Ours' } });
});

test('files that a database keeps beside it go into another database, and are never left behind unsaid', async () => {
  await migrate(file, elsewhere.url);
  await sql`INSERT INTO configurationfiles VALUES ('idp.crt', 'PEM', 1, 1)`.execute(other.db);
  expect(await migrate(elsewhere.url, copy)).toMatchObject(refusal('idp.crt'));
  expect(await migrate(elsewhere.url, 'database')).toMatchObject(done);
  const rows = await server.database.db.selectFrom('configurationfiles').select(['name', 'data']).execute();
  expect(rows).toEqual([{ name: 'idp.crt', data: 'PEM' }]);
});

test('what cannot be read or written is named, without a password, and nothing changes', async () => {
  const before = await readFile(file, 'utf8');
  const broken = join(folder, 'broken.json');
  await writeFile(broken, '{\n "TeamSettings": }');
  for (const [from, to, said] of [
    [join(folder, 'missing.json'), file, 'holds no configuration'],
    [broken, file, 'see line 2'],
    [file, join(folder, 'missing', 'config.json'), '"to"'],
    [file, broken, 'see line 2'],
    [file, file, 'the same place'],
    [file, join(folder, 'config.txt'), 'must be a path that ends in .json'],
    ['mysql://user:secret@host/db', file, 'must be a path that ends in .json'],
    ['postgres://user:secret@127.0.0.1:1/db', file, '"from" names a database that cannot be used: unreachable'],
  ] as const) {
    const answer = await migrate(from, to);
    expect(answer, `${from} ${to}`).toMatchObject(refusal(said));
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  }
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(await askSocket(socket, 'POST', '/config/migrate', { from: file })).toMatchObject({
    status: 400,
    body: { id: 'api.context.invalid_body_param.app_error' },
  });
});

test('files lie in the data folder or an allowed one, unless MM_CONFIG names them', async () => {
  const places = { database: server.database, clock: { now: () => 1 }, paths: { dataDir: folder, allowed: [] } };
  const outside = await mkdtemp(join(tmpdir(), 'innermost-outside-'));
  afterAll(() => rm(outside, { recursive: true, force: true }));
  const target = join(outside, 'config.json');
  const refused = { name: 'ConfigPlaceError', message: expect.stringContaining('INNERMOST_ALLOWED_DIRS') as string };
  await expect(migrateConfig(file, target, { ...places, configFile: undefined })).rejects.toMatchObject(refused);
  await expect(migrateConfig(target, file, { ...places, configFile: undefined })).rejects.toMatchObject(refused);
  await migrateConfig(file, target, { ...places, configFile: target });
  const allowed = { dataDir: folder, allowed: [outside] };
  await migrateConfig(target, copy, { ...places, configFile: undefined, paths: allowed });
  expect(JSON.parse(await readFile(copy, 'utf8'))).toEqual(ours);
});
