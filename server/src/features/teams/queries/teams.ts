import { sql, statementsOf } from '../../../platform/db/statement.ts';
import { asTeam, teamColumns } from '../team-row.ts';
import type { Statements } from './teams.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const teams = sql`SELECT ${teamColumns} FROM teams t`;

export const selectTeam = statement('selectTeam', sql`${teams} WHERE t.id = :id`, asTeam);
export const selectTeamForChange = statement(
  'selectTeamForChange',
  sql`${teams} WHERE t.id = :id FOR NO KEY UPDATE`,
  asTeam,
);
export const selectTeamByName = statement('selectTeamByName', sql`${teams} WHERE t.name = :name`, asTeam);
/** Live teams only. */
export const selectTeamByInviteId = statement(
  'selectTeamByInviteId',
  sql`${teams} WHERE t.inviteid = :invite_id AND t.inviteid <> '' AND coalesce(t.deleteat, 0) = 0`,
  asTeam,
);

/** The live teams that a person is in. */
export const selectTeamsOf = statement(
  'selectTeamsOf',
  sql`
  SELECT ${teamColumns} FROM teammembers m JOIN teams t ON t.id = m.teamid
   WHERE m.userid = :user_id AND coalesce(m.deleteat, 0) = 0 AND coalesce(t.deleteat, 0) = 0 ORDER BY t.displayname, t.id`,
  asTeam,
);

/** Which teams a list is about: open ones, the others, archived ones too. */
const listed = sql`((coalesce(t.allowopeninvite, false) AND :open) OR (NOT coalesce(t.allowopeninvite, false) AND :closed))
  AND (coalesce(t.deleteat, 0) = 0 OR :archived)`;

/** `total_count` is of all pages. */
export const selectTeamsPage = statement(
  'selectTeamsPage',
  sql`
  SELECT ${teamColumns}, count(*) OVER () AS total_count FROM teams t
   WHERE ${listed} ORDER BY t.displayname, t.id LIMIT :limit OFFSET :offset`,
  asTeam,
);

export const countTeams = statement('countTeams', sql`SELECT count(*) AS n FROM teams t WHERE ${listed}`);

/** The pattern is for name and display name; `only_open`: those that are, or are not; NULL for both. */
export const searchTeamRows = statement(
  'searchTeamRows',
  sql`
  SELECT ${teamColumns}, count(*) OVER () AS total_count FROM teams t
   WHERE ${listed} AND (lower(t.name) LIKE :pattern OR lower(t.displayname) LIKE :pattern)
     AND (:only_open?::bool IS NULL OR coalesce(t.allowopeninvite, false) = :only_open?)
   ORDER BY t.displayname, t.id LIMIT :limit OFFSET :offset`,
  asTeam,
);

/** No row when the name is taken. */
export const insertTeam = statement(
  'insertTeam',
  sql`
  INSERT INTO teams (id, createat, updateat, deleteat, displayname, name, description, email, type, companyname,
                     alloweddomains, inviteid, schemeid, allowopeninvite, lastteamiconupdate, groupconstrained)
  VALUES (:id, :now, :now, 0, :display_name, :name, :description, :email, :type::text::team_type, :company_name, :allowed_domains, :invite_id, NULL, :allow_open_invite, 0, NULL)
      ON CONFLICT (name) DO NOTHING
  RETURNING id`,
);

export const updateTeamRow = statement(
  'updateTeamRow',
  sql`
  UPDATE teams SET updateat = :now, displayname = :display_name, description = :description, companyname = :company_name, alloweddomains = :allowed_domains,
                   allowopeninvite = :allow_open_invite, groupconstrained = :group_constrained?
   WHERE id = :id`,
);

export const updateInviteId = statement(
  'updateInviteId',
  sql`UPDATE teams SET updateat = :now, inviteid = :invite_id WHERE id = :id`,
);

export const updateTeamIconTime = statement(
  'updateTeamIconTime',
  sql`UPDATE teams SET updateat = :now, lastteamiconupdate = :last_team_icon_update WHERE id = :id`,
);

