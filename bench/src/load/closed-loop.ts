/** So many callers, each of which asks again as soon as it is answered; bounded by a count and by time. */

export interface LoopResult {
  count: number;
  /** Wall-clock ms. */
  ms: number;
  perSecond: number;
  /** Latencies in ms. */
  p50: number;
  p99: number;
}

/** `work(caller, n)` does one operation. Stops after `count` operations or `limitMs`, whichever comes first. */
export async function closedLoop(
  callers: number,
  count: number,
  work: (caller: number, n: number) => Promise<void>,
  limitMs = 60_000,
): Promise<LoopResult> {
  const latencies = new Float64Array(count);
  let next = 0;
  let done = 0;
  const started = performance.now();
  const run = async (caller: number): Promise<void> => {
    while (next < count && performance.now() - started < limitMs) {
      const n = next;
      next += 1;
      const begin = performance.now();
      await work(caller, n);
      latencies[done] = performance.now() - begin;
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => run(caller)));
  const ms = performance.now() - started;
  const sorted = latencies.subarray(0, done).toSorted();
  const at = (share: number): number => sorted[Math.min(done - 1, Math.floor(done * share))] ?? 0;
  return { count: done, ms, perSecond: (done / ms) * 1000, p50: at(0.5), p99: at(0.99) };
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
