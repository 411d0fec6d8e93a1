import { isId } from '@innermost/protocol/limits.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type {
  addTeamMember,
  addTeamMembers,
  getTeamMember,
  getTeamMembers,
  getTeamMembersByIds,
  getTeamMembersOfUser,
  joinTeamByInvite,
  setTeamSchemeRoles,
  TeamMember,
  TeamMemberOrError,
} from '@innermost/protocol/teams.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInSystem, hasInTeam } from '../../access/permission.ts';
import { teamById, type InTeam } from '../../access/scopes/team.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call, CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { checkRate } from '../../endpoint/rate.ts';
import { AppError, forbidden, invalidBody, wireError } from '../../platform/http/errors.ts';
import { isTrue, paging } from '../../platform/http/paging.ts';
import { checkMaySee, onlyVisibleIds, seenOnlyBy } from '../users/index.ts';
import { joinOne, joinTeam, joinTeamByInviteId, lanesOfInvitation, teamByInviteId } from './join-team.ts';
import { selectMembers, selectMembersOf, selectMembersPage, updateSchemeRoles } from './queries/members.ts';

const mostAtOnce = 256;

export const mayAddToTeam = when(
  'join_public_teams or join_private_teams for oneself, else add_user_to_team in the team',
  async ({ directory, session, params, body }: AccessRequest<typeof addTeamMember>): Promise<InTeam> => {
    const team = await teamById(directory, params.team_id);
    if (body.team_id !== team.id) throw invalidBody('team_id');
    if (!isId(body.user_id)) throw invalidBody('user_id');
    const joining = team.allow_open_invite ? 'join_public_teams' : 'join_private_teams';
    const self = body.user_id === session.user_id;
    if (self && hasInSystem(directory, session, joining)) return { team };
    if (!(await hasInTeam(directory, session, team.id, 'add_user_to_team'))) throw forbidden('add_user_to_team');
    return { team };
  },
);

/** 201, also for who is a member already. */
export async function addMember(call: Call<typeof addTeamMember, InTeam>): Promise<TeamMember> {
  const { team_id, user_id } = call.body;
  const member = await joinOne(call, call.granted.team.id, user_id);
  // Wire: once for joining, which those who are members already do not hear, and once for being added.
  call.emit('added_to_team', { team_id, user_id }, { user_id }, call.granted.team.id);
  return member;
}

/** 201. `graceful`: what could not be done is told person by person, instead of nothing being done. */
export async function addMembers(
  call: Call<typeof addTeamMembers, InTeam>,
): Promise<TeamMember[] | TeamMemberOrError[]> {
  const { body, granted, session, query, request } = call;
  if (body.length === 0 || body.length > mostAtOnce) throw invalidBody('members');
  for (const { team_id, user_id } of body) {
    if (team_id !== granted.team.id) throw invalidBody('team_id');
    if (!isId(user_id)) throw invalidBody('user_id');
  }
  const ids = [...new Set(body.map(({ user_id }) => user_id))];
  const results = await joinTeam(call, granted.team.id, ids, { actorId: session.user_id });
  const answers: TeamMemberOrError[] = [];
  for (const [user_id, { member = null, error }] of results) {
    if (error && !isTrue(query.graceful)) throw error;
    answers.push({ user_id, member, error: error ? wireError(error, request.id) : null });
  }
  if (isTrue(query.graceful)) return answers;
  return answers.flatMap(({ member }) => member ?? []);
}

/** Enough for everybody who was invited, too few for guessing links. */
const inviteLimit = { requests: 20, per: 60 };

/** 201. By the link's id; tokens of invitations by mail are not made yet, so every one of them is invalid. */
export async function joinByInvite(call: CallWithoutTransaction<typeof joinTeamByInvite>): Promise<TeamMember> {
  const { db, query, services, session } = call;
  const inviteId = query.invite_id;
  if (inviteId) {
    checkRate(services, 'invite', session.user_id, inviteLimit);
    const lanes = await lanesOfInvitation(call, await teamByInviteId(db, inviteId));
    return call.transaction(lanes, (w) => joinTeamByInviteId(w, inviteId, session.user_id));
  }
  if (query.token) throw new AppError('api.user.create_user.signup_link_invalid.app_error');
  throw new AppError('api.team.add_user_to_team.missing_parameter.app_error');
}

/** Guests see of the members only those whom they may see; so in all that reads members. */
export function membersOfTeam(call: Call<typeof getTeamMembers, InTeam>): Promise<TeamMember[]> {
  const { db, granted, query } = call;
  const { per_page, offset } = paging(query);
  const byName = query.sort === 'Username';
  const withoutDeleted = isTrue(query.exclude_deleted_users);
  return selectMembersPage(db, {
    team_id: granted.team.id,
    limit: per_page,
    offset,
    without_deactivated: withoutDeleted,
    by_username: byName,
    viewer: seenOnlyBy(call) ?? '',
  });
}

export async function memberOfTeam(call: Call<typeof getTeamMember, InTeam>): Promise<TeamMember> {
  const { db, granted, params } = call;
  await checkMaySee(call, params.user_id);
  const [member] = await selectMembers(db, { team_id: granted.team.id, user_ids: [params.user_id] });
  if (!member) throw new AppError('app.team.get_member.missing.app_error');
  return member;
}

export async function membersByIds(call: Call<typeof getTeamMembersByIds, InTeam>): Promise<TeamMember[]> {
  const { db, granted, body } = call;
  if (body.length === 0 || !body.every(isId)) throw invalidBody('user_ids');
  return selectMembers(db, { team_id: granted.team.id, user_ids: await onlyVisibleIds(call, body) });
}

export function membershipsOfUser({ db, granted }: Call<typeof getTeamMembersOfUser, OfUser>): Promise<TeamMember[]> {
  return selectMembersOf(db, { user_id: granted.user_id });
}

/** Who the member is in the team: guest or member, and administrator or not. */
export async function setSchemeRoles(call: Call<typeof setTeamSchemeRoles, InTeam>): Promise<StatusOk> {
  const { db, granted, params, body, emit } = call;
  const { scheme_guest = false, scheme_user, scheme_admin } = body;
  if (scheme_guest && scheme_user) throw new AppError('api.team.update_team_member_roles.guest_and_user.app_error');
  const ids = { team_id: granted.team.id, user_ids: [params.user_id] };
  const [before] = await selectMembers(db, ids);
  if (!before) throw new AppError('app.team.get_member.missing.app_error');
  // Who is a guest is decided for the whole system, and guests administer nothing.
  if (before.scheme_guest !== scheme_guest || (scheme_guest && scheme_admin))
    throw new AppError('api.team.update_team_member_roles.guest.app_error');
  await updateSchemeRoles(db, {
    team_id: granted.team.id,
    user_id: params.user_id,
    guest: scheme_guest,
    member: scheme_user,
    admin: scheme_admin,
  });
  const [member] = await selectMembers(db, ids);
  if (member) emit('memberrole_updated', { member }, { user_id: params.user_id });
  call.changed({ kind: 'member_roles', user_id: params.user_id });
  return { status: 'OK' };
}
