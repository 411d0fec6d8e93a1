/** The official client's library drives the server through every area, and hears the events. */
import type { Client4, ClientError } from '@mattermost/client';
import type { ServerChannel } from '@mattermost/types/channels';
import type { Post } from '@mattermost/types/posts';
import type { Team } from '@mattermost/types/teams';
import type { UserProfile } from '@mattermost/types/users';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServer, type TestServer } from '../../server/src/testing/start-server.ts';
import { arrive, decoded, officialClient, type Heard, type Official } from '../support/official.ts';
import { password } from '../support/scene.ts';

// The library tells the console of every connection.
vi.spyOn(console, 'log').mockImplementation(() => undefined);

let server: TestServer;
let ann: Official;
let bob: Official;
let carol: Official;
let team: Team;
let channel: ServerChannel;

const newTeam = (name: string) => ({ name, display_name: 'Harbour', type: 'O' }) as Team;
const newChannel = (name: string) => ({ team_id: team.id, name, display_name: name, type: 'O' as const });

server = await startServer();

beforeAll(async () => {
  ann = await arrive(server.url, 'ann');
  bob = await arrive(server.url, 'bob', ann.rest);
  carol = await arrive(server.url, 'carol', ann.rest);
  team = await ann.rest.createTeam(newTeam('harbour'));
  await ann.rest.addUsersToTeam(team.id, [bob.user.id, carol.user.id]);
  channel = await ann.rest.createChannel(newChannel('ci-cd'));
  await ann.rest.addToChannel(bob.user.id, channel.id);
});

afterAll(() => {
  for (const person of [ann, bob, carol]) person.leaves();
});

const annPosts = (message: string): Promise<Post> => ann.rest.createPost({ channel_id: channel.id, message });

/** Fits the event whose field, JSON text or not, says so. */
const telling =
  (field: string, text: string) =>
  ({ data, broadcast }: Heard): boolean =>
    JSON.stringify(data[field] ?? broadcast).includes(text);

const refusal = (promise: Promise<unknown>): Promise<ClientError> =>
  promise.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => error as ClientError,
  );

test('config and licence: before and after sign-in', async () => {
  const before = await officialClient(server.url).getClientConfig();
  expect(before.DiagnosticId).toMatch(/\w{20}/);
  expect(before.Version).toMatch(/^11\.6\./);
  const after = await ann.rest.getClientConfig();
  expect(Object.values(after).every((value) => typeof value === 'string')).toBe(true);
  expect(after.MaxPostSize).toBe('16383');
  expect(await ann.rest.getClientLicenseOld()).toMatchObject({ IsLicensed: 'false' });
  expect(await ann.rest.ping(true)).toMatchObject({ status: 'OK' });
  expect(ann.rest.getServerVersion()).toMatch(/^11\.6\./);
});

test('config: an administrator changes a setting, and everybody hears of it', async () => {
  expect((await ann.rest.getConfig()).TeamSettings.SiteName).toBeDefined();
  await ann.rest.patchConfig({ TeamSettings: { SiteName: 'Quay' } });
  expect((await bob.hears('config_changed')).data).toMatchObject({ config: { SiteName: 'Quay' } });
  expect((await refusal(bob.rest.getConfig())).status_code).toBe(403);
});

