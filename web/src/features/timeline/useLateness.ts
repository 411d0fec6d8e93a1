import { useEffect, useState } from 'react';

/** Sending normally takes less than this (ms), and then nothing needs to be said. */
const normalMs = 1_500;

/** True once something begun at `since` (ms) has taken longer than it should. */
export function useLateness(since: number): boolean {
  const [isLate, setLate] = useState(() => Date.now() - since > normalMs);
  useEffect(() => {
    const timer = setTimeout(setLate, Math.max(0, since + normalMs - Date.now()), true);
    return () => clearTimeout(timer);
  }, [since]);
  return isLate;
}
