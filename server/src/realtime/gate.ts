/** Lets at most `limit` tasks run at a time; the others wait their turn, first come first served. */
export interface Gate {
  run<T>(task: () => Promise<T>): Promise<T>;
  waiting(): number;
}

export function createGate(limit: number): Gate {
  let running = 0;
  const turns: (() => void)[] = [];

  return {
    async run(task) {
      if (running >= limit) await new Promise<void>((resolve) => turns.push(resolve));
      else running += 1;
      try {
        return await task();
      } finally {
        // The place is handed on, so nobody who comes now can overtake those who wait.
        const next = turns.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
    waiting: () => turns.length,
  };
}
