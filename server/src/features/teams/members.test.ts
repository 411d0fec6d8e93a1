import { createClient } from '@innermost/client/http.ts';
import {
  addChannelMember,
  getChannelByName,
  getChannelMember,
  getMyChannels,
  type Channel,
} from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import {
  addTeamMember,
  addTeamMembers,
  getInviteInfo,
  getTeamMember,
  getTeamMembers,
  getTeamMembersByIds,
  getTeamMembersOfUser,
  getTeamsOfUser,
  getTeamStats,
  joinTeamByInvite,
  patchTeam,
  removeTeamMember,
  setTeamSchemeRoles,
  type Team,
  type TeamMember,
  type TeamMemberOrError,
} from '@innermost/protocol/teams.ts';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const me = { user_id: 'me' };

const add = (by: Person, team: Team, user_id: string) =>
  by.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id } });
const join = (who: Person, invite_id: string) => who.call(joinTeamByInvite, { query: { invite_id } });
const leave = (by: Person, team: Team, user_id = 'me') =>
  by.call(removeTeamMember, { params: { team_id: team.id, user_id } });
const channelOf = (who: Person, team: Team, channel_name: string) =>
  who.call(getChannelByName, { params: { team_id: team.id, channel_name } });
async function newest(who: Person, channel: Channel) {
  const { order, posts } = await who.call(getChannelPosts, { params: { channel_id: channel.id } });
  const post = posts[order[0] ?? ''];
  return { type: post?.type, user_id: post?.user_id, props: post?.props };
}
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
const makeGuest = async (person: Person): Promise<void> => {
  await db.updateTable('users').set({ roles: 'system_guest' }).where('id', '=', person.id).execute();
  await db.updateTable('sessions').set({ roles: 'system_guest' }).where('user_id', '=', person.id).execute();
  await server.forgetEverything();
  await server.app.services.sessions.readAgain();
};

test('who is added is in the team, in its first channels, and hears of it', async () => {
  const { ann, bob, team } = await server.make.conversation();
  const cat = await server.make.person();
  const heard = await server.listen(cat);
  expect(await add(bob, team, cat.id)).toEqual({
    team_id: team.id,
    user_id: cat.id,
    roles: 'team_user',
    delete_at: 0,
    scheme_guest: false,
    scheme_user: true,
    scheme_admin: false,
    explicit_roles: '',
  });
  const frame = await heard.next('added_to_team');
  expect(frame.data).toEqual({ team_id: team.id, user_id: cat.id });
  expect(frame.broadcast).toMatchObject({ user_id: cat.id, team_id: '' });
  expect((await cat.call(getTeamsOfUser, { params: me })).map(({ id }) => id)).toEqual([team.id]);
  // Whoever added them: to the channels they joined, and nothing calls them.
  const props = { username: cat.user.username };
  const [townSquare, offTopic] = [await channelOf(cat, team, 'town-square'), await channelOf(cat, team, 'off-topic')];
  expect(await newest(ann, townSquare)).toEqual({ type: 'system_join_team', user_id: cat.id, props });
  expect(await newest(ann, offTopic)).toEqual({ type: 'system_join_channel', user_id: cat.id, props });
  const member = await cat.call(getChannelMember, { params: { channel_id: townSquare.id, ...me } });
  expect(member).toMatchObject({
    roles: 'channel_user',
    last_viewed_at: 0,
    mention_count: 0,
    autotranslation_disabled: false,
  });
  expect((await heard.next('user_added')).broadcast).toMatchObject({ user_id: '', omit_users: null });
  await ann.posts(townSquare, 'welcome');
  while ((await heard.next('posted')).data.post.message !== 'welcome');
  expect(await add(bob, team, cat.id)).toMatchObject({ user_id: cat.id });
  expect(await newest(ann, offTopic)).toEqual({ type: 'system_join_channel', user_id: cat.id, props });
});

test('one’s own way in: into an open team, by the link of a closed one, never otherwise', async () => {
  const ann = await server.make.person();
  const cat = await server.make.person();
  const open = await server.make.team(ann, { allow_open_invite: true });
  const closed = await server.make.team(ann);
  expect(await add(cat, open, cat.id)).toMatchObject({ team_id: open.id, roles: 'team_user' });
  const townSquare = await channelOf(cat, open, 'town-square');
  const props = { username: cat.user.username };
  expect(await newest(ann, townSquare)).toEqual({ type: 'system_join_team', user_id: cat.id, props });
  await expect(add(cat, closed, cat.id)).rejects.toMatchObject(forbidden);
  await expect(add(cat, closed, ann.id)).rejects.toMatchObject(forbidden);
  const member = await join(cat, closed.invite_id);
  expect(member).toMatchObject({ team_id: closed.id, user_id: cat.id });
  expect(await join(cat, closed.invite_id)).toEqual(member);
  await expect(join(cat, 'unknown')).rejects.toMatchObject({
    status: 404,
    id: 'app.team.get_by_invite_id.finding.app_error',
  });
  await expect(cat.call(joinTeamByInvite)).rejects.toMatchObject({
    status: 400,
    id: 'api.team.add_user_to_team.missing_parameter.app_error',
  });
});

