import { useCallback, useEffect, useRef, useState } from 'react';

export interface Asked<T> {
  value?: T;
  error?: unknown;
  retry: () => void;
}

/** Asks once for what an address means, and again on demand. `ask` is stable as long as the question is the same. */
export function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [answer, setAnswer] = useState<{ value?: T; error?: unknown }>({});
  const last = useRef<AbortController>(undefined);
  const run = useCallback(() => {
    const stop = new AbortController();
    last.current?.abort();
    last.current = stop;
    const settle = (next: typeof answer) => void (stop.signal.aborted || setAnswer(next));
    ask(stop.signal).then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error }),
    );
    return () => stop.abort();
  }, [ask]);
  useEffect(run, [run]);
  const retry = () => {
    setAnswer({});
    run();
  };
  return { ...answer, retry };
}
