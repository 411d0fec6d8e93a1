import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Follow-ups that are still to be done, and those that were given up. What is done is deleted, so the table stays small;
 * it is vacuumed early, because every row is written several times in its short life.
 *
 * `state`: `ready` (as soon as possible), `later` (at `dueat`), `running` (`runner` has it), `dead` (given up).
 */
export const jobs: Migration = {
  id: 3,
  name: 'jobs',
  up: async (db) => {
    await sql`
      CREATE TABLE innermost.job_queue (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name varchar(64) NOT NULL,
        args text NOT NULL,
        state varchar(8) NOT NULL,
        priority smallint NOT NULL,
        dueat bigint NOT NULL,
        key varchar(128),
        serial varchar(128),
        createat bigint NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        maxattempts integer NOT NULL,
        runner varchar(26),
        startat bigint NOT NULL DEFAULT 0,
        failedat bigint NOT NULL DEFAULT 0,
        cancelat bigint NOT NULL DEFAULT 0,
        progress smallint NOT NULL DEFAULT 0,
        error text NOT NULL DEFAULT '',
        shownid varchar(26)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`.execute(db);
    await sql`CREATE INDEX job_queue_ready ON innermost.job_queue (priority, id) WHERE state = 'ready'`.execute(db);
    await sql`CREATE INDEX job_queue_later ON innermost.job_queue (dueat) WHERE state = 'later'`.execute(db);
    await sql`CREATE INDEX job_queue_running ON innermost.job_queue (runner) WHERE state = 'running'`.execute(db);
    await sql`CREATE INDEX job_queue_dead ON innermost.job_queue (id) WHERE state = 'dead'`.execute(db);
    await sql`
      CREATE UNIQUE INDEX job_queue_key ON innermost.job_queue (name, key)
       WHERE key IS NOT NULL AND state IN ('ready', 'later')`.execute(db);
    await sql`CREATE INDEX job_queue_serial ON innermost.job_queue (serial, id) WHERE serial IS NOT NULL AND state <> 'dead'`.execute(
      db,
    );
    // Two runners that chose at the same moment: one of them fails and chooses again.
    await sql`
      CREATE UNIQUE INDEX job_queue_serial_running ON innermost.job_queue (serial)
       WHERE serial IS NOT NULL AND state = 'running'`.execute(db);
    await sql`CREATE INDEX job_queue_shown ON innermost.job_queue (shownid) WHERE shownid IS NOT NULL`.execute(db);
    await sql`
      CREATE TABLE innermost.job_runners (
        id varchar(26) PRIMARY KEY,
        beats bigint NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE innermost.job_schedules (
        name varchar(64) PRIMARY KEY,
        nextat bigint NOT NULL,
        lastat bigint NOT NULL
      )`.execute(db);
  },
};
