/** The only place that asks the time. Tests pass their own clock. */
export interface Clock {
  /** ms since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
