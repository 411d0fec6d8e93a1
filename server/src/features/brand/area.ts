import { area } from '../../area/area.ts';
import { brandEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const brand = area({
  name: 'brand',
  endpoints: brandEndpoints,
  settings: ['FileSettings.MaxFileSize'],
  examples,
});
