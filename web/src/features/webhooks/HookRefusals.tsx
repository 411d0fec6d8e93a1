import { useHookRefusals } from '../../queries/use-webhooks.ts';
import { exactTime, whenShort } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';
import { t } from '../../words/words.ts';

/** Why the last deliveries failed; nothing while none did. */
export function HookRefusals({ hookId }: { hookId: string }) {
  const now = useNow();
  const { data: refusals = [] } = useHookRefusals(hookId);
  if (refusals.length === 0) return null;
  return (
    <section className="hook-refusals" aria-label={t('Refused deliveries')}>
      <h3>{t('Refused deliveries')}</h3>
      <ol>
        {refusals.map(({ create_at, status, reason }, at) => (
          // Many can come within one millisecond, so only the place tells them apart.
          <li key={`${create_at}-${at}`}>
            <time className="tiny t3" dateTime={new Date(create_at).toISOString()} title={exactTime(create_at)}>
              {whenShort(create_at, now)}
            </time>
            <code className="tiny">{status}</code>
            <span className="small">{reason}</span>
          </li>
        ))}
      </ol>
      <p className="tiny t3">{t('The last 20 since the server started.')}</p>
    </section>
  );
}
