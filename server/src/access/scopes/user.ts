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
      checkSelfOr(request, permission, user_id);
      return { user_id };
    },
  };
}

/** 400 for a malformed id, 403 for another person's without the permission. */
export function checkSelfOr(
  { directory, session }: Pick<AccessRequest<AnyRoute>, 'directory' | 'session'>,
  permission: Permission,
  userId: string,
): void {
  if (!isId(userId)) throw invalidUrl('user_id');
  if (userId !== session.user_id && !hasInSystem(directory, session, permission)) throw forbidden(permission);
}
