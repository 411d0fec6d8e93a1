import { dayName } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';

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
