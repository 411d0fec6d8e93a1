/** SQL of the queue. A row is changed only by who has it: by its runner, and in the attempt that the runner began. */
import { hot } from '../db/hot.ts';

/** A row that a runner took. */
export interface ClaimedRow {
  id: number;
  name: string;
  /** JSON text. */
  args: string;
  /** With this one. */
  attempts: number;
  max_attempts: number;
  key: string | null;
  serial: string | null;
  shown_id: string | null;
}

/** The columns of a new row, in the order of their parameters. */
const columns = `name, args, state, priority, dueat, key, serial, createat, maxattempts, shownid`;

/**
 * A row of the same name and key that waits takes the place of a new one. It is written in either case, so its lock is
 * held until the commit: a runner that takes it afterwards sees what was written together with the new one.
 */
const ifKnown = (replace: string): string => `
  ON CONFLICT (name, key) WHERE key IS NOT NULL AND state IN ('ready', 'later') DO UPDATE
  SET args = CASE WHEN ${replace} THEN excluded.args ELSE q.args END,
      state = CASE WHEN ${replace} THEN excluded.state ELSE q.state END,
      dueat = CASE WHEN ${replace} THEN excluded.dueat ELSE q.dueat END,
      priority = least(q.priority, excluded.priority)`;

/**
 * $1 name, $2 args, $3 priority, $4 due (ms, 0: as soon as possible), $5 key, $6 serial, $7 now, $8 most attempts,
 * $9 shown id, $10 a known row takes over what is new
 */
export const insertJob = hot<{ id: number }>(`
INSERT INTO innermost.job_queue AS q (${columns})
VALUES ($1, $2, CASE WHEN $4::bigint > 0 THEN 'later' ELSE 'ready' END, $3, $4, $5, $6, $7, $8, $9)
${ifKnown('$10::bool')}
RETURNING id`);

/**
 * An INSERT for a statement that writes something else and queues what follows from it. Seven array parameters from
 * `$first` on, in the order of `queuedColumns`; `now` is SQL, and `from` a FROM item without which nothing is queued. No
 * two rows may have the same name and key.
 */
export const insertJobsText = (first: number, now: string, from: string): string => `
  INSERT INTO innermost.job_queue AS q (${columns})
  SELECT i.name, i.args, CASE WHEN i.due > 0 THEN 'later' ELSE 'ready' END, i.priority, i.due, i.key, i.serial, ${now}, i.most, NULL
    FROM unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::int[], $${first + 3}::bigint[], $${first + 4}::text[],
                $${first + 5}::text[], $${first + 6}::int[]) AS i (name, args, priority, due, key, serial, most), ${from}
  ${ifKnown('false')}`;

/** An array and not a join: a plan made for any limit would read the whole table. */
const chosen = `
  SELECT q.id FROM innermost.job_queue q
   WHERE q.state = 'ready' AND q.name = ANY($3::text[])
     AND (q.serial IS NULL OR NOT EXISTS (
       SELECT FROM innermost.job_queue o
        WHERE o.serial = q.serial AND o.state <> 'dead'
          AND (o.state = 'running' OR (o.id < q.id AND (o.state = 'ready' OR o.attempts > 0)))))
   ORDER BY q.priority, q.id LIMIT $2 FOR UPDATE SKIP LOCKED`;

/**
 * What may run now, most urgent first. Of one serial queue only the oldest that is not put off, and none beside one that
 * runs. $1 runner, $2 how many, $3 names that this process knows, $4 now
 */
export const claimJobs = hot<ClaimedRow>(`
WITH taken AS (
  UPDATE innermost.job_queue q SET state = 'running', runner = $1, startat = $4, progress = 0, attempts = q.attempts + 1
   WHERE q.id = ANY (ARRAY(${chosen}))
  RETURNING q.id, q.name, q.args, q.attempts, q.maxattempts, q.key, q.serial, q.shownid, q.priority
), shown AS (
  UPDATE jobs j SET status = 'in_progress', startat = $4, lastactivityat = $4, progress = 0
    FROM taken WHERE j.id = taken.shownid AND j.status = 'pending'
)
SELECT id, name, args, attempts, maxattempts AS max_attempts, key, serial, shownid AS shown_id
  FROM taken ORDER BY priority, id`);

/** Rows that a transaction holds are left for later: a runner must not wait for it. */
const wake = (which: string): string => `
UPDATE innermost.job_queue SET state = 'ready', dueat = 0
 WHERE id = ANY (ARRAY(SELECT q.id FROM innermost.job_queue q WHERE q.state = 'later' AND ${which} FOR UPDATE SKIP LOCKED))
RETURNING id`;

