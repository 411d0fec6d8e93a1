import { getMyTeamChannelMembers, getMyTeamChannels } from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import {
  createTeam,
  getTeam,
  getTeamByName,
  getTeamMembersOfUser,
  getTeamsOfUser,
  teamExists,
} from '@innermost/protocol/teams.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const me = { user_id: 'me' };

test('a new team comes with its first member, two channels, their notices and a sidebar', async () => {
  const ann = await server.make.person();
  const team = await server.make.team(ann, { name: 'first-one', display_name: ' First One ', description: 'ours' });
  expect(team).toMatchObject({
    name: 'first-one',
    display_name: 'First One',
    description: 'ours',
    type: 'O',
    email: ann.user.email,
    allow_open_invite: false,
    delete_at: 0,
    scheme_id: null,
    group_constrained: null,
  });
  expect(team.invite_id).toMatch(/^[a-z0-9]{26}$/);
  expect(team).not.toHaveProperty('last_team_icon_update');
  expect(await ann.call(getTeamsOfUser, { params: me })).toEqual([team]);
  expect(await ann.call(getTeamMembersOfUser, { params: me })).toEqual([
    {
      team_id: team.id,
      user_id: ann.id,
      roles: 'team_user team_admin',
      delete_at: 0,
      scheme_guest: false,
      scheme_user: true,
      scheme_admin: true,
      explicit_roles: '',
    },
  ]);

  const params = { ...me, team_id: team.id };
  const channels = await ann.call(getMyTeamChannels, { params });
  expect(channels.map(({ name, display_name, type, creator_id }) => [name, display_name, type, creator_id])).toEqual([
    ['off-topic', 'Off-Topic', 'O', ''],
    ['town-square', 'Town Square', 'O', ''],
  ]);
  const [offTopic, townSquare] = channels;
  if (!offTopic || !townSquare) throw new Error('two channels');
  expect(townSquare).toMatchObject({ total_msg_count: 0, header: '', scheme_id: null, shared: null });
  expect(townSquare.last_post_at).toBeGreaterThan(0);
  expect(townSquare.last_root_post_at).toBe(townSquare.last_post_at);
  const members = await ann.call(getMyTeamChannelMembers, { params });
  for (const member of members)
    expect(member).toMatchObject({
      roles: 'channel_user channel_admin',
      msg_count: 0,
      mention_count: 0,
      last_viewed_at: 0,
      notify_props: { desktop: 'default', mark_unread: 'all', channel_auto_follow_threads: 'off' },
    });

  const noticesIn = async (channel_id: string) => {
    const { posts } = await ann.call(getChannelPosts, { params: { channel_id } });
    return Object.values(posts).map(({ type, user_id, props }) => ({ type, user_id, props }));
  };
  const props = { username: ann.user.username };
  expect(await noticesIn(townSquare.id)).toEqual([{ type: 'system_join_team', user_id: ann.id, props }]);
  expect(await noticesIn(offTopic.id)).toEqual([{ type: 'system_join_channel', user_id: ann.id, props }]);
});