test('users: sign-in, own account, others, search and completion', async () => {
  const wrong = await refusal(officialClient(server.url).login('bob', 'not it'));
  expect(wrong).toMatchObject({ status_code: 401 });
  expect(wrong.server_error_id).toMatch(/^api\.user\.(login\.invalid_credentials|check_user_password)/);
  expect(await bob.rest.getMe()).toMatchObject({ id: bob.user.id, email: 'bob@example.com' });
  const changed = await bob.rest.patchMe({ nickname: 'Bobby' });
  expect(changed.nickname).toBe('Bobby');
  expect((await carol.hears('user_updated')).data).toMatchObject({ user: { id: bob.user.id, nickname: 'Bobby' } });
  const known = await carol.rest.getProfilesByIds([ann.user.id, bob.user.id]);
  expect(known.map(({ username }) => username).toSorted()).toEqual(['ann', 'bob']);
  expect(await carol.rest.getProfilesByUsernames(['bob'])).toMatchObject([{ nickname: 'Bobby' }]);
  expect(await carol.rest.searchUsers('bobb', { team_id: team.id })).toMatchObject([{ username: 'bob' }]);
  const completed = await bob.rest.autocompleteUsers('', team.id, channel.id);
  expect(completed.users.map(({ username }) => username)).toContain('ann');
  expect(completed.out_of_channel?.map(({ username }) => username)).toContain('carol');
  expect(await carol.rest.getProfilesInTeam(team.id)).toHaveLength(3);
  expect(await ann.rest.getProfilesInChannel(channel.id)).toHaveLength(2);
});

test('users: a stranger is refused, and otherwise once nobody may sign up', async () => {
  const stranger = officialClient(server.url);
  const dave = { username: 'dave', email: 'dave@example.com', password } as UserProfile;
  const uninvited = await refusal(stranger.createUser(dave, '', ''));
  expect(uninvited).toMatchObject({ status_code: 403, server_error_id: 'api.user.create_user.no_open_server' });
  await server.configure({ TeamSettings: { EnableUserCreation: false } });
  const invited = await refusal(stranger.createUser(dave, '', team.invite_id));
  expect(invited.status_code).toBe(501);
  expect(invited.server_error_id).toBe('api.user.create_user.signup_email_disabled.app_error');
  await server.configure({ TeamSettings: { EnableUserCreation: true } });
  expect(await stranger.createUser(dave, '', team.invite_id)).toMatchObject({ username: 'dave' });
  expect(await ann.rest.getUserByUsername('dave')).toMatchObject({ email: 'dave@example.com' });
  expect(await ann.rest.getTeamMembers(team.id)).toHaveLength(4);
});

test('sessions: a second sign-in is listed and ended, and a password changed', async () => {
  const other = officialClient(server.url);
  await other.login('carol', password);
  const sessions = await carol.rest.getSessions(carol.user.id);
  expect(sessions.length).toBeGreaterThanOrEqual(2);
  const newest = sessions.toSorted((a, b) => b.create_at - a.create_at)[0];
  await carol.rest.revokeSession(carol.user.id, newest?.id ?? '');
  expect((await refusal(other.getMe())).status_code).toBe(401);
  await carol.rest.updateUserPassword(carol.user.id, password, 'correct horse 10');
  await officialClient(server.url).login('carol', 'correct horse 10');
});

test('teams: joining by link, members, changes', async () => {
  const yard = await ann.rest.createTeam({ ...newTeam('yard'), type: 'I' });
  expect(await officialClient(server.url).getTeamInviteInfo(team.invite_id)).toMatchObject({ name: 'harbour' });
  expect(await bob.rest.joinTeam(yard.invite_id)).toMatchObject({ team_id: yard.id, user_id: bob.user.id });
  expect((await bob.hears('added_to_team', telling('team_id', yard.id))).data).toMatchObject({ user_id: bob.user.id });
  expect(await bob.rest.getTeamMember(yard.id, 'me')).toMatchObject({ scheme_user: true, scheme_admin: false });
  expect(await ann.rest.getTeamStats(yard.id)).toMatchObject({ total_member_count: 2 });
  expect((await bob.rest.getMyTeams()).map(({ name }) => name).toSorted()).toEqual(['harbour', 'yard']);
  expect(await bob.rest.getMyTeamMembers()).toHaveLength(2);
  await ann.rest.patchTeam({ id: yard.id, display_name: 'The Yard' });
  const told = decoded(await bob.hears('update_team'), 'team');
  expect(told).toMatchObject({ display_name: 'The Yard', invite_id: '' });
  expect((await ann.rest.regenerateTeamInviteId(yard.id)).invite_id).not.toBe(yard.invite_id);
  await ann.rest.removeFromTeam(yard.id, bob.user.id);
  expect((await bob.hears('leave_team')).data).toMatchObject({ team_id: yard.id, user_id: bob.user.id });
  expect((await refusal(carol.rest.getTeam(yard.id))).status_code).toBe(403);
});

