import { getCommonTeams, setChannelNotifyProps, viewChannel } from '@innermost/protocol/channels.ts';
import {
  getInviteInfo,
  getTeam,
  getTeamsOfUser,
  getTeamsUnread,
  getTeamUnread,
  joinTeamByInvite,
  listTeams,
  patchTeam,
  regenerateInviteId,
  searchTeams,
  updateTeam,
  type Team,
  type TeamWithCount,
} from '@innermost/protocol/teams.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const me = { user_id: 'me' };
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };

test('people list open teams, administrators all of them, in pages and counted', async () => {
  const ann = await server.make.person();
  const admin = await server.make.admin();
  const closed = await server.make.team(ann, { display_name: 'AAA closed' });
  const open = await server.make.team(ann, { display_name: 'AAA open', allow_open_invite: true });
  const idsFor = async (who: Person) => ((await who.call(listTeams)) as Team[]).map(({ id }) => id);
  const cat = await server.make.person();
  expect(await idsFor(cat)).toContain(open.id);
  expect(await idsFor(cat)).not.toContain(closed.id);
  expect(await idsFor(admin)).toEqual(expect.arrayContaining([open.id, closed.id]));
  const seen = ((await cat.call(listTeams)) as Team[]).find(({ id }) => id === open.id);
  expect(seen).toEqual({ ...open, email: '', invite_id: '' });
  const counted = (await admin.call(listTeams, {
    query: { per_page: '1', include_total_count: 'true' },
  })) as TeamWithCount;
  expect(counted.teams).toHaveLength(1);
  expect(counted.total_count).toBe((await idsFor(admin)).length);
});

test('a search finds name and display name, in the form that was asked for', async () => {
  const ann = await server.make.person();
  const admin = await server.make.admin();
  await server.make.team(ann, { name: 'zebra-one', display_name: 'Stripes', allow_open_invite: true });
  await server.make.team(ann, { name: 'other-name', display_name: 'ZEBRA two' });
  const names = (found: unknown) => (found as Team[]).map(({ name }) => name);
  expect(names(await ann.call(searchTeams, { body: { term: 'zebra' } }))).toEqual(['zebra-one']);
  expect(names(await admin.call(searchTeams, { body: { term: 'zebra' } }))).toEqual(['zebra-one', 'other-name']);
  expect(names(await admin.call(searchTeams, { body: { term: 'zebra', allow_open_invite: false } }))).toEqual([
    'other-name',
  ]);
  expect(names(await admin.call(searchTeams, { body: { term: 'ze_ra' } }))).toEqual([]);
  const paged = (await admin.call(searchTeams, { body: { term: 'zebra', page: 1, per_page: 1 } })) as TeamWithCount;
  expect(paged.total_count).toBe(2);
  expect(names(paged.teams)).toEqual(['other-name']);
});

test('the teams of a person end after one page', async () => {
  const { ann, bob, team } = await server.make.conversation();
  const of = (query: object) => bob.call(getTeamsOfUser, { params: me, query });
  expect((await of({ page: '0', per_page: '100' })).map(({ id }) => id)).toEqual([team.id]);
  expect(await of({ page: '1', per_page: '100' })).toEqual([]);
  await expect(ann.call(getTeamsOfUser, { params: { user_id: bob.id } })).rejects.toMatchObject(forbidden);
  const seen = (await of({}))[0];
  expect(seen?.invite_id).toBe(team.invite_id);
  expect(seen?.email).toBe('');
});

