/** Who is in a channel: reading, adding and removing members. */
import type { ChannelMemberWithTeam } from '@innermost/protocol/channels.ts';
import { hot } from '../../../../platform/db/hot.ts';
import { defaultNotifyProps, memberColumns, memberJoins, type MemberRow } from '../member-row.ts';

const members = `SELECT ${memberColumns} FROM channelmembers m ${memberJoins}`;

/** Of channel $1 the members among $2. */
export const selectMembers = hot<MemberRow>(
  `${members} WHERE m.channelid = $1 AND m.userid = ANY($2) ORDER BY m.userid`,
);

/** Of person $1 the memberships in channels $2. */
export const selectMembershipsIn = hot<MemberRow>(
  `${members} WHERE m.userid = $1 AND m.channelid = ANY($2) ORDER BY m.channelid`,
);

/** A page of channel $1: $2 limit, $3 offset. */
export const selectMembersPage = hot<MemberRow>(
  `${members} WHERE m.channelid = $1 ORDER BY m.userid LIMIT $2 OFFSET $3`,
);

/** Memberships of person $1 in team $2, and in direct and group channels. */
export const selectMembershipsInTeamOf = hot<MemberRow>(`
  SELECT ${memberColumns} FROM channelmembers m ${memberJoins}
   WHERE m.userid = $1 AND coalesce(c.teamid, '') IN ($2, '') ORDER BY m.channelid`);

/** Memberships of person $1 with their teams; $2 limit (NULL: all), $3 offset. */
export const selectMembershipsOf = hot<ChannelMemberWithTeam>(`
  SELECT ${memberColumns}, coalesce(t.displayname, '') AS team_display_name, coalesce(t.name, '') AS team_name,
         coalesce(t.updateat, 0) AS team_update_at
    FROM channelmembers m ${memberJoins}
   WHERE m.userid = $1 ORDER BY m.channelid LIMIT $2 OFFSET $3`);

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

/** What decides whether people $2 may become members of channel $1. One row for each who exists. */
export const selectCandidates = hot<Candidate>(`
  SELECT u.id, coalesce(u.username, '') AS username, 'system_guest' = ANY(string_to_array(coalesce(u.roles, ''), ' ')) AS is_guest,
         EXISTS (SELECT FROM bots b WHERE b.userid = u.id) AS is_bot, coalesce(u.deleteat, 0) > 0 AS deactivated,
         coalesce(c.teamid, '') = '' OR (tm.userid IS NOT NULL AND coalesce(tm.deleteat, 0) = 0) AS in_team,
         coalesce(tm.deleteat, 0) > 0 AS left_team,
         EXISTS (SELECT FROM channelmembers m WHERE m.channelid = c.id AND m.userid = u.id) AS is_member,
         coalesce(c.groupconstrained, false) = false OR EXISTS (
           SELECT FROM groupchannels gc JOIN groupmembers gm ON gm.groupid = gc.groupid AND coalesce(gm.deleteat, 0) = 0
            WHERE gc.channelid = c.id AND coalesce(gc.deleteat, 0) = 0 AND gm.userid = u.id) AS in_groups
    FROM channels c CROSS JOIN users u LEFT JOIN teammembers tm ON tm.teamid = c.teamid AND tm.userid = u.id
   WHERE c.id = $1 AND u.id = ANY($2)`);

/**
 * Makes people members of channels, each pair of $1 channels and $2 people; $3 which are guests, $4 now (ms),
 * $5 as administrators. A row for each who was none before.
 */
export const insertMembers = hot<{ channel_id: string; user_id: string }>(`
WITH added AS (
  INSERT INTO channelmembers (channelid, userid, roles, lastviewedat, msgcount, mentioncount, notifyprops, lastupdateat,
                              schemeuser, schemeadmin, schemeguest, mentioncountroot, msgcountroot, urgentmentioncount)
  SELECT a.channelid, a.userid, '', 0, 0, 0, '${defaultNotifyProps}'::jsonb, $4, NOT a.guest, $5::bool, a.guest, 0, 0, 0
    FROM unnest($1::text[], $2::text[], $3::bool[]) AS a (channelid, userid, guest)
      ON CONFLICT (channelid, userid) DO NOTHING
  RETURNING channelid, userid
), history AS (
  INSERT INTO channelmemberhistory (channelid, userid, jointime, leavetime)
  SELECT channelid, userid, $4, NULL FROM added ON CONFLICT DO NOTHING
)
SELECT channelid AS channel_id, userid AS user_id FROM added`);

const leave = `history AS (
  UPDATE channelmemberhistory h SET leavetime = $3 FROM gone
   WHERE h.channelid = gone.channelid AND h.userid = gone.userid AND h.leavetime IS NULL
), sidebar AS (
  DELETE FROM sidebarchannels s USING gone WHERE s.channelid = gone.channelid AND s.userid = gone.userid
), threads AS (
  DELETE FROM threadmemberships tm USING gone, threads t
   WHERE t.postid = tm.postid AND t.channelid = gone.channelid AND tm.userid = gone.userid
)
SELECT channelid AS channel_id FROM gone`;

/** Takes person $2 out of channel $1 at $3 (ms); a row when that was a member. */
export const deleteMember = hot<{ channel_id: string }>(`
WITH gone AS (DELETE FROM channelmembers WHERE channelid = $1 AND userid = $2 RETURNING channelid, userid), ${leave}`);

/** Takes person $2 out of all channels of team $1 at $3 (ms); a row a channel. */
export const deleteMemberFromTeam = hot<{ channel_id: string }>(`
WITH gone AS (
  DELETE FROM channelmembers m USING channels c WHERE c.id = m.channelid AND c.teamid = $1 AND m.userid = $2
  RETURNING m.channelid, m.userid
), ${leave}`);
