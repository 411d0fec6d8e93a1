import { useEffect, useState } from 'react';
import { WifiOff } from 'lucide-react';

import { live, useConnection } from '../live/live.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { t } from '../words/words.ts';
import { clockTime } from './time.ts';
import { VersionBanner } from './VersionBanner.tsx';

/** A hiccup that ends within this long (ms) is not worth a banner. */
const patienceMs = 2_000;

/** Says that there is no connection, since when, and when the next attempt is. Goes when it is back. */
export function ConnectionBanner() {
  const state = useConnection();
  // One banner at a time, and the connection comes first.
  return state.name === 'away' ? <Away since={state.since} retryAt={state.retry_at} /> : <VersionBanner />;
}

function Away({ since, retryAt }: { since: number; retryAt: number }) {
  const now = useSeconds();
  if (now - since < patienceMs) return null;
  const seconds = Math.ceil((retryAt - now) / 1000);
  const tryNow = (
    <>
      <span className="num small">{seconds > 0 ? t('next try in {seconds} s', { seconds }) : t('trying')}</span>
      <Button small onClick={() => live.connection.getState().current?.socket.wake()}>
        {t('Try now')}
      </Button>
    </>
  );
  return (
    <Banner tone="warning" icon={WifiOff} act={tryNow}>
      <b>{t('No connection since {clock}.', { clock: clockTime(since) })}</b> {t('Messages go out when it is back.')}
    </Banner>
  );
}

/** The time, renewed every second. */
function useSeconds(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
