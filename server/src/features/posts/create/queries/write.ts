/** One statement that is its own transaction: everything that happens when messages enter a channel. */
import { hot, type HotStatement } from '../../../../platform/db/hot.ts';
import { insertJobsText } from '../../../../platform/jobs/queries.ts';

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
}

/** A statement, and the same that also queues jobs: where nothing is to follow, nothing is paid for it. */
export interface MaybeWithJobs {
  readonly alone: HotStatement<CreatedRow>;
  /** Takes `queuedColumns` after its own parameters. They are queued when the posts were accepted. */
  readonly withJobs: HotStatement<CreatedRow>;
}

function maybeWithJobs(parameters: number, text: (queued: string) => string): MaybeWithJobs {
  const queued = `, queued AS (${insertJobsText(parameters + 1, '$2::bigint', 'bump')})`;
  return { alone: hot(text('')), withJobs: hot(text(queued)) };
}

const input = `
  SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bool[])
    WITH ORDINALITY AS i (id, userid, message, type, props, hashtags, fileids, pending, counted, n)`;

/**
 * True, or the statement fails with `sentence`: SQL raises an error of one's own choice only in functions, so a text is
 * read as a boolean that it is not. `detail` is a column, without which the planner would read it ahead of time.
 */
const orFail = (condition: string, sentence: string, detail: string): string =>
  `CASE WHEN ${condition} THEN true ELSE ('${sentence}: ' || ${detail})::boolean END`;

/**
 * From `rooted` (the posts that may enter) to `accepted` (those that did) and `members`. The channel's row is locked
 * by its update, so `createat` only grows within a channel, whoever else writes. A repeated `pending_post_id` is left
 * out; so is everything when the channel is gone or archived. Of several posts, all enter or the statement fails:
 * counters are those of all of them.
 */
const enter = `
pending AS (
  INSERT INTO innermost.pending_posts (userid, pendingpostid, postid, channelid, createat)
  SELECT r.userid, r.pending, r.id, $1::text, $2 FROM rooted r
   WHERE r.pending <> '' AND EXISTS (SELECT FROM channels c WHERE c.id = $1::text AND coalesce(c.deleteat, 0) = 0)
      ON CONFLICT DO NOTHING
  RETURNING postid
), fresh AS (
  SELECT r.* FROM rooted r WHERE r.pending = '' OR r.id IN (SELECT postid FROM pending)
), bump AS (
  UPDATE channels c
     SET lastpostat = greatest(coalesce(c.lastpostat, 0), $2::bigint - 1) + f.last,
         lastrootpostat = CASE WHEN f.last_root = 0 THEN c.lastrootpostat
                               ELSE greatest(coalesce(c.lastpostat, 0), $2::bigint - 1) + f.last_root END,
         totalmsgcount = coalesce(c.totalmsgcount, 0) + f.counted,
         totalmsgcountroot = coalesce(c.totalmsgcountroot, 0) + f.counted_roots
    FROM (SELECT max(n) AS last, coalesce(max(n) FILTER (WHERE rootid = ''), 0) AS last_root,
                 count(*) AS posts, count(*) FILTER (WHERE counted) AS counted, count(*) FILTER (WHERE counted AND rootid = '') AS counted_roots
            FROM fresh) f
   WHERE c.id = $1::text AND coalesce(c.deleteat, 0) = 0 AND f.last IS NOT NULL
     AND ${orFail('f.posts = cardinality($4::text[]) OR cardinality($4::text[]) = 1', 'only some of the posts may enter', 'f.posts')}
  RETURNING c.lastpostat, c.totalmsgcount, c.totalmsgcountroot, f.last
), accepted AS (
  SELECT f.*, b.lastpostat - b.last + f.n AS updateat,
         CASE WHEN f.givenat > 0 THEN f.givenat ELSE b.lastpostat - b.last + f.n END AS createat
    FROM fresh f, bump b
), written AS (
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type,
                     props, hashtags, filenames, fileids, hasreactions)
  SELECT id, createat, updateat, 0, 0, false, userid, $1::text, rootid, '', message, type, props::jsonb, hashtags, '[]', fileids, false
    FROM accepted
), members AS (
  UPDATE channelmembers m
     SET lastviewedat = CASE WHEN u.viewed THEN greatest(coalesce(m.lastviewedat, 0), b.lastpostat - u.later) ELSE m.lastviewedat END,
         msgcount = CASE WHEN u.viewed THEN greatest(coalesce(m.msgcount, 0), b.totalmsgcount - u.later_counted) ELSE m.msgcount END,
         msgcountroot = CASE WHEN u.viewed THEN greatest(coalesce(m.msgcountroot, 0), b.totalmsgcountroot - u.later_roots) ELSE m.msgcountroot END,
         mentioncount = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.mentioncount, 0) END + u.mentions,
         mentioncountroot = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.mentioncountroot, 0) END + u.root_mentions,
         urgentmentioncount = CASE WHEN u.viewed THEN 0 ELSE coalesce(m.urgentmentioncount, 0) END + u.urgent_mentions,
         lastupdateat = $2
    FROM unnest($13::text[], $14::bool[], $15::int[], $16::int[], $17::int[], $18::int[], $19::int[], $20::int[])
         AS u (userid, viewed, later, later_counted, later_roots, mentions, root_mentions, urgent_mentions), bump b
   WHERE m.channelid = $1::text AND m.userid = u.userid
)`;

