import type { StatusOk } from '@innermost/protocol/route.ts';
import type { setUserRoles } from '@innermost/protocol/users.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { changeRolesOfSessions } from '../sessions/index.ts';
import { storeChange } from './change-user.ts';
import { unknownRoles, userById } from './queries/read.ts';
import { hasOtherAdministrator, lockAdministrators } from './queries/write.ts';

const includesAdmin = (roles: readonly string[]): boolean => roles.includes('system_admin');

/** The system roles a person holds from now on, in all his sessions. The last administrator must stay one. */
export async function replaceRoles(call: Call<typeof setUserRoles>): Promise<StatusOk> {
  const { body, db, emit, params, services, session } = call;
  const roles = [...new Set(body.roles.split(' ').filter((name) => name !== ''))];
  const stored = roles.join(' ');
  if (roles.length === 0) throw invalidBody('roles');
  const [unknown] = await unknownRoles(db, roles);
  if (unknown !== undefined) throw new AppError('app.role.check_roles_exist.role_not_found', { name: unknown });
  if (stored.length > 256) throw new AppError('model.user.is_valid.roles_limit.app_error');
  await lockAdministrators(db);
  const user = await userById(db, params.user_id);
  if (!user) throw new AppError('app.user.missing_account.const');
  const wasAdmin = includesAdmin(user.roles.split(' '));
  if (wasAdmin !== includesAdmin(roles)) {
    if (!hasInSystem(services.directory, session, 'manage_system')) throw forbidden('manage_system');
    if (wasAdmin && !(await hasOtherAdministrator(db, user.id)))
      throw new AppError('app.user.update.lastAdmin.app_error');
  }
  await storeChange(call, user.id, { roles: stored });
  await changeRolesOfSessions(call, user.id, stored);
  emit('user_role_updated', { user_id: user.id, roles: stored }, { user_id: user.id });
  return { status: 'OK' };
}
