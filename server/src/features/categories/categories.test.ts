import {
  createCategory,
  deleteCategory,
  getCategories,
  getCategory,
  getCategoryOrder,
  setCategoryOrder,
  updateCategories,
  updateCategory,
  type SidebarCategory,
} from '@innermost/protocol/categories.ts';
import {
  addChannelMember,
  archiveChannel,
  getChannelByName,
  getChannelMember,
  removeChannelMember,
} from '@innermost/protocol/channels.ts';
import { deletePreferences, getPreferences, savePreferences } from '@innermost/protocol/preferences.ts';
import { expect, test } from 'vitest';
import type { Conversation } from '../../testing/factories.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const me = { user_id: 'me' };

interface Sidebar {
  favorites: SidebarCategory;
  channels: SidebarCategory;
  direct_messages: SidebarCategory;
  all: SidebarCategory[];
  order: string[];
}

async function sidebarOf(who: Person, team: { id: string }): Promise<Sidebar> {
  const { categories, order } = await who.call(getCategories, { params: { ...me, team_id: team.id } });
  const of = (type: string) => categories.find((one) => one.type === type)!;
  return {
    favorites: of('favorites'),
    channels: of('channels'),
    direct_messages: of('direct_messages'),
    all: categories,
    order,
  };
}

const inTeam = ({ team }: Pick<Conversation, 'team'>) => ({ ...me, team_id: team.id });
const byName = async ({ bob, team }: Conversation, channel_name: string) =>
  (await bob.call(getChannelByName, { params: { team_id: team.id, channel_name } })).id;
const isMuted = async (who: Person, channel_id: string) =>
  (await who.call(getChannelMember, { params: { channel_id, ...me } })).notify_props.mark_unread === 'mention';

test('every channel stands in the category of its kind at first, in one round trip', async () => {
  const world = await server.make.conversation();
  const { ann, bob, team, channel } = world;
  const direct = await server.make.direct(ann, bob);
  const { all, order, favorites, channels, direct_messages } = await sidebarOf(bob, team);
  expect(order).toEqual([favorites.id, channels.id, direct_messages.id]);
  expect(all.map(({ id }) => id)).toEqual(order);
  expect(favorites).toEqual({
    id: `favorites_${bob.id}_${team.id}`,
    user_id: bob.id,
    team_id: team.id,
    sort_order: 0,
    sorting: '',
    type: 'favorites',
    display_name: 'Favorites',
    muted: false,
    collapsed: false,
    channel_ids: [],
  });
  const byDisplayName = [channel.id, await byName(world, 'off-topic'), await byName(world, 'town-square')];
  expect(channels.channel_ids.toSorted()).toEqual(byDisplayName.toSorted());
  expect(direct_messages).toMatchObject({ sorting: 'recent', channel_ids: [direct.id] });
  const before = server.database.roundTrips();
  expect(await bob.call(getCategoryOrder, { params: inTeam(world) })).toEqual(order);
  expect(server.database.roundTrips() - before).toBe(1);
});

test('missing categories are made again, with what older clients had starred', async () => {
  const world = await server.make.conversation();
  const { bob, team, channel } = world;
  await db.deleteFrom('sidebarcategories').where('user_id', '=', bob.id).execute();
  await db
    .insertInto('preferences')
    .values({ user_id: bob.id, category: 'favorite_channel', name: channel.id, value: 'true' })
    .execute();
  const { all, favorites } = await sidebarOf(bob, team);
  expect(all.map(({ type }) => type)).toEqual(['favorites', 'channels', 'direct_messages']);
  expect(favorites.channel_ids).toEqual([channel.id]);
});

