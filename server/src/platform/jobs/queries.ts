/** SQL of the queue. A row is changed only by who has it: by its runner, and in the attempt that the runner began. */
import { narrow, sql, statementsOf, type Sql } from '../db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

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

/** The columns of a new row. */
const columns = sql`name, args, state, priority, dueat, key, serial, createat, maxattempts, shownid`;

/**
 * A row of the same name and key that waits takes the place of a new one. It is written in either case, so its lock is
 * held until the commit: a runner that takes it afterwards sees what was written together with the new one.
 */
const ifKnown = (replace: Sql): Sql => sql`
  ON CONFLICT (name, key) WHERE key IS NOT NULL AND state IN ('ready', 'later') DO UPDATE
  SET args = CASE WHEN ${replace} THEN excluded.args ELSE q.args END,
      state = CASE WHEN ${replace} THEN excluded.state ELSE q.state END,
      dueat = CASE WHEN ${replace} THEN excluded.dueat ELSE q.dueat END,
      priority = least(q.priority, excluded.priority)`;

/** `due_at`: ms, 0 for as soon as possible; with `replace` a known row takes over what is new. */
export const insertJob = statement(
  'insertJob',
  sql`
INSERT INTO innermost.job_queue AS q (${columns})
VALUES (:name, :args, CASE WHEN :due_at::bigint > 0 THEN 'later' ELSE 'ready' END, :priority, :due_at, :key?, :serial?, :now, :max_attempts, :shown_id?)
${ifKnown(sql`:replace::bool`)}
RETURNING id`,
);

/**
 * An INSERT for a statement that writes something else and queues what follows from it: it takes `QueuedLists` as well.
 * `now` is in ms, and `from` a FROM item without which nothing is queued. No two rows may have the same name and key.
 */
export const insertJobsText = (now: Sql, from: Sql): Sql => sql`
  INSERT INTO innermost.job_queue AS q (${columns})
  SELECT i.name, i.args, CASE WHEN i.due > 0 THEN 'later' ELSE 'ready' END, i.priority, i.due, i.key, i.serial, ${now}, i.most, NULL
    FROM unnest(:job_names::text[], :job_args::text[], :job_priorities::int[], :job_due::bigint[], :job_keys?::text[],
                :job_serials?::text[], :job_max_attempts::int[]) AS i (name, args, priority, due, key, serial, most), ${from}
  ${ifKnown(sql`false`)}`;

/** An array and not a join: a plan made for any limit would read the whole table. */
const chosen = sql`
  SELECT q.id FROM innermost.job_queue q
   WHERE q.state = 'ready' AND q.name = ANY(:names::text[])
     AND (q.serial IS NULL OR NOT EXISTS (
       SELECT FROM innermost.job_queue o
        WHERE o.serial = q.serial AND o.state <> 'dead'
          AND (o.state = 'running' OR (o.id < q.id AND (o.state = 'ready' OR o.attempts > 0)))))
   ORDER BY q.priority, q.id LIMIT :limit FOR UPDATE SKIP LOCKED`;

/**
 * What may run now, most urgent first. Of one serial queue only the oldest that is not put off, and none beside one that
 * runs. `names`: those that this process knows.
 */
export const claimJobs = statement(
  'claimJobs',
  sql`
WITH taken AS (
  UPDATE innermost.job_queue q SET state = 'running', runner = :runner, startat = :now, progress = 0, attempts = q.attempts + 1
   WHERE q.id = ANY (ARRAY(${chosen}))
  RETURNING q.id, q.name, q.args, q.attempts, q.maxattempts, q.key, q.serial, q.shownid, q.priority
), shown AS (
  UPDATE jobs j SET status = 'in_progress', startat = :now, lastactivityat = :now, progress = 0
    FROM taken WHERE j.id = taken.shownid AND j.status = 'pending'
)
SELECT id, name, args, attempts, maxattempts AS max_attempts, key, serial, shownid AS shown_id
  FROM taken ORDER BY priority, id`,
);

/** Rows that a transaction holds are left for later: a runner must not wait for it. */
const wake = (which: Sql): Sql => sql`
UPDATE innermost.job_queue SET state = 'ready', dueat = 0
 WHERE id = ANY (ARRAY(SELECT q.id FROM innermost.job_queue q WHERE q.state = 'later' AND ${which} FOR UPDATE SKIP LOCKED))
RETURNING id`;

/** What was put off until `now` (ms) is ready. */
export const wakeDueJobs = statement('wakeDueJobs', wake(sql`q.dueat <= :now`));

