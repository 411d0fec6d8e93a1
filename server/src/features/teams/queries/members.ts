import { sql, type Sql, statementsOf } from '../../../platform/db/statement.ts';
import { teamMemberColumns, teamMemberTables } from '../team-row.ts';
import type { Statements } from './members.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const members = sql`SELECT ${teamMemberColumns} FROM ${teamMemberTables}`;

/** The present members among people. */
export const selectMembers = statement(
  'selectMembers',
  sql`${members} WHERE m.teamid = :team_id AND m.userid = ANY(:user_ids) AND coalesce(m.deleteat, 0) = 0 ORDER BY m.userid`,
);

/** `:viewer` is '' for who sees everybody, else the person who sees only those with whom they share a channel: a guest. */
const seenBy = sql`(:viewer = '' OR m.userid = :viewer OR EXISTS (
  SELECT FROM channelmembers own JOIN channelmembers o ON o.channelid = own.channelid AND o.userid = m.userid
   WHERE own.userid = :viewer))`;

/** By username, or else by id; `viewer` as in `seenBy`. */
export const selectMembersPage = statement(
  'selectMembersPage',
  sql`
  SELECT ${teamMemberColumns} FROM ${teamMemberTables} LEFT JOIN users u ON u.id = m.userid
   WHERE m.teamid = :team_id AND coalesce(m.deleteat, 0) = 0 AND NOT (:without_deactivated AND coalesce(u.deleteat, 0) > 0) AND ${seenBy}
   ORDER BY CASE WHEN :by_username THEN u.username END, m.userid LIMIT :limit OFFSET :offset`,
);

/** Present memberships. */
export const selectMembersOf = statement(
  'selectMembersOf',
  sql`${members} WHERE m.userid = :user_id AND coalesce(m.deleteat, 0) = 0 ORDER BY m.teamid`,
);

/** `viewer` as in `seenBy`. */
export const selectStats = statement(
  'selectStats',
  sql`
  SELECT :team_id::text AS team_id, count(*) AS total_member_count,
         count(*) FILTER (WHERE coalesce(u.deleteat, 0) = 0) AS active_member_count
    FROM teammembers m JOIN users u ON u.id = m.userid WHERE m.teamid = :team_id AND coalesce(m.deleteat, 0) = 0 AND ${seenBy}`,
);

/** Active people, bots not counted. The team's row is locked by the caller, so that two joins count one after the other. */
export const countActive = statement(
  'countActive',
  sql`
  SELECT count(*) AS n FROM teammembers m JOIN users u ON u.id = m.userid LEFT JOIN bots b ON b.userid = u.id
   WHERE m.teamid = :team_id AND coalesce(m.deleteat, 0) = 0 AND coalesce(u.deleteat, 0) = 0 AND b.userid IS NULL`,
);

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

/** What decides whether people may become members of a team. One row for each who exists. */
export const selectCandidates = statement(
  'selectCandidates',
  sql`
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
   WHERE t.id = :team_id AND u.id = ANY(:user_ids)`,
);

/** The three categories that everybody has in every team; `u` has the columns userid and teamid. */
const defaultCategories = (from: Sql): Sql => sql`
  INSERT INTO sidebarcategories (id, userid, teamid, sortorder, sorting, type, displayname, muted, collapsed)
  SELECT d.type || '_' || u.userid || '_' || u.teamid, u.userid, u.teamid, d.sortorder, d.sorting, d.type, d.displayname, false, false
    FROM ${from} CROSS JOIN (VALUES ('favorites', 0, '', 'Favorites'), ('channels', 10, '', 'Channels'),
                                    ('direct_messages', 20, 'recent', 'Direct Messages'))
         AS d (type, sortorder, sorting, displayname)
      ON CONFLICT (id) DO NOTHING`;

/** For a person who lacks some; what was starred in older clients goes to the favourites. */
export const insertDefaultCategories = statement(
  'insertDefaultCategories',
  sql`
WITH made AS (
  ${defaultCategories(sql`(SELECT :user_id::text AS userid, :team_id::text AS teamid) u`)}
  RETURNING id, type
)
INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
SELECT p.name, :user_id, made.id, 10 * (row_number() OVER (ORDER BY p.name) - 1)
  FROM made JOIN preferences p ON p.userid = :user_id AND p.category = 'favorite_channel' AND p.value = 'true'
  JOIN channelmembers m ON m.userid = :user_id AND m.channelid = p.name
  JOIN channels c ON c.id = p.name AND coalesce(c.teamid, '') IN (:team_id, '')
 WHERE made.type = 'favorites'
    ON CONFLICT DO NOTHING`,
);

/** Makes people members, or members again; `guests`: which of them are. A row for each who was none. */
export const insertMembers = statement(
  'insertMembers',
  sql`
WITH joined AS (
  INSERT INTO teammembers AS m (teamid, userid, roles, deleteat, schemeuser, schemeadmin, schemeguest, createat)
  SELECT :team_id, a.userid, '', 0, NOT a.guest, :as_admins::bool, a.guest, :now FROM unnest(:user_ids::text[], :guests::bool[]) AS a (userid, guest)
      ON CONFLICT (teamid, userid) DO UPDATE
     SET roles = '', deleteat = 0, schemeuser = excluded.schemeuser, schemeadmin = excluded.schemeadmin,
         schemeguest = excluded.schemeguest, createat = excluded.createat
   WHERE coalesce(m.deleteat, 0) > 0
  RETURNING m.userid, m.teamid
), touched AS (
  UPDATE users u SET updateat = :now FROM joined WHERE u.id = joined.userid
), categories AS (
  ${defaultCategories(sql`joined u`)}
)
SELECT userid AS user_id FROM joined`,
);

/** With the person's sidebar in the team; a row when there was one. */
export const endMembership = statement(
  'endMembership',
  sql`
WITH gone AS (
  UPDATE teammembers SET deleteat = :now, roles = '', schemeadmin = false
   WHERE teamid = :team_id AND userid = :user_id AND coalesce(deleteat, 0) = 0
  RETURNING userid
), touched AS (
  UPDATE users u SET updateat = :now FROM gone WHERE u.id = gone.userid
), categories AS (
  DELETE FROM sidebarcategories c USING gone WHERE c.userid = gone.userid AND c.teamid = :team_id RETURNING c.id
), channels AS (
  DELETE FROM sidebarchannels s USING categories c WHERE s.categoryid = c.id
)
SELECT userid AS user_id FROM gone`,
);

export const updateSchemeRoles = statement(
  'updateSchemeRoles',
  sql`UPDATE teammembers SET schemeguest = :guest, schemeuser = :member, schemeadmin = :admin WHERE teamid = :team_id AND userid = :user_id`,
);

/** `roles`: the others. */
export const updateMemberRoles = statement(
  'updateMemberRoles',
  sql`UPDATE teammembers SET schemeuser = :member, schemeadmin = :admin, roles = :roles WHERE teamid = :team_id AND userid = :user_id`,
);

/** Shows a person who is new up to ten others of the team in the sidebar. */
export const insertTeammatePreferences = statement(
  'insertTeammatePreferences',
  sql`
  INSERT INTO preferences (userid, category, name, value)
  SELECT :user_id::text, 'direct_channel_show', m.userid, 'true'
    FROM teammembers m JOIN users u ON u.id = m.userid AND coalesce(u.deleteat, 0) = 0
   WHERE m.teamid = :team_id AND m.userid <> :user_id AND coalesce(m.deleteat, 0) = 0 ORDER BY m.createat, m.userid LIMIT 10
      ON CONFLICT DO NOTHING`,
);
