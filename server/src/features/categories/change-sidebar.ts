import type {
  createCategory,
  deleteCategory,
  setCategoryOrder,
  SidebarCategory,
  updateCategories,
  updateCategory,
} from '@innermost/protocol/categories.ts';
import { characters, turnsDirection } from '@innermost/protocol/limits.ts';
import type { AnyRoute, StatusOk } from '@innermost/protocol/route.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { muteChannels, type OfUserInTeam } from '../channels/index.ts';
import {
  deleteCategory as deleteCategoryRow,
  insertCategory,
  lockSidebar,
  placeChannels,
  updateFields,
  updateOrder,
  updateStars,
} from './queries.ts';
import { categoriesOf, pick } from './sidebar.ts';

type Changing = Call<AnyRoute, OfUserInTeam>;

const audienceOf = ({ granted }: Changing) => ({ user_id: granted.user_id, team_id: granted.team.id });

/** The sidebar as it stands, locked until the commit. */
async function lock(call: Changing): Promise<SidebarCategory[]> {
  await lockSidebar(call.db, { user_id: call.granted.user_id, team_id: call.granted.team.id });
  return categoriesOf(call.db, call.granted);
}

/** Each channel with the category it stands in. */
function placesIn(categories: readonly SidebarCategory[]): Map<string, SidebarCategory> {
  return new Map(categories.flatMap((category) => category.channel_ids.map((id) => [id, category] as const)));
}

/** Brings what depends on a channel's category in step: whether it is muted, and the stars of older clients. */
async function follow(
  call: Changing,
  before: readonly SidebarCategory[],
  after: readonly SidebarCategory[],
): Promise<void> {
  const old = placesIn(before);
  const changes = { mute: [] as string[], unmute: [] as string[], star: [] as string[], unstar: [] as string[] };
  for (const [id, now] of placesIn(after)) {
    const then = old.get(id);
    if (now.muted !== (then?.muted ?? false)) (now.muted ? changes.mute : changes.unmute).push(id);
    const [isStarred, wasStarred] = [now.type === 'favorites', then?.type === 'favorites'];
    if (isStarred !== wasStarred) (isStarred ? changes.star : changes.unstar).push(id);
  }
  const { user_id } = call.granted;
  if (changes.mute.length > 0) await muteChannels(call, user_id, changes.mute, true);
  if (changes.unmute.length > 0) await muteChannels(call, user_id, changes.unmute, false);
  if (changes.star.length + changes.unstar.length > 0)
    await updateStars(call.db, { user_id, starred: changes.star, unstarred: changes.unstar });
}

function checkName(name: string, before?: string): void {
  const length = characters(name);
  if (length === 0 || length > 64) throw invalidBody('display_name');
  if (name !== before && turnsDirection(name)) throw invalidBody('display_name');
}

/** Puts the channels of each category into it; a channel that is named twice goes to the first. */
async function place(call: Changing, categories: readonly SidebarCategory[], ids: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  const pairs = categories.flatMap(({ id, channel_ids }) =>
    channel_ids
      .filter((channelId) => !seen.has(channelId) && seen.add(channelId))
      .map((channelId) => ({ id, channelId })),
  );
  const { user_id, team } = call.granted;
  await placeChannels(call.db, {
    user_id,
    team_id: team.id,
    category_ids: pairs.map(({ id }) => id),
    channel_ids: pairs.map(({ channelId }) => channelId),
    emptied_ids: ids,
  });
}

