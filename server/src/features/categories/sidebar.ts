/** Reading a person's sidebar; the three categories that everybody has are made where they are missing. */
import type { getCategories, getCategory, getCategoryOrder } from '@innermost/protocol/categories.ts';
import type { OrderedCategories, SidebarCategory } from '@innermost/protocol/categories.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import type { Db } from '../../platform/db/database.ts';
import { forbidden } from '../../platform/http/errors.ts';
import type { OfUserInTeam } from '../channels/index.ts';
import { insertDefaultCategories } from '../teams/index.ts';
import { isInTeam, selectCategories } from './queries.ts';

const everybodys = ['favorites', 'channels', 'direct_messages'];

/** One round trip; a few more when something was missing. */
export async function categoriesOf(db: Db, { user_id, team }: OfUserInTeam): Promise<SidebarCategory[]> {
  const categories = await selectCategories(db, { user_id, team_id: team.id });
  const types = new Set(categories.map(({ type }): string => type));
  if (everybodys.every((type) => types.has(type))) return categories;
  const [member] = await isInTeam(db, { user_id, team_id: team.id });
  if (!member?.found) return categories;
  await insertDefaultCategories(db, { user_id, team_id: team.id });
  return selectCategories(db, { user_id, team_id: team.id });
}

/** Wire: a category that is not in this sidebar is somebody else's, whether it exists or not. */
export function pick(categories: readonly SidebarCategory[], id: string): SidebarCategory {
  const found = categories.find((category) => category.id === id);
  if (!found) throw forbidden('edit_other_users');
  return found;
}

export async function sidebar({ db, granted }: Call<typeof getCategories, OfUserInTeam>): Promise<OrderedCategories> {
  const categories = await categoriesOf(db, granted);
  return { categories, order: categories.map(({ id }) => id) };
}

export async function sidebarOrder({ db, granted }: Call<typeof getCategoryOrder, OfUserInTeam>): Promise<string[]> {
  return (await categoriesOf(db, granted)).map(({ id }) => id);
}

export async function oneCategory(call: Call<typeof getCategory, OfUserInTeam>): Promise<SidebarCategory> {
  return pick(await categoriesOf(call.db, call.granted), call.params.category_id);
}
