import { LockOpen } from 'lucide-react';
import { useEffect, useState } from 'react';

import { getUser, resetFailedAttempts } from '@innermost/protocol/users.ts';

import { live, useLive } from '../live/live.ts';
import { can } from '../live/select.ts';
import { sentenceFor } from '../shell/errors.ts';
import { Button } from '../ui/Button.tsx';
import { t } from '../words/words.ts';

/** For those who look after accounts: forgets the wrong passwords that were given for one. */
export function Unlock({ userId }: { userId: string }) {
  // Only system administrators are told how many there were.
  const isTold = useLive((state) => can(state, 'manage_system'));
  const [failed, setFailed] = useState(0);
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
  const [error, setError] = useState<string>();
  useEffect(() => {
    if (!isTold) return undefined;
    const leaving = new AbortController();
    // No event tells of wrong passwords, so what the client holds of the person may be old.
    live.client.call(getUser, { params: { user_id: userId }, signal: leaving.signal }).then(
      (user) => setFailed(user.failed_attempts ?? 0),
      () => undefined,
    );
    return () => leaving.abort();
  }, [userId, isTold]);
  const unlock = async () => {
    setState('busy');
    setError(undefined);
    try {
      await live.client.call(resetFailedAttempts, { params: { user_id: userId } });
      setState('done');
    } catch (failure) {
      setError(sentenceFor(failure));
      setState('open');
    }
  };
  if (state === 'done') return <output className="small t2">{t('Unlocked: wrong passwords are forgotten.')}</output>;
  if (isTold && failed === 0) return null;
  return (
    <div className="profile-unlock">
      <p className="small t2">
        {isTold &&
          `${t('{count, plural, one {# wrong password} other {# wrong passwords}} since the last sign-in.', { count: failed })} `}
        {error}
      </p>
      <Button small icon={LockOpen} busy={state === 'busy'} onClick={() => void unlock()}>
        {t('Unlock')}
      </Button>
    </div>
  );
}