test('a link tells strangers what it leads to, and works only as long as it is the team’s', async () => {
  const ann = await server.make.person();
  const team = await server.make.team(ann, { description: 'ours' });
  const nobody = createClient({ url: server.url });
  const ask = (invite_id: string) => nobody.call(getInviteInfo, { params: { invite_id } });
  const { id, name, display_name, description } = team;
  expect(await ask(team.invite_id)).toEqual({ id, name, display_name, description });
  for (const unknown of ['a'.repeat(26), 'short', 'not-an-id'])
    await expect(ask(unknown)).rejects.toMatchObject({
      status: 404,
      id: 'app.team.get_by_invite_id.finding.app_error',
    });
  const shut = await server.make.team(ann, { type: 'I' });
  await expect(ask(shut.invite_id)).rejects.toMatchObject({
    status: 403,
    id: 'api.team.get_invite_info.not_open_team',
  });
});

test('somebody signed in does not guess links for long, and others still follow theirs', async () => {
  const { ann, bob, stranger, team } = await server.make.conversation();
  const { invite_id } = await ann.call(patchTeam, { params: { team_id: team.id }, body: {} });
  const guesses: number[] = [];
  for (let count = 0; count < 25; count++)
    guesses.push(
      await join(stranger, newId()).then(
        () => 201,
        ({ status }: { status: number }) => status,
      ),
    );
  expect(guesses).toEqual([...Array(20).fill(404), ...Array(5).fill(429)]);
  await expect(join(stranger, invite_id)).rejects.toMatchObject({ status: 429 });
  expect(await join(bob, invite_id)).toMatchObject({ user_id: bob.id });
});

test('guests neither join open teams nor follow links', async () => {
  const ann = await server.make.person();
  const guest = await server.make.person();
  const team = await server.make.team(ann, { allow_open_invite: true });
  await makeGuest(guest);
  await expect(add(guest, team, guest.id)).rejects.toMatchObject(forbidden);
  await expect(join(guest, team.invite_id)).rejects.toMatchObject({
    status: 403,
    id: 'api.team.add_user_to_team_from_invite.guest.app_error',
  });
  expect(await add(ann, team, guest.id)).toMatchObject({ roles: 'team_guest', scheme_guest: true });
  expect(await guest.call(getMyChannels, { params: me })).toEqual([]);
  const channel = await server.make.channel(ann, team);
  const member = await ann.call(addChannelMember, {
    params: { channel_id: channel.id },
    body: { user_id: guest.id },
  });
  expect(member).toMatchObject({ roles: 'channel_guest', scheme_guest: true, scheme_user: false });
  expect((await newest(ann, channel)).type).toBe('system_add_guest_to_chan');

  const closed = await server.make.team(ann);
  await add(ann, closed, guest.id);
  const look = () => guest.call(getTeamStats, { params: { team_id: closed.id } });
  await expect(look()).resolves.toBeDefined();
  await leave(guest, closed);
  await expect(look()).rejects.toMatchObject(forbidden);
});

test('guests see of a team only those with whom they share a channel', async () => {
  const { ann, bob, channel, team } = await server.make.conversation();
  const guest = await server.make.person();
  await makeGuest(guest);
  await add(ann, team, guest.id);
  const params = { team_id: team.id };
  const listed = async () => (await guest.call(getTeamMembers, { params })).map(({ user_id }) => user_id);
  const byIds = async () => {
    const found = await guest.call(getTeamMembersByIds, { params, body: [ann.id, bob.id, guest.id] });
    return found.map(({ user_id }) => user_id);
  };
  const one = (user_id: string) => guest.call(getTeamMember, { params: { ...params, user_id } });
  const count = async () => (await guest.call(getTeamStats, { params })).total_member_count;
  expect([await listed(), await byIds(), await count()]).toEqual([[guest.id], [guest.id], 1]);
  await expect(one(guest.id)).resolves.toBeDefined();
  await expect(one(bob.id)).rejects.toMatchObject(forbidden);

  await leave(ann, team, bob.id);
  await add(ann, team, bob.id);
  await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: guest.id } });
  const seen = [ann.id, guest.id].toSorted();
  expect([await listed(), await byIds(), await count()]).toEqual([seen, seen, 2]);
  await expect(one(ann.id)).resolves.toBeDefined();
  await expect(one(bob.id)).rejects.toMatchObject(forbidden);
});

