import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { makeStarts } from './testing/starts.ts';

const starts = makeStarts();

test('a database that does not answer is a 503 after a while, and all is well when it answers again', async () => {
  const { address } = await starts.start({ MM_SQLSETTINGS_QUERYTIMEOUT: '1' });
  const signIn = () =>
    fetch(`${address}/api/v4/users/login`, { method: 'POST', body: '{"login_id":"ann","password":"wrong-one"}' });
  const other = new Client({ connectionString: starts.url });
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
  const { address } = await starts.start({ MM_SQLSETTINGS_MAXOPENCONNS: '5' });
  const other = new Client({ connectionString: starts.url });
  await other.connect();
  await other.query('BEGIN; LOCK TABLE sessions');
  const asked = Array.from({ length: 20 }, (_, index) =>
    fetch(`${address}/api/v4/users/me`, { headers: { Authorization: `Bearer ${String(index).padStart(26, 'x')}` } }),
  );
  const waiting = async () =>
    (
      await starts.ask<{ n: number }>(`SELECT count(*)::int AS n FROM pg_sleep(0.3), pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    )[0]?.n;
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
  const file = join(starts.dataDir, 'file');
  await writeFile(file, '');
  await expect(starts.start({ [variable]: file })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringMatching(sentence),
  });
});

test('an address that nobody knows is the fault of the address, not of the database', async () => {
  const refused = starts.start({ MM_SERVICESETTINGS_LISTENADDRESS: 'nowhere.invalid:0' });
  await expect(refused).rejects.toThrow(/nowhere\.invalid:0.*MM_SERVICESETTINGS_LISTENADDRESS/);
});

test('the database that a config.json names is used', async () => {
  const path = join(starts.dataDir, 'config.json');
  await writeFile(path, JSON.stringify({ SqlSettings: { DataSource: starts.url } }));
  await starts.start({ MM_CONFIG: path, MM_SQLSETTINGS_DATASOURCE: '' });
  const rows = await starts.ask<{ names: string[] }>(
    `SELECT array_agg(DISTINCT application_name) AS names FROM pg_stat_activity WHERE datname = current_database()`,
  );
  expect(rows[0]?.names).toContain('innermost writer');
  expect(await readdir(starts.dataDir)).not.toContain('postgres');
});

test('an installation that spoke HTTPS by itself is told that this server does not', async () => {
  await starts.start({ MM_SERVICESETTINGS_CONNECTIONSECURITY: 'TLS' });
  await starts.stop();
  expect(await readFile(join(starts.dataDir, 'logs/innermost.log'), 'utf8')).toContain('this server speaks plain HTTP');
});
