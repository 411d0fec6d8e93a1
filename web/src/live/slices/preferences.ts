import { getPreferences, type Preference, type PreferenceEvents } from '@innermost/protocol/preferences.ts';

import { me } from '../ask.ts';
import { without, type ById } from '../state.ts';
import type { Slice } from './slice.ts';

interface Part {
  /** `<category>/<name>` → value. */
  preferences: ById<string>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
}

export const preferences = {
  empty: { preferences: {} },

  events: {
    preferences_changed: (state, { preferences }) => ({
      ...state,
      preferences: { ...state.preferences, ...preferencesByKey(preferences) },
    }),

    preferences_deleted: (state, { preferences }) => ({
      ...state,
      preferences: without(state.preferences, ...Object.keys(preferencesByKey(preferences))),
    }),
  },

  async load({ api }) {
    const loaded = preferencesByKey(await api.call(getPreferences, { params: me }));
    return (state) => ({ ...state, preferences: loaded });
  },

  comparable: (state) => ({ preferences: state.preferences }),
} satisfies Slice<Part, PreferenceEvents>;

function preferencesByKey(preferences: readonly Preference[]): Record<string, string> {
  return Object.fromEntries(preferences.map(({ category, name, value }) => [`${category}/${name}`, value]));
}
