/** Our own queue, as the operator sees and changes it. */
import type { QueuedJob } from '@innermost/protocol/jobs.ts';
import { narrow, sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const row = narrow<Pick<QueuedJob, 'state'>>();

/** Oldest first. `state`, `name`: '' for any; `known`: names that this server runs. */
export const selectQueued = statement(
  'selectQueued',
  sql`
  SELECT id AS number, name, state, name = ANY(:known::text[]) AS is_known, createat AS create_at, dueat AS due_at, startat AS start_at,
         failedat AS failed_at, attempts, maxattempts AS max_attempts, progress, error
    FROM innermost.job_queue WHERE (:state::text = '' OR state = :state::text) AND (:name::text = '' OR name = :name::text)
   ORDER BY id LIMIT :limit OFFSET :offset`,
  row,
);

export const countQueued = statement(
  'countQueued',
  sql`SELECT state, count(*) AS count FROM innermost.job_queue GROUP BY state`,
  row,
);

export const selectSchedules = statement(
  'selectSchedules',
  sql`SELECT name, lastat AS last_at, nextat AS next_at FROM innermost.job_schedules ORDER BY name`,
);

/** The row is locked. */
export const selectQueuedForChange = statement(
  'selectQueuedForChange',
  sql`SELECT state FROM innermost.job_queue WHERE id = :id FOR UPDATE`,
  row,
);

/**
 * It gets as many attempts as it had already. Their numbers go on: one that hung and still runs must not be taken for a
 * new one. Another that waits under its key takes the key over.
 */
export const retryQueued = statement(
  'retryQueued',
  sql`
  WITH retried AS (
    UPDATE innermost.job_queue q SET state = 'ready', dueat = 0, maxattempts = q.maxattempts + q.attempts, cancelat = 0,
           key = CASE WHEN EXISTS (SELECT FROM innermost.job_queue o WHERE o.name = q.name AND o.key = q.key AND o.id <> q.id
                                      AND o.state IN ('ready', 'later')) THEN NULL ELSE q.key END
     WHERE q.id = :id RETURNING shownid)
  UPDATE jobs j SET status = 'pending' FROM retried WHERE j.id = retried.shownid`,
);

export const deleteQueued = statement(
  'deleteQueued',
  sql`
  WITH gone AS (DELETE FROM innermost.job_queue WHERE id = :id RETURNING shownid)
  UPDATE jobs j SET status = 'canceled', lastactivityat = :now FROM gone WHERE j.id = gone.shownid`,
);

export const stopQueued = statement(
  'stopQueued',
  sql`
  WITH told AS (UPDATE innermost.job_queue SET cancelat = :now WHERE id = :id RETURNING shownid)
  UPDATE jobs j SET status = 'cancel_requested', lastactivityat = :now FROM told WHERE j.id = told.shownid`,
);
