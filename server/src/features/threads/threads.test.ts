import { removeChannelMember, setChannelNotifyProps } from '@innermost/protocol/channels.ts';
import {
  followThread,
  getUserThread,
  getUserThreads,
  readAllThreads,
  readThread,
  setThreadUnread,
  unfollowThread,
} from '@innermost/protocol/threads.ts';
import { deletePost, getChannelPosts } from '@innermost/protocol/posts.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

async function thread() {
  const talk = await server.make.conversation();
  const root = await talk.ann.posts(talk.channel, 'root');
  const own = { user_id: 'me', team_id: talk.team.id, thread_id: root.id };
  const list = (who: typeof talk.ann, query = {}) =>
    who.call(getUserThreads, { params: { user_id: 'me', team_id: talk.team.id }, query });
  return { ...talk, root, own, list };
}

test('who begins to follow all threads of a channel follows those that are under way, too, and may stop it', async () => {
  const { ann, bob, channel, root, list } = await thread();
  const set = (channel_auto_follow_threads: string) =>
    bob.call(setChannelNotifyProps, {
      params: { user_id: 'me', channel_id: channel.id },
      body: { channel_auto_follow_threads },
    });
  await ann.posts(channel, 'one', { root_id: root.id });
  expect(await list(bob)).toMatchObject({ total: 0 });
  await set('on');
  await ann.posts(channel, 'two', { root_id: root.id });
  expect(await list(bob)).toMatchObject({ total: 1 });
  const other = await ann.posts(channel, 'other root');
  await set('off');
  await ann.posts(channel, 'three', { root_id: other.id });
  expect(await list(bob)).toMatchObject({ total: 1 });
});

test('whoever left the channel is made to follow none of its threads again', async () => {
  const { ann, bob, channel } = await thread();
  const root = await bob.posts(channel, 'his own');
  await ann.posts(channel, 'one', { root_id: root.id });
  await bob.call(removeChannelMember, { params: { channel_id: channel.id, user_id: bob.id } });
  const follows = () =>
    server.database.db
      .selectFrom('threadmemberships')
      .select('following')
      .where('user_id', '=', bob.id)
      .where('post_id', '=', root.id)
      .execute();
  const before = await follows();
  await server.database.db.deleteFrom('threadmemberships').where('user_id', '=', bob.id).execute();
  await ann.posts(channel, 'two', { root_id: root.id });
  expect({ before, after: await follows() }).toEqual({ before, after: [] });
});

test('a reply is followed by its writer and by the author of the root, who hear of it', async () => {
  const { ann, bob, channel, root, own, list, team } = await thread();
  const heard = await server.listen(ann);
  const reply = await bob.posts(channel, 'reply', { root_id: root.id });
  expect(reply).toMatchObject({ root_id: root.id, reply_count: 1 });
  const { data, broadcast } = await heard.next('thread_updated');
  expect(data).toMatchObject({ previous_unread_replies: 0, previous_unread_mentions: 0 });
  expect(data.thread).toMatchObject({ id: root.id, reply_count: 1, unread_replies: 1, unread_mentions: 0 });
  expect(data.thread.participants.map(({ id }) => id)).toEqual([bob.id]);
  expect(broadcast).toMatchObject({ user_id: ann.id, team_id: team.id });
  expect((await heard.next('posted')).data.followers).toEqual([ann.id]);
  expect(await list(ann)).toMatchObject({
    total: 1,
    total_unread_threads: 1,
    threads: [{ id: root.id, unread_replies: 1 }],
  });
  expect(await list(bob)).toMatchObject({ total: 1, total_unread_threads: 0 });
  // Wire: what the thread says, its post does not; of who took part only the id is said.
  const alone = await ann.call(getUserThread, { params: own });
  expect(alone).toMatchObject({ id: root.id, post: { reply_count: 0, last_reply_at: 0, participants: null } });
  expect(alone.participants).toEqual([expect.objectContaining({ id: bob.id, username: '', timezone: null })]);
  expect(alone).not.toHaveProperty('is_following');
  expect(alone.post).not.toHaveProperty('is_following');
});

