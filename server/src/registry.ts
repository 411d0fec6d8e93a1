/** The list of features: the one file that names them all. */
import type { Endpoint } from './endpoint/endpoint.ts';
import { postEndpoints } from './features/posts/endpoints.ts';
import { preferenceEndpoints } from './features/preferences/endpoints.ts';
import { reactionEndpoints } from './features/reactions/endpoints.ts';
import { threadEndpoints } from './features/threads/endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  ...postEndpoints,
  ...preferenceEndpoints,
  ...reactionEndpoints,
  ...threadEndpoints,
];
