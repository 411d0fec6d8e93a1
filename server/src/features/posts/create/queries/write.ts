/** One statement that is its own transaction: everything that happens when messages enter a channel. */
import { narrow, sql, statementsOf, type Sql } from '../../../../platform/db/statement.ts';
import { insertJobsText } from '../../../../platform/jobs/queries.ts';
import { fileJson } from '../../../files/index.ts';
import type { Statements } from './write.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** A thread as it was before the statement, for each who has anything to do with it. */
export interface ThreadBefore {
  /** Live replies. */
  replies: number;
  /** id, follows it, has viewed it up to (ms), mentions, unread replies */
  people: [string, boolean, number, number, number][] | null;
}

export interface CreatedRow {
  /** Position in the input, from 1. */
  n: number;
  create_at: number;
  update_at: number;
  /** Of the thread, for replies: with this reply; else 0. */
  reply_count: number;
  /** With the first reply of each thread. */
  thread_before: ThreadBefore | null;
  /** Of posts with files: JSON texts of the ids that it has, and of these files; null when it has none. */
  attached_ids?: string | null;
  attached?: string | null;
}

/** What of a row PostgreSQL cannot know. */
const created = narrow<Pick<CreatedRow, 'create_at' | 'update_at' | 'thread_before'>>();

/** Each statement is there twice: where nothing is to follow, nothing is paid for queuing it. */
const alone = sql``;
const withJobs = sql`, queued AS (${insertJobsText(sql`:now::bigint`, sql`bump`)})`;

/** The posts, an item each: of `props` and `file_ids` the JSON texts. */
const input = sql`
  SELECT * FROM unnest(:ids::text[], :user_ids::text[], :messages::text[], :types::text[], :props::text[], :hashtags::text[], :file_ids::text[],
                       :pending_post_ids::text[], :counted::bool[])
    WITH ORDINALITY AS i (id, userid, message, type, props, hashtags, fileids, pending, counted, n)`;

/**
 * True, or the statement fails with `sentence`: SQL raises an error of one's own choice only in functions, so a text is
 * read as a boolean that it is not. `detail` is a column, without which the planner would read it ahead of time.
 */
const orFail = (condition: Sql, sentence: string, detail: Sql): Sql =>
  sql`CASE WHEN ${condition} THEN true ELSE (${sql.literal(`${sentence}: `)} || ${detail})::boolean END`;

/**
 * From `rooted` (the posts that may enter) to `accepted` (those that did) and `members`. The channel's row is locked
 * by its update, so `createat` only grows within a channel, whoever else writes. A repeated `pending_post_id` is left
 * out; so is everything when the channel is gone or archived. Of several posts, all enter or the statement fails:
 * counters are those of all of them.
 *
 * `marked`: read markers and mentions, an item a person: `viewed`, have read up to a post of their own; `later`, posts
 * after it, counted ones of these, counted roots of these; `mentions`, those in roots, urgent ones.
 */
