/** Upstream's table `jobs`, which is what the API shows, and what it shows of our queue. Adopted rows hold anything. */
import type { Job } from '@innermost/protocol/jobs.ts';
import { hot } from '../../platform/db/hot.ts';

const columns = `id, coalesce(type, '') AS type, coalesce(priority, 0) AS priority, coalesce(createat, 0) AS create_at,
  coalesce(startat, 0) AS start_at, coalesce(lastactivityat, 0) AS last_activity_at, coalesce(status, '') AS status,
  coalesce(progress, 0) AS progress, CASE WHEN jsonb_typeof(data) = 'object' THEN data END AS data`;

export const selectJob = hot<Job>(`SELECT ${columns} FROM jobs WHERE id = $1`);

/** Newest first. $1 types, $2 status, '' for any, $3 limit, $4 offset */
export const selectJobs = hot<Job>(`
  SELECT ${columns} FROM jobs WHERE type = ANY($1::text[]) AND ($2::text = '' OR status = $2::text)
   ORDER BY createat DESC, id LIMIT $3 OFFSET $4`);

/** $1 id, $2 type, $3 now, $4 data (JSON text) */
export const insertShownJob = hot<Job>(`
  INSERT INTO jobs (id, type, priority, createat, startat, lastactivityat, status, progress, data)
  VALUES ($1, $2, 0, $3, 0, 0, 'pending', 0, $4::text::jsonb) RETURNING ${columns}`);

/** The row is locked. */
export const selectJobForChange = hot<Job>(`SELECT ${columns} FROM jobs WHERE id = $1 FOR UPDATE`);

/** $1 id, $2 status, $3 now */
export const updateStatus = hot<never>(`UPDATE jobs SET status = $2, lastactivityat = $3 WHERE id = $1`);

/** What waits behind a shown job is taken out. $1 shown id */
export const deleteWaiting = hot<{ id: number }>(
  `DELETE FROM innermost.job_queue WHERE shownid = $1 AND state <> 'running' RETURNING id`,
);

/** What runs behind a shown job is told to stop. $1 shown id, $2 now */
export const askToStop = hot<{ id: number }>(
  `UPDATE innermost.job_queue SET cancelat = $2 WHERE shownid = $1 AND state = 'running' RETURNING id`,
);

/**
 * Takes what is behind a shown job away from whoever runs it. The number of an attempt is not given to another one, or
 * an old one that still runs could end the new one: it gets more attempts instead, one for one that was interrupted, and
 * as many as it had where it was at rest. $1 shown id
 */
export const makeReady = hot<{ id: number; ran: boolean }>(`
  UPDATE innermost.job_queue q SET state = 'ready', dueat = 0, runner = NULL, cancelat = 0,
         maxattempts = q.maxattempts + CASE WHEN was.ran THEN 1 ELSE q.attempts END
    FROM (SELECT id, state = 'running' AS ran FROM innermost.job_queue WHERE shownid = $1 FOR UPDATE) was
   WHERE q.id = was.id RETURNING q.id, was.ran`);

/** Finished ones. $1 before (ms) */
export const deleteFinished = hot<never>(`
  DELETE FROM jobs WHERE status IN ('success', 'warning', 'error', 'canceled') AND greatest(coalesce(lastactivityat, 0), coalesce(createat, 0)) < $1`);

/** In the order in which upstream refreshes them. */
export const viewRefreshes = ['posts_by_team_day', 'bot_posts_by_team_day', 'file_stats', 'poststats'].map((view) =>
  hot<never>(`REFRESH MATERIALIZED VIEW ${view}`),
);
