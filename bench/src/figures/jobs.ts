/** The queue of jobs: queuing one with a change, running them, and a post that queues what follows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient } from 'pg';
import { prepareInsert } from '../../../server/src/features/posts/index.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/database.ts';
import { migrate } from '../../../server/src/platform/db/migrate.ts';
import { startEmbeddedPostgres } from '../../../server/src/platform/embedded-postgres/embedded-postgres.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import type { QueuedJob } from '../../../server/src/platform/jobs/queue.ts';
import { insertJob } from '../../../server/src/platform/jobs/queries.ts';
import { usualRetry } from '../../../server/src/platform/jobs/retry.ts';
import type { Runnable } from '../../../server/src/platform/jobs/runnable.ts';
import { JobRunner } from '../../../server/src/platform/jobs/runner.ts';
import { percent, whole, type Figure, type Say } from '../figure.ts';
import { closedLoop, median } from '../load/closed-loop.ts';

const rounds = 5;
const callers = 8;
/** As many as the server runs at once. */
const atOnce = 6;
const count = 3_000;

const one = (): QueuedJob => ({
  name: 'bench',
  args: JSON.stringify({ post_id: newId() }),
  priority: 50,
  due_at: 0,
  key: null,
  serial: null,
  max_attempts: 3,
  replace: false,
  shown_id: null,
});

interface Ground {
  database: Database;
  pool: Pool;
  channels: string[];
}

type Once = (client: PoolClient, n: number) => Promise<unknown>;

/** Each caller has a connection of its own, as bare as the driver has it. */
async function perSecond({ pool }: Ground, once: Once): Promise<number> {
  const clients = await Promise.all(Array.from({ length: callers }, () => pool.connect()));
  try {
    const run = async (caller: number, n: number): Promise<void> => {
      const client = clients[caller];
      if (client) await once(client, n);
    };
    return (await closedLoop(callers, count, run)).perSecond;
  } finally {
    for (const client of clients) client.release();
  }
}

