import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ownFolder } from '../paths.ts';
import type { ListedFile } from '../store.ts';
import { codeOf } from './errors.ts';

/**
 * The files below `root` whose path begins with `prefix`, in the order in which S3 lists: by the bytes of the whole path.
 * Links are not followed. One folder's names at a time are held in memory.
 */
export async function* walk(
  root: string,
  prefix: string,
  isOwn: (path: string) => boolean,
): AsyncGenerator<ListedFile> {
  const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  yield* walkFolder(start);

  async function* walkFolder(folder: string): AsyncGenerator<ListedFile> {
    for (const entry of await entriesOf(join(root, folder))) {
      const path = folder + entry.name;
      if (path.toLowerCase() === ownFolder || isOwn(path)) continue;
      if (entry.isDirectory()) {
        const inside = `${path}/`;
        if (inside.startsWith(prefix) || prefix.startsWith(inside)) yield* walkFolder(inside);
      } else if (entry.isFile() && path.startsWith(prefix)) {
        const found = await lstat(join(root, path)).catch(() => undefined);
        if (found?.isFile()) yield { path, size: found.size, modified_at: Math.trunc(found.mtimeMs) };
      }
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const keys = new Map(entries.map((entry) => [entry, sortKey(entry)]));
    return entries.toSorted((a, b) => Buffer.compare(keys.get(a) ?? none, keys.get(b) ?? none));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' || codeOf(error) === 'ENAMETOOLONG') return [];
    throw error;
  }
}

const none = Buffer.alloc(0);
/** What is in a folder comes where its path with the slash stands: `a.txt` before `a/b`. */
const sortKey = (entry: Dirent): Buffer => Buffer.from(entry.isDirectory() ? `${entry.name}/` : entry.name);
