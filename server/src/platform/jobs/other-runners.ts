/** Which other runners still live: their beats in the database go on. Judged by this process's monotonic clock alone. */
export interface Beats {
  id: string;
  beats: number;
}

export class OtherRunners {
  readonly #seen = new Map<string, { beats: number; since: number }>();
  readonly #lostAfter: number;

  /** `lostAfter` in ms. */
  constructor(lostAfter: number) {
    this.#lostAfter = lostAfter;
  }

  /** Those whose beats stood still for too long. `elapsed` in ms of the monotonic clock. */
  observe(runners: readonly Beats[], elapsed: number): Beats[] {
    const ids = new Set(runners.map(({ id }) => id));
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
    return runners.filter(({ id, beats }) => {
      const seen = this.#seen.get(id);
      if (seen?.beats === beats) return elapsed - seen.since >= this.#lostAfter;
      this.#seen.set(id, { beats, since: elapsed });
      return false;
    });
  }

  /** The database did not answer, so they could not beat either. */
  forget(): void {
    this.#seen.clear();
  }
}
