import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const columns = sql`r.userid AS user_id, r.postid AS post_id, r.emojiname AS emoji_name, coalesce(r.createat, 0) AS create_at,
  coalesce(r.updateat, 0) AS update_at, coalesce(r.deleteat, 0) AS delete_at, coalesce(r.remoteid, '') AS remote_id,
  coalesce(r.channelid, '') AS channel_id`;

/** The post's row is locked first, so that its flag and the reactions agree. No row when the post is gone. */
export const upsertReaction = statement(
  'upsertReaction',
  sql`
WITH post AS (SELECT id, channelid FROM posts WHERE id = :post_id AND deleteat = 0 FOR NO KEY UPDATE),
kinds AS (
  SELECT count(DISTINCT emojiname) AS kinds, coalesce(bool_or(emojiname = :emoji_name), false) AS known_kind
    FROM reactions WHERE postid = :post_id AND coalesce(deleteat, 0) = 0
), saved AS (
  INSERT INTO reactions AS r (userid, postid, emojiname, createat, updateat, deleteat, remoteid, channelid)
  SELECT :user_id, post.id, :emoji_name, :now, :now, 0, '', post.channelid FROM post, kinds WHERE kinds.known_kind OR kinds.kinds < :most_kinds::int
      ON CONFLICT (postid, userid, emojiname) DO UPDATE SET deleteat = 0, createat = excluded.createat, updateat = excluded.updateat
   WHERE coalesce(r.deleteat, 0) > 0
  RETURNING r.postid
), touched AS (
  UPDATE posts p SET hasreactions = true, updateat = :now FROM saved WHERE p.id = saved.postid
)
SELECT kinds.kinds, kinds.known_kind, EXISTS (SELECT FROM saved) AS added FROM kinds, post`,
);

/** A row when there was such a reaction. */
export const removeReactionRow = statement(
  'removeReactionRow',
  sql`
WITH post AS (SELECT id FROM posts WHERE id = :post_id FOR NO KEY UPDATE),
gone AS (
  UPDATE reactions r SET deleteat = :now, updateat = :now FROM post
   WHERE r.userid = :user_id AND r.postid = post.id AND r.emojiname = :emoji_name AND coalesce(r.deleteat, 0) = 0
  RETURNING ${columns}
), touched AS (
  UPDATE posts p
     SET updateat = :now,
         hasreactions = EXISTS (SELECT FROM reactions o WHERE o.postid = :post_id AND coalesce(o.deleteat, 0) = 0 AND NOT (o.userid = :user_id AND o.emojiname = :emoji_name))
    FROM gone WHERE p.id = gone.post_id
)
SELECT * FROM gone`,
);

/** In the order of their ids, after `after`: posts with such a reaction, given up to a time in ms. */
export const selectPostsWithReaction = statement(
  'selectPostsWithReaction',
  sql`
SELECT r.postid AS post_id FROM reactions r
 WHERE r.postid > :after AND r.emojiname = :emoji_name AND coalesce(r.deleteat, 0) = 0 AND coalesce(r.createat, 0) <= :before::bigint
 GROUP BY r.postid ORDER BY r.postid LIMIT :most::int`,
);

/** In this order, so that two never wait for each other. */
export const lockPosts = statement(
  'lockPosts',
  sql`SELECT id FROM posts WHERE id = ANY(:post_ids) ORDER BY id FOR NO KEY UPDATE`,
);

/** The posts have to be locked, so that their flags and the reactions agree. */
export const removeReactionsOnPosts = statement(
  'removeReactionsOnPosts',
  sql`
WITH gone AS (
  UPDATE reactions r SET deleteat = :now, updateat = :now
   WHERE r.postid = ANY(:post_ids) AND r.emojiname = :emoji_name AND coalesce(r.deleteat, 0) = 0 AND coalesce(r.createat, 0) <= :before::bigint
  RETURNING r.postid, r.userid
), touched AS (
  UPDATE posts p
     SET updateat = :now,
         hasreactions = EXISTS (
           SELECT FROM reactions o WHERE o.postid = p.id AND coalesce(o.deleteat, 0) = 0
              AND NOT (o.emojiname = :emoji_name AND coalesce(o.createat, 0) <= :before::bigint))
   WHERE p.id IN (SELECT postid FROM gone)
)
SELECT count(*) AS removed FROM gone`,
);

/** Oldest first. */
export const selectReactions = statement(
  'selectReactions',
  sql`SELECT ${columns} FROM reactions r WHERE r.postid = ANY(:post_ids) AND coalesce(r.deleteat, 0) = 0 ORDER BY r.createat, r.userid`,
);

export const selectCustomEmoji = statement(
  'selectCustomEmoji',
  sql`SELECT id FROM emoji WHERE name = :name AND coalesce(deleteat, 0) = 0`,
);