const entering = (attached: Sql, fileIds: Sql): Sql => sql`
pending AS (
  INSERT INTO innermost.pending_posts (userid, pendingpostid, postid, channelid, createat)
  SELECT r.userid, r.pending, r.id, :channel_id::text, :now FROM rooted r
   WHERE r.pending <> '' AND EXISTS (SELECT FROM channels c WHERE c.id = :channel_id::text AND coalesce(c.deleteat, 0) = 0)
      ON CONFLICT DO NOTHING
  RETURNING postid
), fresh AS (
  SELECT r.* FROM rooted r WHERE r.pending = '' OR r.id IN (SELECT postid FROM pending)
), bump AS (
  UPDATE channels c
     SET lastpostat = greatest(coalesce(c.lastpostat, 0), :now::bigint - 1) + f.last,
         lastrootpostat = CASE WHEN f.last_root = 0 THEN c.lastrootpostat
                               ELSE greatest(coalesce(c.lastpostat, 0), :now::bigint - 1) + f.last_root END,
         totalmsgcount = coalesce(c.totalmsgcount, 0) + f.counted,
         totalmsgcountroot = coalesce(c.totalmsgcountroot, 0) + f.counted_roots
    FROM (SELECT max(n) AS last, coalesce(max(n) FILTER (WHERE rootid = ''), 0) AS last_root,
                 count(*) AS posts, count(*) FILTER (WHERE counted) AS counted, count(*) FILTER (WHERE counted AND rootid = '') AS counted_roots
            FROM fresh) f
   WHERE c.id = :channel_id::text AND coalesce(c.deleteat, 0) = 0 AND f.last IS NOT NULL
     AND ${orFail(sql`f.posts = cardinality(:ids::text[]) OR cardinality(:ids::text[]) = 1`, 'only some of the posts may enter', sql`f.posts`)}
  RETURNING c.lastpostat, c.totalmsgcount, c.totalmsgcountroot, f.last
), accepted AS (
  SELECT f.*, b.lastpostat - b.last + f.n AS updateat,
         CASE WHEN f.givenat > 0 THEN f.givenat ELSE b.lastpostat - b.last + f.n END AS createat
    FROM fresh f, bump b
)${attached}, written AS (
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type,
                     props, hashtags, filenames, fileids, hasreactions)
  SELECT id, createat, updateat, 0, 0, false, userid, :channel_id::text, rootid, '', message, type, props::jsonb, hashtags, '[]', ${fileIds}, false
    FROM accepted
), members AS (
  UPDATE channelmembers m
     SET lastviewedat = CASE WHEN u.viewed THEN greatest(coalesce(m.lastviewedat, 0), b.lastpostat - u.later) ELSE m.lastviewedat END,
         msgcount = CASE WHEN u.viewed THEN greatest(coalesce(m.msgcount, 0), b.totalmsgcount - u.later_counted) ELSE m.msgcount END,
         msgcountroot = CASE WHEN u.viewed THEN greatest(coalesce(m.msgcountroot, 0), b.totalmsgcountroot - u.later_roots) ELSE m.msgcountroot END,
         mentioncount = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.mentioncount, 0) END + u.mentions,
         mentioncountroot = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.mentioncountroot, 0) END + u.root_mentions,
         urgentmentioncount = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.urgentmentioncount, 0) END + u.urgent_mentions,
         lastupdateat = :now
    FROM unnest(:marked::text[], :viewed::bool[], :later::int[], :later_counted::int[], :later_roots::int[], :mentions::int[], :root_mentions::int[],
                :urgent_mentions::int[])
         AS u (userid, viewed, later, later_counted, later_roots, mentions, root_mentions, urgent_mentions), bump b
   WHERE m.channelid = :channel_id::text AND m.userid = u.userid
)`;

const enter = entering(sql``, sql`fileids`);

/**
 * Files named by a post become its own: those of its author that no post has. What it cannot have it does not name.
 * `attached`: ids in the order of each post; `attached_to`: the positions of their posts.
 */
const enterWithFiles = entering(
  sql`, taken AS (
  UPDATE fileinfo f SET postid = w.id, channelid = :channel_id::text, updateat = :now::bigint
    FROM (SELECT w.fileid, w.place, a.id, a.userid, a.n
            FROM unnest(:attached::text[], :attached_to::int[]) WITH ORDINALITY AS w (fileid, n, place) JOIN accepted a ON a.n = w.n) w
   WHERE f.id = w.fileid AND f.creatorid = w.userid AND coalesce(f.postid, '') = '' AND coalesce(f.deleteat, 0) = 0
  RETURNING w.n, w.place, f.id, ${fileJson} AS json
), attached AS (
  SELECT n, '["' || string_agg(id, '","' ORDER BY place) || '"]' AS ids, '[' || string_agg(json, ',' ORDER BY place) || ']' AS infos
    FROM taken GROUP BY n
)`,
  sql`coalesce((SELECT t.ids FROM attached t WHERE t.n = accepted.n), '[]')`,
);

/**
 * One root post: by far the most frequent statement, so it does what `insertRootPosts` does with nothing that only
 * several posts need. `viewer`: who has read up to it, the author or ''; `marked`: whose rows change, the mentioned and
 * the viewer; of `props` and `file_ids` the JSON texts.
 */
