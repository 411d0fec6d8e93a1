/** Upstream's table `jobs`, which is what the API shows, and what it shows of our queue. Adopted rows hold anything. */
import type { Job } from '@innermost/protocol/jobs.ts';
import { sql as command } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { narrow, sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Adopted rows have any JSON. */
const row = narrow<Pick<Job, 'data'>>();

const columns = sql`id, coalesce(type, '') AS type, coalesce(priority, 0) AS priority, coalesce(createat, 0) AS create_at,
  coalesce(startat, 0) AS start_at, coalesce(lastactivityat, 0) AS last_activity_at, coalesce(status, '') AS status,
  coalesce(progress, 0) AS progress, CASE WHEN jsonb_typeof(data) = 'object' THEN data END AS data`;

export const selectJob = statement('selectJob', sql`SELECT ${columns} FROM jobs WHERE id = :id`, row);

/** Newest first. `status`: '' for any. */
export const selectJobs = statement(
  'selectJobs',
  sql`
  SELECT ${columns} FROM jobs WHERE type = ANY(:types::text[]) AND (:status::text = '' OR status = :status::text)
   ORDER BY createat DESC, id LIMIT :limit OFFSET :offset`,
  row,
);

/** `data`: JSON text. */
export const insertShownJob = statement(
  'insertShownJob',
  sql`
  INSERT INTO jobs (id, type, priority, createat, startat, lastactivityat, status, progress, data)
  VALUES (:id, :type, 0, :now, 0, 0, 'pending', 0, :data::text::jsonb) RETURNING ${columns}`,
  row,
);

/** The row is locked. */
export const selectJobForChange = statement(
  'selectJobForChange',
  sql`SELECT ${columns} FROM jobs WHERE id = :id FOR UPDATE`,
  row,
);

export const updateStatus = statement(
  'updateStatus',
  sql`UPDATE jobs SET status = :status, lastactivityat = :now WHERE id = :id`,
);

/** What waits behind a shown job is taken out. */
export const deleteWaiting = statement(
  'deleteWaiting',
  sql`DELETE FROM innermost.job_queue WHERE shownid = :shown_id AND state <> 'running' RETURNING id`,
);

/** What runs behind a shown job is told to stop. */
export const askToStop = statement(
  'askToStop',
  sql`UPDATE innermost.job_queue SET cancelat = :now WHERE shownid = :shown_id AND state = 'running' RETURNING id`,
);

/**
 * Takes what is behind a shown job away from whoever runs it. The number of an attempt is not given to another one, or
 * an old one that still runs could end the new one: it gets more attempts instead, one for one that was interrupted, and
 * as many as it had where it was at rest.
 */
export const makeReady = statement(
  'makeReady',
  sql`
  UPDATE innermost.job_queue q SET state = 'ready', dueat = 0, runner = NULL, cancelat = 0,
         maxattempts = q.maxattempts + CASE WHEN was.ran THEN 1 ELSE q.attempts END
    FROM (SELECT id, state = 'running' AS ran FROM innermost.job_queue WHERE shownid = :shown_id FOR UPDATE) was
   WHERE q.id = was.id RETURNING q.id, was.ran`,
);

/** Finished ones, of before a time (ms). */
export const deleteFinished = statement(
  'deleteFinished',
  sql`
  DELETE FROM jobs WHERE status IN ('success', 'warning', 'error', 'canceled') AND greatest(coalesce(lastactivityat, 0), coalesce(createat, 0)) < :before`,
);

/** In the order in which upstream refreshes them. */
export const shownViews = ['posts_by_team_day', 'bot_posts_by_team_day', 'file_stats', 'poststats'] as const;

/** PostgreSQL prepares no REFRESH, so it has no types. */
export async function refreshView(db: Db, view: (typeof shownViews)[number]): Promise<void> {
  await command`REFRESH MATERIALIZED VIEW ${command.ref(view)}`.execute(db);
}
