import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/** A process with an embedded PostgreSQL. */
interface Holder {
  process: ChildProcess;
  url: string;
  adminUrl: string;
  /** Waits until it says something under this name. */
  says(name: string): Promise<string>;
  said: Record<string, string>[];
  exited: Promise<void>;
}

const folders: string[] = [];
const holders: ChildProcess[] = [];

afterEach(async () => {
  for (const holder of holders.splice(0)) {
    if (holder.exitCode !== null || holder.signalCode !== null) continue;
    holder.kill('SIGTERM');
    await new Promise((resolve) => holder.once('exit', resolve));
  }
  for (const folder of folders.splice(0)) {
    await until(async () => !(await postgresOf(folder)));
    await rm(folder, { recursive: true, force: true });
  }
});

/** A data folder that does not exist yet, under a new folder. */
async function newFolder(...names: string[]): Promise<string> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'innermost-pg-')));
  await chmod(parent, 0o755);
  folders.push(parent);
  return join(parent, ...(names.length > 0 ? names : ['data']));
}

/** The same, already with a database in it: making one takes most of a second. */
async function madeFolder(...names: string[]): Promise<string> {
  const dataDir = await newFolder(...names);
  await mkdir(join(dataDir, '..'), { recursive: true });
  await promisify(execFile)('cp', ['-a', made, dataDir]);
  return dataDir;
}

let made: string;
beforeAll(async () => {
  made = join(await realpath(await mkdtemp(join(tmpdir(), 'innermost-pg-'))), 'data');
  await stop(await hold(made));
});
afterAll(() => rm(join(made, '..'), { recursive: true, force: true }));

interface HoldOptions {
  /** Put before the command, as `setpriv`. */
  through?: string[];
  env?: Record<string, string>;
  disposable?: boolean;
}

function spawnHolder(dataDir: string, { through = [], env = {}, disposable = false }: HoldOptions = {}): Holder {
  const program = join(import.meta.dirname, '../../testing/postgres-holder.ts');
  const words = [...through, process.execPath, program, dataDir, disposable ? 'disposable' : 'durable'];
  const [command = '', ...args] = words;
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(child);
  const said: Record<string, string>[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(JSON.parse(line)));
  const exited = Promise.all([once(child, 'close'), once(lines, 'close')]).then(() => undefined);
  const says = async (name: string): Promise<string> => {
    let over = false;
    void exited.then(() => (over = true));
    for (;;) {
      const word = said.find((what) => name in what)?.[name];
      if (word !== undefined) return word;
      if (over) throw new Error(`It ended without "${name}", having said ${JSON.stringify(said)}`);
      await sleep(5);
    }
  };
  return { process: child, url: '', adminUrl: '', says, said, exited };
}

async function hold(dataDir: string, options?: HoldOptions): Promise<Holder> {
  const holder = spawnHolder(dataDir, options);
  holder.url = await holder.says('url');
  holder.adminUrl = await holder.says('adminUrl');
  return holder;
}

async function stop(holder: Holder): Promise<void> {
  holder.process.kill('SIGTERM');
  expect(await holder.says('stopped')).toBe('cleanly');
  await holder.exited;
}

