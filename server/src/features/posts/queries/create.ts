/** One statement that is its own transaction: everything that happens when messages enter a channel. */
import { hot } from '../../../platform/db/hot.ts';

export interface CreatedRow {
  /** Position in the input, from 1. */
  n: number;
  create_at: number;
  /** Of the thread, for replies: with this reply; else 0. */
  reply_count: number;
  /** Ids of who follows the thread, the new followers not yet included; null for root posts. */
  followers: string[] | null;
}

/**
 * Inserts the posts of one channel in the order given and returns a row for each that was accepted; a post is left
 * out when the channel is gone or archived, its `pending_post_id` was used before, or its root is not a live root
 * of this channel. The channel row is locked first, so that `createat` only grows within a channel.
 *
 * $1 channel, $2 now (ms), $3 team ('' for direct and group)
 * posts: $4 ids, $5 authors, $6 roots, $7 messages, $8 types, $9 props (JSON texts), $10 hashtags, $11 file ids
 *        (JSON texts), $12 pending ids, $13 counted, $14 priorities (JSON texts or '')
 * read markers and mentions, one row a person: $15 users, $16 has read up to an own post, $17 posts after it,
 *        $18 counted ones of these, $19 counted roots of these, $20 mentions, $21 mentions in roots, $22 urgent ones
 * followers, one row a thread and person: $23 roots, $24 users, $25 follow even if unfollowed, $26 wrote, $27 mentions
 */
