/** Threads as their followers have them. All times in ms. */
import { hot } from '../../platform/db/hot.ts';

export interface ThreadRow {
  thread_id: string;
  user_id: string;
  channel_id: string;
  team_id: string;
  following: boolean;
  reply_count: number;
  last_reply_at: number;
  last_viewed_at: number;
  unread_mentions: number;
  unread_replies: number;
  is_urgent: boolean;
  delete_at: number;
}

const columns = `m.postid AS thread_id, m.userid AS user_id, coalesce(t.channelid, '') AS channel_id,
  coalesce(t.threadteamid, (SELECT c.teamid FROM channels c WHERE c.id = t.channelid), '') AS team_id, coalesce(m.following, false) AS following,
  coalesce(t.replycount, 0) AS reply_count, coalesce(t.lastreplyat, 0) AS last_reply_at, coalesce(m.lastviewed, 0) AS last_viewed_at,
  coalesce(m.unreadmentions, 0) AS unread_mentions,
  (SELECT count(*) FROM posts p WHERE p.rootid = m.postid AND p.deleteat = 0 AND p.createat > coalesce(m.lastviewed, 0)) AS unread_replies,
  EXISTS (SELECT FROM postspriority x WHERE x.postid = m.postid AND x.priority = 'urgent') AS is_urgent,
  coalesce(t.threaddeleteat, 0) AS delete_at`;

/** The state of thread $1 for person $2, whether followed or not. */
export const selectState = hot<ThreadRow>(
  `SELECT ${columns} FROM threadmemberships m JOIN threads t ON t.postid = m.postid WHERE m.postid = $1 AND m.userid = $2`,
);

/** $1 person, $2 team, $3 without direct messages, $4 deleted ones too */
const mine = `
  SELECT m.postid, m.userid, m.lastviewed, m.lastupdated, m.unreadmentions, m.following, t.lastreplyat, t.replycount, t.threaddeleteat, t.channelid, t.threadteamid
    FROM threadmemberships m
    JOIN threads t ON t.postid = m.postid
    JOIN channels c ON c.id = t.channelid
   WHERE m.userid = $1 AND m.following AND (c.teamid = $2 OR (coalesce(c.teamid, '') = '' AND NOT $3::bool))
     AND ($4::bool OR (coalesce(t.threaddeleteat, 0) = 0 AND coalesce(c.deleteat, 0) = 0))
     AND EXISTS (SELECT FROM channelmembers cm WHERE cm.channelid = t.channelid AND cm.userid = $1)`;

/**
 * $5 only unread, $6 changed since: written to, deleted, read or followed, $7 and $8 the threads to stay before or after
 * (ids or ''), $9 how many, $10 how many to skip
 */
export const selectMine = hot<ThreadRow>(`
  WITH mine AS (${mine}),
  chosen AS (
    SELECT m.* FROM mine m
     WHERE (NOT $5::bool OR coalesce(m.lastreplyat, 0) > coalesce(m.lastviewed, 0)) AND greatest(m.lastreplyat, m.lastupdated, m.threaddeleteat) >= $6::bigint
       AND ($7 = '' OR (coalesce(m.lastreplyat, 0), m.postid) < (SELECT coalesce(a.lastreplyat, 0), a.postid FROM threads a WHERE a.postid = $7))
       AND ($8 = '' OR (coalesce(m.lastreplyat, 0), m.postid) > (SELECT coalesce(a.lastreplyat, 0), a.postid FROM threads a WHERE a.postid = $8))
     ORDER BY CASE WHEN $8 <> '' THEN coalesce(m.lastreplyat, 0) END, CASE WHEN $8 <> '' THEN m.postid END,
              coalesce(m.lastreplyat, 0) DESC, m.postid DESC LIMIT $9::int OFFSET $10::int
  )
  SELECT ${columns} FROM chosen m JOIN threads t ON t.postid = m.postid ORDER BY coalesce(t.lastreplyat, 0) DESC, m.postid DESC`);

export interface ThreadTotals {
  total: number;
  total_unread_threads: number;
  total_unread_mentions: number;
  total_unread_urgent_mentions: number;
}

/** Wire: who asks for unread threads is told how many those are. $5 only unread. */
export const selectTotals = hot<ThreadTotals>(`
  SELECT count(*) FILTER (WHERE NOT $5::bool OR coalesce(lastreplyat, 0) > coalesce(lastviewed, 0)) AS total, count(*) FILTER (WHERE coalesce(lastreplyat, 0) > coalesce(lastviewed, 0)) AS total_unread_threads,
         coalesce(sum(unreadmentions), 0)::bigint AS total_unread_mentions,
         coalesce(sum(unreadmentions) FILTER (WHERE EXISTS (SELECT FROM postspriority x WHERE x.postid = mine.postid AND x.priority = 'urgent')), 0)::bigint
           AS total_unread_urgent_mentions
    FROM (${mine}) mine`);

