/** Changing posts: each is one locked read and one statement that writes everything. */
import { hot } from '../../../platform/db/hot.ts';
import { postColumns, type PostRow } from '../post-row.ts';

/** Locks the post's row until the transaction ends. $1 post. */
export const selectForChange = hot<PostRow>(`
  SELECT ${postColumns}, 0 AS reply_count, 0 AS last_reply_at, NULL AS participants, NULL::bool AS is_following,
         NULL AS reactions, NULL AS files, NULL AS priority, NULL AS acknowledgements
    FROM posts p WHERE p.id = $1 FOR NO KEY UPDATE`);

/**
 * Keeps the version as it was and changes the live row. Wire: an edit moves the channel's last_post_at to now.
 * $1 post, $2 now, $3 id of the version, $4 message, $5 props, $6 file ids, $7 hashtags, $8 pinned, $9 is an edit
 */
export const writeVersion = hot<{ id: string }>(`
WITH old AS (
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type, props,
                     hashtags, filenames, fileids, hasreactions, remoteid)
  SELECT $3, createat, $2, editat, $2, ispinned, userid, channelid, rootid, id, message, type, props, hashtags, filenames, fileids,
         hasreactions, remoteid
    FROM posts WHERE id = $1
), root AS (
  UPDATE posts r SET updateat = greatest(r.updateat, $2) FROM posts p WHERE p.id = $1 AND p.rootid <> '' AND r.id = p.rootid
), channel AS (
  UPDATE channels c SET lastpostat = greatest(coalesce(c.lastpostat, 0), $2) FROM posts p WHERE p.id = $1 AND c.id = p.channelid AND $9::bool
)
UPDATE posts SET message = $4, props = $5::text::jsonb, fileids = $6, hashtags = $7, ispinned = $8, updateat = $2,
       editat = CASE WHEN $9 THEN $2 ELSE editat END
 WHERE id = $1
RETURNING id`);

/**
 * Files $3 of post $1 are deleted, and files $4 become its own: those that person $5 uploaded and no post has, and those
 * that it had before. $2 now. A row for each of $4 that it has then.
 */
export const changeFiles = hot<{ id: string }>(`
WITH gone AS (
  UPDATE fileinfo SET deleteat = $2::bigint, updateat = $2::bigint WHERE postid = $1 AND id = ANY ($3::text[]) AND coalesce(deleteat, 0) = 0
)
UPDATE fileinfo SET postid = p.id, channelid = p.channelid, deleteat = 0, updateat = $2
  FROM posts p
 WHERE p.id = $1 AND fileinfo.id = ANY ($4::text[])
   AND (fileinfo.postid = $1 OR (coalesce(fileinfo.postid, '') = '' AND fileinfo.creatorid = $5 AND coalesce(fileinfo.deleteat, 0) = 0))
RETURNING fileinfo.id`);

/**
 * Marks a post and, when it is a root, its replies as deleted, with their files. $1 post, $2 now, $3 who.
 * Of a thread: a deleted root takes its thread along; a deleted reply is taken out of count and participants.
 */
export const markDeleted = hot<{ id: string }>(`
WITH target AS (SELECT id, channelid, coalesce(rootid, '') AS rootid, createat FROM posts WHERE id = $1),
whole AS (
  UPDATE threads t SET threaddeleteat = $2 FROM target x WHERE x.rootid = '' AND t.postid = x.id
), remaining AS (
  SELECT r.userid, max(r.createat) AS newest, count(*) AS replies FROM posts r, target x
   WHERE x.rootid <> '' AND r.rootid = x.rootid AND r.deleteat = 0 AND r.id <> x.id GROUP BY r.userid
), reduced AS (
  UPDATE threads t
     SET replycount = coalesce((SELECT sum(replies) FROM remaining), 0),
         lastreplyat = coalesce((SELECT max(newest) FROM remaining), t.lastreplyat),
         participants = coalesce((SELECT jsonb_agg(userid ORDER BY newest) FROM remaining), '[]')
    FROM target x WHERE x.rootid <> '' AND t.postid = x.rootid
), root AS (
  UPDATE posts r SET updateat = greatest(r.updateat, $2) FROM target x WHERE x.rootid <> '' AND r.id = x.rootid
), gone AS (
UPDATE posts p
   SET deleteat = $2, updateat = $2,
       props = CASE WHEN p.id = $1 THEN (CASE WHEN jsonb_typeof(p.props) = 'object' THEN p.props ELSE '{}' END)
                                        || jsonb_build_object('deleteBy', $3::text) ELSE p.props END
  FROM target x
 WHERE (p.id = x.id OR (x.rootid = '' AND p.rootid = x.id)) AND p.deleteat = 0
RETURNING p.id, p.fileids
), files AS (
  UPDATE fileinfo f SET deleteat = $2, updateat = $2 FROM gone g
   WHERE coalesce(g.fileids, '') NOT IN ('', '[]') AND f.postid = g.id AND coalesce(f.deleteat, 0) = 0
)
SELECT id FROM gone`);

