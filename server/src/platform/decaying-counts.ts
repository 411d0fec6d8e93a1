import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

/**
 * Counts that are forgotten evenly: of `limit` things counted at once one is forgotten after `forget / limit`, and all
 * after `forget` ms. A count is kept as the time at which it will be nothing again, so that it needs no upkeep.
 */
export class DecayingCounts {
  readonly #emptyAt: LRUCache<string, number>;
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #forget: number;

  /** Of more keys than `kept`, those changed longest ago are forgotten. `forget` in ms. */
  constructor(clock: Pick<Clock, 'elapsed'>, { forget, kept }: { forget: number; kept: number }) {
    this.#clock = clock;
    this.#forget = forget;
    this.#emptyAt = new LRUCache({ max: kept });
  }

  /** How many are remembered, not rounded. */
  count(key: string, limit: number): number {
    return this.#left(key) / (this.#forget / limit);
  }

  add(key: string, limit: number): void {
    this.#emptyAt.set(key, this.#clock.elapsed() + this.#left(key) + this.#forget / limit);
  }

  /** Counts one more, unless that would be beyond the limit. */
  take(key: string, limit: number): boolean {
    // Not quite: a sum of steps is not exact.
    if (this.count(key, limit) > limit - 1 + 1e-6) return false;
    this.add(key, limit);
    return true;
  }

  giveBack(key: string, limit: number): void {
    const left = this.#left(key) - this.#forget / limit;
    if (left > 0) this.#emptyAt.set(key, this.#clock.elapsed() + left);
    else this.#emptyAt.delete(key);
  }

  /** ms until one more may be counted. */
  wait(key: string, limit: number): number {
    return Math.max(0, this.#left(key) - (this.#forget / limit) * (limit - 1));
  }

  reset(key: string): void {
    this.#emptyAt.delete(key);
  }

  /** Looks through all keys: for what happens rarely. */
  resetAll(matching: (key: string) => boolean): void {
    for (const key of this.#emptyAt.keys()) if (matching(key)) this.#emptyAt.delete(key);
  }

  #left(key: string): number {
    return Math.max(0, (this.#emptyAt.get(key) ?? 0) - this.#clock.elapsed());
  }
}
