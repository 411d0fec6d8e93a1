import { viewChannel } from '@innermost/protocol/channels.ts';
import {
  deletePost,
  getChannelPosts,
  getEditHistory,
  getPinnedPosts,
  getPost,
  getPostsAroundUnread,
  getPostThread,
  patchPost,
  pinPost,
  setPostUnread,
  type Post,
  type PostList,
} from '@innermost/protocol/posts.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../testing/factories.ts';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();

/** Ten numbered posts; the third has two replies. */
async function tenPosts(): Promise<Conversation & { posts: Post[]; replies: Post[] }> {
  const talk = await server.make.conversation();
  const posts: Post[] = [];
  for (let n = 0; n < 10; n += 1) posts.push(await talk.ann.posts(talk.channel, `m${n}`));
  const root_id = posts[2]?.id ?? '';
  const replies = [
    await talk.bob.posts(talk.channel, 'r0', { root_id }),
    await talk.ann.posts(talk.channel, 'r1', { root_id }),
  ];
  return { ...talk, posts, replies };
}

const said = ({ order, posts }: PostList): string[] => order.map((id) => posts[id]?.message ?? '?');
/** System posts of joining come first in every channel and are not what these tests are about. */
const talkOnly = (list: PostList): string[] => said(list).filter((message) => /^[mr]\d$/.test(message));

describe('pages', () => {
  test('collapsed: roots only, with the thread told on its root; neighbours on both sides', async () => {
    const { ann, channel, posts, replies } = await tenPosts();
    const page = (page: number) =>
      ann.call(getChannelPosts, {
        params: { channel_id: channel.id },
        query: { page, per_page: 4, collapsedThreads: true, collapsedThreadsExtended: true },
      });
    const first = await page(0);
    expect(said(first)).toEqual(['m9', 'm8', 'm7', 'm6']);
    expect([first.next_post_id, first.prev_post_id]).toEqual(['', posts[5]?.id]);
    const second = await page(1);
    expect(said(second)).toEqual(['m5', 'm4', 'm3', 'm2']);
    expect([second.next_post_id, second.prev_post_id]).toEqual([posts[6]?.id, posts[1]?.id]);
    const root = second.posts[posts[2]?.id ?? ''];
    expect(root).toMatchObject({ reply_count: 2, last_reply_at: replies[1]?.create_at, is_following: true });
    expect(root?.participants?.map(({ id }) => id)).toEqual([replies[0]?.user_id, ann.id]);
    expect(root?.participants?.[0]?.username).toBeTruthy();
  });

  test('flat: replies are listed, and threads come whole unless declined', async () => {
    const { ann, channel, posts, replies } = await tenPosts();
    const list = await ann.call(getChannelPosts, { params: { channel_id: channel.id }, query: { per_page: 2 } });
    expect(said(list)).toEqual(['r1', 'r0']);
    expect(Object.keys(list.posts).toSorted()).toEqual([posts[2], ...replies].map((post) => post?.id ?? '').toSorted());
    const bare = await ann.call(getChannelPosts, {
      params: { channel_id: channel.id },
      query: { per_page: 2, skipFetchThreads: true },
    });
    expect(Object.keys(bare.posts)).toHaveLength(2);
  });

  test('before and after a post', async () => {
    const { ann, channel, posts } = await tenPosts();
    const ask = (query: Record<string, string | number | boolean>) =>
      ann.call(getChannelPosts, {
        params: { channel_id: channel.id },
        query: { collapsedThreads: true, per_page: 3, ...query },
      });
    const before = await ask({ before: posts[5]?.id ?? '' });
    expect(said(before)).toEqual(['m4', 'm3', 'm2']);
    expect([before.next_post_id, before.prev_post_id]).toEqual([posts[5]?.id, posts[1]?.id]);
    const after = await ask({ after: posts[5]?.id ?? '' });
    expect(said(after)).toEqual(['m8', 'm7', 'm6']);
    expect([after.next_post_id, after.prev_post_id]).toEqual([posts[9]?.id, posts[5]?.id]);
  });

  test('later pages before and after a post', async () => {
    const { bob, channel, posts } = await tenPosts();
    const read = (query: Record<string, unknown>) =>
      bob.call(getChannelPosts, { params: { channel_id: channel.id }, query: { per_page: 2, ...query } });
    for (const collapsedThreads of [true, false]) {
      const form = { collapsedThreads, skipFetchThreads: true };
      const older = await read({ ...form, before: posts[8]?.id, page: 1 });
      expect(said(older)).toEqual(['m5', 'm4']);
      expect([older.next_post_id, older.prev_post_id]).toEqual([posts[6]?.id, posts[3]?.id]);
      const newer = await read({ ...form, after: posts[1]?.id, page: 2 });
      expect(said(newer)).toEqual(['m7', 'm6']);
      expect([newer.next_post_id, newer.prev_post_id]).toEqual([posts[8]?.id, posts[5]?.id]);
      expect((await read({ ...form, before: posts[8]?.id, page: 9 })).order).toEqual([]);
    }
  });

  test('since an empty time or 0 is a page like any other', async () => {
    const { bob, channel } = await tenPosts();
    for (const since of ['', '0']) {
      const query = { since, per_page: 2, collapsedThreads: true } as never;
      const list = await bob.call(getChannelPosts, { params: { channel_id: channel.id }, query });
      expect(said(list)).toEqual(['m9', 'm8']);
    }
  });

  test('since: what was edited and deleted as well', async () => {
    const { ann, channel, posts } = await tenPosts();
    const since = (posts[9]?.create_at ?? 0) + 5;
    await new Promise((resolve) => setTimeout(resolve, 10));
    await ann.call(patchPost, { params: { post_id: posts[0]?.id ?? '' }, body: { message: 'm0 changed' } });
    await ann.call(deletePost, { params: { post_id: posts[1]?.id ?? '' } });
    const list = await ann.call(getChannelPosts, {
      params: { channel_id: channel.id },
      query: { since, collapsedThreads: true },
    });
    expect(list.posts[posts[0]?.id ?? '']).toMatchObject({ message: 'm0 changed', delete_at: 0 });
    const deleted = list.posts[posts[1]?.id ?? ''];
    expect(deleted?.message).toBe('');
    expect(deleted?.delete_at).toBeGreaterThan(since);
  });

  test('opening a channel costs one round trip, and nothing new costs no body', async () => {
    const { ann, channel } = await tenPosts();
    const url = `${server.url}/api/v4/channels/${channel.id}/posts?collapsedThreads=true`;
    const headers = { Authorization: `Bearer ${ann.token}` };
    const before = server.database.roundTrips();
    const answer = await fetch(url, { headers });
    await answer.text();
    expect(server.database.roundTrips() - before).toBe(1);
    const etag = answer.headers.get('etag') ?? '';
    const same = await fetch(url, { headers: { ...headers, 'If-None-Match': etag } });
    expect([same.status, await same.text()]).toEqual([304, '']);
    await ann.posts(channel, 'news');
    expect((await fetch(url, { headers: { ...headers, 'If-None-Match': etag } })).status).toBe(200);
  });

  test('is refused to whoever may not read, and for an anchor that is no id', async () => {
    const { ann, stranger, channel } = await server.make.conversation({ type: 'P' });
    const ask = (who: typeof ann, query = {}) =>
      who.call(getChannelPosts, { params: { channel_id: channel.id }, query });
    await expect(ask(ann)).resolves.toBeDefined();
    await expect(ask(stranger)).rejects.toMatchObject({ status: 403 });
    await expect(ask(ann, { before: "x' or 1=1" })).rejects.toMatchObject({ status: 400 });
  });
});

