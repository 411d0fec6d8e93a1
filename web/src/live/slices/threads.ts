import { getPostThread } from '@innermost/protocol/posts.ts';
import { getUserThread, getUserThreads, type ThreadEvents, type UserThread } from '@innermost/protocol/threads.ts';

import { me } from '../ask.ts';
import { changePost, holdPosts } from '../hold.ts';
import { put, select, want, without, type ById, type LiveState } from '../state.ts';
import { each, type Slice } from './slice.ts';

/** A thread I follow; its root post and participants are in `posts`. */
export interface FollowedThread extends Omit<UserThread, 'post' | 'participants'> {
  channel_id: string;
}

interface Part {
  /** By root post id: all unread ones of the teams loaded, and those that a page of the list brought. */
  threads: ById<FollowedThread>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    /** By root post id. */
    thread: true;
    /** Counters of a thread's root, by its id. */
    root: true;
  }
}

/** Unread threads held per team; beyond this the badge says 99+ anyway. */
const unreadThreads = '100';

export const threads = {
  empty: { threads: {} },

  events: {
    thread_updated: (state, { thread }) => holdThread(state, thread),

    thread_follow_changed(state, { thread_id, state: isFollowing, reply_count }) {
      const marked = changePost(state, thread_id, (root) => ({ ...root, is_following: isFollowing }));
      if (!isFollowing) return { ...marked, threads: without(marked.threads, thread_id) };
      // A post without replies can be followed; it becomes a thread with the first reply.
      return reply_count > 0 && !marked.threads[thread_id] ? want(marked, `thread:${thread_id}`) : marked;
    },

    thread_read_changed(state, data, { broadcast, now }) {
      if ('thread_id' in data) {
        const { thread_id, timestamp, unread_mentions, unread_replies } = data;
        const thread = state.threads[thread_id];
        if (!thread) return unread_replies > 0 ? want(state, `thread:${thread_id}`) : state;
        return setThread(state, { ...thread, last_viewed_at: timestamp, unread_mentions, unread_replies });
      }
      const last_viewed_at = 'timestamp' in data ? data.timestamp : now;
      const isRead = (thread: FollowedThread) => {
        if ('timestamp' in data) return thread.channel_id === broadcast.channel_id;
        const team = state.channels[thread.channel_id]?.team_id ?? '';
        return team === '' || team === broadcast.team_id;
      };
      const threads = Object.values(state.threads).map((thread): [string, FollowedThread] => [
        thread.id,
        isRead(thread) ? { ...thread, last_viewed_at, unread_mentions: 0, unread_replies: 0 } : thread,
      ]);
      return { ...state, threads: Object.fromEntries(threads) };
    },
  },

  // What was unread is asked for again; the rest stays as the list last showed it.
  load: () =>
    Promise.resolve((state) => ({ ...state, threads: select(state.threads, (thread) => !isUnreadThread(thread)) })),

  async loadTeam(api, team_id) {
    const query = { unread: 'true', per_page: unreadThreads, threadsOnly: 'true' };
    const list = await api.call(getUserThreads, { params: { ...me, team_id }, query });
    return (state) => holdThreads(state, list.threads);
  },

  wants: {
    thread: each(async ({ api, state }, thread_id) => {
      const channel = state.channels[state.posts.get(thread_id)?.channel_id ?? ''];
      const team_id = channel?.team_id || Object.keys(state.teams)[0];
      if (!team_id) return (next) => next;
      const thread = await api.call(getUserThread, { params: { ...me, team_id, thread_id } });
      return (next) => holdThread(next, thread);
    }),

    // Only the collapsed form of a thread tells its participants and time of the last reply.
    root: each(async ({ api }, post_id) => {
      const query = { collapsedThreads: 'true', perPage: '1', direction: 'up' };
      const list = await api.call(getPostThread, { params: { post_id }, query });
      const root = list.posts[post_id];
      // The answer is newer than what is held even where the counters went down.
      return (state) => (root ? holdPosts({ ...state, posts: state.posts.without([post_id]) }, [root]) : state);
    }),
  },

  comparable: (state) => ({ threads: select(state.threads, isUnreadThread) }),
} satisfies Slice<Part, ThreadEvents, 'thread' | 'root'>;

function isUnreadThread(thread: FollowedThread): boolean {
  return thread.unread_replies > 0 || thread.unread_mentions > 0;
}

export function holdThreads(state: LiveState, threads: readonly UserThread[] | null): LiveState {
  return (threads ?? []).reduce(holdThread, state);
}

/** Keeps the thread and its root post, however the answer or event names them. */
export function holdThread(state: LiveState, thread: UserThread): LiveState {
  const { post, participants, ...rest } = thread;
  if (thread.delete_at > 0 || post.delete_at > 0) return { ...state, threads: without(state.threads, thread.id) };
  const root = {
    ...post,
    participants,
    reply_count: thread.reply_count,
    last_reply_at: thread.last_reply_at,
    is_following: true,
  };
  return setThread(holdPosts(state, [root]), { ...rest, channel_id: post.channel_id });
}

function setThread(state: LiveState, thread: FollowedThread): LiveState {
  return { ...state, threads: put(state.threads, thread.id, thread) };
}