/**
 * One root post: by far the most frequent statement, so it does what `insertRootPosts` does with nothing that only
 * several posts need.
 *
 * $1 channel, $2 now (ms), $3 id, $4 author, $5 message, $6 type, $7 props (JSON text), $8 hashtags, $9 file ids (JSON
 * text), $10 pending id, $11 counts as a message, $12 who has read up to it: the author, or '',
 * $13 whose rows change: the mentioned, and who has read
 */
export const insertRootPost = maybeWithJobs(
  13,
  (queued) => `
WITH pending AS (
  INSERT INTO innermost.pending_posts (userid, pendingpostid, postid, channelid, createat)
  SELECT $4::text, $10::text, $3::text, $1::text, $2::bigint
   WHERE $10::text <> '' AND EXISTS (SELECT FROM channels c WHERE c.id = $1::text AND coalesce(c.deleteat, 0) = 0)
      ON CONFLICT DO NOTHING
  RETURNING postid
), bump AS (
  UPDATE channels c
     SET lastpostat = greatest(coalesce(c.lastpostat, 0) + 1, $2::bigint), lastrootpostat = greatest(coalesce(c.lastpostat, 0) + 1, $2::bigint),
         totalmsgcount = coalesce(c.totalmsgcount, 0) + $11::bool::int, totalmsgcountroot = coalesce(c.totalmsgcountroot, 0) + $11::bool::int
   WHERE c.id = $1::text AND coalesce(c.deleteat, 0) = 0 AND ($10::text = '' OR EXISTS (SELECT FROM pending))
  RETURNING c.lastpostat, c.totalmsgcount, c.totalmsgcountroot
), members AS (
  UPDATE channelmembers m
     SET lastviewedat = CASE WHEN m.userid = $12::text THEN greatest(coalesce(m.lastviewedat, 0), b.lastpostat) ELSE m.lastviewedat END,
         msgcount = CASE WHEN m.userid = $12::text THEN greatest(coalesce(m.msgcount, 0), b.totalmsgcount) ELSE m.msgcount END,
         msgcountroot = CASE WHEN m.userid = $12::text THEN greatest(coalesce(m.msgcountroot, 0), b.totalmsgcountroot) ELSE m.msgcountroot END,
         mentioncount = CASE WHEN m.userid = $12::text THEN 0 ELSE coalesce(m.mentioncount, 0) + 1 END,
         mentioncountroot = CASE WHEN m.userid = $12::text THEN 0 ELSE coalesce(m.mentioncountroot, 0) + 1 END,
         urgentmentioncount = CASE WHEN m.userid = $12::text THEN 0 ELSE coalesce(m.urgentmentioncount, 0) END,
         lastupdateat = $2::bigint
    FROM bump b
   WHERE m.channelid = $1::text AND m.userid = ANY ($13::text[])
)${queued}
INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type,
                   props, hashtags, filenames, fileids, hasreactions)
SELECT $3::text, b.lastpostat, b.lastpostat, 0, 0, false, $4::text, $1::text, '', '', $5::text, $6::text,
       $7::text::jsonb, $8::text, '[]', $9::text, false
  FROM bump b
RETURNING 1 AS n, createat AS create_at, updateat AS update_at, 0 AS reply_count, NULL::json AS thread_before`,
);