describe('round the first unread', () => {
  test('read ones before, unread ones after', async () => {
    const { ann, bob, channel, posts } = await tenPosts();
    await bob.call(viewChannel, { params: { user_id: 'me' }, body: { channel_id: channel.id } });
    await bob.call(setPostUnread, {
      params: { user_id: bob.id, post_id: posts[6]?.id ?? '' },
      body: { collapsed_threads_supported: true },
    });
    const list = await bob.call(getPostsAroundUnread, {
      params: { user_id: 'me', channel_id: channel.id },
      query: { limit_before: 2, limit_after: 3, collapsedThreads: true },
    });
    expect(said(list)).toEqual(['m8', 'm7', 'm6', 'm5', 'm4']);
    expect([list.next_post_id, list.prev_post_id]).toEqual([posts[9]?.id, posts[3]?.id]);
    const ofBob = { params: { user_id: bob.id, channel_id: channel.id }, query: { limit_before: 2 } };
    await expect(ann.call(getPostsAroundUnread, ofBob)).rejects.toMatchObject({ status: 403 });
  });

  test('who may edit others sees where they left off and moves their marker', async () => {
    const { ann, bob, channel, posts } = await tenPosts();
    const admin = await server.make.admin();
    const heard = await server.listen(bob);
    const marker = {
      params: { user_id: bob.id, post_id: posts[8]?.id ?? '' },
      body: { collapsed_threads_supported: true },
    };
    expect(await admin.call(setPostUnread, marker)).toMatchObject({ user_id: bob.id, channel_id: channel.id });
    expect((await heard.next('post_unread')).broadcast).toMatchObject({ user_id: bob.id });
    const view = {
      params: { user_id: bob.id, channel_id: channel.id },
      query: { limit_before: 1, limit_after: 1, collapsedThreads: true },
    };
    expect(said(await admin.call(getPostsAroundUnread, view))).toEqual(['m8', 'm7']);
    await expect(ann.call(setPostUnread, marker)).rejects.toMatchObject({ status: 403 });
  });

  test('marking unread tells the reader and counts what is left', async () => {
    const { bob, channel, posts } = await tenPosts();
    await bob.call(viewChannel, { params: { user_id: 'me' }, body: { channel_id: channel.id } });
    const heard = await server.listen(bob);
    const post_id = posts[7]?.id ?? '';
    const unread = await bob.call(setPostUnread, {
      params: { user_id: 'me', post_id },
      body: { collapsed_threads_supported: true },
    });
    // Ten roots and two replies were counted; m7, m8, m9 and both replies are unread.
    expect(unread).toMatchObject({ msg_count: 7, msg_count_root: 7, last_viewed_at: (posts[7]?.create_at ?? 0) - 1 });
    expect((await heard.next('post_unread')).data).toMatchObject({ post_id, msg_count: 7 });
  });
});