const rootPost = (queued: Sql): Sql => sql`
WITH pending AS (
  INSERT INTO innermost.pending_posts (userid, pendingpostid, postid, channelid, createat)
  SELECT :user_id::text, :pending_post_id::text, :id::text, :channel_id::text, :now::bigint
   WHERE :pending_post_id::text <> '' AND EXISTS (SELECT FROM channels c WHERE c.id = :channel_id::text AND coalesce(c.deleteat, 0) = 0)
      ON CONFLICT DO NOTHING
  RETURNING postid
), bump AS (
  UPDATE channels c
     SET lastpostat = greatest(coalesce(c.lastpostat, 0) + 1, :now::bigint), lastrootpostat = greatest(coalesce(c.lastpostat, 0) + 1, :now::bigint),
         totalmsgcount = coalesce(c.totalmsgcount, 0) + :counted::bool::int, totalmsgcountroot = coalesce(c.totalmsgcountroot, 0) + :counted::bool::int
   WHERE c.id = :channel_id::text AND coalesce(c.deleteat, 0) = 0 AND (:pending_post_id::text = '' OR EXISTS (SELECT FROM pending))
  RETURNING c.lastpostat, c.totalmsgcount, c.totalmsgcountroot
), members AS (
  UPDATE channelmembers m
     SET lastviewedat = CASE WHEN m.userid = :viewer::text THEN greatest(coalesce(m.lastviewedat, 0), b.lastpostat) ELSE m.lastviewedat END,
         msgcount = CASE WHEN m.userid = :viewer::text THEN greatest(coalesce(m.msgcount, 0), b.totalmsgcount) ELSE m.msgcount END,
         msgcountroot = CASE WHEN m.userid = :viewer::text THEN greatest(coalesce(m.msgcountroot, 0), b.totalmsgcountroot) ELSE m.msgcountroot END,
         mentioncount = CASE WHEN m.userid = :viewer::text THEN 0 ELSE coalesce(m.mentioncount, 0) + 1 END,
         mentioncountroot = CASE WHEN m.userid = :viewer::text THEN 0 ELSE coalesce(m.mentioncountroot, 0) + 1 END,
         urgentmentioncount = CASE WHEN m.userid = :viewer::text THEN 0 ELSE coalesce(m.urgentmentioncount, 0) END,
         lastupdateat = :now::bigint
    FROM bump b
   WHERE m.channelid = :channel_id::text AND m.userid = ANY (:marked::text[])
)${queued}
INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type,
                   props, hashtags, filenames, fileids, hasreactions)
SELECT :id::text, b.lastpostat, b.lastpostat, 0, 0, false, :user_id::text, :channel_id::text, '', '', :message::text, :type::text,
       :props::text::jsonb, :hashtags::text, '[]', :file_ids::text, false
  FROM bump b
RETURNING 1 AS n, createat AS create_at, updateat AS update_at, 0 AS reply_count, NULL::json AS thread_before`;

export const insertRootPost = {
  alone: statement('insertRootPost.alone', rootPost(alone), created),
  /** Takes `queuedLists` of the jobs as well, which are queued when the post was accepted. */
  withJobs: statement('insertRootPost.withJobs', rootPost(withJobs), created),
};

/**
 * Inserts root posts of one channel in the order given; a row for each that was accepted. It holds nothing that only
 * replies or urgent posts need.
 */
const rootPosts = (queued: Sql): Sql => sql`
WITH rooted AS (SELECT i.*, ''::text AS rootid, 0::bigint AS givenat FROM (${input}) i), ${enter}${queued}
SELECT a.n::int AS n, a.createat AS create_at, a.updateat AS update_at, 0 AS reply_count, NULL::json AS thread_before
  FROM accepted a ORDER BY a.n`;

export const insertRootPosts = {
  alone: statement('insertRootPosts.alone', rootPosts(alone), created),
  withJobs: statement('insertRootPosts.withJobs', rootPosts(withJobs), created),
};

/**
 * Counts by searching the times of all replies for where each person stands, which reads the thread once, however many
 * follow it. Both are as they were before the statement: nobody else changes them, for the channel's lane is held.
 */
const threadBefore = sql`(
  SELECT json_build_object('replies', cardinality(r.times), 'people', (
           SELECT json_agg(json_build_array(m.userid, coalesce(m.following, false), coalesce(m.lastviewed, 0), coalesce(m.unreadmentions, 0),
                                            cardinality(r.times) - width_bucket(coalesce(m.lastviewed, 0), r.times)))
             FROM threadmemberships m WHERE m.postid = a.rootid AND (m.following OR m.userid = ANY(:followers::text[]))))
    FROM (SELECT ARRAY(SELECT p.createat FROM posts p WHERE p.rootid = a.rootid AND p.deleteat = 0 ORDER BY p.createat) AS times) r)`;

/**
 * The same for any posts: those whose root is not a live root of this channel are left out as well. `root_ids`, and
 * `priorities` (JSON texts) where not '', and `given_at`: times of creation in ms, 0 for now.
 *
 * Followers, an item a thread and person: root, user, follow `again` even if they unfollowed, have written, mentions.
 */
