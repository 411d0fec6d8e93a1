import type { TeamInviteInfo, TeamUnread } from '@innermost/protocol/teams.ts';
import { hot } from '../../../platform/db/hot.ts';
import { teamColumns, type TeamRow } from '../team-row.ts';

const teams = `SELECT ${teamColumns} FROM teams t`;

export const selectTeam = hot<TeamRow>(`${teams} WHERE t.id = $1`);
export const selectTeamForChange = hot<TeamRow>(`${teams} WHERE t.id = $1 FOR NO KEY UPDATE`);
export const selectTeamByName = hot<TeamRow>(`${teams} WHERE t.name = $1`);
/** Live teams only. */
export const selectTeamByInviteId = hot<TeamRow>(
  `${teams} WHERE t.inviteid = $1 AND t.inviteid <> '' AND coalesce(t.deleteat, 0) = 0`,
);

/** The live teams that person $1 is in. */
export const selectTeamsOf = hot<TeamRow>(`
  SELECT ${teamColumns} FROM teammembers m JOIN teams t ON t.id = m.teamid
   WHERE m.userid = $1 AND coalesce(m.deleteat, 0) = 0 AND coalesce(t.deleteat, 0) = 0 ORDER BY t.displayname, t.id`);

/** Which teams a list is about: $1 open ones, $2 the others, $3 archived ones too. */
const listed = `((coalesce(t.allowopeninvite, false) AND $1) OR (NOT coalesce(t.allowopeninvite, false) AND $2))
  AND (coalesce(t.deleteat, 0) = 0 OR $3)`;

/** A page: $4 limit, $5 offset. `total_count` is of all pages. */
export const selectTeamsPage = hot<TeamRow & { total_count: number }>(`
  SELECT ${teamColumns}, count(*) OVER () AS total_count FROM teams t
   WHERE ${listed} ORDER BY t.displayname, t.id LIMIT $4 OFFSET $5`);

export const countTeams = hot<{ n: number }>(`SELECT count(*) AS n FROM teams t WHERE ${listed}`);

/** $4 pattern for name and display name, $5 limit, $6 offset, $7 only those open or not (NULL: both). */
export const searchTeamRows = hot<TeamRow & { total_count: number }>(`
  SELECT ${teamColumns}, count(*) OVER () AS total_count FROM teams t
   WHERE ${listed} AND (lower(t.name) LIKE $4 OR lower(t.displayname) LIKE $4)
     AND ($7::bool IS NULL OR coalesce(t.allowopeninvite, false) = $7)
   ORDER BY t.displayname, t.id LIMIT $5 OFFSET $6`);

/** No row when the name is taken. $1 id, $2 now (ms), $3 display name, $4 name, $5 description, $6 e-mail, $7 type,
 * $8 company, $9 allowed domains, $10 invite id, $11 open for everybody */
export const insertTeam = hot<{ id: string }>(`
  INSERT INTO teams (id, createat, updateat, deleteat, displayname, name, description, email, type, companyname,
                     alloweddomains, inviteid, schemeid, allowopeninvite, lastteamiconupdate, groupconstrained)
  VALUES ($1, $2, $2, 0, $3, $4, $5, $6, $7::text::team_type, $8, $9, $10, NULL, $11, 0, NULL)
      ON CONFLICT (name) DO NOTHING
  RETURNING id`);

/** $2 now (ms), then display name, description, company, allowed domains, open for everybody, kept by groups. */
export const updateTeamRow = hot<never>(`
  UPDATE teams SET updateat = $2, displayname = $3, description = $4, companyname = $5, alloweddomains = $6,
                   allowopeninvite = $7, groupconstrained = $8
   WHERE id = $1`);

export const updateInviteId = hot<never>(`UPDATE teams SET updateat = $2, inviteid = $3 WHERE id = $1`);

