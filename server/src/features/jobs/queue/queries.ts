/** Our own queue, as the operator sees and changes it. */
import type { JobSchedule, QueuedJob } from '@innermost/protocol/jobs.ts';
import { hot } from '../../../platform/db/hot.ts';

/** Oldest first. $1 state, '' for any, $2 name, '' for any, $3 names that are known, $4 limit, $5 offset */
export const selectQueued = hot<QueuedJob>(`
  SELECT id AS number, name, state, name = ANY($3::text[]) AS is_known, createat AS create_at, dueat AS due_at, startat AS start_at,
         failedat AS failed_at, attempts, maxattempts AS max_attempts, progress, error
    FROM innermost.job_queue WHERE ($1::text = '' OR state = $1::text) AND ($2::text = '' OR name = $2::text)
   ORDER BY id LIMIT $4 OFFSET $5`);

export const countQueued = hot<{ state: QueuedJob['state']; count: number }>(
  `SELECT state, count(*) AS count FROM innermost.job_queue GROUP BY state`,
);

export const selectSchedules = hot<JobSchedule>(
  `SELECT name, lastat AS last_at, nextat AS next_at FROM innermost.job_schedules ORDER BY name`,
);

/** $1 id. The row is locked. */
export const selectQueuedForChange = hot<{ state: QueuedJob['state'] }>(
  `SELECT state FROM innermost.job_queue WHERE id = $1 FOR UPDATE`,
);

/**
 * It gets as many attempts as it had already. Their numbers go on: one that hung and still runs must not be taken for a
 * new one. Another that waits under its key takes the key over. $1 id
 */
export const retryQueued = hot<never>(`
  WITH retried AS (
    UPDATE innermost.job_queue q SET state = 'ready', dueat = 0, maxattempts = q.maxattempts + q.attempts, cancelat = 0,
           key = CASE WHEN EXISTS (SELECT FROM innermost.job_queue o WHERE o.name = q.name AND o.key = q.key AND o.id <> q.id
                                      AND o.state IN ('ready', 'later')) THEN NULL ELSE q.key END
     WHERE q.id = $1 RETURNING shownid)
  UPDATE jobs j SET status = 'pending' FROM retried WHERE j.id = retried.shownid`);

/** $1 id, $2 now */
export const deleteQueued = hot<never>(`
  WITH gone AS (DELETE FROM innermost.job_queue WHERE id = $1 RETURNING shownid)
  UPDATE jobs j SET status = 'canceled', lastactivityat = $2 FROM gone WHERE j.id = gone.shownid`);

/** $1 id, $2 now */
export const stopQueued = hot<never>(`
  WITH told AS (UPDATE innermost.job_queue SET cancelat = $2 WHERE id = $1 RETURNING shownid)
  UPDATE jobs j SET status = 'cancel_requested', lastactivityat = $2 FROM told WHERE j.id = told.shownid`);
