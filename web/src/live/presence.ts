/** Wire: nobody tells of other people's presence, so whoever shows it asks, now and then. */
import { statusesByIds, type Api } from './ask.ts';
import type { LiveStore } from './store.ts';

const pauseMs = 60_000;

/** Renews the presence of everyone it is known of, while the page is looked at. Returns what ends it. */
export function followPresence(api: Api, store: LiveStore, isAway: () => boolean): () => void {
  const ask = async () => {
    const ids = Object.keys(store.getState().statuses);
    if (document.visibilityState !== 'visible' || ids.length === 0 || isAway()) return;
    const statuses = await statusesByIds(api, ids);
    store.change((state) => ({ ...state, statuses: { ...state.statuses, ...statuses } }));
  };
  const askQuietly = () => void ask().catch(() => undefined);
  const timer = setInterval(askQuietly, pauseMs);
  document.addEventListener('visibilitychange', askQuietly);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', askQuietly);
  };
}
