import { ApiError } from '@innermost/client/errors.ts';
import { getDrafts, type Draft, type DraftEvents } from '@innermost/protocol/drafts.ts';

import { me } from '../ask.ts';
import { keyed, put, without, type ById, type LiveState } from '../state.ts';
import type { Slice } from './slice.ts';

interface Part {
  /** As the server keeps them, by channel id or root post id. What is in the fields of this device is in `live/drafts.ts`. */
  drafts: ById<Draft>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
}

export const drafts = {
  empty: { drafts: {} },

  events: {
    draft_created: (state, { draft }) => holdDraft(state, draft),
    draft_updated: (state, { draft }) => holdDraft(state, draft),
    draft_deleted: (state, { draft }) => ({ ...state, drafts: without(state.drafts, draftKey(draft)) }),
  },

  load: () => Promise.resolve((state) => ({ ...state, drafts: {} })),

  async loadTeam(api, team_id) {
    try {
      const loaded = keyed(await api.call(getDrafts, { params: { ...me, team_id } }), draftKey);
      return (state) => ({ ...state, drafts: { ...state.drafts, ...loaded } });
    } catch (error) {
      // Switched off: they stay on each device.
      if (error instanceof ApiError && error.status === 501) return (state) => state;
      throw error;
    }
  },

  comparable: (state) => ({ drafts: state.drafts }),
} satisfies Slice<Part, DraftEvents>;

export function draftKey({ channel_id, root_id }: Pick<Draft, 'channel_id' | 'root_id'>): string {
  return root_id || channel_id;
}

function holdDraft(state: LiveState, draft: Draft): LiveState {
  const held = state.drafts[draftKey(draft)];
  if (held && held.update_at >= draft.update_at) return state;
  return { ...state, drafts: put(state.drafts, draftKey(draft), draft) };
}
