import type { Generated } from 'kysely';

/** The tables that only Innermost has; none has the name of one of upstream's, which it would hide. Times are in ms. */
export interface OurTables {
  'innermost.job_queue': JobQueueTable;
  'innermost.job_runners': JobRunnersTable;
  'innermost.job_schedules': JobSchedulesTable;
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

/** Follow-ups that are to be done, and those that were given up. */
interface JobQueueTable {
  id: Generated<number>;
  name: string;
  /** JSON text. */
  args: string;
  state: 'ready' | 'later' | 'running' | 'dead';
  /** Lower ones run first. */
  priority: number;
  /** 0 unless `later`. */
  due_at: number;
  key: string | null;
  serial: string | null;
  create_at: number;
  /** How often it was begun. */
  attempts: Generated<number>;
  max_attempts: number;
  /** Of `job_runners`. */
  runner: string | null;
  start_at: Generated<number>;
  failed_at: Generated<number>;
  /** Somebody wants it to stop since then; 0: nobody. */
  cancel_at: Generated<number>;
  /** 0 to 100. */
  progress: Generated<number>;
  /** Of the last attempt. */
  error: Generated<string>;
  /** The row of upstream's `jobs` through which the API shows it. */
  shown_id: string | null;
}

/** Processes that run jobs. One whose `beats` stand still is gone. */
interface JobRunnersTable {
  id: string;
  beats: number;
}

interface JobSchedulesTable {
  name: string;
  next_at: number;
  last_at: number;
}
