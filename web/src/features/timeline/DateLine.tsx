import { dayName } from './time.ts';
import { useNow } from './useNow.ts';

export function DateLine({ time }: { time: number }) {
  const now = useNow();
  return (
    <div className="row-day">
      <div className="day">
        <span>{dayName(time, now)}</span>
      </div>
    </div>
  );
}
