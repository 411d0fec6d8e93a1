import { area } from '../../area/area.ts';
import { hookEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const hooks = area({
  name: 'hooks',
  endpoints: hookEndpoints,
  settings: [
    'ServiceSettings.EnableIncomingWebhooks',
    'ServiceSettings.EnablePostIconOverride',
    'ServiceSettings.EnablePostUsernameOverride',
  ],
  examples,
});
