/**
 * Which paths the database knows, in little memory however many there are: 53 bits of each path's hash, sorted. Two paths
 * share one by chance less than once in a million servers with a million files.
 */
import { createHash } from 'node:crypto';
import type { Db } from '../../../platform/db/database.ts';
import { waitingFolder } from '../upload/incoming-file.ts';
import { selectPaths, selectUploadPaths } from './queries.ts';

const atATime = 5_000;
const messageFolder = /^\d{8}\/teams\//;
/** Of what has arrived of a resumable upload. */
const part = /\.tmp(?:\.\d+)?$/;

/** What else lies in the store belongs to something else, or is nobody's business here. */
export const isOfMessages = (path: string): boolean => messageFolder.test(path) || path.startsWith(waitingFolder);

/** The person or emoji whose picture it is; undefined: it is neither's. */
export const picturedIn = (path: string): string | undefined =>
  /^(?:users\/([A-Za-z0-9]{26})\/profile\.png|emoji\/([A-Za-z0-9]{26})\/image(?:_deleted)?)$/
    .exec(path)
    ?.slice(1)
    .find((id) => id !== undefined);

function keyOf(path: string): number {
  const digest = createHash('sha1').update(path).digest();
  return digest.readUIntBE(0, 6) * 32 + ((digest[6] ?? 0) >> 3);
}

export class KnownPaths {
  readonly #keys: Float64Array;
  readonly #seen: Uint8Array;

  constructor(keys: readonly number[]) {
    this.#keys = Float64Array.from(keys).sort();
    this.#seen = new Uint8Array(this.#keys.length);
  }

  /** False for a path that is unknown; one that is known, or of a piece of a known upload, counts as seen from now on. */
  see(path: string): boolean {
    const at = this.#find(path) ?? (part.test(path) ? this.#find(path.replace(part, '')) : undefined);
    if (at === undefined) return false;
    this.#seen[at] = 1;
    return true;
  }

  wasSeen(path: string): boolean {
    const at = this.#find(path);
    return at !== undefined && this.#seen[at] === 1;
  }

  #find(path: string): number | undefined {
    const key = keyOf(path);
    let [low, high] = [0, this.#keys.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.#keys[middle] ?? 0;
      if (there === key) return this.#first(middle, key);
      if (there < key) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  /** Several rows may lead to the same content. */
  #first(at: number, key: number): number {
    let first = at;
    while (first > 0 && this.#keys[first - 1] === key) first -= 1;
    return first;
  }
}

type Row = Awaited<ReturnType<typeof selectPaths>>[number];

/** In the order of their ids, a part at a time. */
export async function* rowsOf(db: Db): AsyncGenerator<Row> {
  let after = '';
  for (;;) {
    const rows = await selectPaths(db, { after, most: atATime });
    yield* rows;
    if (rows.length < atATime) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** Those of all files, and of uploads that are under way. */
export async function readKnownPaths(db: Db): Promise<KnownPaths> {
  const keys: number[] = [];
  for await (const { path, thumbnail_path, preview_path } of rowsOf(db))
    for (const one of [path, thumbnail_path, preview_path]) if (one !== '') keys.push(keyOf(one));
  for (const { path } of await selectUploadPaths(db)) keys.push(keyOf(path));
  return new KnownPaths(keys);
}
