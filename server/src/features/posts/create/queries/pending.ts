import { narrow, sql, statementsOf } from '../../../../platform/db/statement.ts';
import { postColumns, postFiles, type PostRow } from '../../post-row.ts';
import type { Statements } from './pending.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** The post that a `pending_post_id` of this author made. */
export const selectPendingPost = statement(
  'selectPendingPost',
  sql`
  SELECT ${postColumns},
         (SELECT count(*) FROM posts r WHERE r.rootid = coalesce(nullif(p.rootid, ''), p.id) AND coalesce(r.deleteat, 0) = 0) AS reply_count,
         0::bigint AS last_reply_at, NULL AS participants, NULL::bool AS is_following, NULL AS reactions, ${postFiles} AS files,
         NULL AS priority, NULL AS acknowledgements
    FROM innermost.pending_posts n JOIN posts p ON p.id = n.postid
   WHERE n.userid = :user_id AND n.pendingpostid = :pending_post_id`,
  narrow<Pick<PostRow, 'props'>>(),
);

/** Pending ids are kept for as long as a client might still repeat a send. */
export const deleteOldPendingPosts = statement(
  'deleteOldPendingPosts',
  sql`DELETE FROM innermost.pending_posts WHERE createat < :before`,
);
