import { cancelQueuedJob, getJobQueue, retryQueuedJob } from '@innermost/protocol/jobs.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { job } from '../../../jobs/job.ts';
import { startServer } from '../../../testing/start-server.ts';

let isBroken = true;
let ran = 0;
const attempts: number[] = [];
const gate = Promise.withResolvers<void>();
const fragile = job('fragile', {
  args: z.object({ secret: z.string() }),
  retry: { attempts: 1 },
  async run({ attempt }) {
    attempts.push(attempt);
    if (isBroken) throw new Error('the disk is full');
    ran += 1;
  },
});
const long = job('long', {
  args: z.object({}),
  transaction: 'none',
  because: 'it stands for a long one',
  async run({ signal }) {
    await Promise.race([gate.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
    signal.throwIfAborted();
  },
});

const server = await startServer({ jobs: [fragile, long] });
const admin = await server.make.admin();
const queue = (query = {}) => admin.call(getJobQueue, { query });
const retry = (number: number) => admin.call(retryQueuedJob, { params: { number: String(number) } });
const cancel = (number: number) => admin.call(cancelQueuedJob, { params: { number: String(number) } });

test('what was given up is seen with its reason, without what it was given, and is run again', async () => {
  await server.runJob(fragile, { secret: 'xyzzy' });
  const { jobs, counts } = await queue({ state: 'dead' });
  expect(counts.dead).toBe(1);
  expect(jobs).toMatchObject([
    { name: 'fragile', state: 'dead', is_known: true, attempts: 1, max_attempts: 1, error: 'Error: the disk is full' },
  ]);
  expect(JSON.stringify(jobs)).not.toContain('xyzzy');
  isBroken = false;
  await retry(jobs[0]?.number ?? 0);
  await expect.poll(() => ran).toBe(1);
  // One that hung would still bear the number of the first.
  expect(attempts).toEqual([1, 2]);
  await expect.poll(async () => (await queue({ name: 'fragile' })).jobs).toEqual([]);
});

test('what is cancelled is gone, and what runs is told to stop', async () => {
  isBroken = true;
  await server.runJob(fragile, { secret: '' });
  const [dead] = (await queue({ state: 'dead' })).jobs;
  await cancel(dead?.number ?? 0);
  await server.queue(long, {});
  await expect.poll(async () => (await queue({ name: 'long' })).jobs[0]?.state).toBe('running');
  const [running] = (await queue({ name: 'long' })).jobs;
  await expect(retry(running?.number ?? 0)).rejects.toMatchObject({ id: 'api.innermost.queued_job.running' });
  await cancel(running?.number ?? 0);
  await expect.poll(async () => (await queue({ name: 'long' })).jobs).toEqual([]);
  await expect(cancel(dead?.number ?? 0)).rejects.toMatchObject({ status: 404 });
  await expect(admin.call(retryQueuedJob, { params: { number: 'x' } })).rejects.toMatchObject({ status: 400 });
});

test('a job of another version of the server is shown as unknown', async () => {
  const row = {
    name: 'from-later',
    args: '{}',
    state: 'ready',
    priority: 50,
    due_at: 0,
    create_at: 1,
    max_attempts: 1,
  };
  await server.database.db
    .insertInto('innermost.job_queue')
    .values({ ...row, state: 'ready' })
    .execute();
  const { jobs, schedules } = await queue({ name: 'from-later' });
  expect(jobs).toMatchObject([{ is_known: false, state: 'ready' }]);
  expect(schedules.map(({ name }) => name)).toContain('forget-old-sends');
});