export const selectInviteInfo = hot<TeamInviteInfo & { type: string }>(`
  SELECT id, coalesce(name, '') AS name, coalesce(displayname, '') AS display_name,
         coalesce(description, '') AS description, type::text AS type
    FROM teams WHERE inviteid = $1 AND inviteid <> '' AND coalesce(deleteat, 0) = 0`);

/**
 * Unread messages and mentions of person $1 by team; muted channels count with their mentions only. $2 leave this
 * team out ('': none), $3 with threads, $4 only this team ('': all).
 */
export const selectUnread = hot<TeamUnread>(`
WITH mine AS (
  SELECT m.teamid FROM teammembers m JOIN teams t ON t.id = m.teamid AND coalesce(t.deleteat, 0) = 0
   WHERE m.userid = $1 AND coalesce(m.deleteat, 0) = 0 AND m.teamid <> $2 AND ($4 = '' OR m.teamid = $4)
), joined AS (
  SELECT c.teamid, m.notifyprops ->> 'mark_unread' = 'mention' AS muted,
         greatest(coalesce(c.totalmsgcount, 0) - coalesce(m.msgcount, 0), 0) AS messages,
         greatest(coalesce(c.totalmsgcountroot, 0) - coalesce(m.msgcountroot, 0), 0) AS roots,
         coalesce(m.mentioncount, 0) AS mentions, coalesce(m.mentioncountroot, 0) AS root_mentions
    FROM channelmembers m JOIN channels c ON c.id = m.channelid AND coalesce(c.deleteat, 0) = 0
   WHERE m.userid = $1 AND c.teamid <> ''
), unread_threads AS (
  SELECT c.teamid, count(*) AS threads, sum(coalesce(tm.unreadmentions, 0)) AS mentions,
         sum(coalesce(tm.unreadmentions, 0)) FILTER (WHERE p.priority = 'urgent') AS urgent
    FROM threadmemberships tm JOIN threads t ON t.postid = tm.postid
    JOIN channels c ON c.id = t.channelid AND coalesce(c.deleteat, 0) = 0
    JOIN channelmembers m ON m.channelid = t.channelid AND m.userid = tm.userid
    LEFT JOIN postspriority p ON p.postid = t.postid
   WHERE $3 AND tm.userid = $1 AND tm.following AND coalesce(t.threaddeleteat, 0) = 0
     AND coalesce(t.lastreplyat, 0) > coalesce(tm.lastviewed, 0)
   GROUP BY c.teamid
)
SELECT mine.teamid AS team_id, coalesce(sum(c.messages) FILTER (WHERE NOT coalesce(c.muted, false)), 0)::int8 AS msg_count,
       coalesce(sum(c.mentions), 0)::int8 AS mention_count, coalesce(sum(c.root_mentions), 0)::int8 AS mention_count_root,
       coalesce(sum(c.roots) FILTER (WHERE NOT coalesce(c.muted, false)), 0)::int8 AS msg_count_root,
       coalesce(max(u.threads), 0)::int8 AS thread_count, coalesce(max(u.mentions), 0)::int8 AS thread_mention_count,
       coalesce(max(u.urgent), 0)::int8 AS thread_urgent_mention_count
  FROM mine LEFT JOIN joined c ON c.teamid = mine.teamid LEFT JOIN unread_threads u ON u.teamid = mine.teamid
 GROUP BY mine.teamid ORDER BY mine.teamid`);

/** Live teams that every active member of channel $1 is in. */
export const selectCommonTeams = hot<TeamRow>(`
WITH people AS (
  SELECT m.userid FROM channelmembers m JOIN users u ON u.id = m.userid AND coalesce(u.deleteat, 0) = 0 WHERE m.channelid = $1
)
SELECT ${teamColumns}
  FROM teams t
 WHERE coalesce(t.deleteat, 0) = 0
   AND t.id IN (SELECT tm.teamid FROM people JOIN teammembers tm ON tm.userid = people.userid AND coalesce(tm.deleteat, 0) = 0
                 GROUP BY tm.teamid HAVING count(*) = (SELECT count(*) FROM people))
 ORDER BY t.displayname, t.id`);
