/** Who is in a channel: reading, adding and removing members. */
import { sql, statementsOf } from '../../../../platform/db/statement.ts';
import { asMember, defaultNotifyProps, memberColumns, memberJoins } from '../member-row.ts';
import type { Statements } from './members.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const members = sql`SELECT ${memberColumns} FROM channelmembers m ${memberJoins}`;

/** The members among people. */
export const selectMembers = statement(
  'selectMembers',
  sql`${members} WHERE m.channelid = :channel_id AND m.userid = ANY(:user_ids) ORDER BY m.userid`,
  asMember,
);

/** Of one person in channels. */
export const selectMembershipsIn = statement(
  'selectMembershipsIn',
  sql`${members} WHERE m.userid = :user_id AND m.channelid = ANY(:channel_ids) ORDER BY m.channelid`,
  asMember,
);

export const selectMembersPage = statement(
  'selectMembersPage',
  sql`${members} WHERE m.channelid = :channel_id ORDER BY m.userid LIMIT :limit OFFSET :offset`,
  asMember,
);

/** In a team, and in direct and group channels. */
export const selectMembershipsInTeamOf = statement(
  'selectMembershipsInTeamOf',
  sql`
  SELECT ${memberColumns} FROM channelmembers m ${memberJoins}
   WHERE m.userid = :user_id AND coalesce(c.teamid, '') IN (:team_id, '') ORDER BY m.channelid`,
  asMember,
);

/** With their teams; without a limit, all. */
export const selectMembershipsOf = statement(
  'selectMembershipsOf',
  sql`
  SELECT ${memberColumns}, coalesce(t.displayname, '') AS team_display_name, coalesce(t.name, '') AS team_name,
         coalesce(t.updateat, 0) AS team_update_at
    FROM channelmembers m ${memberJoins}
   WHERE m.userid = :user_id ORDER BY m.channelid LIMIT :limit? OFFSET :offset`,
  asMember,
);

export interface Candidate {
  id: string;
  username: string;
  is_guest: boolean;
  is_bot: boolean;
  deactivated: boolean;
  /** In the channel's team now; true for channels without a team. */
  in_team: boolean;
  /** Was in the team once. */
  left_team: boolean;
  is_member: boolean;
  /** False when the channel takes only members of its groups, and this is none. */
  in_groups: boolean;
}

/** What decides whether people may become members of a channel. One row for each who exists. */
export const selectCandidates = statement(
  'selectCandidates',
  sql`
  SELECT u.id, coalesce(u.username, '') AS username, 'system_guest' = ANY(string_to_array(coalesce(u.roles, ''), ' ')) AS is_guest,
         EXISTS (SELECT FROM bots b WHERE b.userid = u.id) AS is_bot, coalesce(u.deleteat, 0) > 0 AS deactivated,
         coalesce(c.teamid, '') = '' OR (tm.userid IS NOT NULL AND coalesce(tm.deleteat, 0) = 0) AS in_team,
         coalesce(tm.deleteat, 0) > 0 AS left_team,
         EXISTS (SELECT FROM channelmembers m WHERE m.channelid = c.id AND m.userid = u.id) AS is_member,
         coalesce(c.groupconstrained, false) = false OR EXISTS (
           SELECT FROM groupchannels gc JOIN groupmembers gm ON gm.groupid = gc.groupid AND coalesce(gm.deleteat, 0) = 0
            WHERE gc.channelid = c.id AND coalesce(gc.deleteat, 0) = 0 AND gm.userid = u.id) AS in_groups
    FROM channels c CROSS JOIN users u LEFT JOIN teammembers tm ON tm.teamid = c.teamid AND tm.userid = u.id
   WHERE c.id = :channel_id AND u.id = ANY(:user_ids)`,
);

/**
 * Makes people members of channels, pair by pair; `guests`: which of them are. A row for each who was none before.
 */
export const insertMembers = statement(
  'insertMembers',
  sql`
WITH added AS (
  INSERT INTO channelmembers (channelid, userid, roles, lastviewedat, msgcount, mentioncount, notifyprops, lastupdateat,
                              schemeuser, schemeadmin, schemeguest, mentioncountroot, msgcountroot, urgentmentioncount)
  SELECT a.channelid, a.userid, '', 0, 0, 0, ${sql.literal(defaultNotifyProps)}::jsonb, :now, NOT a.guest, :as_admins::bool, a.guest, 0, 0, 0
    FROM unnest(:channel_ids::text[], :user_ids::text[], :guests::bool[]) AS a (channelid, userid, guest)
      ON CONFLICT (channelid, userid) DO NOTHING
  RETURNING channelid, userid
), history AS (
  INSERT INTO channelmemberhistory (channelid, userid, jointime, leavetime)
  SELECT channelid, userid, :now, NULL FROM added ON CONFLICT DO NOTHING
)
SELECT channelid AS channel_id, userid AS user_id FROM added`,
);

const leave = sql`history AS (
  UPDATE channelmemberhistory h SET leavetime = :now FROM gone
   WHERE h.channelid = gone.channelid AND h.userid = gone.userid AND h.leavetime IS NULL
), sidebar AS (
  DELETE FROM sidebarchannels s USING gone WHERE s.channelid = gone.channelid AND s.userid = gone.userid
), threads AS (
  DELETE FROM threadmemberships tm USING gone, threads t
   WHERE t.postid = tm.postid AND t.channelid = gone.channelid AND tm.userid = gone.userid
)
SELECT channelid AS channel_id FROM gone`;

/** A row when that was a member. */
export const deleteMember = statement(
  'deleteMember',
  sql`
WITH gone AS (DELETE FROM channelmembers WHERE channelid = :channel_id AND userid = :user_id RETURNING channelid, userid), ${leave}`,
);

/** Out of all channels of a team; a row a channel. */
export const deleteMemberFromTeam = statement(
  'deleteMemberFromTeam',
  sql`
WITH gone AS (
  DELETE FROM channelmembers m USING channels c WHERE c.id = m.channelid AND c.teamid = :team_id AND m.userid = :user_id
  RETURNING m.channelid, m.userid
), ${leave}`,
);
