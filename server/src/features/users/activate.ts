/** Deactivated accounts keep everything but the way in. */
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { deactivateUser, setUserActive } from '@innermost/protocol/users.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import { topic } from '../../work/topic.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { isTrue } from '../../platform/http/paging.ts';
import { endSessionsOf } from '../sessions/index.ts';
import { changeUserInPublic } from './change-user.ts';
import { checkMayChange } from './patch-user.ts';
import { userById, type StoredUser } from './queries/read.ts';
import { hasOtherAdministrator, lockAdministrators } from './queries/write.ts';

/** After the commit. */
export const userDeactivated = topic<{ user_id: string }>('user_deactivated');

type Changing = Call<typeof setUserActive, OfUser> | Call<typeof deactivateUser, OfUser>;

export const maySetActive = when(
  'oneself to be deactivated; else sysconsole_write_user_management_users in the system',
  ({ body, directory, params, session }: AccessRequest<typeof setUserActive>): OfUser => {
    const leaves = params.user_id === session.user_id && !body.active;
    if (!leaves && !hasInSystem(directory, session, 'sysconsole_write_user_management_users'))
      throw new AppError('api.user.update_active.permissions.app_error');
    return { user_id: params.user_id };
  },
);

async function checkMaySwitch(call: Changing, active: boolean): Promise<StoredUser> {
  const { config, db, granted, session } = call;
  // Wire: 401, although nothing is wrong with the session.
  if (granted.user_id === session.user_id && !active && !config.TeamSettings.EnableUserDeactivation)
    throw new AppError('api.user.update_active.not_enable.app_error');
  const user = await userById(db, granted.user_id);
  if (!user) throw new AppError('app.user.missing_account.const');
  checkMayChange(call, user);
  return user;
}

/** The last administrator must stay: nobody could let anybody in again. */
async function checkNotLastAdministrator(call: Changing, user: StoredUser): Promise<void> {
  if (user.is_bot || !user.roles.split(' ').includes('system_admin')) return;
  await lockAdministrators(call.db);
  if (!(await hasOtherAdministrator(call.db, user.id))) throw new AppError('app.user.update.lastAdmin.app_error');
}

async function switchUser(call: Changing, active: boolean): Promise<StatusOk> {
  const user = await checkMaySwitch(call, active);
  if ((user.delete_at === 0) === active) return { status: 'OK' };
  if (!active) {
    await checkNotLastAdministrator(call, user);
    await endSessionsOf(call, user.id);
    call.tell(userDeactivated, { user_id: user.id });
  }
  await changeUserInPublic(call, user.id, { delete_at: active ? 0 : call.now });
  call.emit('user_activation_status_change', {}, {}, user.id);
  return { status: 'OK' };
}

export const setActive = (call: Call<typeof setUserActive, OfUser>): Promise<StatusOk> =>
  switchUser(call, call.body.active);

/** Wire: deleting is deactivating; erasing for good is switched off, and answered 401. */
export async function deactivate(call: Call<typeof deactivateUser, OfUser>): Promise<StatusOk> {
  if (isTrue(call.query.permanent)) {
    if (!hasInSystem(call.services.directory, call.session, 'manage_system')) throw forbidden('manage_system');
    if (!call.config.ServiceSettings.EnableAPIUserDeletion)
      throw new AppError('api.user.delete_user.not_enabled.app_error');
    throw new AppError('api.not_implemented.app_error', { path: 'DELETE /api/v4/users with permanent=true' });
  }
  return switchUser(call, false);
}
