/** The tables that only Innermost has. Times are in ms. */
export interface OurTables {
  'innermost.migrations': MigrationsTable;
  'innermost.pending_posts': PendingPostsTable;
  'innermost.setup_token': SetupTokenTable;
}

interface MigrationsTable {
  id: number;
  name: string;
  /** Filled by the database when the migration ran. */
  applied_at: number;
}

/** Which post a client's send became, so that repeating the send answers the same post. */
interface PendingPostsTable {
  user_id: string;
  pending_post_id: string;
  post_id: string;
  channel_id: string;
  create_at: number;
}

/** At most one row: how the first account may be made from elsewhere. */
interface SetupTokenTable {
  /** SHA-256 in hexadecimal. */
  token_hash: string;
  create_at: number;
}
