import { area } from '../../area/area.ts';
import { hookEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { hookJobs } from './jobs.ts';

export const hooks = area({
  name: 'hooks',
  endpoints: hookEndpoints,
  jobs: hookJobs,
  settings: [
    'ServiceSettings.EnableIncomingWebhooks',
    'ServiceSettings.EnablePostIconOverride',
    'ServiceSettings.EnablePostUsernameOverride',
  ],
  examples,
});
