// The database of an installation that names none: PostgreSQL from npm, run for as long as the server and no longer.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartupError } from '../startup-error.ts';
import { copyBinaries, findBinaries } from './binaries.ts';
import { folderError, lockDataFolder, openDataFolder } from './data-folder.ts';
import { canReach, chooseIdentity } from './identity.ts';
import { checkVersion, initialiseCluster, readPassword } from './initialise.ts';
import { clearLeftovers } from './leftovers.ts';
import type { LauncherLog } from './log.ts';
import { launchPostmaster } from './postmaster.ts';
import type { Launch } from './postmaster.ts';
import { postgresSettings } from './settings.ts';
import { openSocketFolder } from './socket-folder.ts';
import { supervise } from './supervise.ts';

export interface EmbeddedPostgresOptions {
  /** The installation's data folder; made where it is missing. */
  dataDir: string;
  log: LauncherLog;
  /** For tests: nothing is synced to disk, and the folder is removed when this process ends or stops it. */
  disposable?: boolean;
}

export interface EmbeddedPostgres {
  /** Of the database `innermost`, as the role that owns it. Holds the password. */
  url: string;
  /** Of the same database as PostgreSQL's superuser. */
  adminUrl: string;
  /** Shuts it down cleanly and frees the data folder. At most about 7 s. */
  stop(): Promise<void>;
  /** Tells that PostgreSQL ended and could not be brought back; a crash it recovers from is only logged. */
  onExit(listener: (error: StartupError) => void): void;
}

/**
 * Starts the embedded PostgreSQL over `dataDir`, which it makes on the first call. It is restarted at the same
 * address when it crashes, and ends by itself when this process does, even by `kill -9`.
 * Throws StartupError for everything the operator can mend.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await openDataFolder(options.dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    return await start(dataDir, options, () => lock.release());
  } catch (error) {
    lock.release();
    throw folderError(dataDir, error);
  }
}

async function start(
  dataDir: string,
  { log, disposable = false }: EmbeddedPostgresOptions,
  release: () => void,
): Promise<EmbeddedPostgres> {
  const place = { dataDir, cluster: join(dataDir, 'postgres'), passwordFile: join(dataDir, 'postgres-password') };
  const identity = await chooseIdentity(dataDir, place.cluster);
  let binaries = await findBinaries(dataDir);
  if (!(await canReach(identity, join(binaries.folder, 'bin', 'postgres')))) {
    binaries = await copyBinaries(binaries, dataDir);
  }
  if (existsSync(place.cluster)) {
    await checkVersion(place, binaries);
    await clearLeftovers(place.cluster, log);
  } else {
    log.info('Making the database for the first time.');
    await initialiseCluster(place, binaries, identity);
  }
  const password = await readPassword(place);
  const sockets = await openSocketFolder(place.cluster, identity);
  const launch: Launch = {
    dataDir,
    cluster: place.cluster,
    binaries,
    identity,
    log,
    settings: postgresSettings({ socketFolder: sockets.path, disposable }),
    removeAfter: disposable ? dataDir : sockets.temporary ? sockets.path : '',
  };
  const first = await launchPostmaster(launch).catch(async (error: unknown) => {
    await sockets.remove();
    throw error;
  });
  const { stop, onExit } = supervise(launch, first);
  const urlAs = (role: string) =>
    `postgres://${role}:${password}@localhost/innermost?host=${encodeURIComponent(sockets.path)}`;
  return {
    url: urlAs('innermost'),
    adminUrl: urlAs('postgres'),
    onExit,
    async stop() {
      await stop();
      await sockets.remove();
      release();
      if (disposable) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
