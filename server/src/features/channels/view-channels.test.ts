import {
  getChannelMember,
  getChannelStats,
  getChannelTimezones,
  getChannelUnread,
  getMemberCounts,
  markChannelsRead,
  setChannelNotifyProps,
  setChannelSchemeRoles,
  viewChannel,
  type Channel,
} from '@innermost/protocol/channels.ts';
import { pinPost } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

const memberOf = (who: Person, channel: Channel) =>
  who.call(getChannelMember, { params: { channel_id: channel.id, user_id: 'me' } });
const unreadOf = (who: Person, channel: Channel) =>
  who.call(getChannelUnread, { params: { channel_id: channel.id, user_id: 'me' } });
const view = (who: Person, body: { channel_id: string; prev_channel_id?: string }) =>
  who.call(viewChannel, { params: { user_id: 'me' }, body: { ...body, collapsed_threads_supported: true } });

test('messages are unread until the channel is viewed; then the time is that of the newest post', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  await ann.posts(channel, 'one');
  const root = await ann.posts(channel, `two for @${bob.user.username}`);
  const reply = await ann.posts(channel, 'three', { root_id: root.id });
  expect(await unreadOf(bob, channel)).toMatchObject({
    team_id: team.id,
    channel_id: channel.id,
    msg_count: 3,
    msg_count_root: 2,
    // One for being added, one by name.
    mention_count: 2,
    mention_count_root: 2,
    urgent_mention_count: 0,
  });
  const heard = await server.listen(bob);
  const reply1 = await view(bob, { channel_id: channel.id });
  expect(reply1).toEqual({ status: 'OK', last_viewed_at_times: { [channel.id]: reply.create_at } });
  const frame = await heard.next('multiple_channels_viewed');
  expect(frame.data).toEqual({ channel_times: { [channel.id]: reply.create_at } });
  expect(frame.broadcast).toMatchObject({ user_id: bob.id, channel_id: '' });
  expect(await memberOf(bob, channel)).toMatchObject({
    msg_count: 3,
    msg_count_root: 2,
    mention_count: 0,
    mention_count_root: 0,
    last_viewed_at: reply.create_at,
  });
  expect(await unreadOf(bob, channel)).toMatchObject({ msg_count: 0, msg_count_root: 0, mention_count: 0 });
});

test('a muted channel has mentions, but no unread messages', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  await ann.posts(channel, `for @${bob.user.username}`);
  const before = await unreadOf(bob, channel);
  expect(before).toMatchObject({ msg_count: 1, msg_count_root: 1, mention_count: 2 });
  expect(before).not.toHaveProperty('notify_props');
  const params = { channel_id: channel.id, user_id: 'me' };
  await bob.call(setChannelNotifyProps, { params, body: { mark_unread: 'mention' } });
  expect(await unreadOf(bob, channel)).toMatchObject({ msg_count: 0, msg_count_root: 0, mention_count: 2 });
});

test('what is read already is not written, and tells nobody', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  await ann.posts(channel, 'one');
  await view(bob, { channel_id: channel.id });
  const before = await memberOf(bob, channel);
  const heard = await server.listen(bob);
  const roundTrips = server.database.roundTrips();
  const again = await view(bob, { channel_id: channel.id });
  expect(server.database.roundTrips() - roundTrips).toBe(1);
  expect(again.last_viewed_at_times).toEqual({ [channel.id]: before.last_viewed_at });
  expect(await memberOf(bob, channel)).toEqual(before);
  await ann.posts(channel, 'two');
  await heard.next('posted');
  expect(heard.heard.map(({ event }) => event)).not.toContain('multiple_channels_viewed');
});

test('several channels at once, foreign ones passed over', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const closed = await server.make.channel(ann, team, { type: 'P' });
  const direct = await server.make.direct(ann, bob);
  await ann.posts(channel, 'here');
  await ann.posts(direct, 'and here');
  const body = [channel.id, direct.id, closed.id];
  const { last_viewed_at_times } = await bob.call(markChannelsRead, { params: { user_id: 'me' }, body });
  expect(Object.keys(last_viewed_at_times).toSorted()).toEqual([channel.id, direct.id].toSorted());
  expect(await unreadOf(bob, direct)).toMatchObject({ msg_count: 0, mention_count: 0 });
  await ann.posts(channel, 'more');
  await view(bob, { channel_id: direct.id, prev_channel_id: channel.id });
  expect(await unreadOf(bob, channel)).toMatchObject({ msg_count: 0 });
  expect(await view(bob, { channel_id: '' })).toEqual({ status: 'OK', last_viewed_at_times: {} });
  await expect(view(bob, { channel_id: 'x' })).rejects.toMatchObject({ status: 400 });
  await expect(
    stranger.call(markChannelsRead, { params: { user_id: bob.id }, body: [channel.id] }),
  ).rejects.toMatchObject({ status: 403 });
  await expect(
    ann.call(getChannelUnread, { params: { user_id: bob.id, channel_id: channel.id } }),
  ).rejects.toMatchObject({ status: 403 });
});

test('no event where the configuration wants none', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  await server.configure({ ServiceSettings: { EnableChannelViewedMessages: false } });
  const heard = await server.listen(bob);
  await ann.posts(channel, 'one');
  await view(bob, { channel_id: channel.id });
  await ann.posts(channel, 'two');
  await heard.next('posted');
  await heard.next('posted');
  expect(heard.heard.map(({ event }) => event)).not.toContain('multiple_channels_viewed');
  await server.configure({ ServiceSettings: { EnableChannelViewedMessages: true } });
});

