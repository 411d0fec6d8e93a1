/** When a job that failed is tried again. */

export interface Retry {
  /** How often it is begun in all; 1: never again, not even after a crash. */
  attempts: number;
  /** ms before the second attempt; doubled for each further one. */
  first: number;
  /** ms; never longer than this. */
  longest: number;
}

export const usualRetry: Retry = { attempts: 12, first: 5_000, longest: 3_600_000 };

/** ms until the next attempt after `attempts` of them, a fifth more or less so that many do not come back together. */
export function delayAfter(attempts: number, { first, longest }: Retry, random = Math.random()): number {
  const doubled = first * 2 ** Math.min(attempts - 1, 30);
  return Math.round(Math.min(doubled, longest) * (0.8 + 0.4 * random));
}

/** Thrown by a job for which trying again is of no use: it is given up at once. */
export class NotWorthRetrying extends Error {
  override readonly name = 'NotWorthRetrying';
}
