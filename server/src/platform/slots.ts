/**
 * Bounds the work that is under way at once. What waits is bounded too: under a flood the caller hears at once that
 * there is no room, instead of waiting for minutes.
 */
export class Slots {
  #atOnce: number;
  /** Below zero while more is under way than is allowed since. */
  #free: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number, maxWaiting: number) {
    this.#atOnce = atOnce;
    this.#free = atOnce;
    this.#maxWaiting = maxWaiting;
  }

  /** From now on; what is under way goes on. */
  resize(atOnce: number): void {
    this.#free += atOnce - this.#atOnce;
    this.#atOnce = atOnce;
    this.#fill();
  }

  /** Undefined when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return this.#occupy(work);
    }
    if (this.#waiting.length >= this.#maxWaiting) return undefined;
    return new Promise<void>((resolve) => this.#waiting.push(resolve)).then(() => this.#occupy(work));
  }

  async #occupy<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.#free += 1;
      this.#fill();
    }
  }

  #fill(): void {
    while (this.#free > 0) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#free -= 1;
      next();
    }
  }
}