test('a team’s administrators change it, and everybody in it hears of that', async () => {
  const { ann, bob, team } = await server.make.conversation();
  const params = { team_id: team.id };
  const heard = await server.listen(bob);
  const changed = await ann.call(patchTeam, { params, body: { display_name: 'New', allow_open_invite: true } });
  expect(changed).toMatchObject({ display_name: 'New', allow_open_invite: true, description: team.description });
  expect(changed.invite_id).toBe(team.invite_id);
  const frame = await heard.next('update_team');
  expect(frame.data.team).toMatchObject({ id: team.id, display_name: 'New', email: '', invite_id: '' });
  expect(frame.broadcast.team_id).toBe(team.id);
  const stranger = await server.make.person();
  expect((await stranger.call(getTeam, { params })).display_name).toBe('New');
  await expect(bob.call(patchTeam, { params, body: { display_name: 'x' } })).rejects.toMatchObject(forbidden);
  await expect(ann.call(patchTeam, { params, body: { display_name: '' } })).rejects.toMatchObject({
    status: 400,
    id: 'model.team.is_valid.name.app_error',
  });
  const whole = await ann.call(updateTeam, { params, body: { id: team.id, description: 'about' } });
  expect(whole).toMatchObject({ description: 'about', display_name: 'New', name: team.name });
  await expect(ann.call(updateTeam, { params, body: { id: 'x' } })).rejects.toMatchObject({ status: 400 });
});

test('a new invite link ends the old one', async () => {
  const { ann, bob, stranger, team } = await server.make.conversation();
  const params = { team_id: team.id };
  await expect(bob.call(regenerateInviteId, { params })).rejects.toMatchObject(forbidden);
  const renewed = await ann.call(regenerateInviteId, { params });
  expect(renewed.invite_id).not.toBe(team.invite_id);
  await expect(stranger.call(joinTeamByInvite, { query: { invite_id: team.invite_id } })).rejects.toMatchObject({
    status: 404,
  });
  expect((await stranger.call(getInviteInfo, { params: { invite_id: renewed.invite_id } })).id).toBe(team.id);
  expect((await bob.call(getTeam, { params })).invite_id).toBe(renewed.invite_id);
});

test('unread messages and mentions add up by team; muted channels count with mentions only', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const loud = await server.make.channel(ann, team);
  await ann.call(viewChannel, { params: me, body: { channel_id: loud.id } });
  await ann.posts(channel, 'one');
  const root = await ann.posts(channel, `two @${bob.user.username}`);
  await ann.posts(channel, 'three', { root_id: root.id });
  const unread = async () => (await bob.call(getTeamsUnread, { params: me }))[0];
  expect(await unread()).toEqual({
    team_id: team.id,
    msg_count: 3,
    // Added to the channel, and called by name; coming into the team calls nobody.
    mention_count: 2,
    mention_count_root: 2,
    msg_count_root: 2,
    thread_count: 0,
    thread_mention_count: 0,
    thread_urgent_mention_count: 0,
  });
  await bob.call(setChannelNotifyProps, {
    params: { channel_id: channel.id, ...me },
    body: { mark_unread: 'mention' },
  });
  expect(await unread()).toMatchObject({ msg_count: 0, msg_count_root: 0, mention_count: 2 });
  const own = await bob.posts(channel, 'mine');
  await ann.posts(channel, 'a reply', { root_id: own.id });
  const withThreads = { params: me, query: { include_collapsed_threads: 'true' } };
  expect((await bob.call(getTeamsUnread, withThreads))[0]).toMatchObject({ thread_count: 2 });
  expect(await bob.call(getTeamsUnread, { params: me, query: { exclude_team: team.id } })).toEqual([]);
  const one = await bob.call(getTeamUnread, { params: { ...me, team_id: team.id } });
  expect(one).toEqual(await unread());
  await expect(ann.call(getTeamUnread, { params: { user_id: bob.id, team_id: team.id } })).rejects.toMatchObject(
    forbidden,
  );
});

test('the teams that all in a conversation share', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  await server.make.team(ann);
  const direct = await server.make.direct(ann, bob);
  const common = (who: Person, channel_id: string) => who.call(getCommonTeams, { params: { channel_id } });
  expect((await common(ann, direct.id)).map(({ id }) => id)).toEqual([team.id]);
  const apart = await server.make.direct(ann, stranger);
  expect(await common(stranger, apart.id)).toEqual([]);
  await expect(common(ann, channel.id)).rejects.toMatchObject({ status: 400 });
  await expect(common(stranger, direct.id)).rejects.toMatchObject(forbidden);
});