/** What was put off until $1 (now, ms) is ready. */
export const wakeDueJobs = hot<{ id: number }>(wake('q.dueat <= $1'));

/** After the clock went back, what failed in what is the future now does not wait until then. $1 now (ms) */
export const wakeFailedJobs = hot<{ id: number }>(wake('q.failedat > $1'));

export interface Outlook {
  /** Something waits that may run now. Of unknown names, too. */
  ready: boolean;
  /** ms since 1970; null when nothing is put off. */
  next_due: number | null;
  runners: { id: string; beats: number }[] | null;
  /** Rows of runners that are neither among these nor the asking one. */
  orphans: boolean;
}

/** $1 runner that asks */
export const lookAtQueue = hot<Outlook>(`
SELECT (SELECT id FROM innermost.job_queue WHERE state = 'ready' ORDER BY priority, id LIMIT 1) IS NOT NULL AS ready,
       (SELECT min(dueat) FROM innermost.job_queue WHERE state = 'later') AS next_due,
       (SELECT json_agg(json_build_object('id', id, 'beats', beats)) FROM innermost.job_runners) AS runners,
       EXISTS (SELECT FROM innermost.job_queue q WHERE q.state = 'running' AND q.runner <> $1
                  AND NOT EXISTS (SELECT FROM innermost.job_runners r WHERE r.id = q.runner)) AS orphans`);

/**
 * The reason of an earlier failure is shown no more. $1 id, $2 runner, $3 attempt, $4 now. No row: somebody else has it by
 * now, or it is done.
 */
export const finishJob = hot<{ id: number }>(`
WITH done AS (
  DELETE FROM innermost.job_queue WHERE id = $1 AND runner = $2 AND attempts = $3 RETURNING id, shownid
), shown AS (
  UPDATE jobs j SET status = 'success', progress = 100, lastactivityat = $4,
         data = CASE WHEN jsonb_typeof(j.data) = 'object' AND j.data ? 'error' THEN nullif(j.data - 'error', '{}') ELSE j.data END
    FROM done WHERE j.id = done.shownid
)
SELECT id FROM done`);

/** Whoever asked for its end has it. Parameters as of `finishJob`. */
export const endCancelledJob = hot<{ id: number }>(`
WITH done AS (
  DELETE FROM innermost.job_queue WHERE id = $1 AND runner = $2 AND attempts = $3 RETURNING id, shownid
), shown AS (
  UPDATE jobs j SET status = 'canceled', lastactivityat = $4 FROM done WHERE j.id = done.shownid
)
SELECT id FROM done`);

/** A job that waits again gives its key up where another of the same key waits already. */
const freedKey = `CASE WHEN EXISTS (SELECT FROM innermost.job_queue o
   WHERE o.name = q.name AND o.key = q.key AND o.state IN ('ready', 'later')) THEN NULL ELSE q.key END`;

/** What became of a job that did not finish, shown where upstream's table shows it. `$n` is now. */
const showUnfinished = (now: string): string => `shown AS (
  UPDATE jobs j SET status = CASE WHEN u.state = 'dead' THEN 'error' ELSE 'pending' END, lastactivityat = ${now},
         data = CASE WHEN u.state <> 'dead' THEN j.data
                     ELSE (CASE WHEN jsonb_typeof(j.data) = 'object' THEN j.data ELSE '{}' END) || jsonb_build_object('error', u.error) END
    FROM unfinished u WHERE j.id = u.shownid
)`;

/**
 * $1 id, $2 runner, $3 attempt, $4 now, $5 due again (ms), $6 error, $7 given up. The state answered is the one that it
 * has from now on.
 */
export const failJob = hot<{ state: string }>(`
WITH unfinished AS (
  UPDATE innermost.job_queue q
     SET state = CASE WHEN $7::bool THEN 'dead' ELSE 'later' END, dueat = CASE WHEN $7::bool THEN 0 ELSE $5::bigint END,
         runner = NULL, failedat = $4::bigint, error = $6::text, key = CASE WHEN $7::bool THEN q.key ELSE ${freedKey} END
   WHERE q.id = $1 AND q.runner = $2 AND q.attempts = $3
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished('$4::bigint')}
SELECT state FROM unfinished`);

/** Was begun, but not to its end, and not by its own fault: it waits as if it had not been. $1 id, $2 runner, $3 attempt, $4 now */
export const handJobBack = hot<{ state: string }>(`
WITH unfinished AS (
  UPDATE innermost.job_queue q SET state = 'ready', dueat = 0, runner = NULL, attempts = q.attempts - 1, key = ${freedKey}
   WHERE q.id = $1 AND q.runner = $2 AND q.attempts = $3
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished('$4::bigint')}
SELECT state FROM unfinished`);