/**
 * Inserts root posts of one channel in the order given; a row for each that was accepted. It holds nothing that only
 * replies or urgent posts need.
 *
 * $1 channel, $2 now (ms), $3 team ('' for direct and group; not used here)
 * posts: $4 ids, $5 authors, $6 messages, $7 types, $8 props (JSON texts), $9 hashtags, $10 file ids (JSON texts),
 *        $11 pending ids, $12 counted
 * read markers and mentions, one row a person: $13 users, $14 has read up to an own post, $15 posts after it,
 *        $16 counted ones of these, $17 counted roots of these, $18 mentions, $19 mentions in roots, $20 urgent ones
 */
export const insertRootPosts = maybeWithJobs(
  20,
  (queued) => `
WITH rooted AS (SELECT i.*, ''::text AS rootid, 0::bigint AS givenat FROM (${input}) i), ${enter}${queued}
SELECT a.n::int AS n, a.createat AS create_at, a.updateat AS update_at, 0 AS reply_count, NULL::json AS thread_before
  FROM accepted a WHERE $3::text IS NOT NULL ORDER BY a.n`,
);

/**
 * Counts by searching the times of all replies for where each person stands, which reads the thread once, however many
 * follow it. Both are as they were before the statement: nobody else changes them, for the channel's lane is held.
 */
const threadBefore = `(
  SELECT json_build_object('replies', cardinality(r.times), 'people', (
           SELECT json_agg(json_build_array(m.userid, coalesce(m.following, false), coalesce(m.lastviewed, 0), coalesce(m.unreadmentions, 0),
                                            cardinality(r.times) - width_bucket(coalesce(m.lastviewed, 0), r.times)))
             FROM threadmemberships m WHERE m.postid = a.rootid AND (m.following OR m.userid = ANY($24::text[]))))
    FROM (SELECT ARRAY(SELECT p.createat FROM posts p WHERE p.rootid = a.rootid AND p.deleteat = 0 ORDER BY p.createat) AS times) r)`;

/**
 * The same for any posts: those whose root is not a live root of this channel are left out as well.
 *
 * $21 roots, $22 priorities (JSON texts or ''), $28 times of creation in ms, 0 for now
 * followers, one row a thread and person: $23 roots, $24 users, $25 follow even if unfollowed, $26 wrote, $27 mentions
 */
export const insertPosts = maybeWithJobs(
  28,
  (queued) => `
WITH given AS (
  SELECT i.*, more.rootid, more.priority, more.givenat FROM (${input}) i
    JOIN unnest($21::text[], $22::text[], $28::bigint[]) WITH ORDINALITY AS more (rootid, priority, givenat, n) ON more.n = i.n
), rooted AS (
  SELECT g.* FROM given g
   WHERE g.rootid = '' OR EXISTS (
     SELECT FROM posts r WHERE r.id = g.rootid AND r.channelid = $1::text AND coalesce(r.rootid, '') = '' AND coalesce(r.deleteat, 0) = 0)
), ${enter}, priorities AS (
  INSERT INTO postspriority (postid, channelid, priority, requestedack, persistentnotifications)
  SELECT id, $1::text, coalesce(priority::jsonb ->> 'priority', ''), (priority::jsonb ->> 'requested_ack')::bool,
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
         r.newest, to_jsonb(array_remove(r.writers, r.last_writer) || r.last_writer), $1::text, $3, NULL
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
         $2, f.mentions
    FROM unnest($23::text[], $24::text[], $25::bool[], $26::bool[], $27::int[]) AS f (rootid, userid, again, wrote, mentions)
    JOIN replies r ON r.rootid = f.rootid
      ON CONFLICT (postid, userid) DO UPDATE
     SET following = coalesce(m.following, false) OR (SELECT f.again FROM unnest($23::text[], $24::text[], $25::bool[])
                       AS f (rootid, userid, again) WHERE f.rootid = m.postid AND f.userid = m.userid),
         lastviewed = greatest(coalesce(m.lastviewed, 0), excluded.lastviewed),
         lastupdated = excluded.lastupdated,
         unreadmentions = CASE WHEN excluded.lastviewed > 0 THEN 0 ELSE coalesce(m.unreadmentions, 0) END + excluded.unreadmentions
)${queued}
SELECT a.n::int AS n, a.createat AS create_at, a.updateat AS update_at, coalesce(t.replycount, 0) AS reply_count,
       CASE WHEN a.rootid <> '' AND a.n = (SELECT min(o.n) FROM accepted o WHERE o.rootid = a.rootid)
         THEN ${threadBefore} END AS thread_before
  FROM accepted a LEFT JOIN thread t ON t.postid = a.rootid
 ORDER BY a.n`,
);
