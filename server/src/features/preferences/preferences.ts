/** Small settings of a person, by category and name; clients keep their whole display state in them. */
import { limits } from '@innermost/protocol/limits.ts';
import type {
  deletePreferences,
  getPreference,
  getPreferences,
  getPreferencesOfCategory,
  Preference,
  savePreferences,
} from '@innermost/protocol/preferences.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import type { Work } from '../../work/work.ts';
import { followStars } from '../categories/index.ts';
import { deletePreferenceRows, selectPreferences, upsertPreferences } from './queries.ts';

export function preferencesOf({ db, granted }: Call<typeof getPreferences, OfUser>): Promise<Preference[]> {
  return selectPreferences(db, granted.user_id);
}

/** 404 when the category holds nothing, as clients expect of this route. */
export async function preferencesOfCategory({
  db,
  granted,
  params,
}: Call<typeof getPreferencesOfCategory, OfUser>): Promise<Preference[]> {
  const found = await selectPreferences(db, granted.user_id, params.category);
  if (found.length === 0) throw new AppError('api.preference.preferences_category.get.app_error');
  return found;
}

export async function preferenceOf({ db, granted, params }: Call<typeof getPreference, OfUser>): Promise<Preference> {
  const [found] = await selectPreferences(db, granted.user_id, params.category, params.preference_name);
  if (!found) throw new AppError('app.preference.get.app_error');
  return found;
}

function check(preferences: readonly Preference[], userId: string): void {
  if (preferences.length === 0 || preferences.length > 100) throw invalidBody('preferences');
  for (const preference of preferences) {
    if (preference.user_id !== userId) throw new AppError('api.preference.update_preferences.set.app_error');
    if (preference.category === '' || preference.category.length > 32) throw invalidBody('category');
    if (preference.name.length > 32) throw invalidBody('name');
    if (preference.value.length > limits.preferenceValueCharacters) throw invalidBody('value');
  }
}

/** Stores what was checked, and tells the person's clients. All are of one person. */
export async function keepPreferences(
  { db, emit }: Work,
  userId: string,
  preferences: readonly Preference[],
): Promise<void> {
  await upsertPreferences(db, preferences);
  await followStars(db, userId, preferences);
  // Wire: an empty category event always comes first, since favourites may have changed.
  emit('sidebar_category_updated', {}, { user_id: userId });
  emit('preferences_changed', { preferences: [...preferences] }, { user_id: userId });
}

export async function storePreferences(call: Call<typeof savePreferences, OfUser>): Promise<StatusOk> {
  const { body, granted } = call;
  check(body, granted.user_id);
  await keepPreferences(call, granted.user_id, body);
  return { status: 'OK' };
}

export async function removePreferences({
  db,
  body,
  granted,
  emit,
}: Call<typeof deletePreferences, OfUser>): Promise<StatusOk> {
  check(body, granted.user_id);
  await deletePreferenceRows(db, body);
  await followStars(db, granted.user_id, body, true);
  emit('sidebar_category_updated', {}, { user_id: granted.user_id });
  emit('preferences_deleted', { preferences: body }, { user_id: granted.user_id });
  return { status: 'OK' };
}