test('a thread: the root and its replies, whole or by pages', async () => {
  const { ann, posts, replies } = await tenPosts();
  const post_id = replies[0]?.id ?? '';
  const whole = await ann.call(getPostThread, { params: { post_id } });
  expect(said(whole)).toEqual(['m2', 'r0', 'r1']);
  const page = await ann.call(getPostThread, {
    params: { post_id: posts[2]?.id ?? '' },
    query: { perPage: 1, direction: 'down', collapsedThreads: true },
  });
  expect(said(page)).toEqual(['m2', 'r0']);
  expect(page.has_next).toBe(true);
  const next = await ann.call(getPostThread, {
    params: { post_id: posts[2]?.id ?? '' },
    query: { perPage: 1, direction: 'down', fromCreateAt: replies[0]?.create_at ?? 0, fromPost: post_id },
  });
  expect(said(next)).toEqual(['m2', 'r1']);
  expect(next.has_next).toBe(false);
});

const invalidBody = 'api.context.invalid_body_param.app_error';
test.each([
  [{ direction: 'sideways' }, invalidBody],
  [{ fromCreateAt: 'x' }, invalidBody],
  [{ fromPost: 'x' }, 'api.context.invalid_url_param.app_error'],
])('a thread is not read by %j', async (query, id) => {
  const { bob, posts } = await tenPosts();
  const reading = bob.call(getPostThread, { params: { post_id: posts[2]?.id ?? '' }, query });
  await expect(reading).rejects.toMatchObject({ status: 400, id });
});

describe('changing', () => {
  test('an edit keeps the earlier version for its author, and tells the channel', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const post = await ann.posts(channel, 'first');
    const heard = await server.listen(bob);
    const edited = await ann.call(patchPost, { params: { post_id: post.id }, body: { message: 'second #tag' } });
    expect(edited).toMatchObject({ id: post.id, message: 'second #tag', hashtags: '#tag', create_at: post.create_at });
    expect(edited.edit_at).toBeGreaterThan(0);
    expect((await heard.next('post_edited')).data.post).toEqual(edited);
    const [version] = await ann.call(getEditHistory, { params: { post_id: post.id } });
    expect(version).toMatchObject({ message: 'first', original_id: post.id });
    await expect(bob.call(getEditHistory, { params: { post_id: post.id } })).rejects.toMatchObject({ status: 403 });
    await expect(bob.call(patchPost, { params: { post_id: post.id }, body: { message: 'x' } })).rejects.toMatchObject({
      status: 403,
    });
  });

  test('deleting takes the replies along; others may not; both copies of the event reach whom they should', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const root = await ann.posts(channel, 'root');
    const reply = await bob.posts(channel, 'reply', { root_id: root.id });
    await expect(bob.call(deletePost, { params: { post_id: root.id } })).rejects.toMatchObject({ status: 403 });
    const heard = await server.listen(bob);
    await ann.call(deletePost, { params: { post_id: root.id } });
    const { data } = await heard.next('post_deleted');
    expect(data.post.id).toBe(root.id);
    expect(data.delete_by).toBeUndefined();
    for (const post_id of [root.id, reply.id])
      await expect(bob.call(getPost, { params: { post_id } })).rejects.toMatchObject({ status: 404 });
    expect(admin.id).toBeTruthy();
  });

  test('pinning is no edit and needs no more than reading', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const post = await ann.posts(channel, 'pin me');
    await bob.call(pinPost, { params: { post_id: post.id } });
    const pinned = await ann.call(getPinnedPosts, { params: { channel_id: channel.id } });
    expect(pinned.order).toEqual([post.id]);
    expect(pinned.posts[post.id]).toMatchObject({ is_pinned: true, edit_at: 0 });
  });
});

test('reactions are part of what a page shows', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'react');
  await bob.call(saveReaction, { body: { user_id: bob.id, post_id: post.id, emoji_name: 'taco' } });
  const list = await ann.call(getChannelPosts, {
    params: { channel_id: channel.id },
    query: { collapsedThreads: true },
  });
  expect(list.posts[post.id]).toMatchObject({ has_reactions: true });
  expect(list.posts[post.id]?.metadata.reactions).toMatchObject([
    { user_id: bob.id, emoji_name: 'taco', post_id: post.id },
  ]);
  expect(talkOnly(list)).toEqual([]);
});
