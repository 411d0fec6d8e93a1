import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat } from 'node:fs/promises';
import { StartupError } from '../startup-error.ts';

/** `nobody`: a user with the fewest rights that exists everywhere. initdb refuses a user without an account. */
const nobody = 65534;

/** Who PostgreSQL runs as: it refuses to run as root. */
export interface Identity {
  /** Put before the command. */
  prefix: string[];
  uid?: number;
  gid?: number;
}

/**
 * Root stays itself outside and is nobody within a user namespace, so that nothing changes hands. Where namespaces
 * are forbidden, or the data belongs to somebody else, PostgreSQL runs as the owner of its data.
 */
export async function chooseIdentity(dataDir: string, cluster: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = await lstat(cluster).catch(() => lstat(dataDir));
  if (owner.uid !== 0) return { prefix: [], uid: owner.uid, gid: owner.gid };
  const unshare = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (await succeeds([...unshare, 'true'])) return { prefix: unshare };
  await chmod(dataDir, 0o711);
  const dropped = { prefix: [], uid: nobody, gid: nobody };
  if (!(await canReach(dropped, dataDir))) {
    throw new StartupError(
      `The embedded PostgreSQL cannot run as root here, and user ${nobody} cannot reach ${dataDir}: start Innermost as an ordinary user, move the folder with INNERMOST_DATA_DIR, or set MM_SQLSETTINGS_DATASOURCE to the URL of a PostgreSQL 14 or newer.`,
    );
  }
  if (existsSync(cluster) && !(await succeeds(['chown', '-R', `${nobody}:${nobody}`, cluster]))) {
    throw new StartupError(`The folder ${cluster} could not be given to user ${nobody}: start Innermost as its owner.`);
  }
  return dropped;
}

/** Whether PostgreSQL, run so, may enter the folder or read the file. */
export function canReach(identity: Identity, path: string): Promise<boolean> {
  return succeeds([...identity.prefix, 'sh', '-c', 'test -r "$1" || test -x "$1"', 'sh', path], identity);
}

/** What root makes in somebody's folder shall be theirs, or they could not start it themselves. */
export async function giveToOwner(dataDir: string, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const owner = await lstat(dataDir);
  await chown(path, owner.uid, owner.gid);
}

function succeeds([command = '', ...args]: string[], { uid, gid }: Partial<Identity> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', cwd: '/', ...(uid === undefined ? {} : { uid, gid }) });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
