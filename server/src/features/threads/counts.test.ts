import { archiveChannel, restoreChannel } from '@innermost/protocol/channels.ts';
import { deletePost } from '@innermost/protocol/posts.ts';
import { getTeamsUnread, getTeamUnread } from '@innermost/protocol/teams.ts';
import { followThread, getUserThreads, readAllThreads, unfollowThread } from '@innermost/protocol/threads.ts';
import { expect, test } from 'vitest';
import type { Listener } from '../../testing/listen.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

async function thread() {
  const talk = await server.make.conversation();
  const root = await talk.ann.posts(talk.channel, 'root');
  const own = { user_id: 'me', team_id: talk.team.id, thread_id: root.id };
  const reply = (who: typeof talk.ann, message: string) => who.posts(talk.channel, message, { root_id: root.id });
  return { ...talk, root, own, reply };
}

/** [previous, now] of the next event. */
async function nextCounts(heard: Listener) {
  const { data } = await heard.next('thread_updated');
  const { unread_replies, unread_mentions, reply_count } = data.thread;
  return {
    replies: [data.previous_unread_replies, unread_replies],
    mentions: [data.previous_unread_mentions, unread_mentions],
    reply_count,
  };
}

test('of eighty replies at once each event tells what was counted with it, in order', async () => {
  const { ann, bob, reply, own } = await thread();
  const heard = await server.listen(ann);
  const name = `@${ann.user.username}`;
  await Promise.all(Array.from({ length: 80 }, (_, n) => reply(bob, n % 2 === 0 ? `reply ${n}` : `${name} ${n}`)));
  let before = { replies: 0, mentions: 0 };
  for (let n = 1; n <= 80; n += 1) {
    const { replies, mentions, reply_count } = await nextCounts(heard);
    expect({ replies, reply_count }).toEqual({ replies: [n - 1, n], reply_count: n });
    expect(mentions[0]).toBe(before.mentions);
    before = { replies: n, mentions: mentions[1] ?? 0 };
  }
  expect(before.mentions).toBe(40);
  const query = { totalsOnly: true };
  const totals = await ann.call(getUserThreads, { params: { user_id: 'me', team_id: own.team_id }, query });
  expect(totals).toMatchObject({ total_unread_threads: 1, total_unread_mentions: 40 });
});

test('whoever writes among others at once has read up to the own reply, and no further', async () => {
  const { ann, bob, reply, own } = await thread();
  await reply(bob, 'bob follows');
  const heard = await server.listen(bob);
  const written = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n === 10 ? reply(bob, 'mine') : reply(ann, `reply ${n}`))),
  );
  const mine = written[10]?.create_at ?? 0;
  const after = written.filter(({ create_at }) => create_at > mine).length;
  let last = await nextCounts(heard);
  for (let n = 1; n < 20; n += 1) {
    const next = await nextCounts(heard);
    expect(next.replies[0]).toBe(last.replies[1]);
    last = next;
  }
  expect(last.replies[1]).toBe(after);
  const { threads } = await bob.call(getUserThreads, { params: { user_id: 'me', team_id: own.team_id } });
  expect(threads[0]?.unread_replies).toBe(after);
});

test('a thread that is followed from now on counted nothing before, and one that is not followed is not told', async () => {
  const { ann, bob, reply, own } = await thread();
  for (const n of [1, 2, 3]) await reply(ann, `reply ${n}`);
  const heard = await server.listen(bob);
  await reply(ann, `@${bob.user.username}`);
  expect(await nextCounts(heard)).toMatchObject({ replies: [0, 4], mentions: [0, 1] });
  await bob.call(unfollowThread, { params: own });
  await reply(ann, 'unheard');
  await bob.call(followThread, { params: own });
  await reply(ann, 'heard');
  expect(await nextCounts(heard)).toMatchObject({ replies: [0, 1], mentions: [0, 0] });
  const told = heard.heard.flatMap((frame) => (frame.event === 'posted' ? [frame.data.followers] : []));
  expect(told).toEqual([[bob.id], undefined, [bob.id]]);
});

test('a deleted reply is told with what it leaves, of mentions too; one that was read changes nothing', async () => {
  const { ann, bob, reply, own } = await thread();
  const [calling, plain] = [await reply(bob, `@${ann.user.username}`), await reply(bob, 'plain')];
  const heard = await server.listen(ann);
  await bob.call(deletePost, { params: { post_id: calling.id } });
  expect(await nextCounts(heard)).toEqual({ replies: [2, 1], mentions: [1, 0], reply_count: 1 });
  await ann.call(readAllThreads, { params: { user_id: 'me', team_id: own.team_id } });
  await bob.call(deletePost, { params: { post_id: plain.id } });
  expect(await nextCounts(heard)).toEqual({ replies: [0, 0], mentions: [0, 0], reply_count: 0 });
});

test('threads of archived channels count nowhere, until the channel is restored', async () => {
  const { ann, bob, channel, team, reply } = await thread();
  const admin = await server.make.admin();
  await reply(bob, `@${ann.user.username}`);
  const counts = async () => {
    const { threads: _, ...totals } = await ann.call(getUserThreads, { params: { user_id: 'me', team_id: team.id } });
    const query = { include_collapsed_threads: 'true' };
    const ofTeam = await ann.call(getTeamUnread, { params: { user_id: 'me', team_id: team.id } });
    const [among] = await ann.call(getTeamsUnread, { params: { user_id: 'me' }, query });
    return [
      totals.total,
      totals.total_unread_mentions,
      ofTeam.thread_count,
      among?.thread_count,
      among?.thread_mention_count,
    ];
  };
  const before = await counts();
  expect(before.slice(0, 2)).toEqual([1, 1]);
  expect(before.slice(3)).toEqual([1, 1]);
  await admin.call(archiveChannel, { params: { channel_id: channel.id } });
  expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  await admin.call(restoreChannel, { params: { channel_id: channel.id } });
  expect(await counts()).toEqual(before);
});
