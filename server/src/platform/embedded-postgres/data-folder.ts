import { access, constants, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../make-folder.ts';
import { StartupError } from '../startup-error.ts';
import { giveToOwner } from './identity.ts';

const remedy = 'make it writable for this user, or choose another folder with INNERMOST_DATA_DIR';

/** Makes the folder where it is missing. Answers its true path. */
export async function openDataFolder(path: string): Promise<string> {
  try {
    await makeFolder(path, 0o700);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENAMETOOLONG') {
      throw new StartupError(`The data folder ${path} cannot be made: choose another with INNERMOST_DATA_DIR.`);
    }
    throw folderError(path, error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The operator's sentence for a file error in the data folder; other errors are returned as they are. */
export function folderError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return outOfDisk(path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartupError(`The data folder ${path} is not writable (${code}): ${remedy}.`);
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartupError(`The data folder ${path} is not a folder: choose another with INNERMOST_DATA_DIR.`);
    default:
      return error;
  }
}

export function outOfDisk(path: string): StartupError {
  return new StartupError(
    `The disk that holds the data folder ${path} is full: free some space on it, or choose a folder on another disk with INNERMOST_DATA_DIR.`,
  );
}

/**
 * Keeps every other server out of the folder until `release` or the end of this process, however that comes. An
 * exclusive SQLite transaction is the one lock Node offers that the kernel lets go of by itself, and that holds
 * between containers sharing the folder, where process ids mean nothing.
 */
export async function lockDataFolder(dataDir: string): Promise<{ release(): void }> {
  const file = join(dataDir, 'lock');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    await giveToOwner(dataDir, file);
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) {
      throw new StartupError(
        `The data folder ${dataDir} is in use by another running Innermost: stop that one, or choose another folder with INNERMOST_DATA_DIR.`,
      );
    }
    throw new StartupError(`The data folder ${dataDir} cannot be locked (${String(error)}): ${remedy}.`);
  }
  const held = lock;
  return { release: () => held.close() };
}

const sqliteBusy = 5;
