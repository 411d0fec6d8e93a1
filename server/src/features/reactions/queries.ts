import type { Reaction } from '@innermost/protocol/reactions.ts';
import { hot } from '../../platform/db/hot.ts';

const columns = `r.userid AS user_id, r.postid AS post_id, r.emojiname AS emoji_name, coalesce(r.createat, 0) AS create_at,
  coalesce(r.updateat, 0) AS update_at, coalesce(r.deleteat, 0) AS delete_at, coalesce(r.remoteid, '') AS remote_id,
  coalesce(r.channelid, '') AS channel_id`;

/** The post's row is locked first, so that its flag and the reactions agree. $1 user, $2 post, $3 emoji, $4 now, $5 most kinds. */
export const upsertReaction = hot<{ kinds: number; known_kind: boolean; added: boolean }>(`
WITH post AS (SELECT id, channelid FROM posts WHERE id = $2 AND deleteat = 0 FOR NO KEY UPDATE),
kinds AS (
  SELECT count(DISTINCT emojiname) AS kinds, coalesce(bool_or(emojiname = $3), false) AS known_kind
    FROM reactions WHERE postid = $2 AND coalesce(deleteat, 0) = 0
), saved AS (
  INSERT INTO reactions AS r (userid, postid, emojiname, createat, updateat, deleteat, remoteid, channelid)
  SELECT $1, post.id, $3, $4, $4, 0, '', post.channelid FROM post, kinds WHERE kinds.known_kind OR kinds.kinds < $5::int
      ON CONFLICT (postid, userid, emojiname) DO UPDATE SET deleteat = 0, createat = excluded.createat, updateat = excluded.updateat
   WHERE coalesce(r.deleteat, 0) > 0
  RETURNING r.postid
), touched AS (
  UPDATE posts p SET hasreactions = true, updateat = $4 FROM saved WHERE p.id = saved.postid
)
SELECT kinds.kinds, kinds.known_kind, EXISTS (SELECT FROM saved) AS added FROM kinds, post`);

/** $1 user, $2 post, $3 emoji, $4 now. A row when there was such a reaction. */
export const removeReactionRow = hot<Reaction>(`
WITH post AS (SELECT id FROM posts WHERE id = $2 FOR NO KEY UPDATE),
gone AS (
  UPDATE reactions r SET deleteat = $4, updateat = $4 FROM post
   WHERE r.userid = $1 AND r.postid = post.id AND r.emojiname = $3 AND coalesce(r.deleteat, 0) = 0
  RETURNING ${columns}
), touched AS (
  UPDATE posts p
     SET updateat = $4,
         hasreactions = EXISTS (SELECT FROM reactions o WHERE o.postid = $2 AND coalesce(o.deleteat, 0) = 0 AND NOT (o.userid = $1 AND o.emojiname = $3))
    FROM gone WHERE p.id = gone.post_id
)
SELECT * FROM gone`);

/** Of posts $1, oldest first. */
export const selectReactions = hot<Reaction>(
  `SELECT ${columns} FROM reactions r WHERE r.postid = ANY($1) AND coalesce(r.deleteat, 0) = 0 ORDER BY r.createat, r.userid`,
);

export const selectCustomEmoji = hot<{ id: string }>(
  `SELECT id FROM emoji WHERE name = $1 AND coalesce(deleteat, 0) = 0`,
);
