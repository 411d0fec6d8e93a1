import type { StatusOk } from '@innermost/protocol/route.ts';
import type { setTeamMemberRoles } from '@innermost/protocol/teams.ts';
import type { InTeam } from '../../access/scopes/team.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { memberRolesOf } from '../channels/index.ts';
import { selectMembers, updateMemberRoles } from './queries/members.ts';

/** The member's roles in the team as one text of names, as older tools set them. */
export async function setMemberRoles(call: Call<typeof setTeamMemberRoles, InTeam>): Promise<StatusOk> {
  const { db, granted, params, body, emit } = call;
  const scheme = 'api.channel.update_team_member_roles.scheme_role.app_error';
  const roles = await memberRolesOf(db, body.roles, 'team', scheme);
  const { scheme_guest, scheme_user, scheme_admin, explicit_roles } = roles;
  const ids = { team_id: granted.team.id, user_ids: [params.user_id] };
  const [before] = await selectMembers(db, ids);
  if (!before) throw new AppError('app.team.get_member.missing.app_error');
  // Who is a guest is decided for the whole system, and guests administer nothing.
  if (before.scheme_guest !== scheme_guest || (scheme_guest && (scheme_user || scheme_admin)))
    throw new AppError('api.team.update_team_member_roles.guest_and_user.app_error');
  await updateMemberRoles(db, {
    team_id: granted.team.id,
    user_id: params.user_id,
    member: scheme_user,
    admin: scheme_admin,
    roles: explicit_roles,
  });
  const [member] = await selectMembers(db, ids);
  if (member) emit('memberrole_updated', { member }, { user_id: params.user_id });
  call.changed({ kind: 'member_roles', user_id: params.user_id });
  return { status: 'OK' };
}
