/** Changing posts: each is one locked read and one statement that writes everything. */
import { narrow, sql, statementsOf } from '../../../platform/db/statement.ts';
import { postColumns, type PostRow } from '../post-row.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Locks the post's row until the transaction ends. */
export const selectForChange = statement(
  'selectForChange',
  sql`
  SELECT ${postColumns}, 0 AS reply_count, 0 AS last_reply_at, NULL AS participants, NULL::bool AS is_following,
         NULL AS reactions, NULL AS files, NULL AS priority, NULL AS acknowledgements
    FROM posts p WHERE p.id = :id FOR NO KEY UPDATE`,
  narrow<Pick<PostRow, 'props'>>(),
);

/** Keeps the version as it was and changes the live row. Wire: an edit moves the channel's last_post_at to now. */
export const writeVersion = statement(
  'writeVersion',
  sql`
WITH old AS (
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type, props,
                     hashtags, filenames, fileids, hasreactions, remoteid)
  SELECT :version_id, createat, :now, editat, :now, ispinned, userid, channelid, rootid, id, message, type, props, hashtags, filenames, fileids,
         hasreactions, remoteid
    FROM posts WHERE id = :id
), root AS (
  UPDATE posts r SET updateat = greatest(r.updateat, :now) FROM posts p WHERE p.id = :id AND p.rootid <> '' AND r.id = p.rootid
), channel AS (
  UPDATE channels c SET lastpostat = greatest(coalesce(c.lastpostat, 0), :now) FROM posts p WHERE p.id = :id AND c.id = p.channelid AND :is_edit::bool
)
UPDATE posts SET message = :message, props = :props::text::jsonb, fileids = :file_ids, hashtags = :hashtags, ispinned = :is_pinned, updateat = :now,
       editat = CASE WHEN :is_edit THEN :now ELSE editat END
 WHERE id = :id
RETURNING id`,
);

/**
 * Files `gone` of a post are deleted, and files `added` become its own: those that the person uploaded and no post has,
 * and those that it had before. A row for each of these that it has then.
 */
export const changeFiles = statement(
  'changeFiles',
  sql`
WITH gone AS (
  UPDATE fileinfo SET deleteat = :now::bigint, updateat = :now::bigint WHERE postid = :id AND id = ANY (:gone::text[]) AND coalesce(deleteat, 0) = 0
)
UPDATE fileinfo SET postid = p.id, channelid = p.channelid, deleteat = 0, updateat = :now
  FROM posts p
 WHERE p.id = :id AND fileinfo.id = ANY (:added::text[])
   AND (fileinfo.postid = :id OR (coalesce(fileinfo.postid, '') = '' AND fileinfo.creatorid = :user_id AND coalesce(fileinfo.deleteat, 0) = 0))
RETURNING fileinfo.id`,
);

/**
 * Marks a post and, when it is a root, its replies as deleted, with their files. Of a thread: a deleted root takes its
 * thread along; a deleted reply is taken out of count and participants.
 */
export const markDeleted = statement(
  'markDeleted',
  sql`
WITH target AS (SELECT id, channelid, coalesce(rootid, '') AS rootid, createat FROM posts WHERE id = :id),
whole AS (
  UPDATE threads t SET threaddeleteat = :now FROM target x WHERE x.rootid = '' AND t.postid = x.id
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
  UPDATE posts r SET updateat = greatest(r.updateat, :now) FROM target x WHERE x.rootid <> '' AND r.id = x.rootid
), gone AS (
UPDATE posts p
   SET deleteat = :now, updateat = :now,
       props = CASE WHEN p.id = :id THEN (CASE WHEN jsonb_typeof(p.props) = 'object' THEN p.props ELSE '{}' END)
                                        || jsonb_build_object('deleteBy', :deleted_by::text) ELSE p.props END
  FROM target x
 WHERE (p.id = x.id OR (x.rootid = '' AND p.rootid = x.id)) AND p.deleteat = 0
RETURNING p.id, p.fileids
), files AS (
  UPDATE fileinfo f SET deleteat = :now, updateat = :now FROM gone g
   WHERE coalesce(g.fileids, '') NOT IN ('', '[]') AND f.postid = g.id AND coalesce(f.deleteat, 0) = 0
)
SELECT id FROM gone`,
);

/** Nothing stays of a post, its replies and their versions. Answers where the contents of their files lie. */
export const erasePost = statement(
  'erasePost',
  sql`
WITH whole AS (
  SELECT id FROM posts WHERE id = :id UNION SELECT id FROM posts WHERE rootid = :id
), gone AS (
  DELETE FROM posts p USING (SELECT id FROM whole UNION SELECT v.id FROM posts v WHERE v.originalid = ANY (ARRAY(SELECT id FROM whole))) every
   WHERE p.id = every.id
  RETURNING p.id
), reacted AS (DELETE FROM reactions r USING gone g WHERE r.postid = g.id),
thread AS (DELETE FROM threads t WHERE t.postid = :id),
followed AS (DELETE FROM threadmemberships m WHERE m.postid = :id),
urgent AS (DELETE FROM postspriority x USING gone g WHERE x.postid = g.id),
acknowledged AS (DELETE FROM postacknowledgements a USING gone g WHERE a.postid = g.id),
sent AS (DELETE FROM innermost.pending_posts s USING gone g WHERE s.postid = g.id)
DELETE FROM fileinfo f USING gone g WHERE f.postid = g.id
RETURNING coalesce(f.path, '') AS path, coalesce(f.thumbnailpath, '') AS thumbnail_path, coalesce(f.previewpath, '') AS preview_path`,
);