test('the rows are those that the layout expects', async () => {
  const ann = await server.make.person();
  const team = await server.make.team(ann, { type: 'I' });
  const publicRows = await db.selectFrom('publicchannels').selectAll().where('team_id', '=', team.id).execute();
  expect(publicRows.map(({ name, delete_at }) => [name, delete_at])).toEqual([
    ['town-square', 0],
    ['off-topic', 0],
  ]);
  const history = await db
    .selectFrom('channelmemberhistory')
    .select(['user_id', 'leave_time'])
    .where(
      'channel_id',
      'in',
      publicRows.map(({ id }) => id),
    )
    .execute();
  expect(history).toEqual([
    { user_id: ann.id, leave_time: null },
    { user_id: ann.id, leave_time: null },
  ]);
  const categories = await db
    .selectFrom('sidebarcategories')
    .select(['id', 'type', 'sort_order', 'sorting', 'display_name', 'muted', 'collapsed'])
    .where('team_id', '=', team.id)
    .orderBy('sort_order')
    .execute();
  const open = { muted: false, collapsed: false };
  const suffix = `${ann.id}_${team.id}`;
  expect(categories).toEqual([
    { id: `favorites_${suffix}`, type: 'favorites', sort_order: 0, sorting: '', display_name: 'Favorites', ...open },
    { id: `channels_${suffix}`, type: 'channels', sort_order: 10, sorting: '', display_name: 'Channels', ...open },
    {
      id: `direct_messages_${suffix}`,
      type: 'direct_messages',
      sort_order: 20,
      sorting: 'recent',
      display_name: 'Direct Messages',
      ...open,
    },
  ]);
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM teammembers WHERE teamid = ${team.id} AND createat = ${team.create_at}`.execute(db);
  expect(rows).toEqual([{ n: 1 }]);
});

test('the maker hears of the team, and nobody else does', async () => {
  const [ann, bob] = [await server.make.person(), await server.make.person()];
  const [heard, other] = [await server.listen(ann), await server.listen(bob)];
  const team = await server.make.team(ann);
  expect((await heard.next('added_to_team')).data).toEqual({ team_id: team.id, user_id: ann.id });
  expect(await heard.next('user_added')).toMatchObject({ data: { user_id: ann.id }, broadcast: { user_id: '' } });
  expect((await heard.next('posted')).data.post.type).toBe('system_join_team');
  expect(other.heard.filter(({ event }) => event !== 'status_change')).toEqual([]);
});

test('names are refused that are taken, reserved, malformed or too long', async () => {
  const ann = await server.make.person();
  const make = (fields: object) =>
    ann.call(createTeam, { body: { name: 'fine-name', display_name: 'Fine', type: 'O', ...fields } });
  await expect(make({})).resolves.toBeDefined();
  const refusals: [object, string][] = [
    [{}, 'store.sql_team.save_team.existing.app_error'],
    [{ id: 'a'.repeat(26), name: 'other' }, 'app.team.save.existing.app_error'],
    [{ name: 'admin' }, 'model.team.is_valid.reserved.app_error'],
    [{ name: 'api-users' }, 'model.team.is_valid.reserved.app_error'],
    [{ name: 'messages' }, 'model.team.is_valid.reserved.app_error'],
    [{ name: 'a' }, 'model.team.is_valid.characters.app_error'],
    [{ name: '' }, 'model.team.is_valid.characters.app_error'],
    [{ name: 'Upper' }, 'model.team.is_valid.characters.app_error'],
    [{ name: 'ends-' }, 'model.team.is_valid.characters.app_error'],
    [{ name: 'under_score' }, 'model.team.is_valid.characters.app_error'],
    [{ name: 'x'.repeat(65) }, 'model.team.is_valid.url.app_error'],
    [{ name: 'n1', display_name: '  ' }, 'model.team.is_valid.name.app_error'],
    [{ name: 'n1', display_name: 'x'.repeat(65) }, 'model.team.is_valid.name.app_error'],
    [{ name: 'n1', description: 'x'.repeat(256) }, 'model.team.is_valid.description.app_error'],
    [{ name: 'n1', type: 'X' }, 'model.team.is_valid.type.app_error'],
    [{ name: 7 }, 'api.context.invalid_body_param.app_error'],
  ];
  for (const [fields, id] of refusals)
    await expect(make(fields), JSON.stringify(fields)).rejects.toMatchObject({ status: 400, id });
});

test('whoever lacks create_team may not make one', async () => {
  const ann = await server.make.person();
  await expect(server.make.team(ann)).resolves.toBeDefined();
  await db.updateTable('users').set({ roles: 'system_guest' }).where('id', '=', ann.id).execute();
  await db.updateTable('sessions').set({ roles: 'system_guest' }).where('user_id', '=', ann.id).execute();
  await server.app.services.sessions.readAgain();
  await expect(server.make.team(ann)).rejects.toMatchObject({
    status: 403,
    id: 'api.team.is_team_creation_allowed.disabled.app_error',
  });
});

test('strangers see an open team without its secrets, and a closed one not at all', async () => {
  const [ann, bob] = [await server.make.person(), await server.make.person()];
  const closed = await server.make.team(ann);
  const open = await server.make.team(ann, { allow_open_invite: true });
  const params = { team_id: closed.id };
  expect(await ann.call(getTeam, { params })).toEqual(closed);
  await expect(bob.call(getTeam, { params })).rejects.toMatchObject({ status: 403 });
  await expect(bob.call(getTeamByName, { params: { team_name: closed.name } })).rejects.toMatchObject({ status: 403 });
  const seen = await bob.call(getTeam, { params: { team_id: open.id } });
  expect(seen).toEqual({ ...open, email: '', invite_id: '' });
  expect(await bob.call(getTeamByName, { params: { team_name: open.name } })).toEqual(seen);
  await expect(bob.call(getTeam, { params: { team_id: 'a'.repeat(26) } })).rejects.toMatchObject({
    status: 404,
    id: 'app.team.get.find.app_error',
  });
  const exists = async (team_name: string) => (await bob.call(teamExists, { params: { team_name } })).exists;
  expect([await exists(open.name), await exists(closed.name), await exists('nowhere')]).toEqual([true, false, false]);
});

test('the configured default channels take the place of Off-Topic, in the language of the server', async () => {
  await server.configure({
    TeamSettings: { ExperimentalDefaultChannels: ['news', 'town-square'] },
    LocalizationSettings: { DefaultServerLocale: 'de' },
  });
  const ann = await server.make.person();
  const team = await server.make.team(ann);
  const channels = await ann.call(getMyTeamChannels, { params: { ...me, team_id: team.id } });
  expect(channels.map(({ name, display_name }) => [name, display_name])).toEqual([
    ['town-square', 'Marktplatz'],
    ['news', 'news'],
  ]);
  await server.configure({
    TeamSettings: { ExperimentalDefaultChannels: [] },
    LocalizationSettings: { DefaultServerLocale: 'en' },
  });
});