const anyPosts = (queued: Sql, enter: Sql, attached: Sql): Sql => sql`
WITH given AS (
  SELECT i.*, more.rootid, more.priority, more.givenat FROM (${input}) i
    JOIN unnest(:root_ids::text[], :priorities::text[], :given_at::bigint[]) WITH ORDINALITY AS more (rootid, priority, givenat, n) ON more.n = i.n
), rooted AS (
  SELECT g.* FROM given g
   WHERE g.rootid = '' OR EXISTS (
     SELECT FROM posts r WHERE r.id = g.rootid AND r.channelid = :channel_id::text AND coalesce(r.rootid, '') = '' AND coalesce(r.deleteat, 0) = 0)
), ${enter}, priorities AS (
  INSERT INTO postspriority (postid, channelid, priority, requestedack, persistentnotifications)
  SELECT id, :channel_id::text, coalesce(priority::jsonb ->> 'priority', ''), (priority::jsonb ->> 'requested_ack')::bool,
         (priority::jsonb ->> 'persistent_notifications')::bool
    FROM accepted WHERE priority <> ''
), replies AS (
  SELECT rootid, count(*) AS replies, max(updateat) AS newest, array_agg(DISTINCT userid) AS writers,
         (array_agg(userid ORDER BY createat DESC))[1] AS last_writer
    FROM accepted WHERE rootid <> '' GROUP BY rootid
), roots AS (
  UPDATE posts p SET updateat = greatest(coalesce(p.updateat, 0), r.newest) FROM replies r WHERE p.id = r.rootid
), thread AS (
  INSERT INTO threads AS t (postid, replycount, lastreplyat, participants, channelid, threadteamid, threaddeleteat)
  SELECT r.rootid,
         r.replies + CASE WHEN old.postid IS NULL
           THEN (SELECT count(*) FROM posts p WHERE p.rootid = r.rootid AND coalesce(p.deleteat, 0) = 0) ELSE 0 END,
         r.newest, to_jsonb(array_remove(r.writers, r.last_writer) || r.last_writer), :channel_id::text, :team_id, NULL
    FROM replies r LEFT JOIN threads old ON old.postid = r.rootid
      ON CONFLICT (postid) DO UPDATE
     SET replycount = coalesce(t.replycount, 0) + (SELECT r.replies FROM replies r WHERE r.rootid = t.postid),
         lastreplyat = greatest(coalesce(t.lastreplyat, 0), excluded.lastreplyat),
         participants = (CASE WHEN jsonb_typeof(t.participants) = 'array' THEN t.participants ELSE '[]' END
           - (SELECT r.writers FROM replies r WHERE r.rootid = t.postid)) || excluded.participants
  RETURNING postid, replycount
), following AS (
  INSERT INTO threadmemberships AS m (postid, userid, following, lastviewed, lastupdated, unreadmentions)
  SELECT f.rootid, f.userid, true,
         CASE WHEN f.wrote THEN (SELECT max(a.updateat) FROM accepted a WHERE a.rootid = f.rootid AND a.userid = f.userid) ELSE 0 END,
         :now, f.mentions
    FROM unnest(:follow_roots::text[], :followers::text[], :again::bool[], :wrote::bool[], :follow_mentions::int[]) AS f (rootid, userid, again, wrote, mentions)
    JOIN replies r ON r.rootid = f.rootid
      ON CONFLICT (postid, userid) DO UPDATE
     SET following = coalesce(m.following, false) OR (SELECT f.again FROM unnest(:follow_roots::text[], :followers::text[], :again::bool[])
                       AS f (rootid, userid, again) WHERE f.rootid = m.postid AND f.userid = m.userid),
         lastviewed = greatest(coalesce(m.lastviewed, 0), excluded.lastviewed),
         lastupdated = excluded.lastupdated,
         unreadmentions = CASE WHEN excluded.lastviewed > 0 THEN 0 ELSE coalesce(m.unreadmentions, 0) END + excluded.unreadmentions
)${queued}
SELECT a.n::int AS n, a.createat AS create_at, a.updateat AS update_at, coalesce(t.replycount, 0) AS reply_count,
       CASE WHEN a.rootid <> '' AND a.n = (SELECT min(o.n) FROM accepted o WHERE o.rootid = a.rootid)
         THEN ${threadBefore} END AS thread_before${attached}
  FROM accepted a LEFT JOIN thread t ON t.postid = a.rootid
 ORDER BY a.n`;

export const insertPosts = {
  alone: statement('insertPosts.alone', anyPosts(alone, enter, sql``), created),
  withJobs: statement('insertPosts.withJobs', anyPosts(withJobs, enter, sql``), created),
};

/** The same where at least one names files. */
const anyPostsWithFiles = (queued: Sql): Sql =>
  anyPosts(
    queued,
    enterWithFiles,
    sql`, (SELECT f.ids FROM attached f WHERE f.n = a.n) AS attached_ids, (SELECT f.infos FROM attached f WHERE f.n = a.n) AS attached`,
  );

export const insertPostsWithFiles = {
  alone: statement('insertPostsWithFiles.alone', anyPostsWithFiles(alone), created),
  withJobs: statement('insertPostsWithFiles.withJobs', anyPostsWithFiles(withJobs), created),
};
