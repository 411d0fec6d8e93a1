import type { CategoryEvents } from '@innermost/protocol/categories.ts';

import { keyed, want, type LiveState } from '../state.ts';
import type { ApplyAll } from './event.ts';

export const categoryEvents: ApplyAll<CategoryEvents> = {
  sidebar_category_created: (state, _data, { broadcast }) => askAgain(state, broadcast.team_id),

  sidebar_category_updated(state, { updatedCategories }, { broadcast }) {
    if (!updatedCategories) return askAgain(state, broadcast.team_id);
    const updated = keyed(updatedCategories, (category) => category.id);
    return { ...state, categories: { ...state.categories, ...updated } };
  },

  sidebar_category_deleted: (state, _data, { broadcast }) => askAgain(state, broadcast.team_id),

  sidebar_category_order_updated(state, { order }, { broadcast }) {
    if (!state.categoryOrder[broadcast.team_id]) return state;
    // Wire: places are counted in tens.
    const placed = order.flatMap((id, index) => {
      const category = state.categories[id];
      return category ? [{ ...category, sort_order: index * 10 }] : [];
    });
    return {
      ...state,
      categories: { ...state.categories, ...keyed(placed, (category) => category.id) },
      categoryOrder: { ...state.categoryOrder, [broadcast.team_id]: order },
    };
  },
};

/** Without a team (after a change of preferences) every team that is loaded is meant. */
function askAgain(state: LiveState, teamId: string): LiveState {
  const loaded = Object.keys(state.categoryOrder);
  const teams = teamId === '' ? loaded : loaded.filter((id) => id === teamId);
  return want(state, ...teams.map((id) => `categories:${id}` as const));
}