/** After the clock went back, what failed in what is the future now does not wait until then. */
export const wakeFailedJobs = statement('wakeFailedJobs', wake(sql`q.failedat > :now`));

export interface Outlook {
  /** Something waits that may run now. Of unknown names, too. */
  ready: boolean;
  /** ms since 1970; null when nothing is put off. */
  next_due: number | null;
  runners: { id: string; beats: number }[] | null;
  /** Rows of runners that are neither among these nor the asking one. */
  orphans: boolean;
}

/** For the runner that asks. */
export const lookAtQueue = statement(
  'lookAtQueue',
  sql`
SELECT (SELECT id FROM innermost.job_queue WHERE state = 'ready' ORDER BY priority, id LIMIT 1) IS NOT NULL AS ready,
       (SELECT min(dueat) FROM innermost.job_queue WHERE state = 'later') AS next_due,
       (SELECT json_agg(json_build_object('id', id, 'beats', beats)) FROM innermost.job_runners) AS runners,
       EXISTS (SELECT FROM innermost.job_queue q WHERE q.state = 'running' AND q.runner <> :runner
                  AND NOT EXISTS (SELECT FROM innermost.job_runners r WHERE r.id = q.runner)) AS orphans`,
  narrow<{ runners: Outlook['runners'] }>(),
);

/**
 * The reason of an earlier failure is shown no more. No row: somebody else has it by now, or it is done.
 */
export const finishJob = statement(
  'finishJob',
  sql`
WITH done AS (
  DELETE FROM innermost.job_queue WHERE id = :id AND runner = :runner AND attempts = :attempt RETURNING id, shownid
), shown AS (
  UPDATE jobs j SET status = 'success', progress = 100, lastactivityat = :now,
         data = CASE WHEN jsonb_typeof(j.data) = 'object' AND j.data ? 'error' THEN nullif(j.data - 'error', '{}') ELSE j.data END
    FROM done WHERE j.id = done.shownid
)
SELECT id FROM done`,
);

/** Whoever asked for its end has it. */
export const endCancelledJob = statement(
  'endCancelledJob',
  sql`
WITH done AS (
  DELETE FROM innermost.job_queue WHERE id = :id AND runner = :runner AND attempts = :attempt RETURNING id, shownid
), shown AS (
  UPDATE jobs j SET status = 'canceled', lastactivityat = :now FROM done WHERE j.id = done.shownid
)
SELECT id FROM done`,
);

/** A job that waits again gives its key up where another of the same key waits already. */
const freedKey = sql`CASE WHEN EXISTS (SELECT FROM innermost.job_queue o
   WHERE o.name = q.name AND o.key = q.key AND o.state IN ('ready', 'later')) THEN NULL ELSE q.key END`;

/** What became of a job that did not finish, shown where upstream's table shows it. */
const showUnfinished = sql`shown AS (
  UPDATE jobs j SET status = CASE WHEN u.state = 'dead' THEN 'error' ELSE 'pending' END, lastactivityat = :now::bigint,
         data = CASE WHEN u.state <> 'dead' THEN j.data
                     ELSE (CASE WHEN jsonb_typeof(j.data) = 'object' THEN j.data ELSE '{}' END) || jsonb_build_object('error', u.error) END
    FROM unfinished u WHERE j.id = u.shownid
)`;

/** `due_at`: when it is due again (ms), unless it is given up. The state answered is the one that it has from now on. */
export const failJob = statement(
  'failJob',
  sql`
WITH unfinished AS (
  UPDATE innermost.job_queue q
     SET state = CASE WHEN :given_up::bool THEN 'dead' ELSE 'later' END, dueat = CASE WHEN :given_up::bool THEN 0 ELSE :due_at::bigint END,
         runner = NULL, failedat = :now::bigint, error = :error::text, key = CASE WHEN :given_up::bool THEN q.key ELSE ${freedKey} END
   WHERE q.id = :id AND q.runner = :runner AND q.attempts = :attempt
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished}
SELECT state FROM unfinished`,
);

/** Was begun, but not to its end, and not by its own fault: it waits as if it had not been. */
export const handJobBack = statement(
  'handJobBack',
  sql`
WITH unfinished AS (
  UPDATE innermost.job_queue q SET state = 'ready', dueat = 0, runner = NULL, attempts = q.attempts - 1, key = ${freedKey}
   WHERE q.id = :id AND q.runner = :runner AND q.attempts = :attempt
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished}
SELECT state FROM unfinished`,
);