test('a mention in a reply follows whom it calls and counts until read', async () => {
  const { ann, bob, channel, root, own, list } = await thread();
  await ann.posts(channel, `over here @${bob.user.username}`, { root_id: root.id });
  expect(await list(bob)).toMatchObject({
    total: 1,
    total_unread_mentions: 1,
    threads: [{ unread_mentions: 1, unread_replies: 1 }],
  });
  const heard = await server.listen(bob);
  const read = await bob.call(readThread, { params: { ...own, timestamp: String(Date.now() + 10) } });
  expect(read).toMatchObject({ unread_mentions: 0, unread_replies: 0 });
  expect((await heard.next('thread_read_changed')).data).toMatchObject({
    thread_id: root.id,
    unread_mentions: 0,
    previous_unread_mentions: 1,
    previous_unread_replies: 1,
  });
});

test('who unfollowed stays away until writing or being called again', async () => {
  const { ann, bob, channel, root, own, list } = await thread();
  await bob.posts(channel, 'one', { root_id: root.id });
  const heard = await server.listen(ann);
  await ann.call(unfollowThread, { params: own });
  expect((await heard.next('thread_follow_changed')).data).toMatchObject({
    thread_id: root.id,
    state: false,
    reply_count: 1,
  });
  await bob.posts(channel, 'two', { root_id: root.id });
  expect(await list(ann)).toMatchObject({ total: 0 });
  await bob.posts(channel, `three @${ann.user.username}`, { root_id: root.id });
  expect(await list(ann)).toMatchObject({ total: 1, total_unread_mentions: 1 });
});

test('following by hand starts as read; unread can be set from a reply on', async () => {
  const { ann, bob, stranger, channel, root, own, list } = await thread();
  const reply = await ann.posts(channel, 'one', { root_id: root.id });
  await bob.call(followThread, { params: own });
  expect(await list(bob)).toMatchObject({ total: 1, total_unread_threads: 0 });
  const heard = await server.listen(bob);
  const unread = await bob.call(setThreadUnread, { params: { ...own, post_id: reply.id } });
  expect(unread).toMatchObject({ unread_replies: 1, last_viewed_at: reply.create_at - 1 });
  const followed = { thread_id: root.id, state: true, reply_count: 1 };
  expect((await heard.next('thread_follow_changed')).data).toEqual(followed);
  expect(await heard.next('thread_read_changed')).toMatchObject({
    data: {
      thread_id: root.id,
      channel_id: channel.id,
      timestamp: reply.create_at - 1,
      unread_replies: 1,
      unread_mentions: 0,
      previous_unread_replies: 0,
      previous_unread_mentions: 0,
    },
    broadcast: { user_id: bob.id, team_id: own.team_id },
  });
  await bob.call(readAllThreads, { params: { user_id: 'me', team_id: own.team_id } });
  expect(await list(bob)).toMatchObject({ total: 1, total_unread_threads: 0 });
  await expect(stranger.call(followThread, { params: own })).rejects.toMatchObject({ status: 403 });
});

test('who may edit others reads and changes their threads for them; nobody else does', async () => {
  const { ann, bob, channel, root, own, list } = await thread();
  const admin = await server.make.admin();
  const reply = await ann.posts(channel, 'one', { root_id: root.id });
  const ofBob = { ...own, user_id: bob.id };
  const heard = await server.listen(bob);
  await admin.call(followThread, { params: ofBob });
  expect((await heard.next('thread_follow_changed')).data).toMatchObject({ thread_id: root.id, state: true });
  await admin.call(setThreadUnread, { params: { ...ofBob, post_id: reply.id } });
  expect(await list(bob)).toMatchObject({ total: 1, total_unread_threads: 1 });
  expect(await admin.call(getUserThread, { params: ofBob })).toMatchObject({ id: root.id, unread_replies: 1 });
  await admin.call(readThread, { params: { ...ofBob, timestamp: String(Date.now() + 10) } });
  expect(await list(bob)).toMatchObject({ total: 1, total_unread_threads: 0 });
  expect(await list(admin)).toMatchObject({ total: 0 });
  await admin.call(unfollowThread, { params: ofBob });
  expect(await list(bob)).toMatchObject({ total: 0 });
  for (const route of [getUserThread, followThread, unfollowThread])
    await expect(ann.call(route, { params: ofBob })).rejects.toMatchObject({ status: 403 });
  const readOfBob = ann.call(readThread, { params: { ...ofBob, timestamp: '1' } });
  await expect(readOfBob).rejects.toMatchObject({ status: 403 });
});

