import { cancelJob, createJob, getJob, getJobs, getJobsByType, updateJobStatus } from '@innermost/protocol/jobs.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { NotWorthRetrying } from '../../platform/jobs/retry.ts';
import { newId } from '../../platform/ids.ts';
import { startServer } from '../../testing/start-server.ts';

let isBroken = false;
let underWay = 0;
let gate = Promise.withResolvers<void>();

/** Stands for an import: waits to be let go on, or fails as it is told. */
const importing = job('test-import', {
  args: z.object({ import_file: z.string(), fails: z.string().default('') }),
  shownAs: 'import_process',
  transaction: 'none',
  because: 'it stands for a long one',
  retry: { attempts: 1 },
  async run({ signal, progress }, { fails }) {
    await progress(40);
    underWay += 1;
    await Promise.race([
      gate.promise,
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('told to stop')))),
    ]).finally(() => (underWay -= 1));
    if (isBroken) throw new Error('the disk is full');
    if (fails !== '') throw new NotWorthRetrying(fails);
  },
});

const server = await startServer({ jobs: [importing] });
const admin = await server.make.admin();
const create = (data: Record<string, unknown> = { import_file: 'a.zip' }) =>
  admin.call(createJob, { body: { type: 'import_process', data } });
const seen = (job_id: string) => admin.call(getJob, { params: { job_id } });
const statusOf = async (job_id: string) => (await seen(job_id)).status;

test('a job is created, seen while it runs and when it is done', async () => {
  gate = Promise.withResolvers();
  const made = await create();
  expect(made).toMatchObject({
    type: 'import_process',
    status: 'pending',
    priority: 0,
    start_at: 0,
    progress: 0,
    data: { import_file: 'a.zip' },
  });
  await expect.poll(() => seen(made.id)).toMatchObject({ status: 'in_progress', progress: 40 });
  gate.resolve();
  await expect.poll(() => seen(made.id)).toMatchObject({ status: 'success', progress: 100 });
  expect((await seen(made.id)).start_at).toBeGreaterThan(0);
});

test('one that fails for good says why', async () => {
  gate.resolve();
  const { id } = await create({ import_file: 'b.zip', fails: 'not a zip' });
  await expect.poll(() => statusOf(id)).toBe('error');
  expect((await seen(id)).data).toEqual({
    import_file: 'b.zip',
    fails: 'not a zip',
    error: 'NotWorthRetrying: not a zip',
  });
});

test('one that is done after all no longer says why it failed', async () => {
  gate.resolve();
  isBroken = true;
  const { id } = await create();
  await expect.poll(() => statusOf(id)).toBe('error');
  isBroken = false;
  await admin.call(updateJobStatus, { params: { job_id: id }, body: { status: 'pending', force: true } });
  await expect.poll(() => statusOf(id)).toBe('success');
  expect((await seen(id)).data).toEqual({ import_file: 'a.zip' });
});

test('one that runs is asked to stop, and one that has ended cannot be canceled', async () => {
  gate = Promise.withResolvers();
  const { id } = await create();
  await expect.poll(() => statusOf(id)).toBe('in_progress');
  await admin.call(cancelJob, { params: { job_id: id } });
  await expect.poll(() => statusOf(id)).toBe('canceled');
  await expect(admin.call(cancelJob, { params: { job_id: id } })).rejects.toMatchObject({
    status: 500,
    id: 'jobs.request_cancellation.status.error',
  });
});

test('one that waits is canceled at once, and never runs', async () => {
  await server.configure({ JobSettings: { RunJobs: false } });
  const { id } = await create();
  await admin.call(cancelJob, { params: { job_id: id } });
  expect(await statusOf(id)).toBe('canceled');
  await server.configure({ JobSettings: { RunJobs: true } });
  await server.runJobsToEmpty();
  expect(await statusOf(id)).toBe('canceled');
});

