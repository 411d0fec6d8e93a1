import type { removeTeamMember } from '@innermost/protocol/teams.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInTeam } from '../../access/permission.ts';
import { teamById, type InTeam } from '../../access/scopes/team.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { leaveChannelsOfTeam } from '../channels/index.ts';
import { endMembership, selectCandidates } from './queries/members.ts';
import { selectTeamForChange } from './queries/teams.ts';

export const mayRemoveFromTeam = when(
  'oneself, or remove_user_from_team in the team',
  async ({ directory, session, params }: AccessRequest<typeof removeTeamMember>): Promise<InTeam & OfUser> => {
    const team = await teamById(directory, params.team_id);
    const self = params.user_id === session.user_id;
    if (!self && !(await hasInTeam(directory, session, team.id, 'remove_user_from_team')))
      throw forbidden('remove_user_from_team');
    return { team, user_id: params.user_id };
  },
);

/** Ends the membership with all channels of the team and the person's sidebar there. */
export async function leaveTeam(call: Call<typeof removeTeamMember, InTeam & OfUser>): Promise<StatusOk> {
  const { db, granted, session, now, emit } = call;
  const { team, user_id } = granted;
  const self = user_id === session.user_id;
  const [row] = await selectTeamForChange(db, { id: team.id });
  const [person] = await selectCandidates(db, { team_id: team.id, user_ids: [user_id] });
  // Wire: who has left already may leave again; that is no news to anybody.
  if (person?.was_member && !person.is_member) return { status: 'OK' };
  if (!person?.is_member) throw new AppError('api.team.remove_user_from_team.missing.app_error');
  if (row?.group_constrained && !self && !person.is_bot)
    throw new AppError('api.team.remove_member.group_constrained.app_error');
  await endMembership(db, { team_id: team.id, user_id, now });
  await leaveChannelsOfTeam(call, team.id, person, self);
  emit('leave_team', { user_id, team_id: team.id }, { team_id: team.id, omit_users: [user_id] });
  emit('leave_team', { user_id, team_id: team.id }, { user_id }, team.id);
  call.changed({ kind: 'team_member', user_id, team_id: team.id, is: false });
  return { status: 'OK' };
}
