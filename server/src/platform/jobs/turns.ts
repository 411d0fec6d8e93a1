import type { Clock } from '../clock.ts';
import type { Attempt } from './attempt.ts';

/** Jobs that take less on average, in ms, are taken ahead: the next claim costs about as much as one of them. */
const quick = 50;

/**
 * The places in which jobs run. While many wait and jobs are quick, as many more are taken out of the queue as there are
 * places, so that no place is empty while the next claim is under way. Where few wait, nothing is: what is queued last
 * may be the most urgent.
 */
export class Turns {
  readonly #places: number;
  readonly #longestWait: number;
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #waiting = new Map<Attempt, { priority: number; begin: () => void }>();
  #taken = 0;
  #manyWait = false;
  /** What a job took lately, in ms. */
  #usual = Number.POSITIVE_INFINITY;

  /** What was taken ahead goes back after `longestWait` ms: another server may have a place for it. */
  constructor(places: number, { longestWait, clock }: { longestWait: number; clock: Pick<Clock, 'elapsed'> }) {
    this.#places = places;
    this.#longestWait = longestWait;
    this.#clock = clock;
  }

  /** How many jobs may be taken out of the queue in all. */
  get most(): number {
    return this.#manyWait && this.#usual < quick ? this.#places * 2 : this.#places;
  }

  /** So many came where so many could have. */
  claimed(came: number, limit: number): void {
    if (came < limit) this.#manyWait = false;
    // One says nothing of the rest.
    else if (limit > 1) this.#manyWait = true;
  }

  /** Runs it once there is a place, lower numbers first. Undefined: it was told to stop before. */
  async run<T>(attempt: Attempt, priority: number, run: () => Promise<T>): Promise<T | undefined> {
    if (this.#taken < this.#places) this.#taken += 1;
    else if (!(await this.#place(attempt, priority))) return undefined;
    const began = this.#clock.elapsed();
    try {
      return await run();
    } finally {
      const took = this.#clock.elapsed() - began;
      this.#usual = Number.isFinite(this.#usual) ? this.#usual * 0.9 + took * 0.1 : took;
      this.#leave();
    }
  }

  /** Tells all that have not begun to go back. */
  handBack(): void {
    for (const attempt of this.#waiting.keys()) attempt.stop('stopping');
  }

  /** Whether it was given a place. */
  #place(attempt: Attempt, priority: number): Promise<boolean> {
    return new Promise((resolve) => {
      const goBack = (): void => {
        this.#waiting.delete(attempt);
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        // Until one is quick again.
        this.#usual = Number.POSITIVE_INFINITY;
        attempt.stop('stopping');
      }, this.#longestWait);
      attempt.signal.addEventListener('abort', goBack, { once: true });
      const begin = (): void => {
        this.#waiting.delete(attempt);
        clearTimeout(timer);
        attempt.signal.removeEventListener('abort', goBack);
        resolve(true);
      };
      this.#waiting.set(attempt, { priority, begin });
    });
  }

  /** The place goes to who waits here: nobody who comes meanwhile takes it. */
  #leave(): void {
    // Those of one priority wait in the order in which they came.
    const [next] = [...this.#waiting.values()].sort((a, b) => a.priority - b.priority);
    if (next) next.begin();
    else this.#taken -= 1;
  }
}