test('a category of one’s own stands after the favourites and takes its channels from where they were', async () => {
  const world = await server.make.conversation();
  const { bob, team, channel, stranger } = world;
  const heard = await server.listen(bob);
  const foreign = await server.make.channel(stranger, await server.make.team(stranger));
  const body = { display_name: 'Mine', channel_ids: [channel.id, foreign.id], type: 'custom' as const };
  const made = await bob.call(createCategory, { params: inTeam(world), body });
  expect(made).toMatchObject({ type: 'custom', display_name: 'Mine', sorting: '', sort_order: 10 });
  expect(made.channel_ids).toEqual([channel.id]);
  const frame = await heard.next('sidebar_category_created');
  expect(frame.data).toEqual({ category_id: made.id });
  expect(frame.broadcast).toMatchObject({ user_id: bob.id, team_id: team.id });
  const { order, channels, favorites, direct_messages } = await sidebarOf(bob, team);
  expect(order).toEqual([favorites.id, made.id, channels.id, direct_messages.id]);
  expect(channels.channel_ids).not.toContain(channel.id);
  expect(await bob.call(getCategory, { params: { ...inTeam(world), category_id: made.id } })).toEqual(made);
  const refused = { status: 400, id: 'api.context.invalid_body_param.app_error' };
  for (const wrong of [{ display_name: ' ' }, { display_name: 'x'.repeat(65) }, { sorting: 'odd' }, { user_id: 'x' }])
    await expect(
      bob.call(createCategory, { params: inTeam(world), body: { ...body, ...wrong } as object }),
    ).rejects.toMatchObject(refused);
});

test('channels move between categories, each in one at a time, in the order given', async () => {
  const world = await server.make.conversation();
  const { bob, team, channel } = world;
  const offTopic = await byName(world, 'off-topic');
  const { favorites, channels } = await sidebarOf(bob, team);
  const heard = await server.listen(bob);
  const wanted = [
    { ...favorites, channel_ids: [offTopic, channel.id] },
    { ...channels, channel_ids: channels.channel_ids.filter((id) => id !== offTopic && id !== channel.id) },
  ];
  const updated = await bob.call(updateCategories, { params: inTeam(world), body: wanted });
  expect(updated.map(({ id }) => id)).toEqual([favorites.id, channels.id]);
  expect(updated[0]?.channel_ids).toEqual([offTopic, channel.id]);
  const frame = await heard.next('sidebar_category_updated');
  expect(frame.data.updatedCategories).toEqual(updated);
  expect(frame.broadcast).toMatchObject({ user_id: bob.id, team_id: team.id });
  expect((await sidebarOf(bob, team)).channels.channel_ids).toEqual(wanted[1]?.channel_ids);

  const stars = async () =>
    (await bob.call(getPreferences, { params: me }))
      .filter(({ category }) => category === 'favorite_channel')
      .map(({ name }) => name);
  expect((await stars()).toSorted()).toEqual([offTopic, channel.id].toSorted());
  const one = { ...favorites, display_name: 'Ignored', channel_ids: [channel.id], collapsed: true };
  const params = { ...inTeam(world), category_id: favorites.id };
  expect(await bob.call(updateCategory, { params, body: one })).toMatchObject({
    display_name: 'Favorites',
    collapsed: true,
    channel_ids: [channel.id],
  });
  expect(await stars()).toEqual([channel.id]);
  expect((await sidebarOf(bob, team)).channels.channel_ids).toContain(offTopic);
});

test('muting a category mutes what stands in it, and what is moved there', async () => {
  const world = await server.make.conversation();
  const { bob, team, channel } = world;
  const offTopic = await byName(world, 'off-topic');
  const heard = await server.listen(bob);
  const made = await bob.call(createCategory, {
    params: inTeam(world),
    body: { display_name: 'Quiet', channel_ids: [channel.id] },
  });
  const put = (fields: Partial<SidebarCategory>) =>
    bob.call(updateCategories, { params: inTeam(world), body: [{ ...made, ...fields }] });
  await put({ muted: true });
  expect((await heard.next('channel_member_updated')).data.channelMember).toMatchObject({
    channel_id: channel.id,
    notify_props: { mark_unread: 'mention' },
  });
  expect(await isMuted(bob, offTopic)).toBe(false);
  await put({ muted: true, channel_ids: [channel.id, offTopic] });
  expect(await isMuted(bob, offTopic)).toBe(true);
  await put({ muted: true, channel_ids: [channel.id] });
  expect([await isMuted(bob, channel.id), await isMuted(bob, offTopic)]).toEqual([true, false]);
  await bob.call(deleteCategory, { params: { ...inTeam(world), category_id: made.id } });
  expect(await isMuted(bob, channel.id)).toBe(false);
  const { direct_messages } = await sidebarOf(bob, team);
  const [unchanged] = await bob.call(updateCategories, {
    params: inTeam(world),
    body: [{ ...direct_messages, muted: true }],
  });
  expect(unchanged?.muted).toBe(false);
});

