import { type RefObject, useEffect, useState } from 'react';

/**
 * How long (s) a film or sound is; NaN while that is not known. Listens itself: the element may have learned it before
 * React shows it, and hears of it then no more.
 */
export function useDuration(player: RefObject<HTMLMediaElement | null>): number {
  const [seconds, setSeconds] = useState(Number.NaN);
  useEffect(() => {
    const { current } = player;
    if (!current) return undefined;
    const learn = () => setSeconds(current.duration);
    learn();
    current.addEventListener('durationchange', learn);
    return () => current.removeEventListener('durationchange', learn);
  }, [player]);
  return seconds;
}
