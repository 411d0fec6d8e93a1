import { BellRing, CheckCheck } from 'lucide-react';

import { live } from '../../live/live.ts';
import { unreadThreads } from '../../live/select.ts';
import { action } from '../../shell/action.ts';
import { msg, t } from '../../words/words.ts';
import { isFollowing, mayFollow, readAll, toggleFollowing } from './follow.ts';

/** The thread that is open in the panel. */
const follow = action({
  name: 'follow-thread',
  title: (state, { threadId = '' }) => (isFollowing(state, threadId) ? t('Unfollow thread') : t('Follow thread')),
  icon: BellRing,
  may: (state, { threadId = '' }) => mayFollow(state, threadId),
  run: ({ team, threadId = '' }) => {
    const state = live.store.getState();
    const channel = state.channels[state.posts.get(threadId)?.channel_id ?? ''];
    void toggleFollowing(threadId, channel?.team_id || team.id, isFollowing(state, threadId));
  },
});

const markAllRead = action({
  name: 'read-all-threads',
  title: msg('Mark all threads as read'),
  icon: CheckCheck,
  offline: false,
  about: (_, { team }) => team.display_name,
  may: (state, { team }) => unreadThreads(state, team.id).threads > 0,
  run: ({ team }) => void readAll(team.id),
});

export const actions = [follow, markAllRead];
