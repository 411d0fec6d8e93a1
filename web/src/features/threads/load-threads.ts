import { getUserThreads } from '@innermost/protocol/threads.ts';

import type { Api } from '../../live/ask.ts';
import { holdThreads } from '../../live/slices/threads.ts';
import type { Change } from '../../live/state.ts';

const perPage = 30;

/** A page of the threads I follow in a team, newest reply first; `before` is the last thread of the page before. */
export async function loadThreadsPage(
  api: Api,
  team_id: string,
  before: string | undefined,
): Promise<{ change: Change; oldest: string | undefined; hasMore: boolean }> {
  const query = { per_page: String(perPage), threadsOnly: 'true', ...(before && { before }) };
  const { threads } = await api.call(getUserThreads, { params: { user_id: 'me', team_id }, query });
  return {
    change: (state) => holdThreads(state, threads),
    oldest: threads?.at(-1)?.id,
    hasMore: (threads?.length ?? 0) >= perPage,
  };
}
