/** Folders within the root of a store: found without ever leaving it, and made so that they survive a power cut. */
import { chown, lstat, mkdir, open, realpath, rmdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { FileStoreError } from '../store.ts';
import { codeOf } from './errors.ts';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Makes the entries of a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export class Folders {
  /** The true path, without links. */
  readonly #root: string;
  /** Of what is made, when the server runs as root in somebody else's folder. */
  readonly #owner: Owner | undefined;
  /** Folders that exist already and whose entry may not be on the disk yet. */
  readonly #making = new Map<string, Promise<void>>();

  constructor(root: string, owner?: Owner) {
    this.#root = root;
    this.#owner = owner;
  }

  /** The true path of the folder, undefined where there is none. FileStoreError `bad-path` when a link leads out. */
  async find(names: readonly string[]): Promise<string | undefined> {
    const path = join(this.#root, ...names);
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENAMETOOLONG') return undefined;
      throw error;
    }
    if (real !== this.#root && !real.startsWith(this.#root + sep)) throw leadsOut(names.join('/'));
    return real;
  }

  /** As `find`, and makes what is missing. Resolves when its entry is on the disk. */
  async make(names: readonly string[]): Promise<string> {
    const found = await this.find(names);
    if (found !== undefined) {
      await this.#making.get(found);
      return found;
    }
    const path = join(await this.make(names.slice(0, -1)), names.at(-1) ?? '');
    const making = this.#making.get(path) ?? this.#makeOne(path).finally(() => this.#making.delete(path));
    this.#making.set(path, making);
    await making;
    return path;
  }

  /** Removes the folder and those above it, as far as they are empty. */
  async prune(path: string): Promise<void> {
    for (let folder = path; folder !== this.#root && folder.startsWith(this.#root + sep); folder = dirname(folder)) {
      try {
        await rmdir(folder);
      } catch {
        return;
      }
    }
  }

  async #makeOne(path: string): Promise<void> {
    try {
      await mkdir(path, { mode: 0o750 });
      if (this.#owner) await chown(path, this.#owner.uid, this.#owner.gid);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      // Made by somebody else meanwhile, or a link that leads nowhere.
      if ((await lstat(path)).isSymbolicLink()) throw leadsOut(path.slice(this.#root.length + 1));
    }
    await syncFolder(dirname(path));
  }
}

function leadsOut(path: string): FileStoreError {
  const shown = JSON.stringify(path);
  return new FileStoreError('bad-path', `The folder ${shown} of the file store is a link that leads out of it.`);
}