test('of who took part, everybody sees what privacy settings leave, administrators all', async () => {
  const { ann, bob, channel, root, own, list } = await thread();
  const admin = await server.make.admin();
  await bob.call(patchUser, { params: { user_id: 'me' }, body: { first_name: 'Bob', last_name: 'Archer' } });
  const heard = await server.listen(ann);
  const reply = await bob.posts(channel, 'reply', { root_id: root.id });
  const inList = async () => (await list(ann, { extended: true })).threads[0]?.participants[0];
  const inPosts = async (who = ann) => {
    const query = { collapsedThreads: true, collapsedThreadsExtended: true };
    const { posts } = await who.call(getChannelPosts, { params: { channel_id: channel.id }, query });
    return posts[root.id]?.participants?.[0];
  };
  const inEvent = async () => (await heard.next('thread_updated')).data.thread.participants[0];
  const whole = { username: bob.user.username, email: bob.user.email, first_name: 'Bob', last_name: 'Archer' };
  for (const seen of [await inEvent(), await inList(), await inPosts()]) expect(seen).toMatchObject(whole);

  await server.configure({ PrivacySettings: { ShowEmailAddress: false, ShowFullName: false } });
  const rest = { username: bob.user.username, email: '', first_name: '', last_name: '' };
  await ann.call(setThreadUnread, { params: { ...own, post_id: reply.id } });
  for (const seen of [await inList(), await inPosts()]) expect(seen).toMatchObject(rest);
  await bob.posts(channel, 'another', { root_id: root.id });
  expect(await inEvent()).toMatchObject(rest);
  expect(await inPosts(admin)).toMatchObject(whole);
  await server.configure({ PrivacySettings: { ShowEmailAddress: true, ShowFullName: true } });
});

test('a deleted reply leaves the count, a deleted root its whole thread', async () => {
  const { ann, bob, channel, root, list } = await thread();
  const reply = await bob.posts(channel, `hm @${ann.user.username}`, { root_id: root.id });
  await bob.posts(channel, 'more', { root_id: root.id });
  await bob.call(deletePost, { params: { post_id: reply.id } });
  expect(await list(ann)).toMatchObject({
    total_unread_mentions: 0,
    threads: [{ reply_count: 1, unread_mentions: 0 }],
  });
  await ann.call(deletePost, { params: { post_id: root.id } });
  expect(await list(ann)).toMatchObject({ total: 0, threads: [] });
});

test('lists: only unread ones, pages by the newest reply, totals alone', async () => {
  const { ann, bob, channel, list } = await thread();
  const roots = [];
  for (const n of [0, 1, 2]) {
    const root = await ann.posts(channel, `root ${n}`);
    await bob.posts(channel, `reply ${n}`, { root_id: root.id });
    roots.push(root.id);
  }
  const all = await list(ann, { extended: true });
  expect(all.threads.map(({ id }) => id)).toEqual(roots.toReversed());
  expect(all.threads[0]?.participants[0]?.username).toBe(bob.user.username);
  const older = await list(ann, { before: roots[2], per_page: 1 });
  expect(older.threads.map(({ id }) => id)).toEqual([roots[1]]);
  expect(await list(ann, { totalsOnly: true })).toMatchObject({ total: 3, threads: null });
  expect(await list(ann, { unread: true })).toMatchObject({ total: 3 });
  expect(await list(bob, { unread: true })).toMatchObject({ total: 0, threads: [] });
  expect(await list(bob)).toMatchObject({ total: 3 });
});

