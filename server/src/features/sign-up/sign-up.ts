/**
 * Who may make an account: administrators always; others while creation is on, and then the first person, anybody
 * on an open server, or whoever holds an invitation.
 */
import type { createUser, User } from '@innermost/protocol/users.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { joinTeamByInviteId, teamByInviteId } from '../teams/index.ts';
import { addUser, hasAccounts, prepareUser } from '../users/index.ts';

type SignUp = CallOfAnyone<typeof createUser>;

/**
 * Wire: 501 says that the feature is off, 403 that it is on and the caller is not let in; the 501 comes first.
 * Answers whether the caller is let in only as the first person.
 */
async function checkMaySignUp({ config, query, services }: SignUp): Promise<boolean> {
  if (!config.TeamSettings.EnableUserCreation || !config.EmailSettings.EnableSignUpWithEmail)
    throw new AppError('api.user.create_user.signup_email_disabled.app_error', 501);
  if (query.t) throw new AppError('api.user.create_user.signup_link_invalid.app_error', 400);
  if (query.iid || config.TeamSettings.EnableOpenServer) return false;
  if (await hasAccounts(services)) throw new AppError('api.user.create_user.no_open_server', 403);
  return true;
}

/** With a team's invite id, the account and its membership are made together, or neither. */
export async function signUp(call: SignUp): Promise<User> {
  const { body, services, session } = call;
  const byAdmin = session !== undefined && hasInSystem(services.directory, session, 'manage_system');
  const onlyAsFirst = !byAdmin && (await checkMaySignUp(call));
  if (body.id) throw new AppError('app.user.save.existing.app_error', 400);
  const { iid } = call.query;
  if (iid && !(await teamByInviteId(services.database.db, iid)))
    throw new AppError('app.team.get_by_invite_id.finding.app_error', 404);
  const prepared = await prepareUser(call, body, byAdmin);
  return call.transaction(async (db) => {
    const user = await addUser({ ...call, db }, prepared, onlyAsFirst);
    if (iid) await joinTeamByInviteId({ ...call, db }, iid, user.id, { isNew: true });
    return user;
  });
}
