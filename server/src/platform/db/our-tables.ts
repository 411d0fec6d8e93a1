import type { Generated } from 'kysely';

/** The tables that only Innermost has; none has the name of one of upstream's, which it would hide. Times are in ms. */
export interface OurTables {
  'innermost.deliveries': DeliveriesTable;
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

/** What was, or is to be, told to an address that somebody set up. A row lives for seven days. */
interface DeliveriesTable {
  id: string;
  /** What set it up: `outgoing_hook`, … */
  kind: string;
  integration_id: string;
  /** What it is about, a post mostly; '' for nothing. */
  subject_id: Generated<string>;
  /** The delivery that a person sent again with this one; '' for none. */
  replay_of: Generated<string>;
  method: string;
  /** The address, without its secrets. */
  target: string;
  /** Scheme, host and port: what fails together. */
  target_origin: string;
  /** The key that it was signed with; '' for none. */
  signing_key: Generated<string>;
  status: 'waiting' | 'delivered' | 'failed';
  /** How often it was tried. */
  attempts: Generated<number>;
  /** Of the last attempt, ms. */
  duration: Generated<number>;
  /** Of the last answer; 0 for none. */
  answer_code: Generated<number>;
  /** A reason of `FetchError`, `answer` for a status that is none of success; '' for none. */
  failure: Generated<string>;
  /** In words, for a person. */
  error: Generated<string>;
  create_at: number;
  update_at: number;
  /** JSON text of names and values, without secrets. */
  request_headers: string;
  /** Without secrets, and cut. */
  request_body: string;
  /** Bytes of the whole body. */
  request_size: number;
  response_headers: Generated<string>;
  response_body: Generated<string>;
  /** Bytes that were read. */
  response_size: Generated<number>;
}