test('the order changes as a whole, and only categories of one’s own are deleted', async () => {
  const world = await server.make.conversation();
  const { bob, team, channel } = world;
  const made = await bob.call(createCategory, {
    params: inTeam(world),
    body: { display_name: 'Mine', channel_ids: [channel.id] },
  });
  const { order, channels } = await sidebarOf(bob, team);
  const heard = await server.listen(bob);
  const turned = order.toReversed();
  expect(await bob.call(setCategoryOrder, { params: inTeam(world), body: turned })).toEqual(turned);
  expect((await heard.next('sidebar_category_order_updated')).data).toEqual({ order: turned });
  expect((await sidebarOf(bob, team)).order).toEqual(turned);
  for (const body of [order.slice(1), [...order, 'x'], [...order.slice(1), order[1]!]])
    await expect(bob.call(setCategoryOrder, { params: inTeam(world), body })).rejects.toMatchObject({ status: 400 });

  const remove = (category_id: string) => bob.call(deleteCategory, { params: { ...inTeam(world), category_id } });
  await expect(remove(channels.id)).rejects.toMatchObject({
    status: 400,
    id: 'app.channel.sidebar_categories.app_error',
  });
  expect(await remove(made.id)).toEqual({ status: 'OK' });
  expect((await heard.next('sidebar_category_deleted')).data).toEqual({ category_id: made.id });
  expect((await sidebarOf(bob, team)).channels.channel_ids).toContain(channel.id);
  await expect(remove(made.id)).rejects.toMatchObject({ status: 403, id: 'api.context.permissions.app_error' });
});

test('a sidebar is its owner’s', async () => {
  const world = await server.make.conversation();
  const { ann, bob, stranger, team } = world;
  const { channels } = await sidebarOf(bob, team);
  const params = { user_id: bob.id, team_id: team.id };
  await expect(ann.call(getCategories, { params })).rejects.toMatchObject({ status: 403 });
  await expect(stranger.call(getCategories, { params: inTeam(world) })).rejects.toMatchObject({ status: 403 });
  const own = { params: inTeam(world), body: [channels] };
  await expect(ann.call(updateCategories, own)).rejects.toMatchObject({ status: 400 });
  await expect(ann.call(updateCategories, { ...own, body: [{ ...channels, user_id: ann.id }] })).rejects.toMatchObject({
    status: 403,
  });
});

test('channels come and go with their membership and archiving', async () => {
  const world = await server.make.conversation();
  const { ann, bob, team, channel } = world;
  const made = await bob.call(createCategory, {
    params: inTeam(world),
    body: { display_name: 'Mine', channel_ids: [channel.id] },
  });
  const shown = async () => (await sidebarOf(bob, team)).all.flatMap(({ channel_ids }) => channel_ids);
  await bob.call(removeChannelMember, { params: { channel_id: channel.id, ...me } });
  expect(await shown()).not.toContain(channel.id);
  await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: bob.id } });
  expect((await sidebarOf(bob, team)).channels.channel_ids).toContain(channel.id);
  await ann.call(archiveChannel, { params: { channel_id: channel.id } });
  expect(await shown()).not.toContain(channel.id);
  expect((await sidebarOf(bob, team)).all.map(({ id }) => id)).toContain(made.id);
});

test('a star of an older client puts the channel among the favourites, and takes it away', async () => {
  const world = await server.make.conversation();
  const { ann, bob, team, channel } = world;
  const direct = await server.make.direct(ann, bob);
  const star = (name: string, value: string) => ({ user_id: bob.id, category: 'favorite_channel', name, value });
  const body = [star(channel.id, 'true'), star(direct.id, 'true')];
  await bob.call(savePreferences, { params: me, body });
  const starred = await sidebarOf(bob, team);
  expect(starred.favorites.channel_ids.toSorted()).toEqual([channel.id, direct.id].toSorted());
  expect(starred.channels.channel_ids).not.toContain(channel.id);
  await bob.call(savePreferences, { params: me, body: [star(channel.id, 'false')] });
  expect((await sidebarOf(bob, team)).favorites.channel_ids).toEqual([direct.id]);
  await bob.call(deletePreferences, { params: me, body: [star(direct.id, 'true')] });
  expect((await sidebarOf(bob, team)).favorites.channel_ids).toEqual([]);
});
