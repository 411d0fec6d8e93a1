/**
 * Which paths the database knows, in little memory however many there are: 53 bits of each path's hash, sorted. Two paths
 * share one by chance less than once in a million servers with a million files.
 */
import { createHash } from 'node:crypto';

export function keyOf(path: string): number {
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

  /** False for a path that is unknown; one that is known counts as seen from now on. */
  see(path: string): boolean {
    const at = this.#find(path);
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