test('what changed since a time: written to, read elsewhere, deleted; nothing else', async () => {
  const { ann, bob, channel, root, own, list } = await thread();
  const [other, third] = [await ann.posts(channel, 'other'), await ann.posts(channel, 'third')];
  for (const { id } of [root, other, third]) await bob.posts(channel, 'reply', { root_id: id });
  const after = Date.now() + 1;
  await expect.poll(() => Date.now()).toBeGreaterThan(after);
  const since = async (query = {}) => (await list(ann, { since: after, ...query })).threads.map(({ id }) => id);
  expect(await since()).toEqual([]);
  await ann.call(readThread, { params: { ...own, timestamp: String(Date.now()) } });
  expect(await since()).toEqual([root.id]);
  await bob.posts(channel, 'reply', { root_id: other.id });
  expect(await since()).toEqual([other.id, root.id]);
  await ann.call(deletePost, { params: { post_id: third.id } });
  expect(await since()).toEqual([other.id, root.id]);
  expect(await since({ deleted: true })).toEqual([other.id, third.id, root.id]);
  expect(await list(ann, { deleted: true })).toMatchObject({ total: 2 });
});

test('pages of threads by number', async () => {
  const { ann, bob, channel, root, list } = await thread();
  const other = await ann.posts(channel, 'other');
  for (const { id } of [root, other]) await bob.posts(channel, 'reply', { root_id: id });
  const page = async (number: number) => (await list(ann, { page: number, per_page: 1 })).threads.map(({ id }) => id);
  expect([await page(0), await page(1), await page(2)]).toEqual([[other.id], [root.id], []]);
});

test('a thread that one does not have, and a post that is not in it', async () => {
  const { ann, bob, channel, root, own } = await thread();
  await ann.posts(channel, 'reply', { root_id: root.id });
  const elsewhere = await ann.posts(channel, 'elsewhere');
  await expect(bob.call(getUserThread, { params: own })).rejects.toMatchObject({
    status: 404,
    id: 'app.user.get_threads_for_user.not_found',
  });
  await expect(bob.call(readThread, { params: { ...own, timestamp: '1' } })).rejects.toMatchObject({
    status: 404,
    id: 'app.user.get_thread_membership_for_user.not_found',
  });
  await expect(ann.call(setThreadUnread, { params: { ...own, post_id: elsewhere.id } })).rejects.toMatchObject({
    status: 400,
    id: 'app.user.update_thread_read_for_user_by_post.app_error',
  });
  const unknown = { ...own, thread_id: 'z'.repeat(26) };
  for (const asked of [getUserThread, followThread])
    await expect(ann.call(asked, { params: unknown })).rejects.toMatchObject({
      status: 403,
      id: 'api.context.permissions.app_error',
    });
});

test('a thread names linked channels to those who may read them', async () => {
  const { ann, bob, team, channel } = await thread();
  const open = await server.make.channel(ann, team);
  const secret = await server.make.channel(ann, team, { type: 'P' });
  const root = await ann.posts(channel, `~${open.name} and ~${secret.name}`);
  const own = { user_id: 'me', team_id: team.id, thread_id: root.id };
  const [atAnn, atBob] = [await server.listen(ann), await server.listen(bob)];
  const reply = await bob.posts(channel, 'reply', { root_id: root.id });
  const linked = (post: { props: Record<string, unknown> } | undefined) =>
    Object.keys(post?.props['channel_mentions'] ?? {}).toSorted();
  const inEvent = async (heard: typeof atBob) => linked((await heard.next('thread_updated')).data.thread.post);
  const inList = async (who: typeof bob) => {
    const { threads } = await who.call(getUserThreads, { params: { user_id: 'me', team_id: team.id } });
    return linked(threads.find(({ id }) => id === root.id)?.post);
  };
  const both = [open.name, secret.name].toSorted();
  expect(await inEvent(atAnn)).toEqual(both);
  expect(await inList(ann)).toEqual(both);
  expect(await inEvent(atBob)).toEqual([open.name]);
  expect(await inList(bob)).toEqual([open.name]);
  expect(linked((await bob.call(getUserThread, { params: own })).post)).toEqual([open.name]);
  const marked = await bob.call(setThreadUnread, { params: { ...own, post_id: reply.id } });
  expect(linked(marked.post)).toEqual([open.name]);
});