test('channels: public, direct and group; members come and go', async () => {
  const open = await ann.rest.createChannel(newChannel('open'));
  expect((await ann.hears('channel_created')).data['channel_id']).toBeDefined();
  await ann.rest.addToChannel(carol.user.id, open.id);
  expect(await carol.hears('user_added', (heard) => heard.broadcast.channel_id === open.id)).toMatchObject({
    data: { user_id: carol.user.id, team_id: team.id },
  });
  await ann.rest.patchChannel(open.id, { header: 'Calm water' });
  expect(decoded(await carol.hears('channel_updated'), 'channel')).toMatchObject({ header: 'Calm water' });
  expect((await bob.rest.searchChannels(team.id, 'ope')).map(({ id }) => id)).toContain(open.id);
  expect((await bob.rest.autocompleteChannels(team.id, 'ope')).map(({ id }) => id)).toContain(open.id);
  expect(await ann.rest.getChannelStats(open.id)).toMatchObject({ member_count: 2, pinnedpost_count: 0 });
  await ann.rest.removeFromChannel(carol.user.id, open.id);
  expect((await carol.hears('user_removed')).data).toMatchObject({ remover_id: ann.user.id });
  await ann.rest.deleteChannel(open.id);
  expect((await bob.hears('channel_deleted')).data).toMatchObject({ channel_id: open.id });
  await ann.rest.unarchiveChannel(open.id);
  expect((await bob.hears('channel_restored')).data).toMatchObject({ channel_id: open.id });

  const direct = await ann.rest.createDirectChannel([ann.user.id, bob.user.id]);
  expect(direct).toMatchObject({ type: 'D', name: [ann.user.id, bob.user.id].toSorted().join('__') });
  expect((await bob.hears('direct_added')).data).toBeDefined();
  const group = await ann.rest.createGroupChannel([ann.user.id, bob.user.id, carol.user.id]);
  expect(group).toMatchObject({ type: 'G' });
  expect(decoded(await carol.hears('group_added'), 'teammate_ids')).toHaveLength(3);
  const groups = await ann.rest.getProfilesInGroupChannels([group.id]);
  expect(groups[group.id]?.length).toBeGreaterThanOrEqual(2);
});

test('channels: a private one, who is in it, and what is unread', async () => {
  const den = await ann.rest.createChannel({ ...newChannel('den'), type: 'P' });
  expect((await refusal(bob.rest.getChannel(den.id))).status_code).toBe(403);
  await ann.rest.addToChannel(bob.user.id, den.id);
  await ann.rest.createPost({ channel_id: den.id, message: 'hi @bob' });
  // Being added calls him as well.
  expect(await bob.rest.getMyChannelMember(den.id)).toMatchObject({ channel_id: den.id, mention_count: 2 });
  const unread = await bob.rest.getMyTeamUnreads(true);
  expect(unread.find(({ team_id }) => team_id === team.id)?.mention_count).toBeGreaterThan(0);
  await bob.rest.viewMyChannel(den.id);
  await bob.hears('multiple_channels_viewed', telling('channel_times', den.id));
  expect(await bob.rest.getMyChannelMember(den.id)).toMatchObject({ mention_count: 0 });
  const members = await ann.rest.getChannelMembers(den.id);
  expect(members.map(({ user_id }) => user_id).toSorted()).toEqual([ann.user.id, bob.user.id].toSorted());
  expect(await bob.rest.getChannelByName(team.id, 'den')).toMatchObject({ id: den.id, type: 'P' });
  await ann.rest.updateChannelPrivacy(den.id, 'O');
  expect((await carol.hears('channel_converted')).data).toEqual({ channel_id: den.id });
  expect(await carol.rest.getChannel(den.id)).toMatchObject({ type: 'O' });
});

