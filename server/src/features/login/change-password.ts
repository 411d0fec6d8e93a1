import type { StatusOk } from '@innermost/protocol/route.ts';
import type { changePassword } from '@innermost/protocol/users.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { checkOwnPassword, checkPassword, forgiveGuesses } from '../users/index.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { hashPassword } from '../../platform/passwords/passwords.ts';
import { endSessionsOf } from '../sessions/index.ts';
import { candidateById, setPassword, type Candidate } from './queries.ts';

type ChangePassword = CallWithoutTransaction<typeof changePassword>;

/** Administrators of users need no current password, but only system administrators may touch their like. */
function mayChangeOf({ services, session }: ChangePassword, user: Candidate): boolean {
  const { directory } = services;
  if (hasInSystem(directory, session, 'manage_system')) return true;
  const isAdmin = user.roles.split(' ').includes('system_admin');
  return !isAdmin && hasInSystem(directory, session, 'sysconsole_write_user_management_users');
}

/** One's own with the current password, or somebody's as an administrator. Ends the person's other sessions. */
export async function replacePassword(call: ChangePassword): Promise<StatusOk> {
  const { body, config, now, params, services, session } = call;
  if (session.is_oauth) throw forbidden('oauth session');
  const user = await candidateById(call.db, params.user_id);
  const own = params.user_id === session.user_id;
  if (!own && !(user && mayChangeOf(call, user))) throw new AppError('api.user.update_password.context.app_error');
  if (!user) throw new AppError('api.user.update_password.valid_account.app_error');
  if (user.auth_service !== '') throw new AppError('api.user.update_password.oauth.app_error');
  if (own) {
    if (!body.current_password) throw invalidBody('current_password');
    await checkOwnPassword(call, user, body.current_password);
  }
  checkPassword(body.new_password, config.PasswordSettings);
  const hash = await hashPassword(body.new_password, services.capabilities.passwordFormat, session.user_id);
  await call.transaction([], async (w) => {
    await setPassword(w.db, user.id, hash, now);
    forgiveGuesses(w, user);
    if (config.ServiceSettings.TerminateSessionsOnPasswordChange)
      await endSessionsOf(w, user.id, own ? session.id : undefined);
  });
  return { status: 'OK' };
}
