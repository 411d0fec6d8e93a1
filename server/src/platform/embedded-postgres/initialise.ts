import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commandPath } from '../config/environment.ts';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';
import { outOfDisk } from './data-folder.ts';
import { explainFailure } from './failure.ts';
import { giveToOwner } from './identity.ts';
import type { Identity } from './identity.ts';

/** A fresh cluster takes about 40 MB; the rest is for its first hours. */
const neededBytes = 150 * 1024 * 1024;

export interface Place {
  dataDir: string;
  cluster: string;
  passwordFile: string;
}

/** Makes the cluster with the role and database `innermost`. It appears under its name only once it is whole. */
export async function initialiseCluster(place: Place, binaries: Binaries, identity: Identity): Promise<void> {
  const { bavail, bsize } = await statfs(place.dataDir);
  if (bavail * bsize < neededBytes) throw outOfDisk(place.dataDir);

  await removeUnfinished(place);
  const partial = await mkdtemp(`${place.cluster}${unfinished}`);
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(partial, identity.uid, identity.gid);

  const run = (program: string, args: string[], input = '') =>
    runProgram(identity, join(binaries.folder, 'bin', program), args, { input, dataDir: place.dataDir });
  // --auth=reject because the passwords are set below: initdb would read them from a file only.
  const initdb = ['-D', partial, '--username=postgres', '--auth=reject', '--encoding=UTF8', '--no-instructions'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--text-search-config=english'];
  await run('initdb', [...initdb, ...locale, '--locale=C.UTF-8']).catch((error: unknown) => {
    // Not every system knows the locale; only the rare text outside the built-in provider then differs.
    if (error instanceof Error && /invalid locale/i.test(error.message)) {
      return run('initdb', [...initdb, ...locale, '--locale=C']);
    }
    throw error;
  });
  await writeFile(join(partial, 'pg_hba.conf'), 'local all all scram-sha-256\nhost all all samehost scram-sha-256\n');

  const password = randomBytes(24).toString('hex');
  await run('postgres', ['--single', '-D', partial, 'postgres'], firstStatements(password));
  await writeFile(place.passwordFile, `${password}\n`, { mode: 0o600 });
  await giveToOwner(place.dataDir, place.passwordFile);
  await rename(partial, place.cluster);
}

/** A server that was killed while it made the cluster left these; its initdb may still be writing to one. */
async function removeUnfinished(place: Place): Promise<void> {
  const prefix = `${basename(place.cluster)}${unfinished}`;
  const again = { maxRetries: 20, retryDelay: 100 };
  for (const name of await readdir(place.dataDir)) {
    if (name.startsWith(prefix)) await rm(join(place.dataDir, name), { recursive: true, force: true, ...again });
  }
}

const unfinished = '.new-';

/** Everyday work is done without superuser rights, so that a hole in a query is not a hole in the machine. */
function firstStatements(password: string): string {
  return [
    `ALTER ROLE postgres PASSWORD '${password}'`,
    `CREATE ROLE innermost LOGIN PASSWORD '${password}'`,
    'CREATE DATABASE innermost OWNER innermost',
    // By default a schema with the role's name would come first, and there is one: what is ours alone.
    'ALTER DATABASE innermost SET search_path = public',
    '',
  ].join('\n');
}

/** The password of both roles. */
export async function readPassword(place: Place): Promise<string> {
  try {
    return (await readFile(place.passwordFile, 'utf8')).trim();
  } catch (error) {
    throw new StartupError(
      `The password of the embedded PostgreSQL cannot be read (${String(error)}): put ${place.passwordFile} back from a backup.`,
    );
  }
}

/** A cluster made by one major version cannot be opened by another. */
export async function checkVersion(place: Place, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const ours = binaries.version.split('.')[0];
  if (made === ours) return;
  throw new StartupError(
    `The data folder ${place.dataDir} was made by PostgreSQL ${made || 'of unknown version'} and this Innermost brings ${ours}: use the Innermost that made it, or another folder with INNERMOST_DATA_DIR.`,
  );
}

/** Without the caller's own variables, of which PGDATA, PGOPTIONS or LC_ALL would change what PostgreSQL does. */
export const programEnvironment = { PATH: commandPath(), LC_ALL: 'C', TZ: 'UTC' };

function runProgram(
  { prefix, ...user }: Identity,
  program: string,
  args: string[],
  { input, dataDir }: { input: string; dataDir: string },
): Promise<void> {
  const [command = program, ...rest] = [...prefix, program, ...args];
  return new Promise((resolve, reject) => {
    const output: string[] = [];
    const child = spawn(command, rest, { ...user, cwd: '/', env: programEnvironment });
    const collect = (chunk: Buffer) => output.push(...chunk.toString().split('\n').filter(Boolean));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => reject(explainFailure('cannot be run', dataDir, [error.message])));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(explainFailure('could not be set up', dataDir, output));
    });
  });
}
