/**
 * Named lanes through which changes pass one at a time: of the transactions that touch one channel (or one
 * user), each commits and publishes before the next may commit, so an older change never overtakes a newer one.
 * A lane is held only around COMMIT, which waits for no row lock; so lanes and row locks cannot deadlock.
 */
export class Lanes {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `task` when all lanes named by `keys` are free. Keys are taken together, so order does not matter. */
  async run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const waits: Promise<void>[] = [];
    let release: () => void = () => {};
    const done = new Promise<void>((resolve) => {
      release = resolve;
    });
    for (const key of new Set(keys)) {
      const tail = this.#tails.get(key);
      if (tail) waits.push(tail);
      this.#tails.set(key, done);
    }
    if (waits.length > 0) await Promise.all(waits);
    try {
      return await task();
    } finally {
      release();
      for (const key of keys) if (this.#tails.get(key) === done) this.#tails.delete(key);
    }
  }
}
