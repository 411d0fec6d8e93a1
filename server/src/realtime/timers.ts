/**
 * All timeouts of all sockets on one interval. Every kind of timeout has one length, so whatever was started first is
 * due first, and a tick looks only at what is due. Time is counted in ticks: a process that was stopped for an hour
 * finds nobody overdue when it wakes.
 */
export interface Delay<T> {
  /** Starts the delay for an item, again from the beginning if it was running. */
  start(item: T): void;
  stop(item: T): void;
}

export interface Timers {
  /** Due after `ms` and before two more ticks have passed: never early. */
  delay<T>(ms: number, due: (item: T) => void): Delay<T>;
  every(ms: number, run: () => void): void;
  /** Ends the interval; nothing becomes due any more. */
  stop(): void;
}

/** `tick` in ms. */
export function createTimers(tick: number): Timers {
  let elapsed = 0;
  const checks: (() => void)[] = [];
  const interval = setInterval(() => {
    elapsed += 1;
    for (const check of checks) check();
  }, tick);
  interval.unref();

  return {
    delay<T>(ms: number, due: (item: T) => void): Delay<T> {
      // The tick that comes next may be near, so it does not count.
      const ticks = Math.ceil(ms / tick) + 1;
      const dueAt = new Map<T, number>();
      checks.push(() => {
        for (const [item, at] of dueAt) {
          if (at > elapsed) break;
          dueAt.delete(item);
          due(item);
        }
      });
      return {
        start(item) {
          dueAt.delete(item);
          dueAt.set(item, elapsed + ticks);
        },
        stop(item) {
          dueAt.delete(item);
        },
      };
    },
    every(ms, run) {
      const ticks = Math.ceil(ms / tick);
      checks.push(() => {
        if (elapsed % ticks === 0) run();
      });
    },
    stop() {
      clearInterval(interval);
    },
  };
}
