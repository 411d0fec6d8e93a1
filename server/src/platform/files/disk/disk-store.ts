/** The store on the disk of this machine, in upstream's folders. */
import { constants } from 'node:fs';
import { lstat, open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TimeOfDay } from '../../clock.ts';
import { chunksOf } from '../chunks.ts';
import { checkNewPath, checkPath, checkPrefix } from '../paths.ts';
import {
  behindTheEnd,
  checkRange,
  FileStoreError,
  notFound,
  type ByteRange,
  type FileContent,
  type FileStat,
  type FileStore,
  type ListedFile,
  type OpenFile,
  type PutOptions,
} from '../store.ts';
import { codeOf, diskError, writeError } from './errors.ts';
import { Folders, syncFolder, type Owner } from './folders.ts';
import { Incoming } from './incoming.ts';
import { walk } from './walk.ts';

export interface DiskStoreOptions {
  /** The true path of the folder, which exists. */
  readonly root: string;
  readonly clock: TimeOfDay;
  /** Whether a path is the server's own, where its data lies in the same folder. */
  readonly isOwn?: (path: string) => boolean;
  /** To whom files are given. Absent: they stay whose this process is. */
  readonly owner?: Owner;
}

/** How often a folder is made again that was removed as empty at the same moment. */
const attempts = 10;

export class DiskStore implements FileStore {
  readonly driver = 'local';
  readonly #root: string;
  readonly #folders: Folders;
  readonly #incoming: Incoming;
  readonly #isOwn: (path: string) => boolean;

  private constructor(options: DiskStoreOptions, incoming: Incoming) {
    this.#root = options.root;
    this.#folders = new Folders(options.root, options.owner);
    this.#incoming = incoming;
    this.#isOwn = options.isOwn ?? (() => false);
  }

  /** Rejects with the file system's error when the folder cannot be written to. */
  static async open(options: DiskStoreOptions): Promise<DiskStore> {
    const incoming = await Incoming.open(options.root, options.owner, options.clock);
    await incoming.probe();
    return new DiskStore(options, incoming);
  }

  async put(path: string, content: FileContent, { signal, watch }: PutOptions = {}): Promise<number> {
    const stream = chunksOf(content, signal);
    try {
      this.#refuseOwn(checkNewPath(path));
    } catch (error) {
      stream.destroy();
      throw error;
    }
    const { file, bytes } = await this.#incoming.receive(stream, path, watch);
    try {
      await this.#moveInto(path, file);
    } catch (error) {
      await rm(file, { force: true });
      throw writeError(path, error);
    }
    return bytes;
  }

  async read(path: string, range?: ByteRange): Promise<OpenFile> {
    const handle = await this.#open(path);
    try {
      const { size, mtimeMs } = await handle.stat();
      if (range) checkRange(range);
      if (range && range.first >= size) throw behindTheEnd(size);
      const bounds = range ? { start: range.first, end: range.last ?? Infinity } : {};
      return { size, modified_at: Math.trunc(mtimeMs), body: handle.createReadStream(bounds) };
    } catch (error) {
      await handle.close();
      throw diskError(path, error);
    }
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const found = await this.#find(path);
    return found && { size: found.size, modified_at: found.modified_at };
  }

  async move(from: string, to: string): Promise<void> {
    this.#refuseOwn(checkNewPath(to));
    const found = await this.#find(from);
    if (!found) throw notFound(from);
    if (from === to) return;
    try {
      await this.#moveInto(to, found.file);
      await this.#forget(found.file);
    } catch (error) {
      throw writeError(to, error);
    }
  }

  async remove(path: string): Promise<void> {
    const found = await this.#find(path);
    if (!found) return;
    try {
      await unlink(found.file);
      await this.#forget(found.file);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw diskError(path, error);
    }
  }

  async *list(prefix: string): AsyncIterable<ListedFile> {
    checkPrefix(prefix);
    try {
      yield* walk(this.#root, prefix, this.#isOwn);
    } catch (error) {
      throw diskError(prefix, error);
    }
  }

  sweep(): Promise<number> {
    return this.#incoming.sweep();
  }

  async check(): Promise<void> {
    await this.#incoming.probe().catch((error: unknown) => {
      throw writeError('', error);
    });
  }

  async close(): Promise<void> {}

  /** Renames a finished file to its place, and makes that durable. */
  async #moveInto(path: string, file: string): Promise<void> {
    const names = path.split('/');
    const name = names.pop() ?? '';
    for (let attempt = 1; ; attempt += 1) {
      try {
        const folder = await this.#folders.make(names);
        await rename(file, join(folder, name));
        await syncIfThere(folder);
        return;
      } catch (error) {
        if (codeOf(error) !== 'ENOENT' || attempt === attempts) throw error;
      }
    }
  }

  /** After a file left its folder. */
  async #forget(file: string): Promise<void> {
    await syncIfThere(dirname(file));
    await this.#folders.prune(dirname(file));
  }

  /** The true place of a file; undefined where there is none, or something else. */
  async #find(path: string): Promise<(FileStat & { file: string }) | undefined> {
    this.#refuseOwn(checkPath(path));
    try {
      const file = await this.#placeOf(path);
      const found = file === undefined ? undefined : await lstat(file);
      if (file === undefined || !found?.isFile()) return undefined;
      return { file, size: found.size, modified_at: Math.trunc(found.mtimeMs) };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw diskError(path, error);
    }
  }

  async #open(path: string): Promise<FileHandle> {
    this.#refuseOwn(checkPath(path));
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    try {
      const file = await this.#placeOf(path);
      // Not blocking: a pipe in the folder would hold a thread for ever.
      const handle = file === undefined ? undefined : await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      if (handle && (await handle.stat()).isFile()) return handle;
      await handle?.close();
    } catch (error) {
      if (!isAbsent(error)) throw diskError(path, error);
    }
    throw notFound(path);
  }

  async #placeOf(path: string): Promise<string | undefined> {
    const names = path.split('/');
    const name = names.pop() ?? '';
    const folder = await this.#folders.find(names);
    return folder === undefined ? undefined : join(folder, name);
  }

  #refuseOwn(path: string): void {
    if (!this.#isOwn(path)) return;
    const shown = JSON.stringify(path);
    throw new FileStoreError('bad-path', `The path ${shown} of the file store belongs to the server itself.`);
  }
}

/** The folder may have gone with its last file, which somebody else removed. */
async function syncIfThere(folder: string): Promise<void> {
  await syncFolder(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

/** A folder, a link or anything else that is no file counts as absent, as in S3. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'ENXIO'].includes(codeOf(error) ?? '');
}
