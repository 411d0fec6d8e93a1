import { area } from '../../area/area.ts';
import { statusEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { presence } from './presence.ts';

export const status = area({
  name: 'status',
  endpoints: statusEndpoints,
  settings: [
    'ServiceSettings.EnableUserStatuses',
    'TeamSettings.EnableCustomUserStatuses',
    'TeamSettings.UserStatusAwayTimeout',
  ],
  events: ['status_change'],
  start: (services) => presence(services).start(),
  examples,
});
