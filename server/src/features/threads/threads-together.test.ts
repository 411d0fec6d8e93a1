/** Replies for those who see them among the other messages, and in direct messages. */
import { getChannelMember, viewChannel, type ChannelMember } from '@innermost/protocol/channels.ts';
import { setPostUnread } from '@innermost/protocol/posts.ts';
import { savePreferences } from '@innermost/protocol/preferences.ts';
import { getUserThreads } from '@innermost/protocol/threads.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { afterEach, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
type Mode = 'disabled' | 'default_off' | 'default_on' | 'always_on';
const setMode = (CollapsedThreads: Mode) => server.configure({ ServiceSettings: { CollapsedThreads } });
afterEach(() => setMode('always_on'));

const memberOf = (person: Person, channelId: string): Promise<ChannelMember> =>
  person.call(getChannelMember, { params: { channel_id: channelId, user_id: person.id } });

const choose = (person: Person, value: 'on' | 'off') =>
  person.call(savePreferences, {
    params: { user_id: person.id },
    body: [{ user_id: person.id, category: 'display_settings', name: 'collapsed_reply_threads', value }],
  });

test.each<[Mode, 'on' | 'off' | undefined, boolean]>([
  ['always_on', 'off', false],
  ['default_on', undefined, false],
  ['default_on', 'off', true],
  ['default_off', undefined, true],
  ['default_off', 'on', false],
  ['disabled', 'on', true],
])('with threads %s and chosen %s, a reply has read the channel: %s', async (mode, choice, hasRead) => {
  const { ann, bob, channel } = await server.make.conversation();
  await setMode(mode);
  if (choice) await choose(bob, choice);
  const root = await ann.posts(channel, 'root');
  await bob.posts(channel, 'reply', { root_id: root.id });
  expect(await memberOf(bob, channel.id)).toMatchObject(
    hasRead ? { msg_count: 2, msg_count_root: 1 } : { msg_count: 0, msg_count_root: 0 },
  );
});

test('replies call whoever asked for it, in the threads they started or wrote in', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const wants = (who: Person, comments: string) =>
    who.call(patchUser, { params: { user_id: who.id }, body: { notify_props: { comments } } });
  await setMode('default_off');
  const root = await ann.posts(channel, 'root');
  await bob.posts(channel, 'one', { root_id: root.id });
  const count = async (who: Person) => (await memberOf(who, channel.id)).mention_count;
  const [ofAnn, ofBob] = [await count(ann), await count(bob)];
  await bob.posts(channel, 'nobody asked', { root_id: root.id });
  expect(await count(ann)).toBe(ofAnn);

  await wants(ann, 'root');
  await wants(bob, 'any');
  const heard = await server.listen(ann);
  await bob.posts(channel, 'two', { root_id: root.id });
  expect((await heard.next('posted')).data.mentions).toEqual([ann.id]);
  expect([await count(ann), await count(bob)]).toEqual([ofAnn + 1, 0]);
  await ann.posts(channel, 'three', { root_id: root.id });
  expect(await count(bob)).toBe(1);
  expect(ofBob).toBeGreaterThanOrEqual(0);

  await choose(bob, 'on');
  await ann.posts(channel, 'four', { root_id: root.id });
  expect(await count(bob)).toBe(1);
});

test('a reply in a direct message is followed by the other, whom it calls', async () => {
  const { ann, bob, team } = await server.make.conversation();
  const direct = await server.make.direct(ann, bob);
  const root = await ann.posts(direct, 'root');
  const heard = await server.listen(bob);
  await ann.posts(direct, 'and one more thing', { root_id: root.id });
  const { data } = await heard.next('thread_updated');
  expect(data).toMatchObject({ previous_unread_mentions: 0, previous_unread_replies: 0 });
  expect(data.thread).toMatchObject({ id: root.id, unread_replies: 1, unread_mentions: 1 });
  const list = (who: Person) => who.call(getUserThreads, { params: { user_id: who.id, team_id: team.id } });
  expect(await list(bob)).toMatchObject({ total: 1, total_unread_threads: 1, total_unread_mentions: 1 });
  expect(await list(ann)).toMatchObject({ total: 1, total_unread_threads: 0, total_unread_mentions: 0 });
});

test('a reply that calls the whole channel is followed by everybody in it', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const root = await ann.posts(channel, 'root');
  await ann.posts(channel, 'now, @channel', { root_id: root.id });
  expect(await bob.call(getUserThreads, { params: { user_id: bob.id, team_id: team.id } })).toMatchObject({
    total: 1,
    total_unread_mentions: 1,
  });
});

test.each([true, false])('unread from a reply on, for a client that knows threads: %s', async (knows) => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const root = await ann.posts(channel, 'root');
  const reply = await ann.posts(channel, `one @${bob.user.username}`, { root_id: root.id });
  await ann.posts(channel, `a root for @${bob.user.username}`);
  await bob.call(viewChannel, { params: { user_id: bob.id }, body: { channel_id: channel.id } });
  const body = { collapsed_threads_supported: knows };
  const unread = await bob.call(setPostUnread, { params: { user_id: bob.id, post_id: reply.id }, body });
  expect(unread).toMatchObject({
    msg_count: 1,
    mention_count: 2,
    last_viewed_at: reply.create_at - 1,
    ...(knows ? { msg_count_root: 1, mention_count_root: 1 } : { msg_count_root: 2, mention_count_root: 0 }),
  });
  const { threads } = await bob.call(getUserThreads, { params: { user_id: bob.id, team_id: team.id } });
  expect(threads).toMatchObject([knows ? { unread_replies: 0 } : { unread_replies: 1, unread_mentions: 1 }]);
});