test('a team takes neither more people than it may have, nor those of other domains', async () => {
  const { ann, bob, team } = await server.make.conversation();
  const [cat, dan] = [await server.make.user(), await server.make.user()];
  await server.configure({ TeamSettings: { MaxUsersPerTeam: 3 } });
  await add(bob, team, cat.id);
  const full = { status: 400, id: 'app.team.join_user_to_team.max_accounts.app_error' };
  await expect(add(bob, team, dan.id)).rejects.toMatchObject(full);
  await server.configure({ TeamSettings: { MaxUsersPerTeam: 50 } });
  await ann.call(patchTeam, { params: { team_id: team.id }, body: { allowed_domains: 'elsewhere.example' } });
  await expect(add(bob, team, dan.id)).rejects.toMatchObject({
    status: 400,
    id: 'api.team.join_user_to_team.allowed_domains.app_error',
  });
  await ann.call(patchTeam, { params: { team_id: team.id }, body: { allowed_domains: 'example.com' } });
  await expect(add(bob, team, dan.id)).resolves.toBeDefined();
});

test('joins at once stop where the team is full', async () => {
  const { ann, team } = await server.make.conversation();
  const users = await Promise.all(Array.from({ length: 6 }, () => server.make.user()));
  await server.configure({ TeamSettings: { MaxUsersPerTeam: 4 } });
  const results = await Promise.allSettled(users.map(({ id }) => add(ann, team, id)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await server.configure({ TeamSettings: { MaxUsersPerTeam: 50 } });
  const stats = await ann.call(getTeamStats, { params: { team_id: team.id } });
  expect(stats).toEqual({ team_id: team.id, total_member_count: 4, active_member_count: 4 });
});

test('many are added together, all or as many as possible', async () => {
  const { ann, stranger, team } = await server.make.conversation();
  const [cat, gone] = [await server.make.user(), await server.make.user()];
  await db.updateTable('users').set({ delete_at: 1 }).where('id', '=', gone.id).execute();
  const batch = (by: Person, ids: string[], query = {}) =>
    by.call(addTeamMembers, {
      params: { team_id: team.id },
      body: ids.map((user_id) => ({ team_id: team.id, user_id })),
      query,
    });
  await expect(batch(ann, [cat.id, gone.id])).rejects.toMatchObject({ status: 404 });
  await expect(ann.call(getTeamMember, { params: { team_id: team.id, user_id: cat.id } })).rejects.toMatchObject({
    status: 404,
    id: 'app.team.get_member.missing.app_error',
  });
  const answers = (await batch(ann, [cat.id, gone.id], { graceful: 'true' })) as TeamMemberOrError[];
  expect(answers).toEqual([
    { user_id: gone.id, member: null, error: expect.objectContaining({ status_code: 404 }) },
    { user_id: cat.id, member: expect.objectContaining({ roles: 'team_user' }), error: null },
  ]);
  expect((await batch(ann, [cat.id])) as TeamMember[]).toMatchObject([{ user_id: cat.id }]);
  await expect(batch(stranger, [stranger.id])).rejects.toMatchObject(forbidden);
  await expect(batch(ann, ['x'])).rejects.toMatchObject({ status: 400 });
});

test('who leaves loses every channel of the team, and both sides hear of it', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const [byAnn, byBob] = [await server.listen(ann), await server.listen(bob)];
  const townSquare = await channelOf(ann, team, 'town-square');
  expect(await leave(bob, team)).toEqual({ status: 'OK' });
  const data = { user_id: bob.id, team_id: team.id };
  const toTeam = await byAnn.next('leave_team');
  expect(toTeam.data).toEqual(data);
  expect(toTeam.broadcast).toMatchObject({ team_id: team.id, omit_users: { [bob.id]: true } });
  expect((await byBob.next('leave_team')).broadcast).toMatchObject({ user_id: bob.id, team_id: '' });
  const props = { username: bob.user.username };
  expect(await newest(ann, townSquare)).toEqual({ type: 'system_leave_team', user_id: bob.id, props });
  expect(await bob.call(getMyChannels, { params: me })).toEqual([]);
  expect(await bob.call(getTeamMembersOfUser, { params: me })).toEqual([]);
  await expect(bob.posts(channel, 'still?')).rejects.toMatchObject(forbidden);
  for (const by of [bob, ann]) expect(await leave(by, team, bob.id)).toEqual({ status: 'OK' });
  expect(byAnn.heard.filter(({ event }) => event === 'leave_team')).toHaveLength(1);
  const stranger = await server.make.person();
  await expect(leave(stranger, team)).rejects.toMatchObject({
    status: 400,
    id: 'api.team.remove_user_from_team.missing.app_error',
  });
  await ann.call(patchTeam, { params: { team_id: team.id }, body: { description: 'without bob' } });
  await byAnn.next('update_team');
  expect(byBob.heard.map(({ event }) => event)).not.toContain('update_team');
  const sidebar = await db.selectFrom('sidebarcategories').select('id').where('user_id', '=', bob.id).execute();
  expect(sidebar).toEqual([]);
  expect(await add(ann, team, bob.id)).toMatchObject({ delete_at: 0, roles: 'team_user' });
  expect(await bob.call(getMyChannels, { params: me })).toHaveLength(2);
});

test('an administrator of the team removes people and makes other administrators', async () => {
  const { ann, bob, stranger, team } = await server.make.conversation();
  const cat = await server.make.person();
  await add(ann, team, cat.id);
  await expect(leave(bob, team, cat.id)).rejects.toMatchObject(forbidden);
  await expect(leave(stranger, team, cat.id)).rejects.toMatchObject(forbidden);
  const heard = await server.listen(bob);
  const set = (by: Person, roles: { scheme_admin: boolean; scheme_user: boolean; scheme_guest?: boolean }) =>
    by.call(setTeamSchemeRoles, { params: { team_id: team.id, user_id: bob.id }, body: roles });
  await expect(set(bob, { scheme_admin: true, scheme_user: true })).rejects.toMatchObject(forbidden);
  await set(ann, { scheme_admin: true, scheme_user: true });
  const frame = await heard.next('memberrole_updated');
  expect(frame.data.member).toMatchObject({ user_id: bob.id, roles: 'team_user team_admin' });
  expect(frame.broadcast.user_id).toBe(bob.id);
  await leave(bob, team, cat.id);
  const townSquare = await channelOf(ann, team, 'town-square');
  expect(await newest(ann, townSquare)).toMatchObject({ type: 'system_remove_from_team', user_id: cat.id });
  const refused = (id: string) => ({ status: 400, id: `api.team.update_team_member_roles.${id}.app_error` });
  await expect(set(ann, { scheme_admin: false, scheme_user: true, scheme_guest: true })).rejects.toMatchObject(
    refused('guest_and_user'),
  );
  await set(ann, { scheme_admin: true, scheme_user: false });
  expect((await heard.next('memberrole_updated')).data.member).toMatchObject({ roles: 'team_admin' });
  const asGuest = { scheme_user: false, scheme_guest: true };
  await expect(set(ann, { ...asGuest, scheme_admin: false })).rejects.toMatchObject(refused('guest'));
  await db.updateTable('teammembers').set(asGuest).where('user_id', '=', bob.id).execute();
  await expect(set(ann, { ...asGuest, scheme_admin: true })).rejects.toMatchObject(refused('guest'));
});

test('the maker of a team administers it again after having left it', async () => {
  const { ann, bob, team } = await server.make.conversation();
  await leave(ann, team);
  expect(await join(ann, team.invite_id)).toMatchObject({ roles: 'team_user team_admin' });
  const offTopic = await channelOf(ann, team, 'off-topic');
  const params = { channel_id: offTopic.id, user_id: 'me' };
  expect((await ann.call(getChannelMember, { params })).scheme_admin).toBe(true);
  await leave(bob, team);
  expect(await join(bob, team.invite_id)).toMatchObject({ roles: 'team_user' });
});

test('members are listed for members', async () => {
  const { ann, bob, stranger, team } = await server.make.conversation();
  const params = { team_id: team.id };
  const listed = await bob.call(getTeamMembers, { params, query: { sort: 'Username' } });
  const byName = [ann, bob].toSorted((a, b) => (a.user.username < b.user.username ? -1 : 1));
  expect(listed.map(({ user_id }) => user_id)).toEqual(byName.map(({ id }) => id));
  expect(await bob.call(getTeamMembers, { params, query: { page: '1', per_page: '1' } })).toHaveLength(1);
  await db.updateTable('users').set({ delete_at: 1 }).where('id', '=', ann.id).execute();
  expect(await bob.call(getTeamMembers, { params, query: { exclude_deleted_users: 'true' } })).toHaveLength(1);
  const found = await bob.call(getTeamMembersByIds, { params, body: [ann.id, stranger.id] });
  expect(found.map(({ user_id }) => user_id)).toEqual([ann.id]);
  expect(await bob.call(getTeamStats, { params })).toMatchObject({ total_member_count: 2, active_member_count: 1 });
  await expect(stranger.call(getTeamMembers, { params })).rejects.toMatchObject(forbidden);
  await expect(stranger.call(getTeamMembersOfUser, { params: { user_id: bob.id } })).rejects.toMatchObject(forbidden);
});
