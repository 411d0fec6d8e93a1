import type { Preference } from '@innermost/protocol/preferences.ts';
import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const select = statement(
  'select',
  sql`
  SELECT userid AS user_id, category, name, coalesce(value, '') AS value FROM preferences
   WHERE userid = :user_id AND (:category?::text IS NULL OR category = :category?) AND (:name?::text IS NULL OR name = :name?)`,
);

/** All of a person's preferences, or those of a category, or the one of a name. */
export const selectPreferences = (db: Db, userId: string, category?: string, name?: string): Promise<Preference[]> =>
  select(db, { user_id: userId, category: category ?? null, name: name ?? null });

const upsert = statement(
  'upsert',
  sql`
  INSERT INTO preferences (userid, category, name, value)
  SELECT * FROM unnest(:user_ids::text[], :categories::text[], :names::text[], :values::text[])
  ON CONFLICT (userid, category, name) DO UPDATE SET value = excluded.value`,
);

const deleteRows = statement(
  'deleteRows',
  sql`
  DELETE FROM preferences p USING unnest(:user_ids::text[], :categories::text[], :names::text[]) AS gone (userid, category, name)
   WHERE p.userid = gone.userid AND p.category = gone.category AND p.name = gone.name`,
);

const keysOf = (preferences: readonly Preference[]) => ({
  user_ids: preferences.map(({ user_id }) => user_id),
  categories: preferences.map(({ category }) => category),
  names: preferences.map(({ name }) => name),
});

/** The last of several with the same key wins. */
export async function upsertPreferences(db: Db, preferences: readonly Preference[]): Promise<void> {
  const byKey = new Map(preferences.map((preference) => [`${preference.category}\n${preference.name}`, preference]));
  const last = [...byKey.values()];
  await upsert(db, { ...keysOf(last), values: last.map(({ value }) => value) });
}

export async function deletePreferenceRows(db: Db, preferences: readonly Preference[]): Promise<void> {
  await deleteRows(db, keysOf(preferences));
}
