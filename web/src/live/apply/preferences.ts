import type { Preference, PreferenceEvents } from '@innermost/protocol/preferences.ts';

import { without } from '../state.ts';
import type { ApplyAll } from './event.ts';

export const preferenceEvents: ApplyAll<PreferenceEvents> = {
  preferences_changed: (state, { preferences }) => ({
    ...state,
    preferences: { ...state.preferences, ...preferencesByKey(preferences) },
  }),

  preferences_deleted: (state, { preferences }) => ({
    ...state,
    preferences: without(state.preferences, ...Object.keys(preferencesByKey(preferences))),
  }),
};

export function preferencesByKey(preferences: readonly Preference[]): Record<string, string> {
  return Object.fromEntries(preferences.map(({ category, name, value }) => [`${category}/${name}`, value]));
}
