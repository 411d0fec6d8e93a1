/** Every way into a team ends here: by being added, by joining, by an invite link, by making it. */
import type { Team, TeamMember } from '@innermost/protocol/teams.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Db } from '../../platform/db/database.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { Work } from '../../work/work.ts';
import { idsOfDefaultChannels, joinDefaultChannels } from '../channels/index.ts';
import { isPermittedDomain } from '../users/index.ts';
import {
  countActive,
  insertMembers,
  insertTeammatePreferences,
  selectCandidates,
  selectMembers,
  type Candidate,
} from './queries/members.ts';
import { selectTeamByInviteId, selectTeamForChange } from './queries/teams.ts';
import type { TeamRow } from './team-row.ts';

/** Why this person cannot join; undefined when nothing stands against it. */
function obstacle(person: Candidate, team: TeamRow): AppError | undefined {
  if (person.is_member) return undefined;
  if (person.deactivated) return new AppError('app.user.missing_account.const');
  if (!person.in_groups && !person.is_bot) return new AppError('api.team.add_members.user_denied');
  if (!person.is_bot && !person.is_guest && !isPermittedDomain(person.email, team.allowed_domains))
    return new AppError('api.team.join_user_to_team.allowed_domains.app_error');
  return undefined;
}

export interface Joined {
  member?: TeamMember;
  /** Why there is no member. */
  error?: AppError;
}

/** Whoever joins or leaves a team is told of in its first channels, too. */
export async function lanesOfJoining(asked: { db: Db; config: Config }, teamId: string): Promise<string[]> {
  return [teamId, ...(await idsOfDefaultChannels(asked, teamId))];
}

/**
 * Makes people members of a team and of its default channels, with notices, sidebar and events. Answers for each id
 * the member (also of those who were members already), or why there is none. The team's row stays locked until the
 * commit, so that it never has more people than it may.
 */
export async function joinTeam(
  call: Work,
  teamId: string,
  userIds: readonly string[],
  by: { actorId?: string; asAdmin?: boolean },
): Promise<Map<string, Joined>> {
  const { db, config } = call;
  const [team] = await selectTeamForChange(db, { id: teamId });
  if (!team || team.delete_at > 0) throw new AppError('app.team.get.find.app_error');
  const asked = by.actorId === undefined ? userIds : [...userIds, by.actorId];
  const found = await selectCandidates(db, { team_id: teamId, user_ids: [...new Set(asked)] });
  const results = new Map<string, Joined>();
  const [active] = await countActive(db, { team_id: teamId });
  let room = config.TeamSettings.MaxUsersPerTeam - (active?.n ?? 0);
  const people: Candidate[] = [];
  for (const id of new Set(userIds)) {
    const person = found.find((one) => one.id === id);
    const error = person ? obstacle(person, team) : new AppError('app.user.missing_account.const');
    if (!person || error) results.set(id, error ? { error } : {});
    else if (person.is_member) results.set(id, {});
    else if (room <= 0 && !person.is_bot)
      results.set(id, { error: new AppError('app.team.join_user_to_team.max_accounts.app_error') });
    else {
      people.push(person);
      if (!person.is_bot) room -= 1;
    }
  }
  const actor = found.find((one) => one.id === by.actorId);
  // Wire: who has the team's address, which is its maker's, administers it, also after having left it.
  const isMaker = ({ email, is_guest }: Candidate): boolean => !is_guest && email !== '' && email === team.email;
  for (const asAdmin of [true, false]) {
    const entering = people.filter((person) => (by.asAdmin === true || isMaker(person)) === asAdmin);
    await enter(call, teamId, entering, { actor, asAdmin });
  }
  for (const member of await selectMembers(db, { team_id: teamId, user_ids: [...new Set(userIds)] }))
    results.set(member.user_id, { member });
  return results;
}

async function enter(
  call: Work,
  teamId: string,
  people: readonly Candidate[],
  by: { actor: { id: string; username: string } | undefined; asAdmin: boolean },
): Promise<void> {
  if (people.length === 0) return;
  const { db, now, emit } = call;
  const ids = people.map(({ id }) => id);
  await insertMembers(db, {
    team_id: teamId,
    user_ids: ids,
    guests: people.map(({ is_guest }) => is_guest),
    now,
    as_admins: by.asAdmin,
  });
  for (const user_id of ids) {
    emit('added_to_team', { team_id: teamId, user_id }, { user_id }, teamId);
    call.changed({ kind: 'team_member', user_id, team_id: teamId, is: true });
  }
  await joinDefaultChannels(call, teamId, people, by);
}

/** The one member that was asked for, or the error. Wire: notices say that the person joined, whoever added them. */
export async function joinOne(call: Work, teamId: string, userId: string, asAdmin = false): Promise<TeamMember> {
  const results = await joinTeam(call, teamId, [userId], { asAdmin });
  const { member, error } = results.get(userId) ?? {};
  if (member) return member;
  throw error ?? new AppError('app.team.get_member.missing.app_error');
}

/** The live team that an invite link leads to. */
export async function teamByInviteId(db: Db, inviteId: string): Promise<Team | undefined> {
  return inviteId === '' ? undefined : (await selectTeamByInviteId(db, { invite_id: inviteId }))[0];
}

/** Of whoever joins by an invite link, which may lead nowhere. */
export const lanesOfInvitation = async (asked: { db: Db; config: Config }, team: Team | undefined): Promise<string[]> =>
  team ? lanesOfJoining(asked, team.id) : [];

/**
 * Lets the holder of an invite link into its team. 404 for an unknown link, 403 for guests and for teams kept by groups.
 * `isNew`: the account was made with this link just now; it then starts with a few of its team in the sidebar.
 */
export async function joinTeamByInviteId(
  call: Work,
  inviteId: string,
  userId: string,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<TeamMember> {
  const team = await teamByInviteId(call.db, inviteId);
  if (!team) throw new AppError('app.team.get_by_invite_id.finding.app_error');
  if (team.group_constrained) throw new AppError('app.team.invite_id.group_constrained.error');
  const [person] = await selectCandidates(call.db, { team_id: team.id, user_ids: [userId] });
  if (person?.is_guest) throw new AppError('api.team.add_user_to_team_from_invite.guest.app_error');
  const member = await joinOne(call, team.id, userId);
  if (isNew) await insertTeammatePreferences(call.db, { user_id: userId, team_id: team.id });
  return member;
}
