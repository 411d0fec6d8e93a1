import {
  getCategories,
  type CategoryEvents,
  type OrderedCategories,
  type SidebarCategory,
} from '@innermost/protocol/categories.ts';

import { me, type Api } from '../ask.ts';
import { keyed, want, type ById, type Change, type LiveState } from '../state.ts';
import { each, type Slice } from './slice.ts';

interface Part {
  categories: ById<SidebarCategory>;
  /** Team id → category ids in order; a team without an entry has not been asked for yet. */
  categoryOrder: ById<readonly string[]>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    /** By team id. */
    categories: true;
  }
}

export const categories = {
  empty: { categories: {}, categoryOrder: {} },

  events: {
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
  },

  load: () => Promise.resolve((state) => ({ ...state, categories: {}, categoryOrder: {} })),

  loadTeam: fetchCategories,

  wants: {
    categories: each(async ({ api }, teamId) => {
      const change = await fetchCategories(api, teamId);
      return (state) => (state.teams[teamId] ? change(state) : state);
    }),
  },

  comparable(state, shown) {
    // The server lists by name what is not sorted by hand, and leaves out what is archived.
    const told = Object.values(state.categories).map((category) => {
      const ids = category.channel_ids.filter((id) => shown.channels.has(id));
      return { ...category, channel_ids: category.sorting === 'manual' ? ids : ids.sort() };
    });
    return { categories: keyed(told, (category) => category.id), categoryOrder: state.categoryOrder };
  },
} satisfies Slice<Part, CategoryEvents, 'categories'>;

async function fetchCategories(api: Api, team_id: string): Promise<Change> {
  const loaded = await api.call(getCategories, { params: { ...me, team_id } });
  return (state) => holdCategories(state, team_id, loaded);
}

function holdCategories(state: LiveState, teamId: string, loaded: OrderedCategories): LiveState {
  const others = Object.values(state.categories).filter((category) => category.team_id !== teamId);
  return {
    ...state,
    categories: keyed([...others, ...loaded.categories], (category) => category.id),
    categoryOrder: { ...state.categoryOrder, [teamId]: loaded.order },
  };
}

/** Without a team (after a change of preferences) every team that is loaded is meant. */
function askAgain(state: LiveState, teamId: string): LiveState {
  const loaded = Object.keys(state.categoryOrder);
  const teams = teamId === '' ? loaded : loaded.filter((id) => id === teamId);
  return want(state, ...teams.map((id) => `categories:${id}` as const));
}
