import { BellRing } from 'lucide-react';

import { live } from '../../live/live.ts';
import { action } from '../../shell/action.ts';
import { t } from '../../words/words.ts';
import { isFollowing, mayFollow, toggleFollowing } from './follow.ts';

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

export const actions = [follow];
