import { hot } from '../../../../platform/db/hot.ts';

export const selectIdsOfUsernames = hot<{ id: string; username: string }>(
  `SELECT id, username FROM users WHERE username = ANY($1) AND coalesce(deleteat, 0) = 0`,
);

export const selectMembersAmong = hot<{ user_id: string }>(
  `SELECT userid AS user_id FROM channelmembers WHERE channelid = $1 AND userid = ANY($2)`,
);

/** Those of the people $1 who are in team $2; neither bots nor deactivated accounts. */
export const selectTeammatesAmong = hot<{ id: string; username: string }>(`
  SELECT u.id, coalesce(u.username, '') AS username
    FROM users u
    JOIN teammembers t ON t.userid = u.id AND t.teamid = $2 AND coalesce(t.deleteat, 0) = 0
   WHERE u.id = ANY($1) AND coalesce(u.deleteat, 0) = 0 AND NOT EXISTS (SELECT FROM bots b WHERE b.userid = u.id)`);

/** Everybody in a small channel. */
export const selectMemberIds = hot<{ user_id: string }>(
  `SELECT userid AS user_id FROM channelmembers WHERE channelid = $1 LIMIT 20`,
);

/** Members who let themselves be called by @channel: none at all when the channel has $2 members or more. */
export const selectCallableMembers = hot<{ user_id: string; online: boolean }>(`
  SELECT m.userid AS user_id, coalesce(s.status, 'offline') = 'online' AS online
    FROM channelmembers m
    JOIN users u ON u.id = m.userid AND coalesce(u.deleteat, 0) = 0
    LEFT JOIN status s ON s.userid = m.userid
   WHERE m.channelid = $1
     AND (SELECT count(*) FROM (SELECT FROM channelmembers n WHERE n.channelid = $1 LIMIT $2) counted) < $2
     AND coalesce(u.notifyprops ->> 'channel', 'true') = 'true'
     AND coalesce(m.notifyprops ->> 'ignore_channel_mentions', 'default') <> 'on'
     AND NOT (coalesce(m.notifyprops ->> 'ignore_channel_mentions', 'default') = 'default'
              AND coalesce(m.notifyprops ->> 'mark_unread', 'all') = 'mention')`);

export interface RootRow {
  user_id: string;
  channel_id: string;
  message: string;
  from_webhook: boolean;
}

/** The live root post of a thread. */
export const selectRoot = hot<RootRow>(`
  SELECT coalesce(userid, '') AS user_id, coalesce(channelid, '') AS channel_id, coalesce(message, '') AS message,
         coalesce(props ->> 'from_webhook', '') = 'true' AS from_webhook
    FROM posts WHERE id = $1 AND coalesce(rootid, '') = '' AND coalesce(deleteat, 0) = 0 AND coalesce(originalid, '') = ''`);

/** Members who follow every thread of a channel. */
export const selectThreadFollowersOfChannel = hot<{ user_id: string }>(
  `SELECT userid AS user_id FROM channelmembers WHERE channelid = $1 AND notifyprops ->> 'channel_auto_follow_threads' = 'on'`,
);

/** Whether person $1 chose to see threads apart: 'on' or 'off'. */
export const selectThreadsChoice = hot<{ value: string }>(
  `SELECT coalesce(value, '') AS value FROM preferences WHERE userid = $1 AND category = 'display_settings' AND name = 'collapsed_reply_threads'`,
);

/**
 * Members who see replies among the other messages and want to hear of those to what they wrote. $1 channel, $2 root,
 * $3 what counts for whoever did not choose ('on' or 'off'), $4 whether people may choose.
 */
export const selectCalledByReplies = hot<{ user_id: string }>(`
  SELECT DISTINCT p.userid AS user_id
    FROM posts p
    JOIN users u ON u.id = p.userid AND coalesce(u.deleteat, 0) = 0
    JOIN channelmembers m ON m.channelid = $1 AND m.userid = p.userid
    LEFT JOIN preferences c ON c.userid = p.userid AND c.category = 'display_settings' AND c.name = 'collapsed_reply_threads'
   WHERE (p.id = $2 OR p.rootid = $2) AND p.deleteat = 0
     AND (u.notifyprops ->> 'comments' = 'any' OR (u.notifyprops ->> 'comments' = 'root' AND p.id = $2))
     AND CASE WHEN $4::bool THEN coalesce(c.value, $3::text) ELSE $3 END <> 'on'`);

/** Live channels of team $1 by name. */
export const selectChannelsOfNames = hot<{ id: string }>(
  `SELECT id FROM channels WHERE teamid = $1 AND name = ANY($2) AND coalesce(deleteat, 0) = 0`,
);