const takeBackFrom = sql`UPDATE innermost.job_queue q
     SET state = CASE WHEN q.attempts >= q.maxattempts THEN 'dead' WHEN q.attempts > 1 THEN 'later' ELSE 'ready' END,
         dueat = CASE WHEN q.attempts >= q.maxattempts OR q.attempts <= 1 THEN 0 ELSE :now::bigint + 10000 * q.attempts END,
         runner = NULL, failedat = :now::bigint, error = 'The server ended while it ran.',
         key = CASE WHEN q.attempts >= q.maxattempts THEN q.key ELSE ${freedKey} END`;

/** Takes a runner that is gone out, and its jobs back, unless it has beaten since. */
export const buryRunner = statement(
  'buryRunner',
  sql`
WITH gone AS (
  DELETE FROM innermost.job_runners WHERE id = :runner AND beats = :beats RETURNING id
), unfinished AS (
  ${takeBackFrom} WHERE q.state = 'running' AND q.runner IN (SELECT id FROM gone)
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished}
SELECT state FROM unfinished`,
);

/** Takes back what belongs to runners that nobody knows, for the runner that asks. */
export const adoptOrphans = statement(
  'adoptOrphans',
  sql`
WITH unfinished AS (
  ${takeBackFrom} WHERE q.state = 'running' AND q.runner <> :runner AND NOT EXISTS (SELECT FROM innermost.job_runners r WHERE r.id = q.runner)
  RETURNING q.id, q.state, q.error, q.shownid
), ${showUnfinished}
SELECT state FROM unfinished`,
);

export const insertRunner = statement(
  'insertRunner',
  sql`INSERT INTO innermost.job_runners (id, beats) VALUES (:runner, 0)`,
);

/** With the ids of its jobs that somebody wants stopped. No row: it was taken for gone. */
export const beat = statement(
  'beat',
  sql`
UPDATE innermost.job_runners r SET beats = r.beats + 1 WHERE r.id = :runner
RETURNING (SELECT array_agg(q.id) FROM innermost.job_queue q WHERE q.state = 'running' AND q.runner = :runner AND q.cancelat > 0) AS cancelled`,
);

/** Its jobs are handed back already. */
export const deleteRunner = statement('deleteRunner', sql`DELETE FROM innermost.job_runners WHERE id = :runner`);

/** A runner of ours is alone: whoever else is noted here is gone. */
export const deleteOtherRunners = statement(
  'deleteOtherRunners',
  sql`DELETE FROM innermost.job_runners WHERE id <> :runner RETURNING id`,
);

export const noteProgress = statement(
  'noteProgress',
  sql`
WITH noted AS (
  UPDATE innermost.job_queue SET progress = :percent WHERE id = :id AND runner = :runner AND attempts = :attempt RETURNING shownid
)
UPDATE jobs j SET progress = :percent, lastactivityat = :now FROM noted WHERE j.id = noted.shownid`,
);

/**
 * One row for each schedule that is due, and the time of the next. Whoever comes second finds it moved on. A next time
 * beyond one period (ms) from now was noted before the clock went back.
 */
export const queueScheduled = statement(
  'queueScheduled',
  sql`
WITH given AS (
  SELECT * FROM unnest(:names::text[], :periods::bigint[], :priorities::int[], :serials::text[], :max_attempts::int[]) AS g (name, period, priority, serial, most)
), due AS (
  INSERT INTO innermost.job_schedules AS s (name, nextat, lastat)
  SELECT g.name, :now::bigint + g.period, 0 FROM given g ORDER BY g.name
      ON CONFLICT (name) DO UPDATE
     SET nextat = excluded.nextat, lastat = :now::bigint WHERE s.nextat <= :now::bigint OR s.nextat > excluded.nextat
  RETURNING name, lastat
)
INSERT INTO innermost.job_queue AS q (${columns})
SELECT g.name, '{}', 'ready', g.priority, 0, 'schedule', g.serial, :now::bigint, g.most, NULL
  FROM due d JOIN given g ON g.name = d.name WHERE d.lastat > 0
    ON CONFLICT (name, key) WHERE key IS NOT NULL AND state IN ('ready', 'later') DO NOTHING
RETURNING name`,
);

/** `since`: when the oldest was queued, or was last tried, in ms. */
export const countByState = statement(
  'countByState',
  sql`SELECT state, count(*) AS count, min(greatest(createat, failedat)) AS since FROM innermost.job_queue GROUP BY state`,
  narrow<{ state: 'ready' | 'later' | 'running' | 'dead'; since: number }>(),
);
