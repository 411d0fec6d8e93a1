import type { Audit, getUserAudits } from '@innermost/protocol/users.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { paging } from '../../platform/http/paging.ts';
import { auditsOfUser } from './queries.ts';

/** When and from where the person signed in. */
export function listAudits({ db, granted, query }: Call<typeof getUserAudits, OfUser>): Promise<Audit[]> {
  const { per_page, offset } = paging(query);
  return auditsOfUser(db, granted.user_id, per_page, offset);
}
