import { clockTime, dayName } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';
import { t } from '../../words/words.ts';

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
  if (since === 0) return t('New');
  const day = dayName(since, now);
  const when = day === t('Today') ? clockTime(since) : day === t('Yesterday') ? t('yesterday') : day;
  return t('New since {when}', { when });
}