export const insertPosts = hot<CreatedRow>(`
WITH input AS (
  SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                       $12::text[], $13::bool[], $14::text[])
    WITH ORDINALITY AS i (id, userid, rootid, message, type, props, hashtags, fileids, pending, counted, priority, n)
), channel AS (
  SELECT id, coalesce(lastpostat, 0) AS lastpostat FROM channels WHERE id = $1 AND coalesce(deleteat, 0) = 0 FOR NO KEY UPDATE
), rooted AS (
  SELECT i.* FROM input i, channel
   WHERE i.rootid = '' OR EXISTS (
     SELECT FROM posts r WHERE r.id = i.rootid AND r.channelid = $1 AND coalesce(r.rootid, '') = '' AND coalesce(r.deleteat, 0) = 0)
), pending AS (
  INSERT INTO innermost.pending_posts (userid, pendingpostid, postid, channelid, createat)
  SELECT userid, pending, id, $1, $2 FROM rooted WHERE pending <> ''
      ON CONFLICT DO NOTHING
  RETURNING postid
), accepted AS (
  SELECT r.*, greatest($2, c.lastpostat + 1) + row_number() OVER (ORDER BY r.n) - 1 AS createat
    FROM rooted r, channel c
   WHERE r.pending = '' OR r.id IN (SELECT postid FROM pending)
), written AS (
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type,
                     props, hashtags, filenames, fileids, hasreactions)
  SELECT id, createat, createat, 0, 0, false, userid, $1, rootid, '', message, type, props::jsonb, hashtags, '[]', fileids, false
    FROM accepted
), bump AS (
  UPDATE channels c
     SET lastpostat = greatest(coalesce(c.lastpostat, 0), a.newest),
         lastrootpostat = greatest(coalesce(c.lastrootpostat, 0), a.newest_root),
         totalmsgcount = coalesce(c.totalmsgcount, 0) + a.counted,
         totalmsgcountroot = coalesce(c.totalmsgcountroot, 0) + a.counted_roots
    FROM (SELECT max(createat) AS newest, coalesce(max(createat) FILTER (WHERE rootid = ''), 0) AS newest_root,
                 count(*) FILTER (WHERE counted) AS counted, count(*) FILTER (WHERE counted AND rootid = '') AS counted_roots
            FROM accepted HAVING count(*) > 0) a
   WHERE c.id = $1
  RETURNING c.lastpostat, c.totalmsgcount, c.totalmsgcountroot
), members AS (
  UPDATE channelmembers m
     SET lastviewedat = CASE WHEN u.viewed THEN greatest(coalesce(m.lastviewedat, 0), b.lastpostat - u.later) ELSE m.lastviewedat END,
         msgcount = CASE WHEN u.viewed THEN greatest(coalesce(m.msgcount, 0), b.totalmsgcount - u.later_counted) ELSE m.msgcount END,
         msgcountroot = CASE WHEN u.viewed THEN greatest(coalesce(m.msgcountroot, 0), b.totalmsgcountroot - u.later_roots) ELSE m.msgcountroot END,
         mentioncount = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.mentioncount, 0) END + u.mentions,
         mentioncountroot = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.mentioncountroot, 0) END + u.root_mentions,
         urgentmentioncount = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.urgentmentioncount, 0) END + u.urgent_mentions,
         lastupdateat = $2
    FROM unnest($15::text[], $16::bool[], $17::int[], $18::int[], $19::int[], $20::int[], $21::int[], $22::int[])
         AS u (userid, viewed, later, later_counted, later_roots, mentions, root_mentions, urgent_mentions), bump b
   WHERE m.channelid = $1 AND m.userid = u.userid
), priorities AS (
  INSERT INTO postspriority (postid, channelid, priority, requestedack, persistentnotifications)
  SELECT id, $1, priority::jsonb ->> 'priority', (priority::jsonb ->> 'requested_ack')::bool,
         (priority::jsonb ->> 'persistent_notifications')::bool
    FROM accepted WHERE priority <> ''
), replies AS (
  SELECT rootid, count(*) AS replies, max(createat) AS newest, array_agg(DISTINCT userid) AS writers,
         (array_agg(userid ORDER BY createat DESC))[1] AS last_writer
    FROM accepted WHERE rootid <> '' GROUP BY rootid
), roots AS (
  UPDATE posts p SET updateat = greatest(coalesce(p.updateat, 0), r.newest) FROM replies r WHERE p.id = r.rootid
), thread AS (
  INSERT INTO threads AS t (postid, replycount, lastreplyat, participants, channelid, threadteamid, threaddeleteat)
  SELECT r.rootid,
         r.replies + CASE WHEN old.postid IS NULL
           THEN (SELECT count(*) FROM posts p WHERE p.rootid = r.rootid AND coalesce(p.deleteat, 0) = 0) ELSE 0 END,
         r.newest, to_jsonb(array_remove(r.writers, r.last_writer) || r.last_writer), $1, $3, NULL
    FROM replies r LEFT JOIN threads old ON old.postid = r.rootid
      ON CONFLICT (postid) DO UPDATE
     SET replycount = coalesce(t.replycount, 0) + (SELECT r.replies FROM replies r WHERE r.rootid = t.postid),
         lastreplyat = greatest(coalesce(t.lastreplyat, 0), excluded.lastreplyat),
         participants = (CASE WHEN jsonb_typeof(t.participants) = 'array' THEN t.participants ELSE '[]' END
           - (SELECT r.writers FROM replies r WHERE r.rootid = t.postid)) || excluded.participants
  RETURNING postid, replycount
), following AS (
  INSERT INTO threadmemberships AS m (postid, userid, following, lastviewed, lastupdated, unreadmentions)
  SELECT f.rootid, f.userid, true, CASE WHEN f.wrote THEN r.newest ELSE 0 END, $2, f.mentions
    FROM unnest($23::text[], $24::text[], $25::bool[], $26::bool[], $27::int[]) AS f (rootid, userid, again, wrote, mentions)
    JOIN replies r ON r.rootid = f.rootid
      ON CONFLICT (postid, userid) DO UPDATE
     SET following = coalesce(m.following, false) OR (SELECT f.again FROM unnest($23::text[], $24::text[], $25::bool[])
                       AS f (rootid, userid, again) WHERE f.rootid = m.postid AND f.userid = m.userid),
         lastviewed = greatest(coalesce(m.lastviewed, 0), excluded.lastviewed),
         lastupdated = excluded.lastupdated,
         unreadmentions = CASE WHEN excluded.lastviewed > 0 THEN 0 ELSE coalesce(m.unreadmentions, 0) END + excluded.unreadmentions
)
SELECT a.n::int AS n, a.createat AS create_at, coalesce(t.replycount, 0) AS reply_count,
       CASE WHEN a.rootid = '' THEN NULL ELSE ARRAY(
         SELECT m.userid::text FROM threadmemberships m WHERE m.postid = a.rootid AND m.following) END AS followers
  FROM accepted a LEFT JOIN thread t ON t.postid = a.rootid, bump
 ORDER BY a.n`);