async function rows<Row>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(statement);
    return rows;
  } finally {
    await client.end();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

/** The process id of the PostgreSQL whose cluster is under this folder, from its own note. */
async function postmasterOf(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Whether any process still names the folder on its command line, watchdogs included. */
async function postgresOf(folder: string): Promise<boolean> {
  const ps = spawn('ps', ['-ww', '-A', '-o', 'args='], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of ps.stdout) text += String(chunk);
  return text.split('\n').some((line) => line.includes(folder) && !line.startsWith('ps '));
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

test('the first start makes a database for text in any language, and the next one finds it again', async () => {
  const dataDir = await newFolder();
  const first = await hold(dataDir);
  const [made] = await rows(
    first.url,
    `SELECT current_user AS user, datlocprovider AS provider, datlocale AS locale,
            pg_encoding_to_char(encoding) AS encoding, lower('ÄÉЖ') AS lower,
            current_setting('default_text_search_config') AS search, current_setting('is_superuser') AS super,
            current_setting('search_path') AS schemas
       FROM pg_database WHERE datname = current_database()`,
  );
  expect(made).toEqual({
    user: 'innermost',
    provider: 'b',
    locale: 'C.UTF-8',
    encoding: 'UTF8',
    lower: 'äéж',
    search: 'pg_catalog.english',
    super: 'off',
    schemas: 'public',
  });
  expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
  await rows(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await stop(first);
  expect(await exists(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  expect(await postgresOf(dataDir)).toBe(false);

  const second = await hold(dataDir);
  expect(second.url).toBe(first.url);
  expect(await rows(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(JSON.stringify(second.said)).not.toContain('not properly shut down');
});

test('it is durable, takes passwords only, and listens on no network', async () => {
  const holder = await hold(await madeFolder());
  const settings = await rows(
    holder.url,
    `SELECT name, setting FROM pg_settings
      WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses') ORDER BY name`,
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
  expect(await rows(holder.adminUrl, `SELECT current_setting('is_superuser') AS super`)).toEqual([{ super: 'on' }]);
  const wrong = new URL(holder.adminUrl);
  wrong.password = 'wrong';
  await expect(rows(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('when its server is killed it shuts down by itself, and the next server waits for that', async () => {
  const dataDir = await madeFolder();
  const killed = await hold(dataDir);
  await rows(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  killed.process.kill('SIGKILL');
  const next = await hold(dataDir);
  expect(await rows(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);

  const pid = await postmasterOf(dataDir);
  next.process.kill('SIGKILL');
  await next.exited;
  await until(async () => !(await postgresOf(dataDir)));
  expect(() => process.kill(pid, 0)).toThrow();
  expect(await exists(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('when it is killed it comes back at the same address with everything it acknowledged', async () => {
  const dataDir = await madeFolder();
  const holder = await hold(dataDir);
  await rows(holder.url, 'CREATE TABLE kept (answer int)');
  await rows(holder.url, 'INSERT INTO kept VALUES (42)');
  const pid = await postmasterOf(dataDir);
  process.kill(pid, 'SIGKILL');
  await holder.says('error');
  await until(() => rows(holder.url, 'SELECT 1').then(Boolean, () => false));
  expect(await rows(holder.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(await postmasterOf(dataDir)).not.toBe(pid);
  expect(await holder.says('error')).toMatch(/ended unexpectedly \(exit code 137\)/);
  await stop(holder);
});

test('when it cannot come back its server hears why', async () => {
  const dataDir = await madeFolder();
  const holder = await hold(dataDir);
  const control = join(dataDir, 'postgres/global/pg_control');
  await rm(control);
  process.kill(await postmasterOf(dataDir), 'SIGKILL');
  expect(await holder.says('gone')).toMatch(/^The embedded PostgreSQL did not start \(.*pg_control.*\): look at /);
  await holder.exited;
});

test('an interrupt from the terminal does not reach it before its server is done', async () => {
  const dataDir = await madeFolder();
  const holder = await hold(dataDir);
  process.kill(-Number(holder.process.pid), 'SIGINT');
  expect(await holder.says('interrupted')).toBe('and the database answers');
  expect(await holder.says('stopped')).toBe('cleanly');
  await holder.exited;
});

test('a process id that a crash left and another process now has is no obstacle', async () => {
  const dataDir = await madeFolder();
  await stop(await hold(dataDir));
  const cluster = join(dataDir, 'postgres');
  const stale = [process.pid, cluster, 1_700_000_000, 5432, cluster, '', ' 1 1', 'ready', ''].join('\n');
  await writeFile(join(cluster, 'postmaster.pid'), stale, { mode: 0o600 });
  const holder = await hold(dataDir);
  expect(await rows(holder.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a path with spaces, quotes and commas, and one too long for a socket', async () => {
  const odd = await hold(await madeFolder(`it's "my" folder, with 100% ü`));
  expect(await rows(odd.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

  const long = await madeFolder('long'.repeat(30), 'data');
  const deep = await hold(long);
  expect(await rows(deep.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const sockets = new URL(deep.url).searchParams.get('host') ?? '';
  expect(await exists(sockets)).toBe(true);
  deep.process.kill('SIGKILL');
  await until(async () => !(await postgresOf(long)));
  expect(await exists(sockets)).toBe(false);
});

test('a second server on the same folder is refused, and the first goes on', async () => {
  const dataDir = await madeFolder();
  const first = await hold(dataDir);
  const second = spawnHolder(dataDir);
  expect(await second.says('refused')).toBe(
    `The data folder ${dataDir} is in use by another running Innermost: stop that one, or choose another folder with INNERMOST_DATA_DIR.`,
  );
  expect(await rows(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a folder that is none, or belongs to a newer database, is refused', async () => {
  const file = await newFolder('file');
  await writeFile(file, '');
  expect(await spawnHolder(file).says('refused')).toMatch(/is not a folder/);
  expect(await spawnHolder(join(file, 'data')).says('refused')).toMatch(/is not a folder/);
  expect(await spawnHolder(join(tmpdir(), 'x'.repeat(300), 'data')).says('refused')).toMatch(/cannot be made/);

  const newer = await newFolder();
  await mkdir(join(newer, 'postgres'), { recursive: true });
  await writeFile(join(newer, 'postgres/PG_VERSION'), '99\n');
  expect(await spawnHolder(newer).says('refused')).toMatch(/was made by PostgreSQL 99 and this Innermost brings 18/);
});

test('a folder it may not write to is refused', async () => {
  const dataDir = await newFolder();
  await mkdir(dataDir, { mode: 0o555 });
  const through = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];
  expect(await spawnHolder(dataDir, { through }).says('refused')).toMatch(
    /is not writable \(EACCES\): make it writable/,
  );
});

test('a disposable one leaves nothing behind, even when its owner is killed', async () => {
  const dataDir = await madeFolder();
  const holder = await hold(dataDir, { disposable: true });
  holder.process.kill('SIGKILL');
  await until(async () => !(await exists(dataDir)));

  const next = await madeFolder();
  await stop(await hold(next, { disposable: true }));
  expect(await exists(next)).toBe(false);
});

test.runIf(isRoot)("root runs somebody's database as them, and leaves them the folder", async () => {
  const dataDir = await newFolder();
  await mkdir(dataDir);
  await chown(dataDir, nobody, nobody);
  const byRoot = await hold(dataDir);
  await rows(byRoot.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await stop(byRoot);
  const through = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const byOwner = await hold(dataDir, { through });
  expect(await rows(byOwner.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test.runIf(isRoot)('root gives a database away to nobody where user namespaces are forbidden', async () => {
  const dataDir = await madeFolder();
  const programs = await newFolder('bin');
  await mkdir(programs);
  await writeFile(join(programs, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const env = { PATH: `${programs}:${process.env['PATH']}` };

  // Made in a namespace first: what root owns must be handed over.
  await stop(await hold(dataDir));
  const holder = await hold(dataDir, { env });
  expect(await rows(holder.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody);
  expect((await stat(`/proc/${await postmasterOf(dataDir)}`)).uid).toBe(nobody);
  await stop(holder);

  const hidden = await newFolder('hidden', 'data');
  await mkdir(join(hidden, '..'), { mode: 0o700 });
  expect(await spawnHolder(hidden, { env }).says('refused')).toMatch(
    /cannot run as root here.*MM_SQLSETTINGS_DATASOURCE/,
  );
});
