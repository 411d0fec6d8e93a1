import { useEffect, useState } from 'react';
import { UserX } from 'lucide-react';

import { setUserActive } from '@innermost/protocol/users.ts';
import { listIncomingWebhooks, type IncomingWebhook } from '@innermost/protocol/webhooks.ts';

import { live } from '../live/live.ts';
import { sentenceFor } from '../shell/errors.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Dialog.tsx';
import { t } from '../words/words.ts';

export interface DeactivateProps {
  userId: string;
  name: string;
  onDone: () => void;
}

/** For administrators: takes somebody's way in, and says which webhooks go on posting in their name. */
export function Deactivate({ userId, name, onDone }: DeactivateProps) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const deactivate = async () => {
    setBusy(true);
    try {
      await live.client.call(setUserActive, { params: { user_id: userId }, body: { active: false } });
      onDone();
    } catch (failure) {
      setError(sentenceFor(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button small kind="quiet" icon={UserX} onClick={() => setAsking(true)}>
        {t('Deactivate')}
      </Button>
      <Confirm
        open={isAsking}
        title={t('Deactivate {name}?', { name })}
        text={error ?? (isAsking && <WhatStays userId={userId} name={name} />)}
        verb={t('Deactivate account')}
        danger
        busy={isBusy}
        onConfirm={() => void deactivate()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function WhatStays({ userId, name }: { userId: string; name: string }) {
  const [hooks, setHooks] = useState<IncomingWebhook[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const query = { owner: userId, per_page: '200' };
    live.client
      .call(listIncomingWebhooks, { query, signal: stop.signal })
      .then((answer) => setHooks(Array.isArray(answer) ? answer : answer.incoming_webhooks))
      // Webhooks may be switched off: then there is nothing to name.
      .catch(() => undefined);
    return () => stop.abort();
  }, [userId]);
  return (
    <>
      <p>{t('{name} is signed out everywhere and cannot sign in again. Messages stay.', { name })}</p>
      {hooks.length > 0 && (
        <>
          <p>
            {t(
              '{count, plural, =1 {A webhook goes on posting in this name, into its own channel only. Hand it over or delete it under Webhooks:} other {# webhooks go on posting in this name, into their own channels only. Hand them over or delete them under Webhooks:}}',
              { count: hooks.length },
            )}
          </p>
          <ul>
            {hooks.map(({ id, display_name }) => (
              <li key={id}>{display_name || t('Webhook without a name')}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
