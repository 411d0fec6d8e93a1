import type { AnyRoute } from '@innermost/protocol/route.ts';
import type { Call } from '../../endpoint/endpoint.ts';

/** What changing memberships needs of a call; other areas pass theirs. */
export type Doing = Pick<Call<AnyRoute>, 'db' | 'emit' | 'afterCommit' | 'made' | 'now' | 'services'>;
