// The database of an installation that names none: PostgreSQL from npm, run for as long as the server and no longer.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';
import { copyBinaries, findBinaries } from './binaries.ts';
import { folderError, lockDataFolder, openDataFolder } from './data-folder.ts';
import { canReach, chooseIdentity } from './identity.ts';
import { checkVersion, initialiseCluster, readPassword } from './initialise.ts';
import { clearLeftovers } from './leftovers.ts';
import type { LauncherLog } from './log.ts';
import { launchPostmaster } from './postmaster.ts';
import type { Launch, Postmaster } from './postmaster.ts';
import { postgresSettings } from './settings.ts';

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
  const sockets = await socketFolder(place.cluster);
  const launch: Launch = {
    dataDir,
    cluster: place.cluster,
    binaries,
    identity,
    log,
    settings: postgresSettings({ socketFolder: sockets.folder, disposable }),
    removeAfter: disposable ? dataDir : sockets.temporary ? sockets.folder : '',
  };
  const supervised = supervise(launch, await launchPostmaster(launch));
  const urlAs = (role: string) =>
    `postgres://${role}:${password}@localhost/innermost?host=${encodeURIComponent(sockets.folder)}`;
  return {
    url: urlAs('innermost'),
    adminUrl: urlAs('postgres'),
    onExit: supervised.onExit,
    async stop() {
      await supervised.stop();
      release();
      if (disposable) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The kernel cuts socket paths at 107 bytes (103 on macOS), so a deep data folder needs another place for it. */
async function socketFolder(cluster: string): Promise<{ folder: string; temporary: boolean }> {
  const fits = (folder: string) => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 103;
  if (fits(cluster)) return { folder: cluster, temporary: false };
  const parent = [tmpdir(), '/tmp'].find((folder) => fits(join(folder, 'innermost-123456')) && existsSync(folder));
  if (!parent) throw new StartupError(`The path ${cluster} is too long: choose a shorter one with INNERMOST_DATA_DIR.`);
  return { folder: await mkdtemp(join(parent, 'innermost-')), temporary: true };
}

/** More crashes than this in a minute and restarting is no cure. */
const restartsAMinute = 5;

function supervise(launch: Launch, first: Postmaster): Pick<EmbeddedPostgres, 'stop' | 'onExit'> {
  const listeners: ((error: StartupError) => void)[] = [];
  const crashes: number[] = [];
  let current = first;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const watch = async (): Promise<void> => {
    const { code } = await current.exited;
    if (stopping) return;
    const now = performance.now();
    crashes.push(now);
    launch.log.error(`The embedded PostgreSQL ended unexpectedly (exit code ${code}); starting it again.`);
    restarting = (async () => {
      if (crashes.filter((at) => now - at < 60_000).length > restartsAMinute) {
        throw new StartupError(
          `The embedded PostgreSQL crashed ${restartsAMinute} times within a minute: look at the log for its reason, and at the memory and disk of this machine.`,
        );
      }
      current = await relaunch(launch);
      void watch();
    })();
    await restarting.catch((error: unknown) => {
      if (stopping) return;
      const reason = error instanceof StartupError ? error : new StartupError(String(error));
      for (const listener of listeners) listener(reason);
    });
  };
  void watch();

  return {
    onExit: (listener) => void listeners.push(listener),
    async stop() {
      stopping = true;
      await restarting.catch(() => undefined);
      await current.stop();
    },
  };
}

async function relaunch(launch: Launch): Promise<Postmaster> {
  await clearLeftovers(launch.cluster, launch.log);
  return launchPostmaster(launch);
}
