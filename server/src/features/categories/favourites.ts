import type { Preference } from '@innermost/protocol/preferences.ts';
import type { Db } from '../../platform/db/database.ts';
import { updateFavourites } from './queries.ts';

/**
 * Older clients star a channel with the preference `favorite_channel`; the favourites of the sidebar follow, within the
 * caller's transaction. `deleted`: the preferences were taken away.
 */
export async function followStars(
  db: Db,
  userId: string,
  preferences: readonly Preference[],
  deleted = false,
): Promise<void> {
  const stars = preferences.filter(({ category }) => category === 'favorite_channel');
  if (stars.length === 0) return;
  const isStarred = ({ value }: Preference): boolean => !deleted && value === 'true';
  const starred = stars.filter(isStarred).map(({ name }) => name);
  const unstarred = stars.filter((star) => !isStarred(star)).map(({ name }) => name);
  await updateFavourites(db, { user_id: userId, starred, unstarred });
}
