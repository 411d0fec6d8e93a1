import { live } from './live.ts';
import { want } from './state.ts';

/** Resolves when a channel just made or joined is in the store with my membership; after 10 s it stops waiting. */
export function channelArrived(channelId: string): Promise<void> {
  return new Promise((resolve) => {
    const isHere = () => channelId in live.store.getState().channels && channelId in live.store.getState().members;
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, 10_000);
    const stop = live.store.subscribe(() => isHere() && done());
    if (isHere()) done();
    else live.store.change((state) => want(state, `channel:${channelId}`));
  });
}
