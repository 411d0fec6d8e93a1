import type { Channel } from '@innermost/protocol/channels.ts';
import { addChannelMember, getChannel, patchChannel, removeChannelMember } from '@innermost/protocol/channels.ts';
import type { EventFrame } from '@innermost/protocol/events.ts';
import { deletePost, getPost, patchPost, pinPost, unpinPost, type Post } from '@innermost/protocol/posts.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { expect, test } from 'vitest';
import type { Person } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

const server = await startServer();
const rounds = 200;
const atOnce = 4;

interface Scene {
  ann: Person;
  bob: Person;
  cat: Person;
  channel: Channel;
  root: Post;
  edited: Post;
}

/** Everything that can happen in a channel, all at once. */
async function round({ ann, bob, cat, channel, root, edited }: Scene, n: number): Promise<void> {
  const [post] = await Promise.all([
    bob.posts(channel, `post ${n}`),
    ann.posts(channel, `another ${n}`),
    bob.posts(channel, `reply ${n}`, { root_id: root.id }),
    ann.call(patchChannel, { params: { channel_id: channel.id }, body: { header: `header ${n}` } }),
    ann.call(patchPost, { params: { post_id: edited.id }, body: { message: `edit ${n}` } }),
    bob.call(n % 2 === 0 ? pinPost : unpinPost, { params: { post_id: root.id } }),
    cat.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: cat.id } }),
  ]);
  await Promise.all([
    bob.call(deletePost, { params: { post_id: post.id } }),
    ann.posts(channel, `last ${n}`),
    cat
      .call(removeChannelMember, { params: { channel_id: channel.id, user_id: cat.id } })
      // Of two rounds at once, the other one may have done it.
      .catch((error: unknown) => expect(error).toMatchObject({ status: 404 })),
  ]);
}

type Frame<E extends EventFrame['event']> = Extract<EventFrame, { event: E }>;

const named = <E extends EventFrame['event']>(heard: readonly EventFrame[], event: E): Frame<E>[] =>
  // Found by its name.
  heard.filter((frame): frame is Frame<E> => frame.event === event);

const isRising = (numbers: readonly number[]): boolean => numbers.every((n, index) => n > (numbers[index - 1] ?? 0));

/** What was told is told in the order in which it happened. */
function checkOrder(heard: readonly EventFrame[], { channel, edited, cat }: Scene): void {
  const posted = named(heard, 'posted').map(({ data }) => data.post);
  expect(isRising(posted.map(({ create_at }) => create_at))).toBe(true);

  // Each header tells the one before it, as the locked row had it.
  const headers = posted.filter(({ type }) => type === 'system_header_change');
  expect(headers).toHaveLength(rounds);
  const before = headers.map(({ props }) => props['old_header']);
  expect(before).toEqual(['', ...headers.slice(0, -1).map(({ props }) => props['new_header'])]);
  const updated = named(heard, 'channel_updated').map(({ data }) => data.channel.header);
  expect(updated).toEqual(headers.map(({ props }) => props['new_header']));

  const edits = named(heard, 'post_edited').filter(({ data }) => data.post.id === edited.id);
  expect(edits).toHaveLength(rounds);
  expect(isRising(edits.map(({ data }) => data.post.update_at))).toBe(true);

  const places = new Map(heard.map((frame, index) => [frame.event === 'posted' ? frame.data.post.id : '', index]));
  for (const [index, frame] of heard.entries())
    if (frame.event === 'post_deleted') expect(index).toBeGreaterThan(places.get(frame.data.post.id) ?? Infinity);

  const ofCat = heard.filter(
    (frame) =>
      (frame.event === 'user_added' && frame.data.user_id === cat.id) ||
      (frame.event === 'user_removed' && 'user_id' in frame.data && frame.data.user_id === cat.id),
  );
  expect(ofCat.length).toBeGreaterThan(0);
  for (const [index, { event }] of ofCat.entries()) expect(event).toBe(index % 2 === 0 ? 'user_added' : 'user_removed');
  expect(heard.filter(({ broadcast }) => broadcast.channel_id === channel.id).length).toBeGreaterThan(rounds * 6);
}

/** Each count of a follower goes on from the one before it. */
function checkCounts(heard: readonly EventFrame[]): void {
  const counts = named(heard, 'thread_updated').map(({ data }) => [
    data.previous_unread_replies,
    data.thread.unread_replies,
    data.thread.reply_count,
  ]);
  expect(counts).toEqual(Array.from({ length: rounds }, (_, n) => [n, n + 1, n + 1]));
}

test('two hundred rounds of everything at once: no event out of the order of commits, nothing refused', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const cat = await server.make.person();
  await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: cat.id } });
  const root = await ann.posts(channel, 'root');
  const scene: Scene = { ann, bob, cat, channel, root, edited: await ann.posts(channel, 'as it was') };
  const listeners = [await server.listen(ann), await server.listen(bob)];
  for (let n = 0; n < rounds; n += atOnce)
    await Promise.all(Array.from({ length: atOnce }, (_, more) => round(scene, n + more)));

  const stored = await ann.call(getChannel, { params: { channel_id: channel.id } });
  for (const { heard } of listeners) {
    await expect.poll(() => named(heard, 'channel_updated').length).toBe(rounds);
    await expect.poll(() => heard.at(-1)).toBeDefined();
    checkOrder(heard, scene);
    expect(named(heard, 'channel_updated').at(-1)?.data.channel.header).toBe(stored.header);
    const last = named(heard, 'post_edited').findLast(({ data }) => data.post.id === scene.edited.id);
    const now = await ann.call(getPost, { params: { post_id: scene.edited.id } });
    expect(last?.data.post.message).toBe(now.message);
  }
  const [byAnn] = listeners;
  if (byAnn) {
    await expect.poll(() => named(byAnn.heard, 'thread_updated').length).toBe(rounds);
    checkCounts(byAnn.heard);
  }
}, 600_000);