const takeBackFrom = `UPDATE innermost.job_queue q
     SET state = CASE WHEN q.attempts >= q.maxattempts THEN 'dead' WHEN q.attempts > 1 THEN 'later' ELSE 'ready' END,
         dueat = CASE WHEN q.attempts >= q.maxattempts OR q.attempts <= 1 THEN 0 ELSE $1::bigint + 10000 * q.attempts END,
         runner = NULL, failedat = $1::bigint, error = 'The server ended while it ran.',
         key = CASE WHEN q.attempts >= q.maxattempts THEN q.key ELSE ${freedKey} END`;

/** Takes a runner that is gone out, and its jobs back. $1 now, $2 runner, $3 its last beat */
export const buryRunner = hot<{ state: string }>(`
WITH gone AS (
  DELETE FROM innermost.job_runners WHERE id = $2 AND beats = $3 RETURNING id
), unfinished AS (
  ${takeBackFrom} WHERE q.state = 'running' AND q.runner IN (SELECT id FROM gone)
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished('$1::bigint')}
SELECT state FROM unfinished`);

/** Takes back what belongs to runners that nobody knows. $1 now, $2 runner that asks */
export const adoptOrphans = hot<{ state: string }>(`
WITH unfinished AS (
  ${takeBackFrom} WHERE q.state = 'running' AND q.runner <> $2 AND NOT EXISTS (SELECT FROM innermost.job_runners r WHERE r.id = q.runner)
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished('$1::bigint')}
SELECT state FROM unfinished`);

/** $1 runner */
export const insertRunner = hot<never>(`INSERT INTO innermost.job_runners (id, beats) VALUES ($1, 0)`);

/** With the ids of its jobs that somebody wants stopped. No row: it was taken for gone. $1 runner */
export const beat = hot<{ cancelled: number[] | null }>(`
UPDATE innermost.job_runners r SET beats = r.beats + 1 WHERE r.id = $1
RETURNING (SELECT array_agg(q.id) FROM innermost.job_queue q WHERE q.state = 'running' AND q.runner = $1 AND q.cancelat > 0) AS cancelled`);

/** $1 runner, whose jobs are handed back already. */
export const deleteRunner = hot<never>(`DELETE FROM innermost.job_runners WHERE id = $1`);

/** A runner of ours is alone: whoever else is noted here is gone. $1 runner */
export const deleteOtherRunners = hot<{ id: string }>(`DELETE FROM innermost.job_runners WHERE id <> $1 RETURNING id`);

/** $1 id, $2 runner, $3 attempt, $4 percent, $5 now */
export const noteProgress = hot<never>(`
WITH noted AS (
  UPDATE innermost.job_queue SET progress = $4 WHERE id = $1 AND runner = $2 AND attempts = $3 RETURNING shownid
)
UPDATE jobs j SET progress = $4, lastactivityat = $5 FROM noted WHERE j.id = noted.shownid`);

/**
 * One row for each schedule that is due, and the time of the next. Whoever comes second finds it moved on. A next time
 * beyond one period from now was noted before the clock went back. $1 now; arrays: $2 names, $3 periods (ms),
 * $4 priorities, $5 serials, $6 most attempts
 */
export const queueScheduled = hot<{ name: string }>(`
WITH given AS (
  SELECT * FROM unnest($2::text[], $3::bigint[], $4::int[], $5::text[], $6::int[]) AS g (name, period, priority, serial, most)
), due AS (
  INSERT INTO innermost.job_schedules AS s (name, nextat, lastat)
  SELECT g.name, $1::bigint + g.period, 0 FROM given g ORDER BY g.name
      ON CONFLICT (name) DO UPDATE
     SET nextat = excluded.nextat, lastat = $1::bigint WHERE s.nextat <= $1::bigint OR s.nextat > excluded.nextat
  RETURNING name, lastat
)
INSERT INTO innermost.job_queue AS q (${columns})
SELECT g.name, '{}', 'ready', g.priority, 0, 'schedule', g.serial, $1::bigint, g.most, NULL
  FROM due d JOIN given g ON g.name = d.name WHERE d.lastat > 0
    ON CONFLICT (name, key) WHERE key IS NOT NULL AND state IN ('ready', 'later') DO NOTHING
RETURNING name`);

export interface StateCount {
  state: 'ready' | 'later' | 'running' | 'dead';
  count: number;
  /** When the oldest was queued, or was last tried, in ms. */
  since: number;
}

export const countByState = hot<StateCount>(
  `SELECT state, count(*) AS count, min(greatest(createat, failedat)) AS since FROM innermost.job_queue GROUP BY state`,
);
