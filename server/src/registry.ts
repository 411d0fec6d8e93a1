/** The list of features: the one file that names them all. */
import type { Endpoint } from './endpoint/endpoint.ts';
import { categoryEndpoints } from './features/categories/endpoints.ts';
import { channelEndpoints } from './features/channels/endpoints.ts';
import { hookEndpoints } from './features/hooks/endpoints.ts';
import { integrationEndpoints } from './features/integrations/endpoints.ts';
import { loginEndpoints } from './features/login/endpoints.ts';
import { postEndpoints } from './features/posts/endpoints.ts';
import { preferenceEndpoints } from './features/preferences/endpoints.ts';
import { reactionEndpoints } from './features/reactions/endpoints.ts';
import { roleEndpoints } from './features/roles/endpoints.ts';
import { sessionEndpoints } from './features/sessions/endpoints.ts';
import { signUpEndpoints } from './features/sign-up/endpoints.ts';
import { statusEndpoints } from './features/status/endpoints.ts';
import { systemEndpoints } from './features/system/endpoints.ts';
import { teamEndpoints } from './features/teams/endpoints.ts';
import { threadEndpoints } from './features/threads/endpoints.ts';
import { userEndpoints } from './features/users/endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  ...categoryEndpoints,
  ...channelEndpoints,
  ...hookEndpoints,
  ...integrationEndpoints,
  ...loginEndpoints,
  ...postEndpoints,
  ...preferenceEndpoints,
  ...reactionEndpoints,
  ...roleEndpoints,
  ...sessionEndpoints,
  ...signUpEndpoints,
  ...statusEndpoints,
  ...systemEndpoints,
  ...teamEndpoints,
  ...threadEndpoints,
  ...userEndpoints,
];
