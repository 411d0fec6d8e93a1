/** Files on their way in: written beside the store's tree under a name of their own, then moved into it at once. */
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { TimeOfDay } from '../../clock.ts';
import { newId } from '../../ids.ts';
import { ownFolder } from '../paths.ts';
import type { Readable } from 'node:stream';
import { writeError } from './errors.ts';
import type { PutOptions } from '../store.ts';
import type { Owner } from './folders.ts';
import { GatheredWrites } from './gathered-writes.ts';

/** ms without a byte after which a file on its way counts as left behind. Other processes may share the folder. */
const abandonedAfter = 3_600_000;

export class Incoming {
  readonly #folder: string;
  readonly #owner: Owner | undefined;
  readonly #clock: TimeOfDay;

  private constructor(folder: string, owner: Owner | undefined, clock: TimeOfDay) {
    this.#folder = folder;
    this.#owner = owner;
    this.#clock = clock;
  }

  /**
   * Made once: when the folder is gone later, the disk that held it was taken away, and writing must fail instead of
   * going to what lies underneath.
   */
  static async open(root: string, owner: Owner | undefined, clock: TimeOfDay): Promise<Incoming> {
    const folder = join(root, ownFolder, 'incoming');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Incoming(folder, owner, clock);
  }

  /** Writes all of it to the disk. Answers where it is, and how many bytes. Leaves nothing behind when it rejects. */
  async receive(
    content: Readable,
    path: string,
    watch?: PutOptions['watch'],
  ): Promise<{ file: string; bytes: number }> {
    const file = join(this.#folder, newId());
    try {
      const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
        content.destroy();
        throw writeError(path, error);
      });
      try {
        return { file, bytes: await this.#write(handle, content, path, watch) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  async #write(handle: FileHandle, content: Readable, path: string, watch: PutOptions['watch']): Promise<number> {
    let bytes = 0;
    // What the stream throws is the caller's; what the disk throws is ours to explain.
    const explain = (error: unknown): unknown => writeError(path, error);
    const explained = (error: unknown): never => {
      throw explain(error);
    };
    const writes = new GatheredWrites(handle, explain);
    try {
      for await (const chunk of content as AsyncIterable<Uint8Array>) {
        watch?.(chunk);
        bytes += chunk.byteLength;
        const isFull = writes.add(chunk);
        if (isFull) await isFull;
      }
      await writes.end();
    } finally {
      // Nothing may be written to a file that is closed.
      await writes.end().catch(() => undefined);
    }
    if (this.#owner) await handle.chown(this.#owner.uid, this.#owner.gid).catch(explained);
    await handle.sync().catch(explained);
    return bytes;
  }

  /** Tries whether a file can be written. */
  async probe(): Promise<void> {
    const file = join(this.#folder, newId());
    try {
      const handle = await open(file, 'wx', 0o600);
      try {
        await handle.writeFile('probe');
      } finally {
        await handle.close();
      }
    } finally {
      await rm(file, { force: true });
    }
  }

  async sweep(): Promise<number> {
    const before = this.#clock.now() - abandonedAfter;
    let removed = 0;
    for (const name of await readdir(this.#folder)) {
      const file = join(this.#folder, name);
      const found = await stat(file).catch(() => undefined);
      if (!found || found.mtimeMs > before) continue;
      await rm(file, { force: true });
      removed += 1;
    }
    return removed;
  }
}
