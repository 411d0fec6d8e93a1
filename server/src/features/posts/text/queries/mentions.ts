import { narrow, sql, statementsOf } from '../../../../platform/db/statement.ts';
import type { Statements } from './mentions.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export const selectIdsOfUsernames = statement(
  'selectIdsOfUsernames',
  sql`SELECT id, username FROM users WHERE username = ANY(:usernames) AND coalesce(deleteat, 0) = 0`,
  narrow<{ username: string }>(),
);

export const selectMembersAmong = statement(
  'selectMembersAmong',
  sql`SELECT userid AS user_id FROM channelmembers WHERE channelid = :channel_id AND userid = ANY(:user_ids)`,
);

/** Those of the people who are in the team; neither bots nor deactivated accounts. */
export const selectTeammatesAmong = statement(
  'selectTeammatesAmong',
  sql`
  SELECT u.id, coalesce(u.username, '') AS username
    FROM users u
    JOIN teammembers t ON t.userid = u.id AND t.teamid = :team_id AND coalesce(t.deleteat, 0) = 0
   WHERE u.id = ANY(:ids) AND coalesce(u.deleteat, 0) = 0 AND NOT EXISTS (SELECT FROM bots b WHERE b.userid = u.id)`,
);

/** Everybody in a small channel. */
export const selectMemberIds = statement(
  'selectMemberIds',
  sql`SELECT userid AS user_id FROM channelmembers WHERE channelid = :channel_id LIMIT 20`,
);

/** Members who let themselves be called by @channel: none at all when the channel has `too_many` members or more. */
export const selectCallableMembers = statement(
  'selectCallableMembers',
  sql`
  SELECT m.userid AS user_id, coalesce(s.status, 'offline') = 'online' AS online
    FROM channelmembers m
    JOIN users u ON u.id = m.userid AND coalesce(u.deleteat, 0) = 0
    LEFT JOIN status s ON s.userid = m.userid
   WHERE m.channelid = :channel_id
     AND (SELECT count(*) FROM (SELECT FROM channelmembers n WHERE n.channelid = :channel_id LIMIT :too_many) counted) < :too_many
     AND coalesce(u.notifyprops ->> 'channel', 'true') = 'true'
     AND coalesce(m.notifyprops ->> 'ignore_channel_mentions', 'default') <> 'on'
     AND NOT (coalesce(m.notifyprops ->> 'ignore_channel_mentions', 'default') = 'default'
              AND coalesce(m.notifyprops ->> 'mark_unread', 'all') = 'mention')`,
);

/** The live root post of a thread. */
export const selectRoot = statement(
  'selectRoot',
  sql`
  SELECT coalesce(userid, '') AS user_id, coalesce(channelid, '') AS channel_id, coalesce(message, '') AS message,
         coalesce(props ->> 'from_webhook', '') = 'true' AS from_webhook
    FROM posts WHERE id = :id AND coalesce(rootid, '') = '' AND coalesce(deleteat, 0) = 0 AND coalesce(originalid, '') = ''`,
);

/** Members who follow every thread of a channel. */
export const selectThreadFollowersOfChannel = statement(
  'selectThreadFollowersOfChannel',
  sql`SELECT userid AS user_id FROM channelmembers WHERE channelid = :channel_id AND notifyprops ->> 'channel_auto_follow_threads' = 'on'`,
);

/** Whether a person chose to see threads apart: 'on' or 'off'. */
export const selectThreadsChoice = statement(
  'selectThreadsChoice',
  sql`SELECT coalesce(value, '') AS value FROM preferences WHERE userid = :user_id AND category = 'display_settings' AND name = 'collapsed_reply_threads'`,
);

/**
 * Members who see replies among the other messages and want to hear of those to what they wrote. `default_choice`: what
 * counts for those who did not choose ('on' or 'off').
 */
export const selectCalledByReplies = statement(
  'selectCalledByReplies',
  sql`
  SELECT DISTINCT p.userid AS user_id
    FROM posts p
    JOIN users u ON u.id = p.userid AND coalesce(u.deleteat, 0) = 0
    JOIN channelmembers m ON m.channelid = :channel_id AND m.userid = p.userid
    LEFT JOIN preferences c ON c.userid = p.userid AND c.category = 'display_settings' AND c.name = 'collapsed_reply_threads'
   WHERE (p.id = :root_id OR p.rootid = :root_id) AND p.deleteat = 0
     AND (u.notifyprops ->> 'comments' = 'any' OR (u.notifyprops ->> 'comments' = 'root' AND p.id = :root_id))
     AND CASE WHEN :may_choose::bool THEN coalesce(c.value, :default_choice::text) ELSE :default_choice END <> 'on'`,
  narrow<{ user_id: string }>(),
);

/** Live channels of a team by name. */
export const selectChannelsOfNames = statement(
  'selectChannelsOfNames',
  sql`SELECT id FROM channels WHERE teamid = :team_id AND name = ANY(:names) AND coalesce(deleteat, 0) = 0`,
);
