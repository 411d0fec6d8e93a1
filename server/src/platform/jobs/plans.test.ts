import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { claimJobs, failJob, finishJob, insertJob, lookAtQueue, wakeDueJobs } from './queries.ts';
import type { HotStatement } from '../db/hot.ts';

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

async function planOf({ name, text }: HotStatement<unknown>, values: readonly unknown[]): Promise<string> {
  await client.query(`PREPARE ${name.replaceAll('-', '_')} AS ${text}`);
  const list = values.map((value) => client.escapeLiteral(String(value))).join(', ');
  const { rows } = await client.query<Record<string, string>>(
    `EXPLAIN EXECUTE ${name.replaceAll('-', '_')}${list === '' ? '' : `(${list})`}`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each<[string, HotStatement<unknown>, unknown[]]>([
  ['claimJobs', claimJobs, ['runner', 6, '{job}', 1]],
  ['insertJob', insertJob, ['job', '{}', 50, 0, 'k', 's', 1, 3, '', false]],
  ['finishJob', finishJob, [1, 'runner', 1, 1]],
  ['failJob', failJob, [1, 'runner', 1, 1, 2, 'error', false]],
  ['wakeDueJobs', wakeDueJobs, [1]],
  ['lookAtQueue', lookAtQueue, ['runner']],
])('%s never reads the whole queue, whatever is in it', async (_name, statement, values) => {
  expect(await planOf(statement, values)).not.toContain('Seq Scan on job_queue');
});