/** All of them in turn, so that they see the same machine; medians. */
async function inTurn<Name extends string>(
  what: Record<Name, () => Promise<number>>,
  say: Say,
): Promise<Record<Name, number>> {
  // The keys of an object literal are what its type says.
  const names = Object.keys(what) as Name[];
  const measured = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (const name of names) await what[name]();
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) measured.get(name)?.push(await what[name]());
    say(
      `  ${round} of ${rounds}: ${names.map((name) => `${name} ${whole(measured.get(name)?.at(-1) ?? 0)}/s`).join(', ')}`,
    );
  }
  const medians = names.map((name) => [name, median(measured.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** A change of one row, and one that also queues a job. */
const change =
  (queues: boolean): Once =>
  async (client) => {
    await client.query('BEGIN');
    await client.query({ name: 'change', text: 'INSERT INTO changes VALUES ($1)', values: [newId()] });
    if (queues)
      await client.query({
        name: 'queue',
        text: insertJob.text,
        values: insertJob.values({ ...one(), now: Date.now() }),
      });
    await client.query('COMMIT');
  };

const author = newId();

const post =
  ({ channels }: Ground, jobs: () => readonly QueuedJob[]): Once =>
  async (client, n) => {
    const record = {
      id: newId(),
      user_id: author,
      root_id: '',
      message: 'A message of the usual length, which says something and asks for nothing. '.repeat(2),
      type: '',
      props: '{}',
      hashtags: '',
      file_ids: '[]',
      pending_post_id: newId(),
      priority: '',
      counted: true,
    };
    const id = channels[n % channels.length] ?? '';
    const channel = { id, team_id: '', type: 'O', name: '', display_name: '', delete_at: 0, scheme_id: '' } as const;
    const effects = { marksRead: true, mentions: [], urgent: false, follows: [], outsiders: [], jobs: jobs() };
    const { text, values } = prepareInsert([{ channel, record, effects }], Date.now());
    const name = effects.jobs.length === 0 ? 'post' : 'post with a job';
    await client.query({ name, text, values: values() });
  };

async function fill({ pool }: Ground): Promise<void> {
  await pool.query('TRUNCATE innermost.job_queue');
  await pool.query(
    `INSERT INTO innermost.job_queue (name, args, state, priority, dueat, createat, maxattempts)
     SELECT 'bench', '{"post_id":"x"}', 'ready', 50, 0, n, 3 FROM generate_series(1, $1::int) n`,
    [count],
  );
  await pool.query('VACUUM ANALYZE innermost.job_queue');
}

/** What a job costs at the least: a transaction that takes its row out. */
async function bareDeletes(ground: Ground): Promise<number> {
  await fill(ground);
  const { rows } = await ground.pool.query<{ id: number }>('SELECT id FROM innermost.job_queue ORDER BY id');
  const clients = await Promise.all(Array.from({ length: atOnce }, () => ground.pool.connect()));
  const remove = async (caller: number, n: number): Promise<void> => {
    const client = clients[caller];
    await client?.query('BEGIN');
    await client?.query({
      name: 'remove',
      text: 'DELETE FROM innermost.job_queue WHERE id = $1',
      values: [rows[n]?.id],
    });
    await client?.query('COMMIT');
  };
  const { perSecond: rate } = await closedLoop(atOnce, count, remove);
  for (const client of clients) client.release();
  return rate;
}

/** Jobs that do nothing but be done, in a transaction each. */
async function runJobs(ground: Ground): Promise<number> {
  await fill(ground);
  const { database } = ground;
  const runnable: Runnable = {
    name: 'bench',
    priorityNumber: 50,
    retry: usualRetry,
    patience: 60_000,
    finishesItself: true,
    parse: (given) => given,
    run: (attempt) => database.transaction((tx) => attempt.finish(tx)),
  };
  const runner = runnerOf(database, [runnable]);
  await runner.start();
  const started = performance.now();
  await runner.toEmpty();
  const rate = (count / (performance.now() - started)) * 1000;
  await runner.stop(0);
  return rate;
}

const runnerOf = (database: Database, runnables: readonly Runnable[]): JobRunner =>
  new JobRunner({
    database,
    runnables,
    clock: systemClock,
    log: { warn: () => undefined, error: () => undefined },
    atOnce,
    alone: true,
    isOn: () => ({ jobs: true, schedules: true }),
  });

const idleFor = 20;

async function idleStatements({ database, pool }: Ground, say: Say): Promise<number> {
  await pool.query('TRUNCATE innermost.job_queue');
  const runner = runnerOf(database, []);
  await runner.start();
  say(`  a runner idles for ${idleFor} s`);
  const before = database.roundTrips();
  await sleep(idleFor * 1000);
  const sent = database.roundTrips() - before;
  await runner.stop(0);
  return (sent / idleFor) * 60;
}

async function makeGround(database: Database, pool: Pool): Promise<Ground> {
  await migrate(database, { now: Date.now(), log: { info: () => undefined } });
  await pool.query('CREATE TABLE changes (id varchar(26) PRIMARY KEY)');
  const channels = Array.from({ length: 100 }, newId);
  await pool.query(
    `INSERT INTO channels (id, createat, updateat, deleteat, teamid, type, displayname, name, lastpostat, totalmsgcount, totalmsgcountroot)
     SELECT id, 1, 1, 0, '', 'O', 'x', id, 0, 0, 0 FROM unnest($1::text[]) id`,
    [channels],
  );
  await pool.query(
    `INSERT INTO channelmembers (channelid, userid, msgcount) SELECT c, CASE n WHEN 1 THEN $2 ELSE lpad(n::text, 26, 'u') END, 0
       FROM unnest($1::text[]) c, generate_series(1, 100) n`,
    [channels, author],
  );
  await pool.query('ANALYZE');
  return { database, pool, channels };
}

export async function jobs(say: Say): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'innermost-bench-jobs-'));
  const quiet = () => undefined;
  const postgres = await startEmbeddedPostgres({ dataDir, log: { debug: quiet, info: quiet, warn: say, error: say } });
  const database = openDatabase({ url: postgres.url, maxConnections: 16 });
  const pool = new Pool({ connectionString: postgres.url, max: callers });
  try {
    const ground = await makeGround(database, pool);
    return await measure(ground, say);
  } finally {
    await pool.end();
    await database.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(ground: Ground, say: Say): Promise<Figure[]> {
  const queuing = await inTurn(
    { bare: () => perSecond(ground, change(false)), queuing: () => perSecond(ground, change(true)) },
    say,
  );
  const posting = await inTurn(
    {
      bare: () =>
        perSecond(
          ground,
          post(ground, () => []),
        ),
      queuing: () =>
        perSecond(
          ground,
          post(ground, () => [one()]),
        ),
    },
    say,
  );
  const running = await inTurn({ bare: () => bareDeletes(ground), jobs: () => runJobs(ground) }, say);
  const idle = await idleStatements(ground, say);
  const share = (what: string, value: number, limit: number, name: string, reach: number): Figure => ({
    what,
    measured: `${whole(value)}/s, ${percent(value / limit)}`,
    value,
    limit: `${whole(limit)}/s ${name}`,
    reach: percent(reach),
    ok: value >= limit * reach,
  });
  return [
    share('a change of one row with a job, 8 at a time', queuing.queuing, queuing.bare, 'without', 0.65),
    share('the post statement that queues a job', posting.queuing, posting.bare, 'without', 0.65),
    share(`jobs that do nothing, ${atOnce} at a time`, running.jobs, running.bare, 'bare transactions', 0.4),
    {
      what: 'statements of a runner with nothing to do',
      measured: `${idle.toFixed(0)} a minute`,
      value: idle,
      limit: '',
      reach: '20 a minute',
      ok: idle <= 20,
    },
  ];
}