/** Nothing stays of post $1, its replies and their versions. Answers where the contents of their files lie. */
export const erasePost = hot<{ path: string; thumbnail_path: string; preview_path: string }>(`
WITH whole AS (
  SELECT id FROM posts WHERE id = $1 UNION SELECT id FROM posts WHERE rootid = $1
), gone AS (
  DELETE FROM posts p USING (SELECT id FROM whole UNION SELECT v.id FROM posts v WHERE v.originalid = ANY (ARRAY(SELECT id FROM whole))) every
   WHERE p.id = every.id
  RETURNING p.id
), reacted AS (DELETE FROM reactions r USING gone g WHERE r.postid = g.id),
thread AS (DELETE FROM threads t WHERE t.postid = $1),
followed AS (DELETE FROM threadmemberships m WHERE m.postid = $1),
urgent AS (DELETE FROM postspriority x USING gone g WHERE x.postid = g.id),
acknowledged AS (DELETE FROM postacknowledgements a USING gone g WHERE a.postid = g.id),
sent AS (DELETE FROM innermost.pending_posts s USING gone g WHERE s.postid = g.id)
DELETE FROM fileinfo f USING gone g WHERE f.postid = g.id
RETURNING coalesce(f.path, '') AS path, coalesce(f.thumbnailpath, '') AS thumbnail_path, coalesce(f.previewpath, '') AS preview_path`);

/** Followers of thread $1 who were mentioned by a reply of time $3 that is gone, and had not seen it. $2 users. */
export const takeBackThreadMentions = hot<{ user_id: string }>(`
  UPDATE threadmemberships SET unreadmentions = greatest(coalesce(unreadmentions, 0) - 1, 0)
   WHERE postid = $1 AND userid = ANY($2) AND coalesce(lastviewed, 0) < $3 AND unreadmentions > 0
  RETURNING userid AS user_id`);

export interface ThreadCounts {
  user_id: string;
  viewed_at: number;
  mentions: number;
  replies: number;
  reply_count: number;
}

/** What is unread of thread $1 for each who follows it. */
export const selectCountsOfThread = hot<ThreadCounts>(`
  WITH live AS (SELECT ARRAY(SELECT p.createat FROM posts p WHERE p.rootid = $1 AND p.deleteat = 0 ORDER BY p.createat) AS times)
  SELECT m.userid AS user_id, coalesce(m.lastviewed, 0) AS viewed_at, coalesce(m.unreadmentions, 0) AS mentions,
         cardinality(l.times) - width_bucket(coalesce(m.lastviewed, 0), l.times) AS replies, coalesce(t.replycount, 0) AS reply_count
    FROM threadmemberships m JOIN threads t ON t.postid = m.postid CROSS JOIN live l WHERE m.postid = $1 AND m.following`);

export interface UnreadRow {
  team_id: string;
  msg_count: number;
  msg_count_root: number;
  mention_count: number;
  mention_count_root: number;
  urgent_mention_count: number;
  last_viewed_at: number;
}

/**
 * Sets the reader's marker just before a post. $1 channel, $2 reader, $3 time of the post (ms), $4 now, $5 types that
 * do not count, $6 ids of posts since then that mention the reader, $7 true to leave all roots
 * as read.
 */
export const writeUnread = hot<UnreadRow>(`
WITH after AS (
  SELECT count(*) AS posts, count(*) FILTER (WHERE rootid = '') AS roots,
         count(*) FILTER (WHERE id = ANY($6::text[])) AS mentions, count(*) FILTER (WHERE id = ANY($6) AND rootid = '') AS root_mentions,
         count(*) FILTER (WHERE id = ANY($6) AND EXISTS (SELECT FROM postspriority x WHERE x.postid = posts.id AND x.priority = 'urgent')) AS urgent
    FROM posts WHERE channelid = (SELECT $1::text) AND createat > $3::bigint - 1 AND deleteat = 0 AND NOT coalesce(type, '') = ANY($5::text[])
)
UPDATE channelmembers m
   SET lastviewedat = $3::bigint - 1, lastupdateat = $4,
       msgcount = greatest(coalesce(c.totalmsgcount, 0) - a.posts, 0), msgcountroot = greatest(coalesce(c.totalmsgcountroot, 0) - CASE WHEN $7::bool THEN 0 ELSE a.roots END, 0),
       mentioncount = a.mentions, mentioncountroot = CASE WHEN $7 THEN 0 ELSE a.root_mentions END, urgentmentioncount = a.urgent
  FROM channels c, after a
 WHERE m.channelid = $1 AND m.userid = $2 AND c.id = $1
RETURNING coalesce(c.teamid, '') AS team_id, m.msgcount AS msg_count, m.msgcountroot AS msg_count_root, m.mentioncount AS mention_count,
          m.mentioncountroot AS mention_count_root, m.urgentmentioncount AS urgent_mention_count, m.lastviewedat AS last_viewed_at`);

/** Person $2 follows thread $1, unread from the time $3 (ms) on. $4 now, $5 ids of posts that mention the person. */
export const followFrom = hot<never>(`
  INSERT INTO threadmemberships AS m (postid, userid, following, lastviewed, lastupdated, unreadmentions)
  SELECT t.postid, $2, true, $3::bigint - 1, $4,
         (SELECT count(*) FROM posts p WHERE p.rootid = $1 AND p.id = ANY ($5::text[]) AND p.deleteat = 0)
    FROM threads t WHERE t.postid = $1
      ON CONFLICT (postid, userid) DO UPDATE
     SET following = true, lastviewed = excluded.lastviewed, lastupdated = excluded.lastupdated, unreadmentions = excluded.unreadmentions`);

/** Posts of others in a channel since a time, oldest first, for counting mentions. $1 channel, $2 reader, $3 ms. */
export const selectOthersSince = hot<{ id: string; message: string; props: string }>(`
  SELECT id, coalesce(message, '') AS message, CASE WHEN jsonb_typeof(props) = 'object' THEN props::text ELSE '{}' END AS props
    FROM posts WHERE channelid = (SELECT $1::text) AND userid <> $2 AND createat > $3::bigint - 1 AND deleteat = 0 ORDER BY createat LIMIT 1000`);
