import { area } from '../../area/area.ts';
import { hookEndpoints } from './endpoints.ts';

export const hooks = area({
  name: 'hooks',
  endpoints: hookEndpoints,
  settings: [
    'ServiceSettings.EnableIncomingWebhooks',
    'ServiceSettings.EnablePostIconOverride',
    'ServiceSettings.EnablePostUsernameOverride',
  ],
});
