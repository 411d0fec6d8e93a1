import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEnvironment } from './platform/config/environment.ts';
import { startServer, type RunningServer } from './start.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';

let own: TestDatabase;
let dataDir: string;
let server: RunningServer | undefined;

beforeEach(async () => {
  own = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'innermost-start-'));
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  await own.drop();
  await rm(dataDir, { recursive: true });
});

async function start(variables: Record<string, string> = {}): Promise<RunningServer> {
  const environment = readEnvironment({
    INNERMOST_DATA_DIR: dataDir,
    MM_SQLSETTINGS_DATASOURCE: own.url,
    MM_SERVICESETTINGS_LISTENADDRESS: '127.0.0.1:0',
    MM_LOGSETTINGS_ENABLECONSOLE: 'false',
    ...variables,
  });
  return (server = await startServer(environment, () => undefined));
}

async function ask<Row extends object>(statement: string): Promise<{ rows: Row[] }> {
  const client = new Client({ connectionString: own.url });
  await client.connect();
  try {
    return await client.query<Row>(statement);
  } finally {
    await client.end();
  }
}

test('a database that does not answer is a 503 after a while, and all is well when it answers again', async () => {
  const { address } = await start({ MM_SQLSETTINGS_QUERYTIMEOUT: '1' });
  const signIn = () =>
    fetch(`${address}/api/v4/users/login`, { method: 'POST', body: '{"login_id":"ann","password":"wrong-one"}' });
  const other = new Client({ connectionString: own.url });
  await other.connect();
  await other.query('BEGIN; LOCK TABLE users');
  const refused = await signIn();
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ id: 'api.database_unavailable.app_error', status_code: 503 });
  await other.query('COMMIT');
  await other.end();
  expect((await signIn()).status).toBe(401);
});

test('the operator says how many database connections there may be', async () => {
  const { address } = await start({ MM_SQLSETTINGS_MAXOPENCONNS: '5' });
  const other = new Client({ connectionString: own.url });
  await other.connect();
  await other.query('BEGIN; LOCK TABLE sessions');
  const asked = Array.from({ length: 20 }, (_, index) =>
    fetch(`${address}/api/v4/users/me`, { headers: { Authorization: `Bearer ${String(index).padStart(26, 'x')}` } }),
  );
  const waiting = async () =>
    (
      await ask<{ n: number }>(`SELECT count(*)::int AS n FROM pg_sleep(0.3), pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    ).rows[0]?.n;
  await expect.poll(waiting).toBeGreaterThanOrEqual(5);
  expect(await waiting()).toBe(5);
  await other.query('COMMIT');
  await other.end();
  for (const { status } of await Promise.all(asked)) expect(status).toBe(401);
});

test.for([
  {
    what: 'a data folder that is none',
    variable: 'INNERMOST_DATA_DIR',
    sentence: /^The data folder .+ is not a folder: /,
  },
  {
    what: 'an address that is no address',
    variable: 'MM_SERVICESETTINGS_LISTENADDRESS',
    sentence: /^The environment variable MM_SERVICESETTINGS_LISTENADDRESS /,
  },
])('$what is refused, with a given database too', async ({ variable, sentence }) => {
  const file = join(dataDir, 'file');
  await writeFile(file, '');
  await expect(start({ [variable]: file })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringMatching(sentence),
  });
});

test('an address that nobody knows is the fault of the address, not of the database', async () => {
  const refused = start({ MM_SERVICESETTINGS_LISTENADDRESS: 'nowhere.invalid:0' });
  await expect(refused).rejects.toThrow(/nowhere\.invalid:0.*MM_SERVICESETTINGS_LISTENADDRESS/);
});

test('the database that a config.json names is used', async () => {
  const path = join(dataDir, 'config.json');
  await writeFile(path, JSON.stringify({ SqlSettings: { DataSource: own.url } }));
  await start({ MM_CONFIG: path, MM_SQLSETTINGS_DATASOURCE: '' });
  const { rows } = await ask<{ names: string[] }>(
    `SELECT array_agg(DISTINCT application_name) AS names FROM pg_stat_activity WHERE datname = current_database()`,
  );
  expect(rows[0]?.names).toContain('innermost writer');
  expect(await readdir(dataDir)).not.toContain('postgres');
});

test('an installation that spoke HTTPS by itself is told that this server does not', async () => {
  await start({ MM_SERVICESETTINGS_CONNECTIONSECURITY: 'TLS' });
  await server?.stop();
  expect(await readFile(join(dataDir, 'logs/innermost.log'), 'utf8')).toContain('this server speaks plain HTTP');
});
