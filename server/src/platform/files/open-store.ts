/** From the settings to the store that holds the files. */
import { access, constants, lstat, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Logger } from 'pino';
import type { TimeOfDay } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { fileStoreFault } from '../config/file-store-fault.ts';
import { isServersOwn } from '../config/paths.ts';
import { giveToOwner } from '../embedded-postgres/identity.ts';
import { makeFolder } from '../make-folder.ts';
import { StartupError } from '../startup-error.ts';
import { codeOf } from './disk/errors.ts';
import type { FileStore } from './store.ts';

export interface FileStoreOptions {
  readonly config: Config;
  /** That of the configuration unless told. */
  readonly driver?: FileStore['driver'];
  readonly dataDir: string;
  readonly clock: TimeOfDay;
  readonly log: Logger;
}

const day = 86_400_000;

/**
 * Throws StartupError, with the setting, where the operator has to mend something. An S3 store that cannot be reached
 * stops nothing: that is logged, and `check` says so until it can.
 */
export async function openFileStore(options: FileStoreOptions): Promise<FileStore> {
  const { config, driver = config.FileSettings.DriverName } = options;
  const fault = fileStoreFault(config, driver);
  if (fault !== undefined) throw new StartupError(fault);
  return driver === 'amazons3' ? openS3(options) : openDisk(options);
}

/** The driver and its library are loaded here, so that a start without them stays fast. */
async function openS3({ config, clock, log }: FileStoreOptions): Promise<FileStore> {
  const { S3Store } = await import('./s3/s3-store.ts');
  const store = new S3Store(config.FileSettings, { clock, log });
  store.check().catch((error: unknown) => log.warn({ err: error }, 'files cannot be kept in S3 for now'));
  return store;
}

async function openDisk({ config, dataDir, clock }: FileStoreOptions): Promise<FileStore> {
  const { Directory } = config.FileSettings;
  const folder = Directory === '' ? join(dataDir, 'files') : resolve(Directory);
  try {
    await makeFolder(folder, 0o750);
    if (Directory === '') await giveToOwner(dataDir, folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const root = await realpath(folder);
    const data = await realpath(dataDir);
    if (isServersOwn(relative(data, root))) {
      throw new StartupError(
        `The folder ${folder} belongs to the server itself: name another one for the files with ${setting}.`,
      );
    }
    const { DiskStore } = await import('./disk/disk-store.ts');
    return await DiskStore.open({ root, clock, isOwn: ownPathsIn(root, data), ...(await ownerOf(root)) });
  } catch (error) {
    throw directoryError(folder, error);
  }
}

/** Where the data folder is the root of the store, or below it, as it is with upstream's `./data/`. */
function ownPathsIn(root: string, dataDir: string): (path: string) => boolean {
  const way = relative(root, dataDir).split(sep).join('/');
  if (way.startsWith('..')) return () => false;
  const before = way === '' ? '' : `${way}/`;
  return (path) => path.startsWith(before) && isServersOwn(path.slice(before.length));
}

/** What root makes in somebody's folder shall be theirs. */
async function ownerOf(root: string): Promise<{ owner?: { uid: number; gid: number } }> {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = await lstat(root);
  return uid === 0 ? {} : { owner: { uid, gid } };
}

const setting = 'FileSettings.Directory (MM_FILESETTINGS_DIRECTORY)';

function directoryError(folder: string, error: unknown): unknown {
  const code = codeOf(error);
  switch (code) {
    case undefined:
      return error;
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartupError(
        `The disk of the files, ${folder}, is full: free some space on it, or name a folder on another disk with ${setting}.`,
      );
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartupError(`The folder for the files, ${folder}, is not a folder: name another with ${setting}.`);
    default:
      return new StartupError(
        `The folder for the files, ${folder}, cannot be used (${code}): make it writable for this user, or name another with ${setting}.`,
      );
  }
}

/** Sweeps now and once a day, in the background. Answers how to stop. */
export function keepSwept(store: FileStore, log: Logger): () => void {
  const sweep = (): void => {
    store.sweep().then(
      (count) => count > 0 && log.info({ count }, 'removed what interrupted uploads left behind'),
      (error: unknown) => log.warn({ err: error }, 'what interrupted uploads left behind could not be removed'),
    );
  };
  sweep();
  const timer = setInterval(sweep, day).unref();
  return () => clearInterval(timer);
}
