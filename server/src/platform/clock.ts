/** The only place that asks the time. Tests pass their own clock. */
export interface TimeOfDay {
  /** ms since 1970, UTC. */
  now(): number;
}

export interface Clock extends TimeOfDay {
  /**
   * ms since some moment in the past. Only ever goes forward, whatever happens to the time of day: what is limited or
   * timed within this process counts by it.
   */
  elapsed(): number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
