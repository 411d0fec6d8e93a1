import type { TeamStats } from '@innermost/protocol/teams.ts';
import { hot } from '../../../platform/db/hot.ts';
import { teamMemberColumns, teamMemberTables, type TeamMemberRow } from '../team-row.ts';

const members = `SELECT ${teamMemberColumns} FROM ${teamMemberTables}`;

/** Of team $1 the present members among $2. */
export const selectMembers = hot<TeamMemberRow>(
  `${members} WHERE m.teamid = $1 AND m.userid = ANY($2) AND coalesce(m.deleteat, 0) = 0 ORDER BY m.userid`,
);

/** `viewer` is '' for who sees everybody, else the person who sees only those with whom he shares a channel: a guest. */
const seenBy = (viewer: string): string => `(${viewer} = '' OR m.userid = ${viewer} OR EXISTS (
  SELECT FROM channelmembers own JOIN channelmembers o ON o.channelid = own.channelid AND o.userid = m.userid
   WHERE own.userid = ${viewer}))`;

/** A page of team $1: $2 limit, $3 offset, $4 without deactivated people, $5 by username instead of id, $6 as `seenBy`. */
export const selectMembersPage = hot<TeamMemberRow>(`
  SELECT ${teamMemberColumns} FROM ${teamMemberTables} LEFT JOIN users u ON u.id = m.userid
   WHERE m.teamid = $1 AND coalesce(m.deleteat, 0) = 0 AND NOT ($4 AND coalesce(u.deleteat, 0) > 0) AND ${seenBy('$6')}
   ORDER BY CASE WHEN $5 THEN u.username END, m.userid LIMIT $2 OFFSET $3`);

/** Present memberships of person $1. */
export const selectMembersOf = hot<TeamMemberRow>(
  `${members} WHERE m.userid = $1 AND coalesce(m.deleteat, 0) = 0 ORDER BY m.teamid`,
);

/** Of team $1, $2 as `seenBy`. */
export const selectStats = hot<TeamStats>(`
  SELECT $1::text AS team_id, count(*) AS total_member_count,
         count(*) FILTER (WHERE coalesce(u.deleteat, 0) = 0) AS active_member_count
    FROM teammembers m JOIN users u ON u.id = m.userid WHERE m.teamid = $1 AND coalesce(m.deleteat, 0) = 0 AND ${seenBy('$2')}`);

/** Active people, bots not counted. The team's row is locked by the caller, so that two joins count one after the other. */
export const countActive = hot<{ n: number }>(`
  SELECT count(*) AS n FROM teammembers m JOIN users u ON u.id = m.userid LEFT JOIN bots b ON b.userid = u.id
   WHERE m.teamid = $1 AND coalesce(m.deleteat, 0) = 0 AND coalesce(u.deleteat, 0) = 0 AND b.userid IS NULL`);

export interface Candidate {
  id: string;
  username: string;
  email: string;
  is_guest: boolean;
  is_bot: boolean;
  deactivated: boolean;
  is_member: boolean;
  /** Is, or was before. */
  was_member: boolean;
  /** False when the team takes only members of its groups, and this is none. */
  in_groups: boolean;
}

/** What decides whether people $2 may become members of team $1. One row for each who exists. */
export const selectCandidates = hot<Candidate>(`
  SELECT u.id, coalesce(u.username, '') AS username, coalesce(u.email, '') AS email,
         'system_guest' = ANY(string_to_array(coalesce(u.roles, ''), ' ')) AS is_guest,
         EXISTS (SELECT FROM bots b WHERE b.userid = u.id) AS is_bot, coalesce(u.deleteat, 0) > 0 AS deactivated,
         m.userid IS NOT NULL AS is_member,
         EXISTS (SELECT FROM teammembers o WHERE o.teamid = t.id AND o.userid = u.id) AS was_member,
         coalesce(t.groupconstrained, false) = false OR EXISTS (
           SELECT FROM groupteams gt JOIN groupmembers gm ON gm.groupid = gt.groupid AND coalesce(gm.deleteat, 0) = 0
            WHERE gt.teamid = t.id AND coalesce(gt.deleteat, 0) = 0 AND gm.userid = u.id) AS in_groups
    FROM teams t CROSS JOIN users u
    LEFT JOIN teammembers m ON m.teamid = t.id AND m.userid = u.id AND coalesce(m.deleteat, 0) = 0
   WHERE t.id = $1 AND u.id = ANY($2)`);

