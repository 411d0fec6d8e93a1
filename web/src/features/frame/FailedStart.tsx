import { useEffect } from 'react';

import { ApiError, NetworkError } from '@innermost/client/errors.ts';

import { live } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';

/** Between attempts, in ms. */
const pauseMs = 4_000;

/** Nothing could be loaded. Tries again by itself while the server cannot be reached. */
export function FailedStart({ error }: { error: Error | undefined }) {
  const isUnreachable = mayPass(error);
  useEffect(() => {
    if (!isUnreachable) return undefined;
    const again = () => void live.start();
    const timer = setTimeout(again, pauseMs);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [isUnreachable]);
  return (
    <main className="failed-start">
      <Empty
        failed
        title={titleFor(error)}
        text={
          isUnreachable ? t('It is tried again every few seconds. What you have written is kept.') : sentenceFor(error)
        }
        acts={
          <Button small onClick={() => void live.start()}>
            {t('Try now')}
          </Button>
        }
      />
    </main>
  );
}

function titleFor(error: Error | undefined): string {
  if (!mayPass(error)) return t('Could not start');
  const isAnswer = error instanceof ApiError && !error.id.startsWith('client.');
  return isAnswer
    ? t('The server answered with an error ({status})', { status: error.status })
    : t('No connection to the server');
}

/** Nobody answered, or something in the server's place did (a proxy while the server starts). */
function mayPass(error: Error | undefined): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.id.startsWith('client.');
  return error instanceof NetworkError;
}
