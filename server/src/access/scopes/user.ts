import { isId } from '@innermost/protocol/limits.ts';
import type { Permission } from '@innermost/protocol/permissions.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { forbidden, invalidUrl } from '../../platform/http/errors.ts';
import type { Access, AccessRequest } from '../can.ts';
import { hasInSystem } from '../permission.ts';

export interface OfUser {
  user_id: string;
}

/** The person's own things, or anybody's with the permission. `me` in the path was replaced before. */
export function selfOr<R extends AnyRoute>(
  permission: Permission,
  pick: (request: AccessRequest<R>) => string,
): Access<R, OfUser> {
  return {
    label: `oneself, or ${permission} in the system`,
    needsSession: true,
    check(request) {
      const user_id = pick(request);
      if (!isId(user_id)) throw invalidUrl('user_id');
      if (user_id !== request.session.user_id && !hasInSystem(request.directory, request.session, permission))
        throw forbidden(permission);
      return { user_id };
    },
  };
}
