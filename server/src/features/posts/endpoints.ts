import { changeEndpoints } from './change/endpoints.ts';
import { createEndpoints } from './create/endpoints.ts';
import { readEndpoints } from './read/endpoints.ts';

export const postEndpoints = [...createEndpoints, ...readEndpoints, ...changeEndpoints];
