import type { StoreApi } from 'zustand/vanilla';

import type { LiveState } from '../live/state.ts';
import { knownLanguage, languageOfDevice, speak } from '../words/language.ts';

/**
 * Speaks the language of the device until somebody is signed in, then theirs, whenever it changes; English where there are
 * no words for it. Resolves when the first of these can be shown.
 */
export function followLocale(store: Pick<StoreApi<LiveState>, 'getState' | 'subscribe'>): Promise<boolean> {
  let last = localeOf(store.getState());
  let language = languageOfDevice();
  store.subscribe((state) => {
    const locale = localeOf(state);
    if (locale === last) return;
    last = locale;
    if (!locale) return;
    language = knownLanguage([locale]) ?? 'en';
    void speak(language);
  });
  // Words that could not be loaded are asked for again with the network.
  addEventListener('online', () => void speak(language));
  return speak(language);
}

const localeOf = ({ users, me_id }: LiveState): string | undefined => users[me_id]?.locale;
