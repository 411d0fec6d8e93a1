import type { StatusEvents } from '@innermost/protocol/status.ts';

import { askChannels, askMe, statusesByIds } from '../ask.ts';
import { put, type ById } from '../state.ts';
import { partnersIn } from './channels.ts';
import type { Slice } from './slice.ts';

interface Part {
  /** User id → presence. */
  statuses: ById<string>;
  /** Channel id or root post id → user id → when typing was last heard of (ms). */
  typing: ById<ById<number>>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
}

export const status = {
  empty: { statuses: {}, typing: {} },

  events: {
    status_change: (state, { user_id, status }) =>
      state.statuses[user_id] === status ? state : { ...state, statuses: put(state.statuses, user_id, status) },

    typing(state, { parent_id, user_id }, { broadcast, now }) {
      if (user_id === state.me_id) return state;
      const key = parent_id || broadcast.channel_id;
      return { ...state, typing: put(state.typing, key, put(state.typing[key] ?? {}, user_id, now)) };
    },
  },

  async load({ api, once }) {
    const [user, channels] = await Promise.all([once(askMe), once(askChannels)]);
    const partners = channels.flatMap((channel) => partnersIn(channel, user.id));
    const statuses = await statusesByIds(api, [user.id, ...partners]);
    return (state) => ({ ...state, statuses: { ...state.statuses, ...statuses } });
  },

  // Of others' presence no event tells.
  comparable: (state) => ({ status: state.statuses[state.me_id] }),
} satisfies Slice<Part, StatusEvents>;