export const selectInviteInfo = statement(
  'selectInviteInfo',
  sql`
  SELECT id, coalesce(name, '') AS name, coalesce(displayname, '') AS display_name,
         coalesce(description, '') AS description, type::text AS type
    FROM teams WHERE inviteid = :invite_id AND inviteid <> '' AND coalesce(deleteat, 0) = 0`,
);

/**
 * Unread messages and mentions by team; muted channels count with their mentions only. Leaves one team out, or is of one
 * team only ('': no such).
 */
export const selectUnread = statement(
  'selectUnread',
  sql`
WITH mine AS (
  SELECT m.teamid FROM teammembers m JOIN teams t ON t.id = m.teamid AND coalesce(t.deleteat, 0) = 0
   WHERE m.userid = :user_id AND coalesce(m.deleteat, 0) = 0 AND m.teamid <> :except_team_id AND (:only_team_id = '' OR m.teamid = :only_team_id)
), joined AS (
  SELECT c.teamid, m.notifyprops ->> 'mark_unread' = 'mention' AS muted,
         greatest(coalesce(c.totalmsgcount, 0) - coalesce(m.msgcount, 0), 0) AS messages,
         greatest(coalesce(c.totalmsgcountroot, 0) - coalesce(m.msgcountroot, 0), 0) AS roots,
         coalesce(m.mentioncount, 0) AS mentions, coalesce(m.mentioncountroot, 0) AS root_mentions
    FROM channelmembers m JOIN channels c ON c.id = m.channelid AND coalesce(c.deleteat, 0) = 0
   WHERE m.userid = :user_id AND c.teamid <> ''
), unread_threads AS (
  SELECT c.teamid, count(*) AS threads, sum(coalesce(tm.unreadmentions, 0)) AS mentions,
         sum(coalesce(tm.unreadmentions, 0)) FILTER (WHERE p.priority = 'urgent') AS urgent
    FROM threadmemberships tm JOIN threads t ON t.postid = tm.postid
    JOIN channels c ON c.id = t.channelid AND coalesce(c.deleteat, 0) = 0
    JOIN channelmembers m ON m.channelid = t.channelid AND m.userid = tm.userid
    LEFT JOIN postspriority p ON p.postid = t.postid
   WHERE :with_threads AND tm.userid = :user_id AND tm.following AND coalesce(t.threaddeleteat, 0) = 0
     AND coalesce(t.lastreplyat, 0) > coalesce(tm.lastviewed, 0)
   GROUP BY c.teamid
)
SELECT mine.teamid AS team_id, coalesce(sum(c.messages) FILTER (WHERE NOT coalesce(c.muted, false)), 0)::int8 AS msg_count,
       coalesce(sum(c.mentions), 0)::int8 AS mention_count, coalesce(sum(c.root_mentions), 0)::int8 AS mention_count_root,
       coalesce(sum(c.roots) FILTER (WHERE NOT coalesce(c.muted, false)), 0)::int8 AS msg_count_root,
       coalesce(max(u.threads), 0)::int8 AS thread_count, coalesce(max(u.mentions), 0)::int8 AS thread_mention_count,
       coalesce(max(u.urgent), 0)::int8 AS thread_urgent_mention_count
  FROM mine LEFT JOIN joined c ON c.teamid = mine.teamid LEFT JOIN unread_threads u ON u.teamid = mine.teamid
 GROUP BY mine.teamid ORDER BY mine.teamid`,
);

/** Live teams that every active member of a channel is in. */
export const selectCommonTeams = statement(
  'selectCommonTeams',
  sql`
WITH people AS (
  SELECT m.userid FROM channelmembers m JOIN users u ON u.id = m.userid AND coalesce(u.deleteat, 0) = 0 WHERE m.channelid = :channel_id
)
SELECT ${teamColumns}
  FROM teams t
 WHERE coalesce(t.deleteat, 0) = 0
   AND t.id IN (SELECT tm.teamid FROM people JOIN teammembers tm ON tm.userid = people.userid AND coalesce(tm.deleteat, 0) = 0
                 GROUP BY tm.teamid HAVING count(*) = (SELECT count(*) FROM people))
 ORDER BY t.displayname, t.id`,
  asTeam,
);
