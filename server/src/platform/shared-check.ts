import type { Clock } from './clock.ts';

/**
 * A check that anybody may ask for, made at most once in `ms`: whoever asks meanwhile is given the outcome of the last
 * one, or waits for the one under way.
 */
export function sharedCheck(check: () => Promise<void>, clock: Clock, ms: number): () => Promise<void> {
  let last: { outcome: Promise<void>; until: number } | undefined;
  return () => {
    if (last && clock.elapsed() < last.until) return last.outcome;
    const outcome = check();
    const mine = { outcome, until: Infinity };
    last = mine;
    const settled = (): void => {
      mine.until = clock.elapsed() + ms;
    };
    outcome.then(settled, settled);
    return outcome;
  };
}
