/** What the official web and mobile apps ask for from their first request on, in their order. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPost, type Post } from '@innermost/protocol/posts.ts';
import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../server/src/testing/start-server.ts';
import { AppRequests, AppSocket, hello, needs } from '../support/app-requests.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

const webDir = await mkdtemp(join(tmpdir(), 'innermost-web-'));
await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Innermost</title>');
afterAll(() => rm(webDir, { recursive: true }));
const server = await startServer({ webDir });

let scene: Scene;
let team: Team;
let channel: Channel;
/** Bob's, answered by Ann and not read yet by Bob. */
let root: Post;

beforeAll(async () => {
  scene = await setScene(server.url);
  ({ team, channel } = scene);
  root = await scene.bob.client.call(createPost, { body: { channel_id: channel.id, message: 'Who is there?' } });
  for (const message of ['I am', 'and @bob is'])
    await scene.ann.client.call(createPost, { body: { channel_id: channel.id, message, root_id: root.id } });
});

const teamFields = 'id name display_name type delete_at update_at allow_open_invite';
const teamMemberFields = 'team_id user_id roles delete_at scheme_user scheme_admin scheme_guest';
const channelFields = `
  id type name display_name team_id delete_at update_at creator_id header purpose last_post_at
  last_root_post_at total_msg_count total_msg_count_root extra_update_at`;
const channelMemberFields = `
  channel_id user_id roles msg_count msg_count_root mention_count mention_count_root urgent_mention_count
  last_viewed_at last_update_at notify_props`;
const categoryFields = 'id team_id user_id type display_name sorting muted collapsed sort_order channel_ids';
const postFields = `
  id create_at update_at edit_at delete_at is_pinned user_id channel_id root_id original_id message type
  props hashtags pending_post_id reply_count metadata`;
const threadFields = `
  id reply_count last_reply_at last_viewed_at participants post unread_replies unread_mentions
  delete_at`;
const configKeys = `
  WebsocketPort WebsocketSecurePort WebsocketURL MaxPostSize MaxFileSize MinimumHashtagLength
  PasswordMinimumLength TimeBetweenUserTypingUpdatesMilliseconds MaxNotificationsPerChannel
  UniqueEmojiReactionLimitPerPost SiteURL SiteName DefaultClientLocale Version BuildNumber DiagnosticId
  EnableSignInWithEmail EnableSignInWithUsername EnableUserCreation EnableOpenServer EnableSignUpWithEmail
  CollapsedThreads TeammateNameDisplay EnableUserStatuses EnableEmojiPicker EnableCustomEmoji
  EnableFileAttachments EnableThemeSelection EnableUserTypingMessages PostPriority AllowSyncedDrafts
  PluginsEnabled BurnOnReadDurationSeconds`;
/** Those that the apps make numbers of. */
const numericKeys = `
  WebsocketPort WebsocketSecurePort MaxPostSize MaxFileSize MinimumHashtagLength PasswordMinimumLength
  TimeBetweenUserTypingUpdatesMilliseconds MaxNotificationsPerChannel UniqueEmojiReactionLimitPerPost
  BurnOnReadDurationSeconds`;

/** The object under a key of an answer. */
const at = (value: unknown, key: string): unknown => (value as Record<string, unknown>)[key];

/** The posts of a list in its order: every id must be there. */
function postsOf(list: unknown): unknown[] {
  needs(list, 'order posts next_post_id prev_post_id');
  const posts = at(list, 'posts') as Record<string, unknown>;
  const found = (at(list, 'order') as string[]).map((id) => posts[id]);
  needs(found, postFields);
  return found;
}

function checkConfig(config: unknown, keys: string): void {
  needs(config, keys);
  for (const [key, value] of Object.entries(config as object)) expect(value, key).toBeTypeOf('string');
  const numbers = new Set(numericKeys.trim().split(/\s+/));
  for (const key of keys.trim().split(/\s+/)) if (numbers.has(key)) expect(at(config, key), key).toMatch(/^\d+$/);
}