test('channels: the lists that every start asks for, and the stream of all memberships', async () => {
  const mine = await bob.rest.getMyChannels(team.id);
  expect(mine.map(({ name }) => name)).toEqual(expect.arrayContaining(['town-square', 'off-topic', 'ci-cd']));
  expect((await bob.rest.getAllTeamsChannels()).length).toBeGreaterThanOrEqual(mine.length);
  const members = await bob.rest.getAllChannelsMembers(bob.user.id, -1);
  expect(members.map(({ channel_id }) => channel_id)).toContain(channel.id);
  expect(members.every(({ user_id }) => user_id === bob.user.id)).toBe(true);
  expect((await bob.rest.getMyChannelMembers(team.id)).length).toBeGreaterThan(2);
  await bob.rest.updateChannelNotifyProps({ channel_id: channel.id, user_id: bob.user.id, desktop: 'all' });
  expect((await bob.hears('channel_member_updated')).data['channelMember']).toContain('"desktop":"all"');
});

test('posts: written, heard with the pending id, changed, pinned and deleted', async () => {
  const pending_post_id = `${ann.user.id}:${Date.now()}`;
  const post = await ann.rest.createPost({ channel_id: channel.id, message: 'hi @bob', pending_post_id });
  expect(post).toMatchObject({ message: 'hi @bob', pending_post_id, props: {}, metadata: {} });
  const heard = await bob.hears('posted', telling('post', post.id));
  expect(decoded(heard, 'post')).toMatchObject({ id: post.id, pending_post_id });
  expect(decoded(heard, 'mentions')).toEqual([bob.user.id]);
  expect(heard.data).toMatchObject({ channel_type: 'O', sender_name: '@ann', team_id: team.id });
  expect(await ann.rest.createPost({ channel_id: channel.id, message: 'hi @bob', pending_post_id })).toMatchObject({
    id: post.id,
  });

  await ann.rest.patchPost({ id: post.id, message: 'hello @bob' });
  expect(decoded(await bob.hears('post_edited'), 'post')).toMatchObject({ message: 'hello @bob' });
  expect(await ann.rest.getPostEditHistory(post.id)).toMatchObject([{ message: 'hi @bob' }]);
  await bob.rest.pinPost(post.id);
  expect((await ann.rest.getPinnedPosts(channel.id)).order).toEqual([post.id]);
  await bob.rest.unpinPost(post.id);
  await ann.rest.deletePost(post.id);
  expect(decoded(await bob.hears('post_deleted'), 'post')).toMatchObject({ id: post.id });
  expect((await refusal(bob.rest.getPost(post.id))).status_code).toBe(404);
});

test('posts: pages, before, after, since and around the first unread one', async () => {
  const first = await annPosts('one');
  await bob.rest.viewMyChannel(channel.id);
  await bob.hears('multiple_channels_viewed', telling('channel_times', channel.id));
  const second = await annPosts('two');
  const third = await annPosts('three');
  const newest = await bob.rest.getPosts(channel.id, 0, 2);
  expect(newest.order).toEqual([third.id, second.id]);
  expect(newest.prev_post_id).toBe(first.id);
  expect((await bob.rest.getPostsBefore(channel.id, third.id, 0, 1)).order).toEqual([second.id]);
  expect((await bob.rest.getPostsAfter(channel.id, first.id, 0, 1)).order).toEqual([second.id]);
  expect((await bob.rest.getPostsSince(channel.id, second.create_at - 1)).order).toEqual([third.id, second.id]);
  const unread = await bob.rest.getPostsUnread(channel.id, 'me', 10, 10);
  expect(unread.order.slice(0, 3)).toEqual([third.id, second.id, first.id]);
  expect((await bob.rest.getPostsByIds([first.id, third.id])).map(({ id }) => id).toSorted()).toEqual(
    [first.id, third.id].toSorted(),
  );
  expect(await bob.rest.markPostAsUnread(bob.user.id, second.id)).toMatchObject({ channel_id: channel.id });
  expect((await bob.hears('post_unread')).data).toMatchObject({ post_id: second.id });
});