/** The new category stands first, or right after the favourites where these are first. */
export async function createCategoryOfUser(call: Call<typeof createCategory, OfUserInTeam>): Promise<SidebarCategory> {
  const { db, granted, body } = call;
  const { user_id, team } = granted;
  if ((body.user_id || user_id) !== user_id || (body.team_id || team.id) !== team.id) throw invalidBody('category');
  const display_name = (body.display_name ?? '').trim();
  checkName(display_name);
  const before = await lock(call);
  const id = newId();
  const { sorting = '', muted = false, collapsed = false, channel_ids = [] } = body;
  await insertCategory(db, { id, user_id, team_id: team.id, sorting, display_name, muted, collapsed });
  const order = before.map((category) => category.id);
  order.splice(before[0]?.type === 'favorites' ? 1 : 0, 0, id);
  await updateOrder(db, { user_id, ids: order });
  const made: SidebarCategory = {
    id,
    user_id,
    team_id: team.id,
    sort_order: 0,
    sorting,
    type: 'custom',
    display_name,
    muted,
    collapsed,
    channel_ids,
  };
  await place(call, [made], []);
  const after = await categoriesOf(db, granted);
  await follow(call, before, after);
  call.emit('sidebar_category_created', { category_id: id }, audienceOf(call));
  return pick(after, id);
}

/**
 * Only one's own categories have a name of one's own, which stays where none is given; direct messages as a whole are
 * never muted.
 */
function changed(stored: SidebarCategory, wanted: SidebarCategory): SidebarCategory {
  const { sorting, collapsed, channel_ids } = wanted;
  const display_name = (stored.type === 'custom' && wanted.display_name.trim()) || stored.display_name;
  checkName(display_name, stored.display_name);
  const muted = stored.type !== 'direct_messages' && wanted.muted;
  return { ...stored, display_name, sorting, muted, collapsed, channel_ids };
}

async function update(call: Changing, wanted: readonly SidebarCategory[]): Promise<SidebarCategory[]> {
  const { db, granted, emit } = call;
  const { user_id, team } = granted;
  if (wanted.some((one) => one.user_id !== user_id || one.team_id !== team.id)) throw invalidBody('category');
  const before = await lock(call);
  const categories = wanted.map((one) => changed(pick(before, one.id), one));
  const ids = categories.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw invalidBody('category');
  await updateFields(db, {
    user_id,
    ids,
    display_names: categories.map(({ display_name }) => display_name),
    sortings: categories.map(({ sorting }) => sorting),
    muted: categories.map(({ muted }) => muted),
    collapsed: categories.map(({ collapsed }) => collapsed),
  });
  await place(call, categories, ids);
  const after = await categoriesOf(db, granted);
  await follow(call, before, after);
  const updatedCategories = ids.map((id) => pick(after, id));
  emit('sidebar_category_updated', { updatedCategories }, audienceOf(call));
  return updatedCategories;
}

export const updateCategoriesOfUser = (
  call: Call<typeof updateCategories, OfUserInTeam>,
): Promise<SidebarCategory[]> => {
  if (call.body.length === 0) throw invalidBody('categories');
  return update(call, call.body);
};

export async function updateCategoryOfUser(call: Call<typeof updateCategory, OfUserInTeam>): Promise<SidebarCategory> {
  const { body, params } = call;
  const id = body.id || params.category_id;
  if (id !== params.category_id) throw invalidBody('category');
  return pick(await update(call, [{ ...body, id }]), id);
}

/** Every category must be named once. */
export async function setOrder(call: Call<typeof setCategoryOrder, OfUserInTeam>): Promise<string[]> {
  const { db, granted, body, emit } = call;
  const known = new Set((await lock(call)).map(({ id }) => id));
  if (body.length !== known.size || new Set(body).size !== known.size || !body.every((id) => known.has(id)))
    throw invalidBody('order');
  await updateOrder(db, { user_id: granted.user_id, ids: body });
  emit('sidebar_category_order_updated', { order: body }, audienceOf(call));
  return body;
}

/** Its channels go back to the category of their kind. */
export async function removeCategory(call: Call<typeof deleteCategory, OfUserInTeam>): Promise<StatusOk> {
  const { db, granted, params, emit } = call;
  const before = await lock(call);
  const category = pick(before, params.category_id);
  if (category.type !== 'custom') throw new AppError('app.channel.sidebar_categories.app_error');
  await deleteCategoryRow(db, { id: category.id, user_id: granted.user_id });
  await follow(call, before, await categoriesOf(db, granted));
  emit('sidebar_category_deleted', { category_id: category.id }, audienceOf(call));
  return { status: 'OK' };
}
