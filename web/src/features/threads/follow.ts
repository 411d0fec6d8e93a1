import { followThread, readAllThreads, unfollowThread } from '@innermost/protocol/threads.ts';

import { applyOwn } from '../../live/slices/slices.ts';
import { live } from '../../live/live.ts';
import { restoreThread } from '../../live/restore.ts';

export async function toggleFollowing(thread_id: string, team_id: string, isFollowing: boolean): Promise<void> {
  const reply_count = live.store.getState().posts.get(thread_id)?.reply_count ?? 0;
  const params = { user_id: 'me', team_id, thread_id };
  const place = `thread:${thread_id}`;
  if (isFollowing) {
    await live.acts.act({
      event: 'thread_follow_changed',
      data: { thread_id, state: false, reply_count },
      restore: restoreThread(thread_id),
      send: () => live.client.call(unfollowThread, { params }),
      place,
      failed: 'Still following',
    });
    return;
  }
  const run = async () => {
    await live.client.call(followThread, { params });
    // Only now does the server have what following asks for.
    const data = { thread_id, state: true, reply_count };
    live.acts.apply((state) => applyOwn(state, 'thread_follow_changed', data, { now: Date.now() }));
  };
  await live.acts.attempt({ place, failed: 'Not following', run });
}

/** Rejects as `Client.call` does. */
export async function readAll(team_id: string): Promise<void> {
  await live.client.call(readAllThreads, { params: { user_id: 'me', team_id } });
  live.acts.apply((state) => applyOwn(state, 'thread_read_changed', {}, { now: Date.now(), team_id }));
}
