import {
  createCategory,
  updateCategories,
  updateCategory,
  setCategoryOrder,
  type SidebarCategory,
} from '@innermost/protocol/categories.ts';
import { example, invalid, type Scene } from '../../area/example.ts';

const category = ({ category_id, user_id, team_id }: Scene): SidebarCategory => ({
  id: category_id,
  user_id,
  team_id,
  sort_order: 0,
  sorting: '',
  type: 'custom',
  display_name: 'Name',
  muted: false,
  collapsed: false,
  channel_ids: [],
});

export const examples = [
  example(createCategory, {
    body: ({ user_id, team_id }) => ({ user_id, team_id, display_name: 'Name' }),
    needs: { all: invalid, display_name: invalid },
  }),
  example(updateCategories, {
    body: (scene) => [category(scene)],
    needs: {
      '0': invalid,
      all: invalid,
      '0.id': 'api.context.permissions.app_error',
      '0.team_id': invalid,
      '0.user_id': invalid,
    },
  }),
  example(updateCategory, { body: category, needs: { all: invalid, team_id: invalid, user_id: invalid } }),
  example(setCategoryOrder, { body: ({ categories }) => [...categories], needs: { '0': invalid, all: invalid } }),
];