describe('the web app', () => {
  const app = new AppRequests(server.url, { 'X-Requested-With': 'XMLHttpRequest', 'Accept-Language': 'en' });

  test('before sign-in', async () => {
    for (const path of ['/', `/harbour/channels/ci-cd`]) {
      const page = await fetch(server.url + path);
      expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.headers.get('Cache-Control')).toBe('no-cache, max-age=31556926, public');
      expect(page.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self'");
    }
    expect((await fetch(`${server.url}/static/`)).status).toBe(404);
    checkConfig(
      await app.gets('/config/client?format=old'),
      `DiagnosticId EnableSignInWithEmail EnableSignInWithUsername EnableSignUpWithEmail NoAccounts
      EnableUserCreation EnableOpenServer SiteName PluginsEnabled WebsocketPort WebsocketSecurePort`,
    );
    expect(await app.gets('/license/client?format=old')).toMatchObject({ IsLicensed: 'false' });
    expect(await app.gets('/plugins/webapp')).toBeInstanceOf(Array);
    const refused = await app.ask('GET', '/users/me');
    expect(refused).toMatchObject({
      status: 401,
      json: { id: 'api.context.session_expired.app_error', status_code: 401 },
    });
  });

  test('sign-in gives the user, the token header and three cookies', async () => {
    const wrong = await app.ask('POST', '/users/login', {
      login_id: 'bob',
      password: 'not it',
      token: '',
      deviceId: '',
    });
    expect(wrong).toMatchObject({ status: 401, json: { id: 'api.user.login.invalid_credentials_email_username' } });
    const answer = await app.succeeds('POST', '/users/login', { login_id: 'bob', password, token: '', deviceId: '' });
    needs(answer.json, 'id username email roles locale notify_props timezone');
    expect(answer.headers.get('Token')).toMatch(/^\w{26}$/);
    const cookies = new Map(answer.headers.getSetCookie().map((cookie) => [cookie.split('=')[0] ?? '', cookie]));
    expect([...cookies.keys()]).toEqual(['MMAUTHTOKEN', 'MMUSERID', 'MMCSRF']);
    expect(cookies.get('MMAUTHTOKEN')).toContain('HttpOnly');
    for (const name of ['MMUSERID', 'MMCSRF']) expect(cookies.get(name)).not.toContain('HttpOnly');
    app.headers['Cookie'] = [...cookies.values()].map((cookie) => cookie.split(';')[0]).join('; ');
    app.headers['X-CSRF-Token'] = /MMCSRF=([^;]+)/.exec(cookies.get('MMCSRF') ?? '')?.[1] ?? '';
  });

  test('the first load', async () => {
    checkConfig(await app.gets('/config/client?format=old'), configKeys);
    await app.gets('/license/client?format=old');
    needs(await app.gets('/users/me'), 'id email roles notify_props timezone locale');
    needs(await app.gets('/users/me/preferences'), 'user_id category name value');
    needs(await app.gets('/users/me/teams'), teamFields);
    needs(await app.gets('/users/me/teams/members'), teamMemberFields);
    const unread = await app.gets('/users/me/teams/unread?include_collapsed_threads=true');
    needs(unread, 'team_id msg_count mention_count thread_count thread_mention_count');
    await app.gets('/limits/server');
  });

  test('the socket opens with the cookie, and says hello', async () => {
    const socket = new AppSocket(server.url, 'connection_id=&sequence_number=0&posted_ack=true', app.headers);
    expect(await socket.next()).toMatchObject(hello);
    socket.send(1, 'ping');
    expect(await socket.next()).toMatchObject({ status: 'OK', seq_reply: 1, data: { text: 'pong' } });
    await scene.ann.client.call(createPost, { body: { channel_id: channel.id, message: '@bob, look' } });
    expect(await socket.next()).toMatchObject({ event: 'posted', data: { should_ack: true } });
    socket.close();
  });

  test('after that, or on reload: channels, sidebar, roles, people', async () => {
    await app.isAnswered('GET', '/system/onboarding/complete');
    await app.isAnswered('GET', '/users?page=0&per_page=100&roles=system_admin');
    await app.succeeds('PUT', '/users/me/patch', {
      timezone: { useAutomaticTimezone: 'true', automaticTimezone: 'Europe/Oslo', manualTimezone: '' },
    });
    expect(await app.gets('/custom_profile_attributes/fields')).toEqual([]);
    const streamed = await app.succeeds('GET', '/users/me/channel_members?page=-1&per_page=60');
    expect(streamed.headers.get('Content-Type')).toBe('application/x-ndjson');
    needs(streamed.json, channelMemberFields);
    needs(await app.gets('/users/me/channels'), channelFields);
    const categories = await app.gets(`/users/me/teams/${team.id}/channels/categories`);
    needs(at(categories, 'categories'), categoryFields);
    expect(at(categories, 'order')).toHaveLength(3);
    const roles = await app.succeeds('POST', '/roles/names', ['system_user', 'team_user', 'channel_user']);
    needs(roles.json, 'id name permissions scheme_managed built_in');
    expect(roles.json).toHaveLength(3);
    await app.isAnswered('GET', `/users/me/teams/${team.id}/drafts`);
    await app.isAnswered('GET', `/posts/scheduled/team/${team.id}?includeDirectChannels=true`);
    const totals = await app.gets(`/users/me/teams/${team.id}/threads?totalsOnly=true&threadsOnly=false&per_page=25`);
    needs(totals, 'total total_unread_threads total_unread_mentions');
    expect((await app.succeeds('POST', '/users/group_channels', [channel.id])).json).toBeTypeOf('object');
    const people = [scene.ann.user.id, scene.bob.user.id];
    needs((await app.succeeds('POST', '/users/ids', people)).json, 'id username roles update_at');
    needs((await app.succeeds('POST', '/users/status/ids', people)).json, 'user_id status');
    expect(await app.gets(`/system/notices/${team.id}?client=web&clientVersion=11.6.0&locale=en`)).toEqual([]);
    needs(await app.gets('/teams/name/harbour'), teamFields);
    const joining = { team_id: team.id, user_id: scene.bob.user.id };
    needs((await app.succeeds('POST', `/teams/${team.id}/members`, joining)).json, teamMemberFields);
    for (const path of [
      `/content_flagging/team/${team.id}/status`,
      '/usage/posts',
      '/cloud/limits',
      '/trial-license/prev',
    ])
      await app.isAnswered('GET', path);
  });

  test('a channel is opened, and a message sent', async () => {
    const threads = 'skipFetchThreads=false&collapsedThreads=true&collapsedThreadsExtended=false';
    const window = `limit_after=30&limit_before=30&${threads}`;
    postsOf(await app.gets(`/users/me/channels/${channel.id}/posts/unread?${window}`));
    postsOf(await app.gets(`/channels/${channel.id}/posts?page=0&per_page=30&${threads}`));
    postsOf(await app.gets(`/channels/${channel.id}/posts?since=${root.create_at - 1}&${threads}`));
    needs(await app.gets(`/posts/${root.id}`), postFields);
    const viewed = await app.succeeds('POST', '/channels/members/me/view', {
      channel_id: channel.id,
      prev_channel_id: '',
      collapsed_threads_supported: true,
    });
    expect(viewed.json).toMatchObject({ status: 'OK', last_viewed_at_times: { [channel.id]: expect.any(Number) } });
    needs(await app.gets(`/channels/${channel.id}/stats`), 'member_count guest_count pinnedpost_count files_count');
    needs(await app.gets(`/channels/${channel.id}/pinned`), 'order posts');
    expect(await app.gets(`/channels/${channel.id}/timezones`)).toBeInstanceOf(Array);
    await app.isAnswered('GET', `/posts/${root.id}/info`);
    for (const side of ['before', 'after'])
      needs(await app.gets(`/channels/${channel.id}/posts?${side}=${root.id}&per_page=30&${threads}`), 'order posts');
    await app.isAnswered('POST', '/emoji/names', ['party']);
    await app.isAnswered('GET', `/teams/${team.id}/commands/autocomplete_suggestions?user_input=%2F`);
    needs((await app.succeeds('POST', '/users/usernames', ['ann'])).json, 'id username');
    await app.succeeds('POST', '/channels/members/me/mark_read', [channel.id]);
    await app.isAnswered('POST', '/drafts', { channel_id: channel.id, message: 'half a' });

    const pending_post_id = `${scene.bob.user.id}:${Date.now()}`;
    const sent = await app.succeeds('POST', '/posts', { channel_id: channel.id, message: 'hello', pending_post_id });
    expect(sent).toMatchObject({ status: 201, json: { pending_post_id, message: 'hello' } });
  });

  test('it comes back after a break', async () => {
    await app.gets('/users/me/channels');
    await app.gets('/users/me/channel_members?page=-1');
    await app.gets(`/users/me/teams/${team.id}/channels/categories`);
    await app.gets(`/channels/${channel.id}/posts?since=${root.create_at}`);
    await app.gets('/users/me/teams/unread?include_collapsed_threads=true');
    const threads = await app.gets(
      `/users/me/teams/${team.id}/threads?extended=false&since=${root.create_at}&deleted=true`,
    );
    needs(at(threads, 'threads'), threadFields);
    await app.isAnswered('GET', `/posts/scheduled/team/${team.id}?includeDirectChannels=true`);
    await app.gets('/plugins/webapp');
    await app.gets('/custom_profile_attributes/fields');
    const changed = await app.succeeds('POST', `/users/ids?since=${Date.now() + 1000}`, [scene.ann.user.id]);
    expect(changed.json).toEqual([]);
  });

  test('without the token against forged requests a change is refused', async () => {
    const { 'X-CSRF-Token': _token, 'X-Requested-With': _with, ...bare } = app.headers;
    const forged = await new AppRequests(server.url, bare).ask('PUT', '/users/me/patch', { nickname: 'X' });
    expect(forged).toMatchObject({ status: 401, json: { id: 'api.context.session_expired.app_error' } });
  });
});

