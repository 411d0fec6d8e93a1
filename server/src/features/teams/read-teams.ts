import type { getCommonTeams } from '@innermost/protocol/channels.ts';
import type {
  getInviteInfo,
  getTeam,
  getTeamByName,
  getTeamIcon,
  getTeamStats,
  getTeamsOfUser,
  getTeamsUnread,
  getTeamUnread,
  listTeams,
  searchTeams,
  Team,
  teamExists,
  TeamInviteInfo,
  TeamStats,
  TeamUnread,
  TeamWithCount,
} from '@innermost/protocol/teams.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import type { TeamFacts } from '../../access/directory.ts';
import { hasInSystem, hasInTeam } from '../../access/permission.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import { teamById, type InTeam } from '../../access/scopes/team.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call, CallOfAnyone, WorkOfSession } from '../../endpoint/endpoint.ts';
import { likeText } from '../../platform/db/like.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { isTrue, paging } from '../../platform/http/paging.ts';
import { seenOnlyBy } from '../users/index.ts';
import { selectStats } from './queries/members.ts';
import {
  countTeams,
  selectCommonTeams,
  searchTeamRows,
  selectInviteInfo,
  selectTeam,
  selectTeamByName,
  selectTeamsOf,
  selectTeamsPage,
  selectUnread,
} from './queries/teams.ts';
import { teamFor, type TeamRow } from './team-row.ts';

const isOpen = (team: Pick<TeamFacts, 'type' | 'allow_open_invite'>): boolean =>
  team.type === 'O' && team.allow_open_invite;

/** Members, and for a team that is open to everybody anyone signed in. */
type AboutTeam = Pick<AccessRequest<typeof getTeam>, 'directory' | 'session' | 'params'>;

async function visibleTeam({ directory, session, params }: AboutTeam): Promise<InTeam> {
  const team = await teamById(directory, params.team_id);
  if (!isOpen(team) && !(await hasInTeam(directory, session, team.id, 'view_team'))) throw forbidden('view_team');
  return { team };
}

const whoSees = 'view_team in the team; anybody where it is open';
export const seesTeam = when(whoSees, (asked: AccessRequest<typeof getTeam>) => visibleTeam(asked));
export const seesTeamIcon = when(whoSees, (asked: AccessRequest<typeof getTeamIcon>) => visibleTeam(asked));

const view = ({ session, services }: WorkOfSession, team: TeamRow): Promise<Team> =>
  teamFor({ session, directory: services.directory }, team);

export async function oneTeam(call: Call<typeof getTeam, InTeam>): Promise<Team> {
  const [team] = await selectTeam(call.db, { id: call.granted.team.id });
  if (!team) throw new AppError('app.team.get.find.app_error');
  return view(call, team);
}

export async function teamByName(call: Call<typeof getTeamByName>): Promise<Team> {
  const [team] = await selectTeamByName(call.db, { name: call.params.team_name.toLowerCase() });
  if (!team) throw new AppError('app.team.get_by_name.missing.app_error');
  const { directory } = call.services;
  if (!isOpen(team) && !(await hasInTeam(directory, call.session, team.id, 'view_team'))) throw forbidden('view_team');
  return view(call, team);
}

/** Wire: a team that the caller may not view does not exist for this question, unless it may list such teams. */
export async function existsTeam({ db, params, session, services }: Call<typeof teamExists>) {
  const [team] = await selectTeamByName(db, { name: params.team_name.toLowerCase() });
  if (!team) return { exists: false };
  const { directory } = services;
  const listing = isOpen(team) ? 'list_public_teams' : 'list_private_teams';
  const exists =
    hasInSystem(directory, session, listing) || (await hasInTeam(directory, session, team.id, 'view_team'));
  return { exists };
}

/** What the caller may list. */
function listable({ session, services }: WorkOfSession): { open: boolean; closed: boolean; archived: boolean } {
  const open = hasInSystem(services.directory, session, 'list_public_teams');
  const closed = hasInSystem(services.directory, session, 'list_private_teams');
  return { open, closed, archived: closed };
}

const viewAll = (call: WorkOfSession, teams: readonly TeamRow[]): Promise<Team[]> =>
  Promise.all(teams.map((team) => view(call, team)));

function withoutCount<Row extends { total_count: number }>(row: Row): Omit<Row, 'total_count'> {
  const { total_count: _count, ...team } = row;
  return team;
}