test('a status changes along the known ways only, unless it is forced', async () => {
  await server.configure({ JobSettings: { RunJobs: false } });
  gate.resolve();
  const { id } = await create();
  const change = (status: string, force?: boolean) =>
    admin.call(updateJobStatus, { params: { job_id: id }, body: { status, ...(force ? { force } : {}) } });
  for (const status of ['pending', 'canceled', 'success', 'in_progress', ''])
    await expect(change(status), status).rejects.toMatchObject({ status: 400, id: 'api.job.status.invalid' });
  await change('cancel_requested');
  expect(await statusOf(id)).toBe('canceled');
  await expect(change('success', true)).rejects.toMatchObject({ status: 400 });
  // Begun again, although nothing of it was left in the queue.
  await change('pending', true);
  await server.configure({ JobSettings: { RunJobs: true } });
  await server.runJobsToEmpty();
  expect(await statusOf(id)).toBe('success');
});

test('one that runs and is begun again stops first, and the stopped attempt ends nothing', async () => {
  gate = Promise.withResolvers();
  const { id } = await create();
  const beginAgain = async () => {
    await expect.poll(() => seen(id)).toMatchObject({ status: 'in_progress', progress: 40 });
    await admin.call(updateJobStatus, { params: { job_id: id }, body: { status: 'pending' } });
  };
  await beginAgain();
  await beginAgain();
  await expect.poll(() => seen(id)).toMatchObject({ status: 'in_progress', progress: 40 });
  await expect.poll(() => underWay).toBe(1);
  isBroken = true;
  gate.resolve();
  await expect.poll(() => statusOf(id)).toBe('error');
  isBroken = false;
});

test('lists are newest first, by page, type and status', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.unshift((await create({ import_file: `${n}` })).id);
  await server.runJobsToEmpty();
  const listed = await admin.call(getJobsByType, { params: { job_type: 'import_process' }, query: { per_page: '2' } });
  expect(listed.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const next = await admin.call(getJobs, { query: { job_type: 'import_process', per_page: '2', page: '1' } });
  expect(next[0]?.id).toBe(ids[2]);
  const failed = await admin.call(getJobs, { query: { status: 'error' } });
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['error']));
  expect(await admin.call(getJobsByType, { params: { job_type: 'ldap_sync' } })).toEqual([]);
  await expect(admin.call(getJobs, { query: { status: 'odd' } })).rejects.toMatchObject({ status: 400 });
});

test('types that the wire does not know, and those that nobody runs here, are refused', async () => {
  const wrong = 'api.job.unable_to_create_job.incorrect_job_type';
  for (const type of ['no_such_type', 'ldap_sync', ''])
    await expect(admin.call(createJob, { body: { type } }), type).rejects.toMatchObject({ status: 400, id: wrong });
  await expect(create({ import_file: 7 })).rejects.toMatchObject({ status: 400 });
  await expect(admin.call(getJobsByType, { params: { job_type: 'no_such_type' } })).rejects.toMatchObject({
    status: 400,
    id: 'api.job.retrieve.nopermissions',
  });
  await expect(seen(newId())).rejects.toMatchObject({ status: 404, id: 'app.job.get.app_error' });
});

test('who may not read or manage a type learns nothing of its jobs', async () => {
  const person = await server.make.person();
  const { id } = await create();
  const params = { job_id: id };
  const refused = [
    () => person.call(getJobs),
    () => person.call(getJob, { params }),
    () => person.call(getJobsByType, { params: { job_type: 'import_process' } }),
    () => person.call(createJob, { body: { type: 'import_process', data: { import_file: 'x' } } }),
    () => person.call(cancelJob, { params }),
    () => person.call(updateJobStatus, { params, body: { status: 'canceled', force: true } }),
  ];
  for (const call of refused) await expect(call()).rejects.toMatchObject({ status: 403 });
});

test('upstream’s views are refreshed when somebody asks', async () => {
  const { id } = await admin.call(createJob, { body: { type: 'refresh_materialized_views' } });
  await server.runJobsToEmpty();
  expect(await seen(id)).toMatchObject({ status: 'success', data: null });
});
