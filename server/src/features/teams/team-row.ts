/** Teams and their members as stored and as the wire shows them. */
import type { Team } from '@innermost/protocol/teams.ts';
import type { Directory } from '../../access/directory.ts';
import { hasInTeam } from '../../access/permission.ts';
import type { Session } from '../../access/session.ts';
import { narrow, sql } from '../../platform/db/statement.ts';

/** What statements select as a team: its wire form before anything is hidden. */
export type TeamRow = Team;

export const asTeam = narrow<Pick<Team, 'type'>>();

export const teamColumns = sql`t.id, coalesce(t.createat, 0) AS create_at, coalesce(t.updateat, 0) AS update_at,
  coalesce(t.deleteat, 0) AS delete_at, coalesce(t.displayname, '') AS display_name, coalesce(t.name, '') AS name,
  coalesce(t.description, '') AS description, coalesce(t.email, '') AS email, coalesce(t.type::text, 'I') AS type,
  coalesce(t.companyname, '') AS company_name, coalesce(t.alloweddomains, '') AS allowed_domains,
  coalesce(t.inviteid, '') AS invite_id, coalesce(t.allowopeninvite, false) AS allow_open_invite,
  coalesce(t.lastteamiconupdate, 0) AS last_team_icon_update, t.schemeid AS scheme_id,
  t.groupconstrained AS group_constrained, NULL AS policy_id,
  coalesce(t.cloudlimitsarchived, false) AS cloud_limits_archived`;

/** FROM items for members as `m`: the team and the scheme that names its roles. */
export const teamMemberTables = sql`teammembers m LEFT JOIN teams t ON t.id = m.teamid
  LEFT JOIN schemes s ON s.id = t.schemeid AND coalesce(s.deleteat, 0) = 0`;

export const teamMemberColumns = sql`m.teamid AS team_id, m.userid AS user_id,
  concat_ws(' ', nullif(m.roles, ''),
    CASE WHEN m.schemeguest THEN coalesce(nullif(s.defaultteamguestrole, ''), 'team_guest') END,
    CASE WHEN m.schemeuser THEN coalesce(nullif(s.defaultteamuserrole, ''), 'team_user') END,
    CASE WHEN m.schemeadmin THEN coalesce(nullif(s.defaultteamadminrole, ''), 'team_admin') END) AS roles,
  coalesce(m.deleteat, 0) AS delete_at, coalesce(m.schemeguest, false) AS scheme_guest,
  coalesce(m.schemeuser, false) AS scheme_user, coalesce(m.schemeadmin, false) AS scheme_admin,
  coalesce(m.roles, '') AS explicit_roles`;

/** With nothing hidden. Wire: the icon's time is left out while there is no icon. */
export function wholeTeam(team: TeamRow): Team {
  const { last_team_icon_update, ...rest } = team;
  return last_team_icon_update ? { ...rest, last_team_icon_update } : rest;
}

/** As anybody may see it: without address and invite id. */
export const publicTeam = (team: TeamRow): Team => ({ ...wholeTeam(team), email: '', invite_id: '' });

/** As this session may see it: the address with `manage_team`, the invite id with `invite_user`. */
export async function teamFor(viewer: { session: Session; directory: Directory }, team: TeamRow): Promise<Team> {
  const { session, directory } = viewer;
  const whole = wholeTeam(team);
  if (!(await hasInTeam(directory, session, team.id, 'manage_team'))) whole.email = '';
  if (!(await hasInTeam(directory, session, team.id, 'invite_user'))) whole.invite_id = '';
  return whole;
}
