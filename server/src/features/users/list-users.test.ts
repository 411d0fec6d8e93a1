import {
  autocompleteUsers,
  countUsers,
  getKnownUsers,
  getUser,
  getUserChannelGroups,
  getUsersByIds,
  getUserStats,
  listUsers,
  searchUsers,
  setUserActive,
  type User,
  type UserSearch,
} from '@innermost/protocol/users.ts';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const admin = await server.make.admin();
const named = (username: string, more = {}) =>
  server.make.person({ username, email: `${username}@corp.example.com`, ...more });
const [ann, bob, cid, dan, eve] = await Promise.all([
  named('lister-ann', { first_name: 'Åsa', last_name: 'Archer' }),
  named('lister-bob', { nickname: 'Builder', first_name: 'Robert' }),
  named('lister-cid'),
  named('lister-dan'),
  named('lister-eve'),
]);
const [team, town, group, secret] = [newId(), newId(), newId(), newId()];

// The rows as they are on an adopted database; the areas that own them are not what is tested here.
const teamRow = { type: 'O', display_name: 'Team', create_at: 1, update_at: 1, delete_at: 0 } as const;
await db
  .insertInto('teams')
  .values({ id: team, name: 'team', invite_id: newId(), ...teamRow })
  .execute();
const channelRow = (id: string, type: 'O' | 'P' | 'G') =>
  ({ id, type, name: id, team_id: type === 'G' ? '' : team, create_at: 1, update_at: 1, delete_at: 0 }) as const;
await db
  .insertInto('channels')
  .values([channelRow(town, 'O'), channelRow(group, 'G'), channelRow(secret, 'P')])
  .execute();
const inTeam = (who: Person, scheme_admin = false, delete_at = 0) =>
  ({
    team_id: team,
    user_id: who.id,
    roles: '',
    scheme_user: true,
    scheme_admin,
    scheme_guest: false,
    delete_at,
  }) as const;
await db
  .insertInto('teammembers')
  .values([inTeam(ann, true), inTeam(bob), inTeam(cid), inTeam(dan, false, 5)])
  .execute();
const inChannel = (channel_id: string, who: Person, scheme_admin = false) =>
  ({ channel_id, user_id: who.id, roles: '', scheme_user: true, scheme_admin, scheme_guest: false }) as const;
await db
  .insertInto('channelmembers')
  .values([
    inChannel(town, ann),
    inChannel(town, bob, true),
    ...[ann, bob, eve].map((who) => inChannel(group, who)),
    inChannel(secret, cid),
  ])
  .execute();
await server.forgetEverything();

beforeEach(() => server.configure({ PrivacySettings: { ShowEmailAddress: true, ShowFullName: true } }));

const namesOf = (users: readonly User[]) => users.map(({ username }) => username.replace('lister-', ''));
const list = async (who: Person, query: object) => namesOf(await who.call(listUsers, { query }));

test('a team’s and a channel’s people are listed, and those who are not in it yet', async () => {
  expect(await list(ann, { in_team: team })).toEqual(['ann', 'bob', 'cid']);
  expect(await list(ann, { in_channel: town })).toEqual(['ann', 'bob']);
  expect(await list(ann, { in_team: team, not_in_channel: town })).toEqual(['cid']);
  const outside = await list(ann, { not_in_team: team });
  expect(outside).toEqual(expect.arrayContaining(['dan', 'eve', 'admin']));
  expect(outside).not.toContain('ann');
  expect(await list(ann, { in_channel: town, sort: 'admin' })).toEqual(['bob', 'ann']);
  expect(await list(ann, { in_channel: town, channel_roles: 'channel_admin' })).toEqual(['bob']);
  expect(await list(ann, { in_team: team, team_roles: 'team_user' })).toEqual(['bob', 'cid']);
  expect(await list(ann, { roles: 'system_admin' })).toEqual(['admin']);
  expect(await list(admin, { without_team: true })).toEqual(expect.arrayContaining(['dan', 'eve']));
});

test('pages follow one another', async () => {
  expect(await list(ann, { in_team: team, per_page: 2, page: 0 })).toEqual(['ann', 'bob']);
  expect(await list(ann, { in_team: team, per_page: 2, page: 1 })).toEqual(['cid']);
  expect(await list(ann, { in_team: team, per_page: 2, page: 2 })).toEqual([]);
  expect(await list(ann, { in_team: team, per_page: -1, page: 'x' })).toEqual(['ann', 'bob', 'cid']);
});