test('threads: a reply reaches whoever follows, with counters that reading clears', async () => {
  const root = await annPosts('a question');
  await bob.rest.createPost({ channel_id: channel.id, message: 'an answer', root_id: root.id });
  const thread = decoded(await ann.hears('thread_updated'), 'thread');
  expect(thread).toMatchObject({ id: root.id, reply_count: 1, unread_replies: 1 });
  const page = await ann.rest.getPaginatedPostThread(root.id, { collapsedThreads: true, direction: 'up' });
  expect(page.order).toHaveLength(2);
  expect(page.has_next).toBe(false);

  const list = await ann.rest.getUserThreads('me', team.id, { extended: true });
  expect(list).toMatchObject({ total: 1, total_unread_threads: 1, threads: [{ id: root.id, post: { id: root.id } }] });
  await ann.rest.updateThreadReadForUser('me', team.id, root.id, Date.now());
  expect((await ann.hears('thread_read_changed')).data).toMatchObject({ thread_id: root.id, unread_replies: 0 });
  await ann.rest.updateThreadFollowForUser('me', team.id, root.id, false);
  expect((await ann.hears('thread_follow_changed')).data).toMatchObject({ thread_id: root.id, state: false });
  // A real server says nothing of following here.
  expect(await bob.rest.getUserThread('me', team.id, root.id)).toMatchObject({ id: root.id, reply_count: 1 });
});

test('reactions: added, heard, listed, removed', async () => {
  const post = await annPosts('lunch?');
  await bob.rest.addReaction(bob.user.id, post.id, 'taco');
  expect(decoded(await ann.hears('reaction_added'), 'reaction')).toMatchObject({ emoji_name: 'taco' });
  expect(await ann.rest.getReactionsForPost(post.id)).toMatchObject([{ user_id: bob.user.id, emoji_name: 'taco' }]);
  await bob.rest.removeReaction(bob.user.id, post.id, 'taco');
  expect(decoded(await ann.hears('reaction_removed'), 'reaction')).toMatchObject({ post_id: post.id });
});

test('preferences: saved, heard after the empty category event, deleted', async () => {
  const preference = { user_id: bob.user.id, category: 'display_settings', name: 'use_military_time', value: 'true' };
  await bob.rest.savePreferences(bob.user.id, [preference]);
  expect(decoded(await bob.hears('preferences_changed'), 'preferences')).toEqual([preference]);
  expect((await bob.hears('sidebar_category_updated')).data).toEqual({});
  expect(await bob.rest.getMyPreferences()).toEqual(expect.arrayContaining([preference]));
  await bob.rest.deletePreferences(bob.user.id, [preference]);
  expect(decoded(await bob.hears('preferences_deleted'), 'preferences')).toEqual([preference]);
});

test('categories: the default set, and one of the person’s own', async () => {
  const { categories, order } = await bob.rest.getChannelCategories('me', team.id);
  expect(categories.map(({ type }) => type)).toEqual(['favorites', 'channels', 'direct_messages']);
  expect(order).toEqual(categories.map(({ id }) => id));
  const made = await bob.rest.createChannelCategory('me', team.id, {
    user_id: bob.user.id,
    team_id: team.id,
    display_name: 'Work',
    channel_ids: [channel.id],
  });
  expect((await bob.hears('sidebar_category_created')).data).toEqual({ category_id: made.id });
  await bob.rest.updateChannelCategory('me', team.id, { ...made, display_name: 'Work!' });
  const told = await bob.hears('sidebar_category_updated', telling('updatedCategories', 'Work!'));
  expect(decoded(told, 'updatedCategories')).toMatchObject([{ id: made.id, display_name: 'Work!' }]);
  const reversed = (await bob.rest.getChannelCategoryOrder('me', team.id)).toReversed();
  await bob.rest.updateChannelCategoryOrder('me', team.id, reversed);
  expect((await bob.hears('sidebar_category_order_updated')).data).toEqual({ order: reversed });
  await bob.rest.deleteChannelCategory('me', team.id, made.id);
  expect((await bob.hears('sidebar_category_deleted')).data).toEqual({ category_id: made.id });
});

