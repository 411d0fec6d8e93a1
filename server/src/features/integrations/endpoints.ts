import { listBots, listCommands, listOAuthApps, listOutgoingWebhooks } from '@innermost/protocol/integrations.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import {
  botsListed,
  commandsListed,
  mayListBots,
  mayListCommands,
  mayListOAuthApps,
  mayListOutgoingHooks,
  oauthAppsListed,
  outgoingHooksListed,
} from './lists.ts';

export const integrationEndpoints = [
  endpoint(listBots, { onSocket: 'local', access: mayListBots, handle: botsListed }),
  endpoint(listCommands, { onSocket: 'local', access: mayListCommands, handle: commandsListed }),
  endpoint(listOutgoingWebhooks, { onSocket: 'local', access: mayListOutgoingHooks, handle: outgoingHooksListed }),
  endpoint(listOAuthApps, { access: mayListOAuthApps, handle: oauthAppsListed }),
];