/** Followers of a thread who were mentioned by a reply of that time that is gone, and had not seen it. */
export const takeBackThreadMentions = statement(
  'takeBackThreadMentions',
  sql`
  UPDATE threadmemberships SET unreadmentions = greatest(coalesce(unreadmentions, 0) - 1, 0)
   WHERE postid = :thread_id AND userid = ANY(:user_ids) AND coalesce(lastviewed, 0) < :create_at AND unreadmentions > 0
  RETURNING userid AS user_id`,
);

/** What is unread of a thread for each who follows it. */
export const selectCountsOfThread = statement(
  'selectCountsOfThread',
  sql`
  WITH live AS (SELECT ARRAY(SELECT p.createat FROM posts p WHERE p.rootid = :thread_id AND p.deleteat = 0 ORDER BY p.createat) AS times)
  SELECT m.userid AS user_id, coalesce(m.lastviewed, 0) AS viewed_at, coalesce(m.unreadmentions, 0) AS mentions,
         cardinality(l.times) - width_bucket(coalesce(m.lastviewed, 0), l.times) AS replies, coalesce(t.replycount, 0) AS reply_count
    FROM threadmemberships m JOIN threads t ON t.postid = m.postid CROSS JOIN live l WHERE m.postid = :thread_id AND m.following`,
);

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
 * Sets the reader's marker just before a post of that time (ms). `mentioning`: ids of posts since then that mention the
 * reader; with `roots_stay_read` all roots are left as read.
 */
export const writeUnread = statement(
  'writeUnread',
  sql`
WITH after AS (
  SELECT count(*) AS posts, count(*) FILTER (WHERE rootid = '') AS roots,
         count(*) FILTER (WHERE id = ANY(:mentioning::text[])) AS mentions, count(*) FILTER (WHERE id = ANY(:mentioning) AND rootid = '') AS root_mentions,
         count(*) FILTER (WHERE id = ANY(:mentioning) AND EXISTS (SELECT FROM postspriority x WHERE x.postid = posts.id AND x.priority = 'urgent')) AS urgent
    FROM posts WHERE channelid = (SELECT :channel_id::text) AND createat > :create_at::bigint - 1 AND deleteat = 0 AND NOT coalesce(type, '') = ANY(:uncounted_types::text[])
)
UPDATE channelmembers m
   SET lastviewedat = :create_at::bigint - 1, lastupdateat = :now,
       msgcount = greatest(coalesce(c.totalmsgcount, 0) - a.posts, 0), msgcountroot = greatest(coalesce(c.totalmsgcountroot, 0) - CASE WHEN :roots_stay_read::bool THEN 0 ELSE a.roots END, 0),
       mentioncount = a.mentions, mentioncountroot = CASE WHEN :roots_stay_read THEN 0 ELSE a.root_mentions END, urgentmentioncount = a.urgent
  FROM channels c, after a
 WHERE m.channelid = :channel_id AND m.userid = :user_id AND c.id = :channel_id
RETURNING coalesce(c.teamid, '') AS team_id, m.msgcount AS msg_count, m.msgcountroot AS msg_count_root, m.mentioncount AS mention_count,
          m.mentioncountroot AS mention_count_root, m.urgentmentioncount AS urgent_mention_count, m.lastviewedat AS last_viewed_at`,
  narrow<Pick<UnreadRow, Exclude<keyof UnreadRow, 'team_id'>>>(),
);

/** A person follows a thread, unread from a time (ms) on. `mentioning`: ids of posts that mention the person. */
export const followFrom = statement(
  'followFrom',
  sql`
  INSERT INTO threadmemberships AS m (postid, userid, following, lastviewed, lastupdated, unreadmentions)
  SELECT t.postid, :user_id, true, :create_at::bigint - 1, :now,
         (SELECT count(*) FROM posts p WHERE p.rootid = :thread_id AND p.id = ANY (:mentioning::text[]) AND p.deleteat = 0)
    FROM threads t WHERE t.postid = :thread_id
      ON CONFLICT (postid, userid) DO UPDATE
     SET following = true, lastviewed = excluded.lastviewed, lastupdated = excluded.lastupdated, unreadmentions = excluded.unreadmentions`,
);

/** Posts of others in a channel since a time (ms), oldest first, for counting mentions. */
export const selectOthersSince = statement(
  'selectOthersSince',
  sql`
  SELECT id, coalesce(message, '') AS message, CASE WHEN jsonb_typeof(props) = 'object' THEN props::text ELSE '{}' END AS props
    FROM posts WHERE channelid = (SELECT :channel_id::text) AND userid <> :user_id AND createat > :since::bigint - 1 AND deleteat = 0 ORDER BY createat LIMIT 1000`,
  narrow<{ props: string }>(),
);
