/** Threads as their followers have them. All times in ms. */
import { narrow, sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

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

const columns = sql`m.postid AS thread_id, m.userid AS user_id, coalesce(t.channelid, '') AS channel_id,
  coalesce(t.threadteamid, (SELECT c.teamid FROM channels c WHERE c.id = t.channelid), '') AS team_id, coalesce(m.following, false) AS following,
  coalesce(t.replycount, 0) AS reply_count, coalesce(t.lastreplyat, 0) AS last_reply_at, coalesce(m.lastviewed, 0) AS last_viewed_at,
  coalesce(m.unreadmentions, 0) AS unread_mentions,
  (SELECT count(*) FROM posts p WHERE p.rootid = m.postid AND p.deleteat = 0 AND p.createat > coalesce(m.lastviewed, 0)) AS unread_replies,
  EXISTS (SELECT FROM postspriority x WHERE x.postid = m.postid AND x.priority = 'urgent') AS is_urgent,
  coalesce(t.threaddeleteat, 0) AS delete_at`;

/** Whether followed or not. */
export const selectState = statement(
  'selectState',
  sql`SELECT ${columns} FROM threadmemberships m JOIN threads t ON t.postid = m.postid WHERE m.postid = :thread_id AND m.userid = :user_id`,
);

/** $1 person, $2 team, $3 without direct messages, $4 deleted ones too */
const mine = sql`
  SELECT m.postid, m.userid, m.lastviewed, m.lastupdated, m.unreadmentions, m.following, t.lastreplyat, t.replycount, t.threaddeleteat, t.channelid, t.threadteamid
    FROM threadmemberships m
    JOIN threads t ON t.postid = m.postid
    JOIN channels c ON c.id = t.channelid
   WHERE m.userid = :user_id AND m.following AND (c.teamid = :team_id OR (coalesce(c.teamid, '') = '' AND NOT :without_direct::bool))
     AND (:with_deleted::bool OR (coalesce(t.threaddeleteat, 0) = 0 AND coalesce(c.deleteat, 0) = 0))
     AND EXISTS (SELECT FROM channelmembers cm WHERE cm.channelid = t.channelid AND cm.userid = :user_id)`;

/**
 * Followed threads of a team and, unless left out, of direct channels. `changed_since`: written to, deleted, read or
 * followed (ms); `before` and `after`: the threads to stay before or after, '' for none.
 */
export const selectMine = statement(
  'selectMine',
  sql`
  WITH mine AS (${mine}),
  chosen AS (
    SELECT m.* FROM mine m
     WHERE (NOT :only_unread::bool OR coalesce(m.lastreplyat, 0) > coalesce(m.lastviewed, 0)) AND greatest(m.lastreplyat, m.lastupdated, m.threaddeleteat) >= :changed_since::bigint
       AND (:before = '' OR (coalesce(m.lastreplyat, 0), m.postid) < (SELECT coalesce(a.lastreplyat, 0), a.postid FROM threads a WHERE a.postid = :before))
       AND (:after = '' OR (coalesce(m.lastreplyat, 0), m.postid) > (SELECT coalesce(a.lastreplyat, 0), a.postid FROM threads a WHERE a.postid = :after))
     ORDER BY CASE WHEN :after <> '' THEN coalesce(m.lastreplyat, 0) END, CASE WHEN :after <> '' THEN m.postid END,
              coalesce(m.lastreplyat, 0) DESC, m.postid DESC LIMIT :limit::int OFFSET :offset::int
  )
  SELECT ${columns} FROM chosen m JOIN threads t ON t.postid = m.postid ORDER BY coalesce(t.lastreplyat, 0) DESC, m.postid DESC`,
);

/** Wire: who asks for unread threads is told how many those are. */
export const selectTotals = statement(
  'selectTotals',
  sql`
  SELECT count(*) FILTER (WHERE NOT :only_unread::bool OR coalesce(lastreplyat, 0) > coalesce(lastviewed, 0)) AS total, count(*) FILTER (WHERE coalesce(lastreplyat, 0) > coalesce(lastviewed, 0)) AS total_unread_threads,
         coalesce(sum(unreadmentions), 0)::bigint AS total_unread_mentions,
         coalesce(sum(unreadmentions) FILTER (WHERE EXISTS (SELECT FROM postspriority x WHERE x.postid = mine.postid AND x.priority = 'urgent')), 0)::bigint
           AS total_unread_urgent_mentions
    FROM (${mine}) mine`,
);

/** A new follower has seen the thread until now. */
export const writeFollowing = statement(
  'writeFollowing',
  sql`
  WITH thread AS (
    INSERT INTO threads AS t (postid, replycount, lastreplyat, participants, channelid, threadteamid, threaddeleteat)
    SELECT p.id, count(r.id), coalesce(max(r.createat), 0), coalesce(jsonb_agg(DISTINCT r.userid) FILTER (WHERE r.id IS NOT NULL), '[]'),
           p.channelid, coalesce(c.teamid, ''), NULL
      FROM posts p JOIN channels c ON c.id = p.channelid LEFT JOIN posts r ON r.rootid = p.id AND r.deleteat = 0
     WHERE p.id = :thread_id GROUP BY p.id, p.channelid, c.teamid
        ON CONFLICT (postid) DO UPDATE SET replycount = t.replycount
    RETURNING t.replycount
  ), membership AS (
    INSERT INTO threadmemberships AS m (postid, userid, following, lastviewed, lastupdated, unreadmentions)
    VALUES (:thread_id, :user_id, :following, :now, :now, 0)
        ON CONFLICT (postid, userid) DO UPDATE
       SET following = :following, lastupdated = :now, lastviewed = CASE WHEN :following AND NOT coalesce(m.following, false) THEN :now ELSE m.lastviewed END,
           unreadmentions = CASE WHEN :following AND coalesce(m.following, false) THEN m.unreadmentions ELSE 0 END
  )
  SELECT coalesce(replycount, 0) AS reply_count FROM thread`,
);

/** A row when the person has the thread. */
export const writeRead = statement(
  'writeRead',
  sql`
  WITH before AS (
    SELECT coalesce(m.unreadmentions, 0) AS mentions,
           (SELECT count(*) FROM posts p WHERE p.rootid = :thread_id AND p.deleteat = 0 AND p.createat > coalesce(m.lastviewed, 0)) AS replies
      FROM threadmemberships m WHERE m.postid = :thread_id AND m.userid = :user_id FOR UPDATE
  )
  UPDATE threadmemberships m SET lastviewed = :read_until::bigint, unreadmentions = :mentions_left::int, lastupdated = :now, following = true
    FROM before b WHERE m.postid = :thread_id AND m.userid = :user_id
  RETURNING b.mentions AS previous_unread_mentions, b.replies AS previous_unread_replies`,
);

/** Live replies by others. */
export const selectRepliesSince = statement(
  'selectRepliesSince',
  sql`
  SELECT coalesce(message, '') AS message, CASE WHEN jsonb_typeof(props) = 'object' THEN props::text ELSE '{}' END AS props
    FROM posts WHERE rootid = :thread_id AND userid <> :except_user_id AND deleteat = 0 AND createat >= :since ORDER BY createat LIMIT 1000`,
  narrow<{ props: string }>(),
);

/** Channels of the team, and direct ones, in which the person has something unread in threads. */
export const selectChannelsWithUnread = statement(
  'selectChannelsWithUnread',
  sql`
  SELECT DISTINCT coalesce(t.channelid, '') AS channel_id
    FROM threadmemberships m JOIN threads t ON t.postid = m.postid JOIN channels c ON c.id = t.channelid
   WHERE m.userid = :user_id AND m.following AND (c.teamid = :team_id OR coalesce(c.teamid, '') = '')
     AND (coalesce(t.lastreplyat, 0) > coalesce(m.lastviewed, 0) OR coalesce(m.unreadmentions, 0) > 0)`,
);

/** Of a live post of the thread, be it its root. */
export const selectCreateAt = statement(
  'selectCreateAt',
  sql`SELECT coalesce(createat, 0) AS create_at FROM posts WHERE id = :post_id AND (id = :thread_id OR rootid = :thread_id) AND deleteat = 0`,
);

/** All that the person follows in the channels is read. A row for each channel that had some. */
export const writeReadInChannels = statement(
  'writeReadInChannels',
  sql`
  WITH seen AS (
    UPDATE threadmemberships m SET lastviewed = :now, unreadmentions = 0, lastupdated = :now
      FROM threads t
     WHERE m.userid = :user_id AND m.following AND t.postid = m.postid AND t.channelid = ANY(:channel_ids)
       AND (coalesce(t.lastreplyat, 0) > coalesce(m.lastviewed, 0) OR coalesce(m.unreadmentions, 0) > 0)
    RETURNING t.channelid
  )
  SELECT DISTINCT coalesce(channelid, '') AS channel_id FROM seen`,
);