/** $1 thread, $2 person, $3 following, $4 now. A new follower has seen the thread until now. */
export const writeFollowing = hot<{ reply_count: number }>(`
  WITH thread AS (
    INSERT INTO threads AS t (postid, replycount, lastreplyat, participants, channelid, threadteamid, threaddeleteat)
    SELECT p.id, count(r.id), coalesce(max(r.createat), 0), coalesce(jsonb_agg(DISTINCT r.userid) FILTER (WHERE r.id IS NOT NULL), '[]'),
           p.channelid, coalesce(c.teamid, ''), NULL
      FROM posts p JOIN channels c ON c.id = p.channelid LEFT JOIN posts r ON r.rootid = p.id AND r.deleteat = 0
     WHERE p.id = $1 GROUP BY p.id, p.channelid, c.teamid
        ON CONFLICT (postid) DO UPDATE SET replycount = t.replycount
    RETURNING t.replycount
  ), membership AS (
    INSERT INTO threadmemberships AS m (postid, userid, following, lastviewed, lastupdated, unreadmentions)
    VALUES ($1, $2, $3, $4, $4, 0)
        ON CONFLICT (postid, userid) DO UPDATE
       SET following = $3, lastupdated = $4, lastviewed = CASE WHEN $3 AND NOT coalesce(m.following, false) THEN $4 ELSE m.lastviewed END,
           unreadmentions = CASE WHEN $3 AND coalesce(m.following, false) THEN m.unreadmentions ELSE 0 END
  )
  SELECT coalesce(replycount, 0) AS reply_count FROM thread`);

/** $1 thread, $2 person, $3 read until, $4 mentions that are left, $5 now. A row when the person has the thread. */
export const writeRead = hot<{ previous_unread_mentions: number; previous_unread_replies: number }>(`
  WITH before AS (
    SELECT coalesce(m.unreadmentions, 0) AS mentions,
           (SELECT count(*) FROM posts p WHERE p.rootid = $1 AND p.deleteat = 0 AND p.createat > coalesce(m.lastviewed, 0)) AS replies
      FROM threadmemberships m WHERE m.postid = $1 AND m.userid = $2 FOR UPDATE
  )
  UPDATE threadmemberships m SET lastviewed = $3::bigint, unreadmentions = $4::int, lastupdated = $5, following = true
    FROM before b WHERE m.postid = $1 AND m.userid = $2
  RETURNING b.mentions AS previous_unread_mentions, b.replies AS previous_unread_replies`);

/** Live replies of thread $1 by others than $2 from $3 (ms) on. */
export const selectRepliesSince = hot<{ message: string; props: string }>(`
  SELECT coalesce(message, '') AS message, CASE WHEN jsonb_typeof(props) = 'object' THEN props::text ELSE '{}' END AS props
    FROM posts WHERE rootid = $1 AND userid <> $2 AND deleteat = 0 AND createat >= $3 ORDER BY createat LIMIT 1000`);

/** Channels of team $2, and direct ones, in which person $1 has something unread in threads. */
export const selectChannelsWithUnread = hot<{ channel_id: string }>(`
  SELECT DISTINCT t.channelid AS channel_id
    FROM threadmemberships m JOIN threads t ON t.postid = m.postid JOIN channels c ON c.id = t.channelid
   WHERE m.userid = $1 AND m.following AND (c.teamid = $2 OR coalesce(c.teamid, '') = '')
     AND (coalesce(t.lastreplyat, 0) > coalesce(m.lastviewed, 0) OR coalesce(m.unreadmentions, 0) > 0)`);

/** Of a live post $2 of thread $1, be it its root. */
export const selectCreateAt = hot<{ create_at: number }>(
  `SELECT createat AS create_at FROM posts WHERE id = $2 AND (id = $1 OR rootid = $1) AND deleteat = 0`,
);

/** $1 person, $2 channels, $3 now: all that the person follows in them is read. A row for each channel that had some. */
export const writeReadInChannels = hot<{ channel_id: string }>(`
  WITH seen AS (
    UPDATE threadmemberships m SET lastviewed = $3, unreadmentions = 0, lastupdated = $3
      FROM threads t
     WHERE m.userid = $1 AND m.following AND t.postid = m.postid AND t.channelid = ANY($2)
       AND (coalesce(t.lastreplyat, 0) > coalesce(m.lastviewed, 0) OR coalesce(m.unreadmentions, 0) > 0)
    RETURNING t.channelid
  )
  SELECT DISTINCT channelid AS channel_id FROM seen`);
