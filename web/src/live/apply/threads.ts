import type { ThreadEvents, UserThread } from '@innermost/protocol/threads.ts';

import { changePost, holdPosts } from '../hold.ts';
import { put, want, without, type FollowedThread, type LiveState } from '../state.ts';
import type { ApplyAll } from './event.ts';

export const threadEvents: ApplyAll<ThreadEvents> = {
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
};

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
