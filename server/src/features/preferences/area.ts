import { area } from '../../area/area.ts';
import { preferenceEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const preferences = area({
  name: 'preferences',
  endpoints: preferenceEndpoints,
  events: ['preferences_changed', 'preferences_deleted', 'sidebar_category_updated'],
  examples,
});