export async function teams(call: Call<typeof listTeams>): Promise<Team[] | TeamWithCount> {
  const { db, query } = call;
  const which = listable(call);
  if (!which.open && !which.closed) throw new AppError('api.team.get_all_teams.insufficient_permissions');
  const { per_page, offset } = paging(query);
  const rows = await selectTeamsPage(db, { ...which, limit: per_page, offset });
  const found = await viewAll(call, rows.map(withoutCount));
  if (!isTrue(query.include_total_count)) return found;
  const total_count = rows[0]?.total_count ?? (await countTeams(db, which))[0]?.n ?? 0;
  return { teams: found, total_count };
}

/** `text` as a LIKE pattern that matches it anywhere, in lower case. */
const anywhere = (text: string): string => `%${likeText(text)}%`;
const most = 1000;

/** With `page` and `per_page` in the body the answer counts; without, it is a plain list. */
export async function searchedTeams(call: Call<typeof searchTeams>): Promise<Team[] | TeamWithCount> {
  const { db, body } = call;
  const which = listable(call);
  if (!which.open && !which.closed) throw new AppError('api.team.get_all_teams.insufficient_permissions');
  const paged = body.page !== undefined && body.per_page !== undefined;
  const page = paging({ page: String(body.page ?? 0), per_page: String(body.per_page ?? 0) });
  const [limit, offset] = paged ? [page.per_page, page.offset] : [most, 0];
  const only_open = body.allow_open_invite ?? null;
  const rows = await searchTeamRows(db, { ...which, pattern: anywhere(body.term), limit, offset, only_open });
  const found = await viewAll(call, rows.map(withoutCount));
  return paged ? { teams: found, total_count: rows[0]?.total_count ?? 0 } : found;
}

/** Wire: not paged, so a second page is empty; a client that asks until then must come to an end. */
export async function teamsOfUser(call: Call<typeof getTeamsOfUser, OfUser>): Promise<Team[]> {
  if (call.query.page !== undefined && /^[1-9]\d*$/.test(call.query.page)) return [];
  return viewAll(call, await selectTeamsOf(call.db, { user_id: call.granted.user_id }));
}

export async function statsOfTeam(call: Call<typeof getTeamStats, InTeam>): Promise<TeamStats> {
  const { db, granted } = call;
  const [stats] = await selectStats(db, { team_id: granted.team.id, viewer: seenOnlyBy(call) ?? '' });
  return stats ?? { team_id: granted.team.id, total_member_count: 0, active_member_count: 0 };
}

export function unreadOfTeams({ db, granted, query }: Call<typeof getTeamsUnread, OfUser>): Promise<TeamUnread[]> {
  const threads = isTrue(query.include_collapsed_threads);
  return selectUnread(db, {
    user_id: granted.user_id,
    except_team_id: query.exclude_team ?? '',
    with_threads: threads,
    only_team_id: '',
  });
}

export async function unreadOfTeam(call: Call<typeof getTeamUnread, OfUser & InTeam>): Promise<TeamUnread> {
  const { team, user_id } = call.granted;
  const [unread] = await selectUnread(call.db, {
    user_id,
    except_team_id: '',
    with_threads: false,
    only_team_id: team.id,
  });
  if (!unread) throw new AppError('app.team.get_member.missing.app_error');
  return unread;
}

/** Public: what whoever holds the link may know before joining. */
export async function inviteInfo({ db, params }: CallOfAnyone<typeof getInviteInfo>): Promise<TeamInviteInfo> {
  const [found] = await selectInviteInfo(db, { invite_id: params.invite_id });
  if (!found) throw new AppError('app.team.get_by_invite_id.finding.app_error');
  const { type, ...info } = found;
  if (type !== 'O') throw new AppError('api.team.get_invite_info.not_open_team');
  return info;
}

/** Teams that everybody in a direct or group channel shares; 400 for channels of a team. */
export async function commonTeams(call: Call<typeof getCommonTeams, InChannel>): Promise<Team[]> {
  const { channel } = call.granted;
  if (channel.type !== 'D' && channel.type !== 'G')
    throw new AppError('app.channel.get_common_teams.incorrect_channel_type');
  return viewAll(call, await selectCommonTeams(call.db, { channel_id: channel.id }));
}
