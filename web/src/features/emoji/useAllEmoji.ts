import { useCallback, useEffect, useState } from 'react';

import { live, useConnection, useLive } from '../../live/live.ts';
import { loadAllEmoji } from '../../live/slices/emoji.ts';
import { areOwnOn } from './pictures.ts';

let loading: Promise<void> | undefined;

/** One load at a time, whoever asks. */
function loadAll(): Promise<void> {
  loading ??= live
    .bring(() => loadAllEmoji(live.client))
    .finally(() => {
      loading = undefined;
    });
  return loading;
}

export interface AllEmoji {
  /** All are held. */
  isListed: boolean;
  error: Error | undefined;
  again: () => void;
}

/** Asks for all emoji of this server, unless they are held; again after a loss, and when the connection is back. */
export function useAllEmoji(): AllEmoji {
  const isOn = useLive(areOwnOn);
  const isListed = useLive((state) => state.emojiListed);
  const isLive = useConnection().name === 'live';
  const [error, setError] = useState<Error>();
  const load = useCallback(() => {
    loadAll().then(
      () => setError(undefined),
      (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))),
    );
  }, []);
  useEffect(() => {
    if (isOn && !isListed && isLive) load();
  }, [isOn, isListed, isLive, load]);
  return { isListed, error, again: load };
}
