/** What a person belongs to, with the names of the roles that follow from it; loaded whole, once per active person. */
import type { Db } from '../platform/db/database.ts';
import { narrow, sql, statementsOf } from '../platform/db/statement.ts';
import { moderatedRole } from './moderation.ts';
import type { Statements } from './memberships.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export interface ChannelMembership {
  readonly channel_id: string;
  readonly team_id: string;
  readonly roles: readonly string[];
}

export interface TeamMembership {
  readonly team_id: string;
  readonly roles: readonly string[];
  readonly scheme_admin: boolean;
}

export interface Memberships {
  readonly channels: ReadonlyMap<string, ChannelMembership>;
  readonly teams: ReadonlyMap<string, TeamMembership>;
}

interface Row {
  scope: 'team' | 'channel';
  id: string;
  team_id: string;
  roles: string;
  guest: boolean;
  member: boolean;
  admin: boolean;
  guest_role: string;
  user_role: string;
  admin_role: string;
  /** Of the channel's own scheme; '' without one. */
  own_guest_role: string;
  own_user_role: string;
}

/** A team's scheme may replace the three roles of the team and of its channels; a channel's own is a mask over those. */
const selectMemberships = statement(
  'selectMemberships',
  sql`
  SELECT 'team' AS scope, tm.teamid AS id, tm.teamid AS team_id, coalesce(tm.roles, '') AS roles,
         coalesce(tm.schemeguest, false) AS guest, coalesce(tm.schemeuser, false) AS member, coalesce(tm.schemeadmin, false) AS admin,
         coalesce(nullif(s.defaultteamguestrole, ''), 'team_guest') AS guest_role,
         coalesce(nullif(s.defaultteamuserrole, ''), 'team_user') AS user_role,
         coalesce(nullif(s.defaultteamadminrole, ''), 'team_admin') AS admin_role,
         '' AS own_guest_role, '' AS own_user_role
    FROM teammembers tm
    LEFT JOIN teams t ON t.id = tm.teamid
    LEFT JOIN schemes s ON s.id = t.schemeid AND coalesce(s.deleteat, 0) = 0
   WHERE tm.userid = :user_id AND coalesce(tm.deleteat, 0) = 0
   UNION ALL
  SELECT 'channel', cm.channelid, coalesce(c.teamid, ''), coalesce(cm.roles, ''),
         coalesce(cm.schemeguest, false), coalesce(cm.schemeuser, false), coalesce(cm.schemeadmin, false),
         coalesce(nullif(ts.defaultchannelguestrole, ''), 'channel_guest'),
         coalesce(nullif(ts.defaultchanneluserrole, ''), 'channel_user'),
         coalesce(nullif(ts.defaultchanneladminrole, ''), 'channel_admin'),
         coalesce(cs.defaultchannelguestrole, ''), coalesce(cs.defaultchanneluserrole, '')
    FROM channelmembers cm
    JOIN channels c ON c.id = cm.channelid
    LEFT JOIN teams t ON t.id = c.teamid
    LEFT JOIN schemes cs ON cs.id = c.schemeid AND coalesce(cs.deleteat, 0) = 0
    LEFT JOIN schemes ts ON ts.id = t.schemeid AND coalesce(ts.deleteat, 0) = 0
   WHERE cm.userid = :user_id`,
  narrow<{ scope: Row['scope'] }>(),
);

function rolesOf(row: Row): readonly string[] {
  const names = row.roles.split(' ').filter((name) => name !== '');
  if (row.guest) names.push(moderatedRole(row.guest_role, row.own_guest_role));
  if (row.member) names.push(moderatedRole(row.user_role, row.own_user_role));
  if (row.admin) names.push(row.admin_role);
  return share(names);
}

/** Nearly all memberships have the same few role lists, so equal lists are one array. */
const sharedRoleLists = new Map<string, readonly string[]>();
function share(names: string[]): readonly string[] {
  const key = names.join(' ');
  const known = sharedRoleLists.get(key);
  if (known) return known;
  if (sharedRoleLists.size < 1000) sharedRoleLists.set(key, names);
  return names;
}

/** One round trip. */
export async function loadMemberships(db: Db, userId: string): Promise<Memberships> {
  const channels = new Map<string, ChannelMembership>();
  const teams = new Map<string, TeamMembership>();
  for (const row of await selectMemberships(db, { user_id: userId })) {
    const roles = rolesOf(row);
    if (row.scope === 'team') teams.set(row.id, { team_id: row.id, roles, scheme_admin: row.admin });
    else channels.set(row.id, { channel_id: row.id, team_id: row.team_id, roles });
  }
  return { channels, teams };
}