test('a client without threads has read them with the channel', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const root = await bob.posts(channel, 'a root');
  await ann.posts(channel, 'a reply', { root_id: root.id });
  const heard = await server.listen(bob);
  const membership = () =>
    db
      .selectFrom('threadmemberships')
      .select('last_viewed')
      .where('post_id', '=', root.id)
      .where('user_id', '=', bob.id)
      .executeTakeFirst();
  expect((await membership())?.last_viewed).toBe(0);
  const params = { user_id: 'me' };
  await bob.call(viewChannel, { params, body: { channel_id: channel.id, collapsed_threads_supported: true } });
  await bob.call(viewChannel, { params, body: { channel_id: channel.id, collapsed_threads_supported: false } });
  const frame = await heard.next('thread_read_changed');
  expect(frame.broadcast).toMatchObject({ channel_id: channel.id, user_id: bob.id });
  expect(Object.keys(frame.data)).toEqual(['timestamp']);
  expect((await membership())?.last_viewed).toBeGreaterThan(root.create_at);
});

test('notification settings change by themselves, whatever their values, and are told to their owner', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(bob);
  const set = (who: Person, body: object) =>
    who.call(setChannelNotifyProps, { params: { channel_id: channel.id, user_id: bob.id }, body: { ...body } });
  expect(await set(bob, { mark_unread: 'mention', unknown: 'x' })).toEqual({ status: 'OK' });
  const { notify_props } = await memberOf(bob, channel);
  expect(notify_props).toMatchObject({ mark_unread: 'mention', desktop: 'default' });
  expect(notify_props).not.toHaveProperty('unknown');
  const frame = await heard.next('channel_member_updated');
  expect(frame.data.channelMember).toMatchObject({ channel_id: channel.id, notify_props });
  expect(frame.broadcast.user_id).toBe(bob.id);
  const refusals: [object, string][] = [[{ desktop: 1 }, 'api.context.invalid_body_param.app_error']];
  for (const [body, id] of refusals) await expect(set(bob, body)).rejects.toMatchObject({ status: 400, id });
  await set(bob, { desktop: 'loud', mark_unread: 'x' });
  expect((await memberOf(bob, channel)).notify_props).toMatchObject({ desktop: 'loud', mark_unread: 'x' });
  await expect(set(ann, { desktop: 'all' })).rejects.toMatchObject({ status: 403 });
});

test('an administrator of the channel makes another one', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(bob);
  const set = (who: Person, body: { scheme_admin: boolean; scheme_user: boolean; scheme_guest?: boolean }) =>
    who.call(setChannelSchemeRoles, { params: { channel_id: channel.id, user_id: bob.id }, body });
  await expect(set(bob, { scheme_admin: true, scheme_user: true })).rejects.toMatchObject({ status: 403 });
  expect(await set(ann, { scheme_admin: true, scheme_user: true })).toEqual({ status: 'OK' });
  expect((await heard.next('channel_member_updated')).data.channelMember.roles).toBe('channel_user channel_admin');
  expect(await set(bob, { scheme_admin: false, scheme_user: true })).toEqual({ status: 'OK' });
  await expect(set(bob, { scheme_admin: true, scheme_user: true })).rejects.toMatchObject({ status: 403 });
  await expect(set(ann, { scheme_admin: false, scheme_user: true, scheme_guest: true })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.update_channel_member_roles.guest_and_user.app_error',
  });
  await db
    .updateTable('channelmembers')
    .set({ scheme_user: false, scheme_guest: true })
    .where('user_id', '=', bob.id)
    .execute();
  const guestAsAdmin = set(ann, { scheme_admin: true, scheme_user: false, scheme_guest: true });
  await expect(guestAsAdmin).rejects.toMatchObject({ status: 400 });
});

test('numbers about a channel, and the time zones in it', async () => {
  const { ann, bob, stranger, channel } = await server.make.conversation();
  const params = { channel_id: channel.id };
  const post = await ann.posts(channel, 'pinned');
  await ann.call(pinPost, { params: { post_id: post.id } });
  expect(await bob.call(getChannelStats, { params })).toEqual({
    channel_id: channel.id,
    member_count: 2,
    guest_count: 0,
    pinnedpost_count: 1,
    files_count: 0,
  });
  const withoutFiles = await bob.call(getChannelStats, { params, query: { exclude_files_count: 'true' } });
  expect(withoutFiles.files_count).toBe(-1);
  const zone = (person: Person, timezone: object) =>
    db
      .updateTable('users')
      .set({ timezone: JSON.stringify(timezone) })
      .where('id', '=', person.id)
      .execute();
  await zone(ann, { useAutomaticTimezone: 'true', automaticTimezone: 'Asia/Tokyo', manualTimezone: 'Europe/Rome' });
  await zone(bob, { useAutomaticTimezone: 'false', automaticTimezone: 'Asia/Tokyo', manualTimezone: 'Europe/Rome' });
  expect(await bob.call(getChannelTimezones, { params })).toEqual(['Asia/Tokyo', 'Europe/Rome']);
  expect(await bob.call(getMemberCounts, { body: [channel.id] })).toEqual({ [channel.id]: 2 });
  await expect(stranger.call(getMemberCounts, { body: [channel.id] })).rejects.toMatchObject({ status: 403 });
  await expect(stranger.call(getChannelStats, { params })).rejects.toMatchObject({ status: 403 });
});
