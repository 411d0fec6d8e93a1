import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { claimJobs, failJob, finishJob, insertJob, lookAtQueue, wakeDueJobs } from './queries.ts';

let own: TestDatabase;
let client: Client;

beforeAll(async () => {
  own = await createTestDatabase();
  client = new Client({ connectionString: own.url });
  await client.connect();
  // A backlog, of which much is put off, given up, or in serial queues.
  await client.query(`
    INSERT INTO innermost.job_queue (name, args, state, priority, dueat, createat, maxattempts, serial, key)
    SELECT 'job', '{}', (ARRAY['ready', 'ready', 'later', 'dead'])[1 + n % 4], 50, CASE n % 4 WHEN 2 THEN 1000000 + n ELSE 0 END, n, 3,
           CASE WHEN n % 10 = 0 THEN 's' || n % 200 END, CASE WHEN n % 5 = 0 THEN 'k' || n END FROM generate_series(1, 20000) n`);
  await client.query('VACUUM ANALYZE innermost.job_queue');
  await client.query('SET plan_cache_mode = force_generic_plan');
});

afterAll(async () => {
  await client.end();
  await own.drop();
});

async function planOf(name: string, text: string, values: readonly unknown[]): Promise<string> {
  await client.query(`PREPARE ${name} AS ${text}`);
  const list = values
    .map((value) => client.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value)))
    .join(', ');
  const { rows } = await client.query<Record<string, string>>(
    `EXPLAIN EXECUTE ${name}${list === '' ? '' : `(${list})`}`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const mine = { id: 1, runner: 'runner', attempt: 1, now: 1 };
const queued = {
  name: 'job',
  args: '{}',
  priority: 50,
  due_at: 0,
  key: 'k',
  serial: 's',
  now: 1,
  max_attempts: 3,
  shown_id: '',
  replace: false,
};

test.each<[string, { text: string }, unknown[]]>([
  ['claimJobs', claimJobs, claimJobs.values({ runner: 'runner', limit: 6, names: ['job'], now: 1 })],
  ['insertJob', insertJob, insertJob.values(queued)],
  ['finishJob', finishJob, finishJob.values(mine)],
  ['failJob', failJob, failJob.values({ ...mine, due_at: 2, error: 'error', given_up: false })],
  ['wakeDueJobs', wakeDueJobs, wakeDueJobs.values({ now: 1 })],
  ['lookAtQueue', lookAtQueue, lookAtQueue.values({ runner: 'runner' })],
])('%s never reads the whole queue, whatever is in it', async (name, { text }, values) => {
  expect(await planOf(name, text, values)).not.toContain('Seq Scan on job_queue');
});
