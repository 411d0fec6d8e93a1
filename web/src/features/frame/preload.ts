/** Loads ahead what people need when there is no connection: every screen, dialog and picker, emoji, and what takes files. */
import { useEffect } from 'react';

import { live, useConnection, whenBack } from '../../live/live.ts';
import { loadParts } from '../../shell/part.tsx';
import { loadEmojiTable } from '../emoji/useEmojiTable.ts';
import { loadUploads } from '../uploads/load-uploads.ts';

/** After the screen is there, when nothing else is to do. */
const idleMs = 1_500;

export function usePreload(): void {
  const isLive = useConnection().name === 'live';
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setTimeout(() => whenIdle(() => void preload()), idleMs);
    return () => clearTimeout(timer);
  }, [isLive]);
}

/** Nothing is asked without a connection; what could not be had is tried when it is next there. */
async function preload(): Promise<void> {
  const isAway = () => live.connection.getState().current?.isAway() ?? true;
  const more = isAway() ? [] : [loadEmojiTable(), loadUploads()];
  await Promise.allSettled([loadParts(isAway), ...more]);
  if (isAway()) whenBack(() => void preload());
}

function whenIdle(run: () => void): void {
  // Safari has no such callback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 5_000 });
  else run();
}
