import { area } from '../../area/area.ts';
import { teamEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const teams = area({
  name: 'teams',
  endpoints: teamEndpoints,
  settings: ['FileSettings.MaxFileSize', 'TeamSettings.MaxUsersPerTeam', 'TeamSettings.RestrictCreationToDomains'],
  events: ['added_to_team', 'leave_team', 'memberrole_updated', 'update_team'],
  examples,
});
