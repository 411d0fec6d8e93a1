import { followThread, readAllThreads, unfollowThread } from '@innermost/protocol/threads.ts';

import { live } from '../../live/live.ts';
import type { LiveState } from '../../live/state.ts';
import { t } from '../../words/words.ts';

export function isFollowing(state: LiveState, threadId: string): boolean {
  return threadId in state.threads || state.posts.get(threadId)?.is_following === true;
}

/** A thread begins with its first reply. */
export function mayFollow(state: LiveState, threadId: string): boolean {
  const root = state.posts.get(threadId);
  return root !== undefined && (root.reply_count > 0 || isFollowing(state, threadId));
}

export async function toggleFollowing(thread_id: string, team_id: string, isFollowed: boolean): Promise<void> {
  await live.acts.act({
    event: 'thread_follow_changed',
    data: (state) => ({ thread_id, state: !isFollowed, reply_count: state.posts.get(thread_id)?.reply_count ?? 0 }),
    send: () =>
      live.client.call(isFollowed ? unfollowThread : followThread, { params: { user_id: 'me', team_id, thread_id } }),
    place: `thread:${thread_id}`,
    failed: isFollowed ? t('Still following') : t('Not following'),
    isRepeatable: true,
  });
}

/** Where it is shown that the threads of a team were not marked read. */
export const allThreadsPlace = (teamId: string) => `threads:${teamId}`;

export async function readAll(team_id: string): Promise<void> {
  await live.acts.act({
    event: 'thread_read_changed',
    data: () => ({}),
    scope: { team_id },
    send: () => live.client.call(readAllThreads, { params: { user_id: 'me', team_id } }),
    place: allThreadsPlace(team_id),
    failed: t('Threads not marked read'),
  });
}
