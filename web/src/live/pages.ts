/** Pages of posts: of a channel (its roots) or of a thread (its replies), held under the channel's or root's id. */
import {
  getChannelPosts,
  getPost,
  getPostThread,
  getPostsAroundUnread,
  type PostList,
} from '@innermost/protocol/posts.ts';

import type { Api } from './ask.ts';
import { holdNew, holdPage, holdPosts, postsOf } from './hold.ts';
import { lastSpan } from './spans.ts';
import { without, type Change, type LiveState } from './state.ts';

const pageSize = 60;
/** More changes than this since the loss, and the newest page is loaded instead (the server's own cap). */
const catchUpLimit = 1000;
/** Clocks of commits overlap a little: ask from somewhat before the newest change known, in ms. */
const catchUpMargin = 10_000;

const collapsed = { collapsedThreads: 'true', collapsedThreadsExtended: 'false' };

/** The page around the first unread post, or the newest one when all is read. */
export async function loadAroundUnread(api: Api, channel_id: string): Promise<Change> {
  const list = await api.call(getPostsAroundUnread, {
    params: { user_id: 'me', channel_id },
    query: { ...collapsed, limit_before: String(pageSize / 2), limit_after: String(pageSize) },
  });
  return holdList(channel_id, list);
}

export async function loadNewest(api: Api, channel_id: string): Promise<Change> {
  const query = { ...collapsed, page: '0', per_page: String(pageSize) };
  return holdList(channel_id, await api.call(getChannelPosts, { params: { channel_id }, query }));
}

/** The page right before or right after a held post of a channel. */
export async function loadBeside(
  api: Api,
  channel_id: string,
  side: 'before' | 'after',
  post_id: string,
): Promise<Change> {
  const query = { ...collapsed, [side]: post_id, page: '0', per_page: String(pageSize) };
  const list = await api.call(getChannelPosts, { params: { channel_id }, query });
  return holdList(channel_id, list, side === 'before' ? { precedes: post_id } : { follows: post_id });
}

/** The surroundings of one post of a channel, for a link to it. */
export async function loadAround(api: Api, channel_id: string, post_id: string): Promise<Change> {
  const [post, before, after] = await Promise.all([
    api.call(getPost, { params: { post_id } }),
    loadBeside(api, channel_id, 'before', post_id),
    loadBeside(api, channel_id, 'after', post_id),
  ]);
  return (state) => after(before(holdPosts(state, [post])));
}

/** A thread's newest replies, or those before a reply that is held; the root comes with them. */
export async function loadThread(
  api: Api,
  root_id: string,
  before?: { id: string; create_at: number },
): Promise<Change> {
  const list = await api.call(getPostThread, {
    params: { post_id: root_id },
    query: {
      ...collapsed,
      perPage: String(pageSize),
      direction: 'up',
      ...(before && { fromPost: before.id, fromCreateAt: String(before.create_at) }),
    },
  });
  const root = list.posts[root_id];
  const replies = Object.values(list.posts).filter((post) => post.root_id === root_id && post.delete_at === 0);
  const page = { first: list.has_next !== true, last: !before, ...(before && { precedes: before.id }) };
  return (state) => holdPage(root ? holdPosts(state, [root]) : state, root_id, replies, page);
}

/** Brings a channel or thread that missed events up to date; what cannot be caught up is loaded afresh. */
export async function catchUp(api: Api, state: LiveState, key: string): Promise<Change> {
  const since = state.behind[key];
  if (since === undefined) return (next) => next;
  const done: Change = (next) => ({ ...next, behind: without(next.behind, key) });
  if (!state.channels[key]) {
    const thread = await loadThread(api, key);
    return (next) => done(thread(next));
  }
  const query = { ...collapsed, since: String(Math.max(1, since - catchUpMargin)) };
  const list = await api.call(getChannelPosts, { params: { channel_id: key }, query });
  if (list.order.length >= catchUpLimit) {
    const newest = await loadNewest(api, key);
    return (next) => done(newest(forget(next, key)));
  }
  return (next) => done(holdChanges(next, list, since - catchUpMargin));
}

/** Marks everything held as having missed events. */
export function fallBehind(state: LiveState): LiveState {
  const behind: Record<string, number> = {};
  const newest = newestChanges(state);
  for (const [key, spans] of Object.entries(state.spans)) {
    // Where the end is not held, posts are known of that are newer than all that are.
    const known = lastSpan(spans) ? 0 : (state.channels[key]?.last_post_at ?? 0);
    behind[key] = state.behind[key] ?? Math.max(newest.get(key) ?? 0, known);
  }
  return { ...state, behind };
}

/** Lets go of the posts of a channel or thread, to be loaded again when it is opened. */
export function forget(state: LiveState, key: string): LiveState {
  return { ...state, spans: without(state.spans, key), behind: without(state.behind, key) };
}

function holdList(key: string, list: PostList, beside: { follows?: string; precedes?: string } = {}): Change {
  const page = { first: list.prev_post_id === '', last: list.next_post_id === '', ...beside };
  return (state) => holdPage(state, key, postsOf(list), page);
}

/** `since` answers with changed and new posts mixed, deleted ones among them. */
function holdChanges(state: LiveState, list: PostList, since: number): LiveState {
  const changed = postsOf(list);
  const known = changed.filter((post) => state.posts.has(post.id));
  const fresh = changed.filter((post) => !state.posts.has(post.id) && post.delete_at === 0 && post.create_at > since);
  return fresh.reduce(holdNew, holdPosts(state, known));
}

function newestChanges(state: LiveState): Map<string, number> {
  const newest = new Map<string, number>();
  for (const post of state.posts.values()) {
    for (const key of [post.channel_id, post.root_id || post.id]) {
      newest.set(key, Math.max(newest.get(key) ?? 0, post.update_at));
    }
  }
  return newest;
}