/** The three categories that everybody has in every team; `u` has the columns userid and teamid. */
const defaultCategories = (from: string): string => `
  INSERT INTO sidebarcategories (id, userid, teamid, sortorder, sorting, type, displayname, muted, collapsed)
  SELECT d.type || '_' || u.userid || '_' || u.teamid, u.userid, u.teamid, d.sortorder, d.sorting, d.type, d.displayname, false, false
    FROM ${from} CROSS JOIN (VALUES ('favorites', 0, '', 'Favorites'), ('channels', 10, '', 'Channels'),
                                    ('direct_messages', 20, 'recent', 'Direct Messages'))
         AS d (type, sortorder, sorting, displayname)
      ON CONFLICT (id) DO NOTHING`;

/** For a person $1 in team $2 who lacks some; what was starred in older clients goes to the favourites. */
export const insertDefaultCategories = hot<never>(`
WITH made AS (
  ${defaultCategories('(SELECT $1::text AS userid, $2::text AS teamid) u')}
  RETURNING id, type
)
INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
SELECT p.name, $1, made.id, 10 * (row_number() OVER (ORDER BY p.name) - 1)
  FROM made JOIN preferences p ON p.userid = $1 AND p.category = 'favorite_channel' AND p.value = 'true'
  JOIN channelmembers m ON m.userid = $1 AND m.channelid = p.name
  JOIN channels c ON c.id = p.name AND coalesce(c.teamid, '') IN ($2, '')
 WHERE made.type = 'favorites'
    ON CONFLICT DO NOTHING`);

/**
 * Makes people $2 members of team $1, or members again; $3 which of them are guests, $4 now (ms), $5 as administrators.
 * A row for each who was none.
 */
export const insertMembers = hot<{ user_id: string }>(`
WITH joined AS (
  INSERT INTO teammembers AS m (teamid, userid, roles, deleteat, schemeuser, schemeadmin, schemeguest, createat)
  SELECT $1, a.userid, '', 0, NOT a.guest, $5::bool, a.guest, $4 FROM unnest($2::text[], $3::bool[]) AS a (userid, guest)
      ON CONFLICT (teamid, userid) DO UPDATE
     SET roles = '', deleteat = 0, schemeuser = excluded.schemeuser, schemeadmin = excluded.schemeadmin,
         schemeguest = excluded.schemeguest, createat = excluded.createat
   WHERE coalesce(m.deleteat, 0) > 0
  RETURNING m.userid, m.teamid
), touched AS (
  UPDATE users u SET updateat = $4 FROM joined WHERE u.id = joined.userid
), categories AS (
  ${defaultCategories('joined u')}
)
SELECT userid AS user_id FROM joined`);

/** Ends the membership of person $2 in team $1 at $3 (ms), with the person's sidebar there; a row when there was one. */
export const endMembership = hot<{ user_id: string }>(`
WITH gone AS (
  UPDATE teammembers SET deleteat = $3, roles = '', schemeadmin = false
   WHERE teamid = $1 AND userid = $2 AND coalesce(deleteat, 0) = 0
  RETURNING userid
), touched AS (
  UPDATE users u SET updateat = $3 FROM gone WHERE u.id = gone.userid
), categories AS (
  DELETE FROM sidebarcategories c USING gone WHERE c.userid = gone.userid AND c.teamid = $1 RETURNING c.id
), channels AS (
  DELETE FROM sidebarchannels s USING categories c WHERE s.categoryid = c.id
)
SELECT userid AS user_id FROM gone`);

/** Sets who person $2 is in team $1: $3 guest, $4 member, $5 administrator. */
export const updateSchemeRoles = hot<never>(
  `UPDATE teammembers SET schemeguest = $3, schemeuser = $4, schemeadmin = $5 WHERE teamid = $1 AND userid = $2`,
);

/** $3 member, $4 administrator, $5 other roles. */
export const updateMemberRoles = hot<never>(
  `UPDATE teammembers SET schemeuser = $3, schemeadmin = $4, roles = $5 WHERE teamid = $1 AND userid = $2`,
);

/** Shows person $1, who is new, up to ten others of team $2 in the sidebar. */
export const insertTeammatePreferences = hot<never>(`
  INSERT INTO preferences (userid, category, name, value)
  SELECT $1::text, 'direct_channel_show', m.userid, 'true'
    FROM teammembers m JOIN users u ON u.id = m.userid AND coalesce(u.deleteat, 0) = 0
   WHERE m.teamid = $2 AND m.userid <> $1 AND coalesce(m.deleteat, 0) = 0 ORDER BY m.createat, m.userid LIMIT 10
      ON CONFLICT DO NOTHING`);
