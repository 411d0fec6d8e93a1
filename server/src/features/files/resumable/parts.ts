/**
 * What has arrived of an upload lies beside its later place, in pieces that are whole or not there. Wire: the first has
 * the name under which upstream keeps what has arrived, so that an upload begun there can be ended here.
 */
import type { FileStore } from '../../../platform/files/store.ts';

interface Part {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
}

export const partPath = (path: string, offset: number): string =>
  offset === 0 ? `${path}.tmp` : `${path}.tmp.${offset}`;

/** Those that follow one another from the beginning up to `size`. Throws where one is missing. */
async function partsOf(files: FileStore, path: string, size: number): Promise<Part[]> {
  const found = new Map<number, Part>();
  for await (const one of files.list(`${path}.tmp`)) {
    const end = one.path.slice(`${path}.tmp`.length);
    if (!/^(?:\.\d+)?$/.test(end)) continue;
    const offset = Number(end.slice(1) || 0);
    found.set(offset, { path: one.path, offset, size: one.size });
  }
  const parts: Part[] = [];
  for (let offset = 0; offset < size;) {
    const part = found.get(offset);
    if (!part || part.size === 0) throw new Error(`Of the upload ${path} the part at ${offset} is missing.`);
    parts.push(part);
    offset += part.size;
  }
  return parts;
}

async function* contentOf(files: FileStore, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const { path } of parts) {
    const { body } = await files.read(path);
    yield* body as AsyncIterable<Buffer>;
  }
}

/** Makes the file of its parts, and leaves none. Does nothing where that was done before. */
export async function assemble(files: FileStore, path: string, size: number): Promise<void> {
  const there = await files.stat(path);
  if (there?.size !== size) {
    const parts = await partsOf(files, path, size);
    const [only] = parts;
    if (only && parts.length === 1) await files.move(only.path, path);
    else await files.put(path, contentOf(files, parts), { size });
  }
  for await (const { path: part } of files.list(`${path}.tmp`)) await files.remove(part);
}