test('status: set by hand, told to the person, asked for by others, over HTTP and the socket', async () => {
  await bob.rest.updateStatus({ user_id: bob.user.id, status: 'dnd' });
  expect((await bob.hears('status_change')).data).toMatchObject({ user_id: bob.user.id });
  expect(await ann.rest.getStatus(bob.user.id)).toMatchObject({ status: 'dnd', manual: true });
  expect(await ann.rest.getStatusesByIds([bob.user.id])).toMatchObject([{ status: 'dnd' }]);
  const reply = await new Promise<{ data: Record<string, string> }>((resolve) => {
    // The library hands the reply to a callback that its types give no parameter.
    ann.socket.getStatusesByIds([bob.user.id], resolve as () => void);
  });
  expect(reply.data).toEqual({ [bob.user.id]: 'dnd' });
});

test('typing is heard by the others of the channel', async () => {
  bob.socket.userTyping(channel.id, '');
  const heard = await ann.hears('typing');
  expect(heard).toMatchObject({ data: { user_id: bob.user.id, parent_id: '' }, broadcast: { channel_id: channel.id } });
});

test('roles: by names, as every permission check of the client begins', async () => {
  const roles = await bob.rest.getRolesByNames(['system_user', 'team_user', 'channel_user']);
  expect(roles.map(({ name }) => name).toSorted()).toEqual(['channel_user', 'system_user', 'team_user']);
  expect(roles.find(({ name }) => name === 'channel_user')?.permissions).toContain('create_post');
  expect((await bob.rest.getRoleByName('team_admin')).permissions).toContain('manage_team');
});

test('webhooks: made, listed, and a notification arrives as a message', async () => {
  const hook = await ann.rest.createIncomingWebhook({ channel_id: channel.id, display_name: 'CI' });
  expect(await ann.rest.getIncomingWebhooks(team.id)).toMatchObject([{ id: hook.id, display_name: 'CI' }]);
  const sent = await fetch(`${server.url}/hooks/${hook.id}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'Deployed', username: 'BuildBot', icon_emoji: ':rocket:' }),
  });
  expect([sent.status, await sent.text()]).toEqual([200, 'ok']);
  const heard = await bob.hears('posted', telling('post', 'Deployed'));
  expect(decoded(heard, 'post')).toMatchObject({
    message: 'Deployed',
    props: { from_webhook: 'true', override_username: 'BuildBot' },
  });
  expect(heard.data['sender_name']).toBe('BuildBot');
  await ann.rest.updateIncomingWebhook({ ...hook, display_name: 'CI/CD' });
  expect(await ann.rest.getIncomingWebhook(hook.id)).toMatchObject({ display_name: 'CI/CD' });
  await ann.rest.removeIncomingWebhook(hook.id);
  expect((await fetch(`${server.url}/hooks/${hook.id}`, { method: 'POST', body: '{"text":"x"}' })).status).toBe(400);
});

test('nobody lost an event, and signing out ends the session', async () => {
  for (const { events } of [ann, bob, carol]) expect(events.map(({ event }) => event)).not.toContain('missed');
  const other: Client4 = officialClient(server.url);
  await other.login('bob', password);
  await other.logout();
  other.setToken(bob.rest.getToken());
  expect(await other.getMe()).toMatchObject({ username: 'bob' });
});
