/**
 * Who may make an account: administrators always; others while creation is on, and then the first person (`setup.ts`
 * says who that may be), anybody on an open server, or whoever holds an invitation.
 */
import type { createUser, User } from '@innermost/protocol/users.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Session } from '../../access/session.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { joinTeamByInviteId, lanesOfInvitation, teamByInviteId } from '../teams/index.ts';
import { addUser, hasAccounts, notInvited, notSetUp, prepareUser, type Admission } from '../users/index.ts';
import { forgetSetupToken } from './queries.ts';
import { maySetUp } from './setup.ts';

type SignUp = CallWithoutTransaction<typeof createUser, undefined, Session | undefined>;

/**
 * Wire: 501 says that the feature is off, 403 that it is on and the caller is not let in; the 501 comes first.
 * Answers whether the caller may make the first account, if that is what this turns out to be.
 */
async function checkMaySignUp(call: SignUp): Promise<Admission> {
  const { config, query, services } = call;
  if (!config.TeamSettings.EnableUserCreation || !config.EmailSettings.EnableSignUpWithEmail)
    throw new AppError('api.user.create_user.signup_email_disabled.app_error');
  if (query.t) throw new AppError('api.user.create_user.signup_link_invalid.app_error');
  const isFirst = !(await hasAccounts(services));
  if (isFirst && !(await maySetUp(call))) throw notSetUp();
  const mayFollow = Boolean(query.iid) || config.TeamSettings.EnableOpenServer;
  if (!isFirst && !mayFollow) throw notInvited();
  return { mayBeFirst: isFirst, mayFollow };
}

/** With a team's invite id, the account and its membership are made together, or neither. */
export async function signUp(call: SignUp): Promise<User> {
  const { body, services, session } = call;
  const byAdmin = session !== undefined && hasInSystem(services.directory, session, 'manage_system');
  const admission: Admission = byAdmin ? { mayBeFirst: true, mayFollow: true } : await checkMaySignUp(call);
  if (body.id) throw new AppError('app.user.save.existing.app_error');
  const { iid } = call.query;
  const team = iid ? await teamByInviteId(call.db, iid) : undefined;
  if (iid && !team) throw new AppError('app.team.get_by_invite_id.finding.app_error');
  const prepared = await prepareUser(call, body, byAdmin);
  const lanes = [prepared.id, ...(await lanesOfInvitation(call, team))];
  return call.transaction(lanes, async (w) => {
    const user = await addUser(w, prepared, admission);
    if (user.roles.includes('system_admin')) await forgetSetupToken(w.db);
    if (iid) await joinTeamByInviteId(w, iid, user.id, { isNew: true });
    return user;
  });
}
