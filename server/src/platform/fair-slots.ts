/**
 * Bounds the work that is under way at once, and shares it between callers: each has a short queue of its own, the
 * queues take turns, and callers of whom nothing is under way go first. So whoever asks much waits for themselves.
 */
export class FairSlots {
  #free: number;
  #waiting = 0;
  readonly #perCaller: (caller: string) => number;
  readonly #inAll: number;
  readonly #queues = new Map<string, (() => void)[]>();
  readonly #running = new Map<string, number>();

  /** `perCaller` and `inAll` bound what waits. */
  constructor(atOnce: number, { perCaller, inAll }: { perCaller: (caller: string) => number; inAll: number }) {
    this.#free = atOnce;
    this.#perCaller = perCaller;
    this.#inAll = inAll;
  }

  /** Says why not when too much waits already: of this caller, or of all. */
  run<T>(caller: string, work: () => Promise<T>): Promise<T> | 'caller is busy' | 'all are busy' {
    if (this.#free > 0) {
      this.#begin(caller);
      return this.#occupy(caller, work);
    }
    const queue = this.#queues.get(caller) ?? [];
    if (queue.length >= this.#perCaller(caller)) return 'caller is busy';
    if (this.#waiting >= this.#inAll) return 'all are busy';
    this.#waiting += 1;
    this.#queues.set(caller, queue);
    return new Promise<void>((resolve) => queue.push(resolve)).then(() => this.#occupy(caller, work));
  }

  #begin(caller: string): void {
    this.#free -= 1;
    this.#running.set(caller, (this.#running.get(caller) ?? 0) + 1);
  }

  async #occupy<T>(caller: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.#free += 1;
      const left = (this.#running.get(caller) ?? 1) - 1;
      if (left > 0) this.#running.set(caller, left);
      else this.#running.delete(caller);
      this.#next();
    }
  }

  #next(): void {
    const caller = this.#whoseTurn();
    const queue = caller === undefined ? undefined : this.#queues.get(caller);
    const go = queue?.shift();
    if (caller === undefined || queue === undefined || go === undefined) return;
    // The end of the line, unless nothing is left.
    this.#queues.delete(caller);
    if (queue.length > 0) this.#queues.set(caller, queue);
    this.#waiting -= 1;
    this.#begin(caller);
    go();
  }

  /** The map keeps the order of turns. At most as many callers are looked at as have work under way, and one. */
  #whoseTurn(): string | undefined {
    let first: string | undefined;
    for (const caller of this.#queues.keys()) {
      if (!this.#running.has(caller)) return caller;
      first ??= caller;
    }
    return first;
  }
}
