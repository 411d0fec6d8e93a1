import type { WireError } from './errors.ts';
import { route, type StatusOk } from './route.ts';

export type TeamType = 'O' | 'I';

/** Times in ms. `email` and `invite_id` are empty for whoever may not see them. */
export interface Team {
  id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  display_name: string;
  name: string;
  description: string;
  email: string;
  type: TeamType;
  company_name: string;
  allowed_domains: string;
  invite_id: string;
  allow_open_invite: boolean;
  last_team_icon_update?: number;
  scheme_id: string | null;
  group_constrained: boolean | null;
  policy_id: string | null;
  cloud_limits_archived: boolean;
}

export interface NewTeam {
  /** Must be absent or ''. */
  id?: string;
  name: string;
  display_name: string;
  type: TeamType;
  description?: string;
  allow_open_invite?: boolean;
  allowed_domains?: string;
  company_name?: string;
}

export interface TeamPatch {
  display_name?: string;
  description?: string;
  company_name?: string;
  allowed_domains?: string;
  allow_open_invite?: boolean;
  group_constrained?: boolean | null;
}

export interface TeamMember {
  team_id: string;
  user_id: string;
  roles: string;
  delete_at: number;
  scheme_guest: boolean;
  scheme_user: boolean;
  scheme_admin: boolean;
  explicit_roles: string;
  mention_count?: number;
  msg_count?: number;
}

export interface TeamUnread {
  team_id: string;
  msg_count: number;
  mention_count: number;
  mention_count_root: number;
  msg_count_root: number;
  thread_count: number;
  thread_mention_count: number;
  thread_urgent_mention_count: number;
}

export interface TeamStats {
  team_id: string;
  total_member_count: number;
  active_member_count: number;
}

/** What a person who holds an invite link may know of the team before joining. */
export interface TeamInviteInfo {
  id: string;
  name: string;
  display_name: string;
  description: string;
}

export interface TeamWithCount {
  teams: Team[];
  total_count: number;
}

/** What `members/batch?graceful=true` answers for each person: the member, or why there is none. */
export interface TeamMemberOrError {
  user_id: string;
  member: TeamMember | null;
  error: WireError | null;
}

export interface TeamSearch {
  term: string;
  page?: number;
  per_page?: number;
  allow_open_invite?: boolean;
}

export const createTeam = route('POST', '/api/v4/teams').takes<NewTeam>().returns<Team>();
export const listTeams = route('GET', '/api/v4/teams')
  .asks<'page' | 'per_page' | 'include_total_count' | 'exclude_policy_constrained'>()
  .returns<Team[] | TeamWithCount>();
export const searchTeams = route('POST', '/api/v4/teams/search').takes<TeamSearch>().returns<Team[] | TeamWithCount>();
export const getTeam = route('GET', '/api/v4/teams/:team_id').returns<Team>();
export const getTeamByName = route('GET', '/api/v4/teams/name/:team_name').returns<Team>();
export const teamExists = route('GET', '/api/v4/teams/name/:team_name/exists').returns<{ exists: boolean }>();
export const patchTeam = route('PUT', '/api/v4/teams/:team_id/patch').takes<TeamPatch>().returns<Team>();
export const updateTeam = route('PUT', '/api/v4/teams/:team_id').takes<TeamPatch & { id: string }>().returns<Team>();
export const getTeamIcon = route('GET', '/api/v4/teams/:team_id/image').returns<Uint8Array>();
/** The form's file is named `image`. */
export const setTeamIcon = route('POST', '/api/v4/teams/:team_id/image')
  .takesForm<Record<never, never>>()
  .returns<StatusOk>();
export const removeTeamIcon = route('DELETE', '/api/v4/teams/:team_id/image').returns<StatusOk>();
export const regenerateInviteId = route('POST', '/api/v4/teams/:team_id/regenerate_invite_id').returns<Team>();
export const getInviteInfo = route('GET', '/api/v4/teams/invite/:invite_id').returns<TeamInviteInfo>();
export const getTeamStats = route('GET', '/api/v4/teams/:team_id/stats').returns<TeamStats>();

export const getTeamsOfUser = route('GET', '/api/v4/users/:user_id/teams')
  .asks<'page' | 'per_page'>()
  .returns<Team[]>();
export const getTeamMembersOfUser = route('GET', '/api/v4/users/:user_id/teams/members').returns<TeamMember[]>();
export const getTeamsUnread = route('GET', '/api/v4/users/:user_id/teams/unread')
  .asks<'exclude_team' | 'include_collapsed_threads'>()
  .returns<TeamUnread[]>();
export const getTeamUnread = route('GET', '/api/v4/users/:user_id/teams/:team_id/unread').returns<TeamUnread>();

export const getTeamMembers = route('GET', '/api/v4/teams/:team_id/members')
  .asks<'page' | 'per_page' | 'sort' | 'exclude_deleted_users'>()
  .returns<TeamMember[]>();
export const getTeamMember = route('GET', '/api/v4/teams/:team_id/members/:user_id').returns<TeamMember>();
export const getTeamMembersByIds = route('POST', '/api/v4/teams/:team_id/members/ids')
  .takes<string[]>()
  .returns<TeamMember[]>();
export const addTeamMember = route('POST', '/api/v4/teams/:team_id/members')
  .takes<{ team_id: string; user_id: string }>()
  .returns<TeamMember>();
export const addTeamMembers = route('POST', '/api/v4/teams/:team_id/members/batch')
  .takes<{ team_id: string; user_id: string }[]>()
  .asks<'graceful'>()
  .returns<TeamMember[] | TeamMemberOrError[]>();
/** Names with spaces between, instead of what the member had. */
export const setTeamMemberRoles = route('PUT', '/api/v4/teams/:team_id/members/:user_id/roles')
  .takes<{ roles: string }>()
  .returns<StatusOk>();
export const setTeamSchemeRoles = route('PUT', '/api/v4/teams/:team_id/members/:user_id/schemeRoles')
  .takes<{ scheme_admin: boolean; scheme_user: boolean; scheme_guest?: boolean }>()
  .returns<StatusOk>();
export const joinTeamByInvite = route('POST', '/api/v4/teams/members/invite')
  .asks<'token' | 'invite_id'>()
  .returns<TeamMember>();
export const removeTeamMember = route('DELETE', '/api/v4/teams/:team_id/members/:user_id').returns<StatusOk>();

export interface TeamEvents {
  added_to_team: { team_id: string; user_id: string };
  leave_team: { user_id: string; team_id: string };
  update_team: { team: Team };
  memberrole_updated: { member: TeamMember };
}