test('a team’s list is not sent again while it is the same', async () => {
  const ask = (headers: Record<string, string> = {}) =>
    fetch(ann.client.url(listUsers, { query: { in_team: team } }), {
      headers: { Authorization: `Bearer ${ann.token}`, ...headers },
    });
  const etag = (await ask()).headers.get('ETag') ?? '';
  expect(etag).not.toBe('');
  expect((await ask({ 'If-None-Match': etag })).status).toBe(304);
});

test('lists are for whoever may see the team or the channel', async () => {
  await expect(list(eve, { in_team: team })).rejects.toMatchObject({ status: 403 });
  await expect(list(eve, { in_channel: town })).rejects.toMatchObject({ status: 403 });
  await expect(list(ann, { in_channel: secret })).rejects.toMatchObject({ status: 403 });
  expect(await list(cid, { in_channel: secret })).toEqual(['cid']);
  expect(await list(admin, { in_channel: secret })).toEqual(['cid']);
  await expect(list(ann, { in_group: newId() })).rejects.toMatchObject({ status: 403 });
});

test.each([
  { active: true, inactive: true },
  { in_team: team, not_in_team: team },
  { in_team: 'short' },
  { not_in_channel: town },
  { sort: 'random' },
  { in_team: team, sort: 'status' },
  { channel_roles: 'channel_admin' },
])('refuses the contradiction %j', async (query) => {
  await expect(list(ann, query)).rejects.toMatchObject({ status: 400 });
});

const find = async (who: Person, body: UserSearch) => namesOf(await who.call(searchUsers, { body }));

test('people are found by any part of any of their names', async () => {
  expect(await find(cid, { term: 'lister-b' })).toEqual(['bob']);
  expect(await find(cid, { term: '@LISTER-B' })).toEqual(['bob']);
  expect(await find(cid, { term: 'build' })).toEqual(['bob']);
  expect(await find(cid, { term: 'ås arch' })).toEqual(['ann']);
  expect(await find(cid, { term: 'ister-' })).toEqual(['ann', 'bob', 'cid', 'dan', 'eve']);
  expect(await find(cid, { term: 'uild' })).toEqual(['bob']);
  expect(await find(cid, { term: 'obe ild' })).toEqual(['bob']);
  expect(await find(cid, { term: 'sa cher' })).toEqual(['ann']);
  expect(await find(cid, { term: 'lister_b' })).toEqual([]);
  expect(await find(cid, { term: '%' })).toEqual([]);
  expect(await find(ann, { term: 'lister', team_id: team, not_in_channel_id: town })).toEqual(['cid']);
  expect(await find(cid, { term: 'lister', not_in_team_id: team })).toEqual(['dan', 'eve']);
  expect(await find(cid, { term: 'lister', limit: 2 })).toEqual(['ann', 'bob']);
});

test('those whose names begin with it come first, then those with a word that does', async () => {
  const made = [
    await named('zz-finder', { nickname: '100%_sure' }),
    await named('pathfinder'),
    await named('finder-x'),
    await named('finder'),
    await named('other', { last_name: 'Finderson' }),
  ];
  expect(made).toHaveLength(5);
  const ranked = ['finder', 'finder-x', 'other', 'zz-finder', 'pathfinder'];
  expect(await find(cid, { term: 'finder' })).toEqual(ranked);
  const { users } = await cid.call(autocompleteUsers, { query: { name: 'FINDER' } });
  expect(namesOf(users)).toEqual(ranked);
  expect(await find(cid, { term: 'finder', limit: 2 })).toEqual(['finder', 'finder-x']);
  for (const [term, found] of [
    ['0%_s', ['zz-finder']],
    ['0__s', []],
    ['0\\%', []],
    ['%', ['zz-finder']],
  ] as const)
    expect(await find(cid, { term }), term).toEqual(found);
});

test('what is hidden is not searched, except by administrators', async () => {
  expect(await find(cid, { term: 'lister-ann@corp' })).toEqual(['ann']);
  await server.configure({ PrivacySettings: { ShowEmailAddress: false, ShowFullName: false } });
  expect(await find(cid, { term: 'lister-ann@corp' })).toEqual([]);
  expect(await find(cid, { term: 'robert' })).toEqual([]);
  expect(await find(admin, { term: 'robert' })).toEqual(['bob']);
  expect(await find(admin, { term: 'lister-ann@corp' })).toEqual(['ann']);
});

