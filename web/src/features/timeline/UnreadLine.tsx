import { clockTime, dayName } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';

/** Where reading stopped last time; 0 means never read. */
export function UnreadLine({ since }: { since: number }) {
  const now = useNow();
  return (
    <div className="row-new">
      <div className="new">
        <span>{labelFor(since, now)}</span>
      </div>
    </div>
  );
}

function labelFor(since: number, now: number): string {
  if (since === 0) return 'New';
  const day = dayName(since, now);
  return day === 'Today' ? `New since ${clockTime(since)}` : `New since ${day === 'Yesterday' ? 'yesterday' : day}`;
}
