import { area } from '../../area/area.ts';
import { integrationEndpoints } from './endpoints.ts';

export const integrations = area({
  name: 'integrations',
  endpoints: integrationEndpoints,
  settings: ['ServiceSettings.EnableOAuthServiceProvider', 'ServiceSettings.EnableOutgoingWebhooks'],
});