test('deactivated people are found only when asked for', async () => {
  const gone = await named('gone-with-wind');
  await admin.call(setUserActive, { params: { user_id: gone.id }, body: { active: false } });
  expect(await find(cid, { term: 'gone-' })).toEqual([]);
  expect(await find(cid, { term: 'gone-', allow_inactive: true })).toEqual(['gone-with-wind']);
  expect(await list(cid, { inactive: true })).toEqual(['gone-with-wind']);
  expect(await list(cid, { active: true })).not.toContain('gone-with-wind');
});

test.each<UserSearch>([
  { term: ' ' },
  { term: 'x', team_id: 'short' },
  { term: 'x', not_in_channel_id: town },
  { term: 'x', limit: 1001 },
  { term: 'x', limit: -1 },
])('refuses the search %j', async (body) => {
  await expect(find(ann, body)).rejects.toMatchObject({ status: 400 });
});

test('a search is refused to whoever may not see where it looks', async () => {
  await expect(find(eve, { term: 'lister', team_id: team })).rejects.toMatchObject({ status: 403 });
  await expect(find(ann, { term: 'lister', in_channel_id: secret })).rejects.toMatchObject({ status: 403 });
});

test('completion in a channel tells its members from the team’s others', async () => {
  const complete = async (who: Person, query: object) => {
    const { users, out_of_channel } = await who.call(autocompleteUsers, { query });
    return [namesOf(users), out_of_channel && namesOf(out_of_channel)];
  };
  expect(await complete(ann, { in_team: team, in_channel: town, name: 'lister' })).toEqual([['ann', 'bob'], ['cid']]);
  expect(await complete(ann, { in_channel: town, name: 'lister-c' })).toEqual([[], ['cid']]);
  expect(await complete(ann, { in_channel: group, name: '' })).toEqual([['ann', 'bob', 'eve'], undefined]);
  expect(await complete(ann, { in_team: team, name: 'b' })).toEqual([['bob'], undefined]);
  expect(await complete(ann, { name: 'lister', limit: 1 })).toEqual([['ann'], undefined]);
  await expect(complete(eve, { in_team: team, name: '' })).rejects.toMatchObject({ status: 403 });
  await expect(complete(ann, { in_team: team, in_channel: secret, name: '' })).rejects.toMatchObject({ status: 403 });
});

test('the others of a group, for its members', async () => {
  const groups = await ann.call(getUserChannelGroups, { body: [group, town, newId()] });
  expect(Object.keys(groups)).toEqual([group]);
  expect(namesOf(groups[group] ?? [])).toEqual(['bob', 'eve']);
  expect(await cid.call(getUserChannelGroups, { body: [group] })).toEqual({});
  expect((await ann.call(getKnownUsers)).sort()).toEqual([bob.id, eve.id].sort());
});

test('a guest sees himself and those with whom he shares a channel', async () => {
  const guest = await named('lister-guest');
  await db.updateTable('users').set({ roles: 'system_guest' }).where('id', '=', guest.id).execute();
  await db.updateTable('sessions').set({ roles: 'system_guest' }).where('user_id', '=', guest.id).execute();
  await db.insertInto('channelmembers').values(inChannel(secret, guest)).execute();
  await server.app.services.sessions.readAgain();
  await server.forgetEverything();

  expect(await list(guest, {})).toEqual(['cid', 'guest']);
  expect(await find(guest, { term: 'lister' })).toEqual(['cid', 'guest']);
  expect(namesOf(await guest.call(getUsersByIds, { body: [ann.id, cid.id, guest.id] }))).toEqual(['cid', 'guest']);
  await expect(guest.call(getUser, { params: { user_id: cid.id } })).resolves.toBeDefined();
  await expect(guest.call(getUser, { params: { user_id: ann.id } })).rejects.toMatchObject({ status: 403 });
  expect(await guest.call(getUserStats)).toEqual({ total_users_count: 2 });
});

test('counts by what people belong to, for administrators', async () => {
  const count = async (query: object) => (await admin.call(countUsers, { query })).total_users_count;
  expect(await count({ in_team: team })).toBe(3);
  expect(await count({ in_team: team, team_roles: 'team_admin' })).toBe(1);
  expect(await count({ roles: 'system_admin' })).toBe(1);
  expect(await count({ include_deleted: true })).toBe((await count({})) + 1);
  await expect(ann.call(countUsers)).rejects.toMatchObject({ status: 403 });
});
