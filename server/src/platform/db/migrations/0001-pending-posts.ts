import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Which post a send became. Kept by the statement that makes the post, so that repeating it makes no second one. */
export const pendingPosts: Migration = {
  id: 1,
  name: 'pending-posts',
  up: async (db) => {
    await sql`
      CREATE TABLE innermost.pending_posts (
        userid varchar(26) NOT NULL,
        pendingpostid varchar(128) NOT NULL,
        postid varchar(26) NOT NULL,
        channelid varchar(26) NOT NULL,
        createat bigint NOT NULL,
        PRIMARY KEY (userid, pendingpostid)
      )`.execute(db);
  },
};
