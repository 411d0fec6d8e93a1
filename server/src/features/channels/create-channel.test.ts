import {
  createChannel,
  getChannel,
  getChannelByName,
  getChannelByNames,
  getChannelMember,
  getMyChannelMembers,
  getMyChannels,
  getMyTeamChannels,
} from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

test('a new channel has its creator as administrator, one notice, and no unread message', async () => {
  const ann = await server.make.person();
  const team = await server.make.team(ann);
  const heard = await server.listen(ann);
  const fields = { name: 'ci-cd', display_name: 'CI & CD', header: 'h', purpose: 'p' };
  const channel = await server.make.channel(ann, team, fields);
  expect(channel).toMatchObject({
    ...fields,
    type: 'O',
    team_id: team.id,
    creator_id: ann.id,
    delete_at: 0,
    total_msg_count: 0,
    scheme_id: null,
    shared: null,
    group_constrained: null,
    policy_enforced: false,
  });
  const params = { channel_id: channel.id };
  // Wire: the answer comes from before the first notice.
  expect(channel).toMatchObject({ last_post_at: 0, last_root_post_at: 0 });
  const now = await ann.call(getChannel, { params });
  expect(now.last_post_at).toBeGreaterThan(0);
  const { last_post_at, last_root_post_at } = now;
  expect(now).toEqual({ ...channel, last_post_at, last_root_post_at });
  expect(await ann.call(getChannelMember, { params: { ...params, user_id: 'me' } })).toMatchObject({
    roles: 'channel_user channel_admin',
    msg_count: 0,
    last_viewed_at: 0,
  });
  const { posts } = await ann.call(getChannelPosts, { params });
  expect(Object.values(posts)).toMatchObject([{ type: 'system_join_channel', props: { username: ann.user.username } }]);
  expect((await heard.next('channel_created')).data).toEqual({ channel_id: channel.id, team_id: team.id });
  expect((await heard.next('posted')).data.channel_name).toBe('ci-cd');
  const copies = await db.selectFrom('publicchannels').selectAll().where('id', '=', channel.id).execute();
  expect(copies).toEqual([{ id: channel.id, team_id: team.id, delete_at: 0, ...fields }]);
});

test('a private channel has no public copy, and strangers find no trace of it', async () => {
  const { ann, bob, team, channel } = await server.make.conversation({ type: 'P' });
  const cat = await server.make.person();
  expect(await db.selectFrom('publicchannels').selectAll().where('id', '=', channel.id).execute()).toEqual([]);
  const params = { team_id: team.id, channel_name: channel.name };
  expect((await bob.call(getChannelByName, { params })).id).toBe(channel.id);
  await expect(cat.call(getChannelByName, { params })).rejects.toMatchObject({
    status: 404,
    id: 'app.channel.get_by_name.missing.app_error',
  });
  await expect(cat.call(getChannel, { params: { channel_id: channel.id } })).rejects.toMatchObject({ status: 403 });
  const names = { team_name: team.name, channel_name: channel.name };
  expect((await ann.call(getChannelByNames, { params: names })).id).toBe(channel.id);
  const open = await server.make.channel(ann, team);
  await expect(
    cat.call(getChannelByName, { params: { team_id: team.id, channel_name: open.name } }),
  ).rejects.toMatchObject({ status: 403 });
});

