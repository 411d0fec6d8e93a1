import type { StatusEvents } from '@innermost/protocol/status.ts';

import { put } from '../state.ts';
import type { ApplyAll } from './event.ts';

export const statusEvents: ApplyAll<StatusEvents> = {
  status_change: (state, { user_id, status }) =>
    state.statuses[user_id] === status ? state : { ...state, statuses: put(state.statuses, user_id, status) },

  typing(state, { parent_id, user_id }, { broadcast, now }) {
    if (user_id === state.me_id) return state;
    const key = parent_id || broadcast.channel_id;
    return { ...state, typing: put(state.typing, key, put(state.typing[key] ?? {}, user_id, now)) };
  },
};
