import { area } from '../../area/area.ts';
import { categoryEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const categories = area({
  name: 'categories',
  endpoints: categoryEndpoints,
  events: [
    'sidebar_category_created',
    'sidebar_category_deleted',
    'sidebar_category_order_updated',
    'sidebar_category_updated',
  ],
  examples,
});