describe('the mobile app', () => {
  const app = new AppRequests(server.url, { Accept: 'application/json' });

  test('a server’s address is entered', async () => {
    expect((await fetch(server.url, { method: 'HEAD' })).status).toBe(200);
    needs(await app.gets(`/system/ping?time=${Date.now()}`), 'status');
    needs(await app.gets('/system/ping?device_id=apple%3Aabc'), 'CanReceiveNotifications');
    const config = await app.gets('/config/client?format=old');
    checkConfig(config, 'DiagnosticId Version SiteName EnableSignInWithEmail EnableSignInWithUsername');
    expect(at(config, 'DiagnosticId')).not.toBe('');
    needs(await app.gets('/license/client?format=old'), 'IsLicensed');
  });

  test('sign-in, by the token of the header', async () => {
    const body = { device_id: '', voip_device_id: '', login_id: 'bob@example.com', password, token: '' };
    const answer = await app.succeeds('POST', '/users/login', body);
    needs(answer.json, 'id email roles locale notify_props timezone');
    app.headers['Authorization'] = `Bearer ${answer.headers.get('Token') ?? ''}`;
    checkConfig(await app.gets('/config/client?format=old'), configKeys);
    needs(await app.gets('/license/client?format=old'), 'IsLicensed');
  });

  test.each(['with the token', 'with nothing'])('the socket opens %s, and takes the challenge', async (how) => {
    const isKnown = how === 'with the token';
    const socket = new AppSocket(server.url, 'connection_id=&sequence_number=0', isKnown ? app.headers : {});
    if (isKnown) expect(await socket.next()).toMatchObject(hello);
    else await socket.opened();
    const token = app.headers['Authorization']?.replace('Bearer ', '');
    socket.send(1, 'authentication_challenge', { token });
    socket.send(2, 'ping');
    if (!isKnown) {
      expect(await socket.next()).toMatchObject(hello);
      expect(await socket.next()).toMatchObject({ status: 'OK', seq_reply: 1 });
    }
    expect(await socket.next()).toMatchObject({ status: 'OK', seq_reply: 2, data: { text: 'pong' } });
    socket.close();
  });

  test('the first synchronisation', async () => {
    const device = { device_id: 'apple:abc', device_notification_disabled: 'false', mobile_version: '2.33.0' };
    await app.succeeds('PUT', '/users/sessions/device', device);
    needs(await app.gets('/users/me/preferences'), 'user_id category name value');
    needs(await app.gets('/users/me/teams'), teamFields);
    needs(await app.gets('/users/me/teams/members'), teamMemberFields);
    needs(await app.gets('/users/me'), 'email');
    const shown = {
      user_id: scene.bob.user.id,
      category: 'direct_channel_show',
      name: scene.ann.user.id,
      value: 'true',
    };
    await app.succeeds('PUT', '/users/me/preferences', [shown]);
    needs(await app.gets('/users/me/status'), 'status');
    const base = `/users/me/teams/${team.id}/channels`;
    needs(await app.gets(`${base}?include_deleted=false&last_delete_at=0`), channelFields);
    needs(await app.gets(`${base}/members`), channelMemberFields);
    needs(at(await app.gets(`${base}/categories`), 'categories'), categoryFields);
    expect(await app.gets('/plugins/webapp')).toBeInstanceOf(Array);
    await app.succeeds('POST', '/users/group_channels', [channel.id]);
    needs(await app.gets(`/users?in_channel=${channel.id}&page=0&per_page=60`), 'id username');
    expect((await app.succeeds('POST', '/users/ids?since=0', [scene.ann.user.id])).json).toBeInstanceOf(Array);
    expect(await app.gets('/teams?page=1')).toEqual([]);
    needs((await app.succeeds('POST', '/roles/names', ['channel_user'])).json, 'name permissions');
    const threads =
      'extended=true&before=&after=&deleted=false&unread=true&since=0&totalsOnly=false&excludeDirect=false&per_page=60';
    const list = await app.gets(`/users/me/teams/${team.id}/threads?${threads}`);
    needs(list, 'total total_unread_threads total_unread_mentions');
    needs(at(list, 'threads'), threadFields);
    needs(
      (at(list, 'threads') as { post: unknown }[]).map(({ post }) => post),
      postFields,
    );
    await app.isAnswered('GET', `/users/${scene.bob.user.id}/groups?paginate=false&filter_allow_reference=false`);
    expect(await app.gets('/agents/status')).toMatchObject({ available: false });
    await app.isAnswered('POST', '/client_perf', {});
    await app.isAnswered('GET', '/properties/groups/x/post/fields');
    await app.isAnswered('GET', `/teams/${team.id}/channels/managed_categories`);
  });

  test('a channel and a thread are opened', async () => {
    const threads = 'collapsedThreads=true&collapsedThreadsExtended=true';
    const [newest] = postsOf(await app.gets(`/channels/${channel.id}/posts?page=0&per_page=60&${threads}`));
    postsOf(await app.gets(`/channels/${channel.id}/posts?since=${root.create_at - 1}&${threads}`));
    const before = await app.gets(
      `/channels/${channel.id}/posts?before=${String(at(newest, 'id'))}&per_page=60&${threads}`,
    );
    needs(before, 'order posts');
    const viewed = await app.succeeds('POST', '/channels/members/me/view', {
      channel_id: channel.id,
      prev_channel_id: '',
      collapsed_threads_supported: true,
    });
    expect(viewed.json).toMatchObject({ status: 'OK', last_viewed_at_times: {} });
    needs(await app.gets(`/channels/${channel.id}/stats`), 'member_count guest_count pinnedpost_count files_count');
    const picture = await fetch(`${server.url}/api/v4/users/${scene.ann.user.id}/image?_=0`, { headers: app.headers });
    expect([picture.status, picture.headers.get('Content-Type')?.split('/')[0]]).toEqual([200, 'image']);

    const page = `skipFetchThreads=false&${threads}&direction=up&perPage=60`;
    const thread = await app.gets(`/posts/${root.id}/thread?${page}`);
    expect(postsOf(thread)).toHaveLength(3);
    needs(thread, 'has_next');
    const newer = `direction=down&perPage=60&fromCreateAt=${root.create_at}&fromPost=${root.id}`;
    needs(
      await app.gets(`/posts/${root.id}/thread?skipFetchThreads=false&${threads}&${newer}`),
      'order posts has_next',
    );
    const own = `/users/me/teams/${team.id}/threads/${root.id}`;
    await app.succeeds('PUT', `${own}/read/${Date.now()}`, {});
    await app.succeeds('DELETE', `${own}/following`);
    await app.succeeds('PUT', `${own}/following`);
    await app.succeeds('POST', `${own}/set_unread/${root.id}`);
  });

  test('a message is sent, and sent again gives the same', async () => {
    const pending_post_id = `${scene.bob.user.id}:${Date.now()}`;
    const body = { channel_id: channel.id, root_id: '', message: 'from a pocket', file_ids: [], pending_post_id };
    const more = { create_at: 0, props: {}, metadata: {} };
    const first = await app.succeeds('POST', '/posts', { ...body, ...more });
    expect(first).toMatchObject({ status: 201, json: { pending_post_id } });
    needs(first.json, postFields);
    const again = await app.succeeds('POST', '/posts', { ...body, ...more });
    expect(at(again.json, 'id')).toBe(at(first.json, 'id'));
    const orphan = await app.ask('POST', '/posts', { ...body, pending_post_id: '', root_id: channel.id });
    expect(orphan).toMatchObject({ status: 400, json: { id: 'api.post.create_post.root_id.app_error' } });
  });
});
