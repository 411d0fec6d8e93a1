import { route, type StatusOk } from './route.ts';

export interface Preference {
  user_id: string;
  category: string;
  name: string;
  value: string;
}

export const getPreferences = route('GET', '/api/v4/users/:user_id/preferences').returns<Preference[]>();
export const getPreferencesOfCategory = route('GET', '/api/v4/users/:user_id/preferences/:category').returns<
  Preference[]
>();
export const getPreference = route(
  'GET',
  '/api/v4/users/:user_id/preferences/:category/name/:preference_name',
).returns<Preference>();
export const savePreferences = route('PUT', '/api/v4/users/:user_id/preferences')
  .takes<Preference[]>()
  .returns<StatusOk>();
export const deletePreferences = route('POST', '/api/v4/users/:user_id/preferences/delete')
  .takes<Preference[]>()
  .returns<StatusOk>();

export interface PreferenceEvents {
  preferences_changed: { preferences: Preference[] };
  preferences_deleted: { preferences: Preference[] };
}