test('names are refused that are taken, malformed or too long', async () => {
  const ann = await server.make.person();
  const team = await server.make.team(ann);
  const make = (fields: object) =>
    ann.call(createChannel, { body: { team_id: team.id, name: 'n1', display_name: 'N', type: 'O', ...fields } });
  await expect(make({})).resolves.toBeDefined();
  const refusals: [object, string][] = [
    [{}, 'store.sql_channel.save_channel.exists.app_error'],
    [{ id: 'a'.repeat(26), name: 'n2' }, 'store.sql_channel.save_channel.existing.app_error'],
    [{ name: '' }, 'model.channel.is_valid.1_or_more.app_error'],
    [{ name: 'Upper' }, 'model.channel.is_valid.1_or_more.app_error'],
    [{ name: 'two words' }, 'model.channel.is_valid.1_or_more.app_error'],
    [{ name: '-n2' }, 'model.channel.is_valid.1_or_more.app_error'],
    [{ name: 'x'.repeat(65) }, 'model.channel.is_valid.1_or_more.app_error'],
    [{ name: `${'a'.repeat(26)}__${'b'.repeat(26)}` }, 'model.channel.is_valid.name.app_error'],
    [{ name: 'a'.repeat(40) }, 'model.channel.is_valid.name.app_error'],
    [{ name: 'n2', display_name: 'x'.repeat(65) }, 'model.channel.is_valid.display_name.app_error'],
    [{ name: 'n2', header: 'x'.repeat(1025) }, 'model.channel.is_valid.header.app_error'],
    [{ name: 'n2', purpose: 'x'.repeat(251) }, 'model.channel.is_valid.purpose.app_error'],
    [{ name: 'n2', type: 'D' }, 'api.channel.create_channel.direct_channel.app_error'],
    [{ name: 'n2', type: 'X' }, 'model.channel.is_valid.type.app_error'],
    [{ name: 'n2', team_id: '' }, 'api.context.invalid_body_param.app_error'],
    [{ name: 'n2', team_id: 'short' }, 'api.context.invalid_body_param.app_error'],
    [{ name: 5 }, 'api.context.invalid_body_param.app_error'],
  ];
  for (const [fields, id] of refusals)
    await expect(make(fields), JSON.stringify(fields)).rejects.toMatchObject({ status: 400, id });
});

test('only members of the team make channels there, and only as many as the team may have', async () => {
  const { bob, stranger, team } = await server.make.conversation();
  await expect(server.make.channel(bob, team)).resolves.toBeDefined();
  for (const type of ['O', 'P'] as const)
    await expect(server.make.channel(stranger, team, { type })).rejects.toMatchObject({
      status: 403,
      id: 'api.context.permissions.app_error',
    });
  await server.configure({ TeamSettings: { MaxChannelsPerTeam: 5 } });
  await expect(server.make.channel(bob, team)).resolves.toBeDefined();
  await expect(server.make.channel(bob, team)).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.create_channel.max_channel_limit.app_error',
  });
  await server.configure({ TeamSettings: { MaxChannelsPerTeam: 2000 } });
});

test('my channels: of one team with the direct ones, or of all; each a round trip, with an ETag', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const other = await server.make.team(bob);
  const elsewhere = await server.make.channel(bob, other);
  const direct = await server.make.direct(ann, bob);
  const params = { user_id: 'me', team_id: team.id };
  const own = await bob.call(getMyTeamChannels, { params });
  expect(own.map(({ name }) => name).toSorted()).toEqual(
    [direct.name, channel.name, 'off-topic', 'town-square'].toSorted(),
  );
  expect(own.filter(({ type }) => type === 'D')).toMatchObject([{ team_id: '', display_name: '', creator_id: ann.id }]);
  const all = await bob.call(getMyChannels, { params: { user_id: 'me' } });
  expect(all).toHaveLength(7);
  expect(all.map(({ id }) => id)).toContain(elsewhere.id);
  expect(await bob.call(getMyTeamChannels, { params, query: { page: '1' } })).toEqual([]);

  const before = server.database.roundTrips();
  await bob.call(getMyChannels, { params: { user_id: 'me' } });
  expect(server.database.roundTrips() - before).toBe(1);

  const get = (etag: string) =>
    fetch(`${server.url}/api/v4/users/me/channels`, {
      headers: { Authorization: `Bearer ${bob.token}`, 'If-None-Match': etag },
    });
  const first = await get('');
  const etag = first.headers.get('ETag') ?? '';
  expect(etag).toMatch(/^11\.6\.0\./);
  expect((await get(etag)).status).toBe(304);
  await ann.posts(channel, 'changes the counters');
  expect((await get(etag)).status).toBe(200);
  await expect(ann.call(getMyChannels, { params: { user_id: bob.id } })).rejects.toMatchObject({ status: 403 });
});

test('all memberships come as lines for page -1, else in pages', async () => {
  const { bob, team } = await server.make.conversation();
  const reply = await fetch(`${server.url}/api/v4/users/me/channel_members?page=-1&per_page=60`, {
    headers: { Authorization: `Bearer ${bob.token}` },
  });
  expect(reply.headers.get('Content-Type')).toBe('application/x-ndjson');
  const lines = (await reply.text()).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ user_id: bob.id, roles: 'channel_user', team_name: team.name });
  const page = (number: string) =>
    bob.call(getMyChannelMembers, { params: { user_id: 'me' }, query: { page: number, per_page: '2' } });
  expect([await page('0'), await page('1')].map(({ length }) => length)).toEqual([2, 1]);
});
