import { followThread, readAllThreads, unfollowThread } from '@innermost/protocol/threads.ts';

import { applyOwn } from '../../live/apply/apply.ts';
import { live } from '../../live/live.ts';

export async function toggleFollowing(thread_id: string, team_id: string, isFollowing: boolean): Promise<void> {
  const reply_count = live.store.getState().posts.get(thread_id)?.reply_count ?? 0;
  const show = (following: boolean) => {
    const data = { thread_id, state: following, reply_count };
    live.store.setState((state) => applyOwn(state, 'thread_follow_changed', data, { now: Date.now() }), true);
  };
  const params = { user_id: 'me', team_id, thread_id };
  if (isFollowing) show(false);
  try {
    await live.client.call(isFollowing ? unfollowThread : followThread, { params });
    // Only now does the server have what following asks for.
    if (!isFollowing) show(true);
  } catch {
    if (isFollowing) show(true);
  }
}

export async function readAll(team_id: string): Promise<void> {
  await live.client.call(readAllThreads, { params: { user_id: 'me', team_id } });
  live.store.setState((state) => applyOwn(state, 'thread_read_changed', {}, { now: Date.now(), team_id }), true);
}
