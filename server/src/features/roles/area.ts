import { area } from '../../area/area.ts';
import { roleEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const roles = area({
  name: 'roles',
  endpoints: roleEndpoints,
  examples,
});
