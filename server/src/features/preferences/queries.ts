import type { Preference } from '@innermost/protocol/preferences.ts';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';

/** All of a person's preferences, or those of a category, or the one of a name. */
export async function selectPreferences(
  db: Db,
  userId: string,
  category?: string,
  name?: string,
): Promise<Preference[]> {
  let query = db
    .selectFrom('preferences')
    .select(['user_id', 'category', 'name', (row) => row.fn.coalesce('value', sql<string>`''`).as('value')])
    .where('user_id', '=', userId);
  if (category !== undefined) query = query.where('category', '=', category);
  if (name !== undefined) query = query.where('name', '=', name);
  return query.execute();
}

/** The last of several with the same key wins. */
export async function upsertPreferences(db: Db, preferences: readonly Preference[]): Promise<void> {
  const byKey = new Map(preferences.map((preference) => [`${preference.category}\n${preference.name}`, preference]));
  await db
    .insertInto('preferences')
    .values([...byKey.values()])
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'category', 'name']).doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
    )
    .execute();
}

export async function deletePreferenceRows(db: Db, preferences: readonly Preference[]): Promise<void> {
  await db
    .deleteFrom('preferences')
    .where((row) => row.or(preferences.map(({ user_id, category, name }) => row.and({ user_id, category, name }))))
    .execute();
}
