import { useEffect, useState } from 'react';
import { RotateCcw } from 'lucide-react';

import { useConnection } from '../live/live.ts';
import { isServerThere } from '../live/page.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy.ts';
import { Empty } from '../ui/Empty.tsx';
import { t } from '../words/words.ts';
import { PartError, retryParts, whenThere } from './part.tsx';
import { reloadPage } from './reload.ts';

export interface PartFailureProps {
  error: Error;
  /** Draws the part anew. */
  onAgain: () => void;
}

/**
 * In place of a part: what happened, that nothing written is lost, and a way on. A file that cannot be had although the
 * server is there is one of another version: then the page is loaded anew. When the connection comes back it is tried
 * by itself.
 */
export function PartFailure({ error, onAgain }: PartFailureProps) {
  const isLoading = error instanceof PartError;
  const [busy, setBusy] = useState(false);
  const [isOffline, setOffline] = useState(() => !navigator.onLine);
  const again = async () => {
    setBusy(true);
    if (!isLoading) onAgain();
    else if (await retryParts()) return;
    else if (await isServerThere()) await reloadPage();
    else setOffline(true);
    setBusy(false);
  };
  useWhenBack(isLoading, onAgain);
  const text = isLoading
    ? isOffline
      ? t('The server cannot be reached. It loads when the connection is back; what you have written is kept.')
      : t('The server has a newer version than this page, or the network cut it off. What you have written is kept.')
    : t('It met something that it cannot show. What you have written is kept.');
  return (
    <Empty
      failed
      title={isLoading ? t('This part did not load') : t('This part does not work')}
      text={text}
      acts={
        <>
          <Button small icon={RotateCcw} busy={busy} data-first onClick={() => void again()}>
            {t('Try again')}
          </Button>
          {!isLoading && (
            <Button small kind="quiet" onClick={() => void reloadPage()}>
              {t('Load the page anew')}
            </Button>
          )}
          <Button small kind="quiet" onClick={() => void copyText(detailsOf(error), t('Details copied'))}>
            {t('Copy details')}
          </Button>
        </>
      }
    />
  );
}

function useWhenBack(isLoading: boolean, onAgain: () => void): void {
  const { name } = useConnection();
  const [was] = useState(name);
  const isBack = name === 'live' && was !== 'live';
  useEffect(() => {
    if (!isLoading) return undefined;
    const stop = whenThere(onAgain);
    const tryIt = () => void retryParts();
    if (isBack) tryIt();
    addEventListener('online', tryIt);
    return () => {
      stop();
      removeEventListener('online', tryIt);
    };
  }, [isLoading, isBack, onAgain]);
}

function detailsOf(error: Error): string {
  return [error.message, location.href, navigator.userAgent, new Date().toISOString(), error.stack].join('\n');
}
