import { hot } from '../../../../platform/db/hot.ts';
import { postColumns, postFiles, type PostRow } from '../../post-row.ts';

/** The post that a `pending_post_id` of this author made. */
export const selectPendingPost = hot<PostRow>(`
  SELECT ${postColumns},
         (SELECT count(*) FROM posts r WHERE r.rootid = coalesce(nullif(p.rootid, ''), p.id) AND coalesce(r.deleteat, 0) = 0) AS reply_count,
         0::bigint AS last_reply_at, NULL AS participants, NULL::bool AS is_following, NULL AS reactions, ${postFiles} AS files,
         NULL AS priority, NULL AS acknowledgements
    FROM innermost.pending_posts n JOIN posts p ON p.id = n.postid
   WHERE n.userid = $1 AND n.pendingpostid = $2`);

/** Pending ids are kept for as long as a client might still repeat a send. $1: ms since 1970. */
export const deleteOldPendingPosts = hot<never>(`DELETE FROM innermost.pending_posts WHERE createat < $1`);
