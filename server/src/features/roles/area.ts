import { area } from '../../area/area.ts';
import { roleEndpoints } from './endpoints.ts';

export const roles = area({
  name: 'roles',
  endpoints: roleEndpoints,
});
