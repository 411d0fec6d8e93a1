/** The server's own queue for its operator: what waits, what was given up, and running it again. */
import type { cancelQueuedJob, getJobQueue, JobQueue, QueuedJob, retryQueuedJob } from '@innermost/protocol/jobs.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, invalidUrl } from '../../../platform/http/errors.ts';
import { paging } from '../../../platform/http/paging.ts';
import * as queries from './queries.ts';

export async function showQueue({ db, query, services }: Call<typeof getJobQueue>): Promise<JobQueue> {
  const { per_page, offset } = paging(query);
  const counts: JobQueue['counts'] = { ready: 0, later: 0, running: 0, dead: 0 };
  for (const { state, count } of await queries.countQueued.run(db, [])) counts[state] = count;
  const asked = [query.state ?? '', query.name ?? '', services.jobs.names, per_page, offset];
  const jobs = await queries.selectQueued.run(db, asked);
  return { jobs, counts, schedules: await queries.selectSchedules.run(db, []) };
}

type Changing = Call<typeof retryQueuedJob> | Call<typeof cancelQueuedJob>;

async function lockedState({ db, params }: Changing): Promise<[number: number, state: QueuedJob['state']]> {
  if (!/^\d{1,15}$/.test(params.number)) throw invalidUrl('number');
  const number = Number(params.number);
  const [job] = await queries.selectQueuedForChange.run(db, [number]);
  if (!job) throw new AppError('api.innermost.queued_job.missing');
  return [number, job.state];
}

export async function retryInQueue(call: Call<typeof retryQueuedJob>): Promise<StatusOk> {
  const [number, state] = await lockedState(call);
  if (state === 'running') throw new AppError('api.innermost.queued_job.running');
  await queries.retryQueued.run(call.db, [number]);
  call.queuedByStatement([{ due_at: 0 }]);
  return { status: 'OK' };
}

export async function cancelInQueue(call: Call<typeof cancelQueuedJob>): Promise<StatusOk> {
  const { db, now, services } = call;
  const [number, state] = await lockedState(call);
  if (state !== 'running') await queries.deleteQueued.run(db, [number, now]);
  else {
    await queries.stopQueued.run(db, [number, now]);
    services.jobs.stopJob(number);
  }
  return { status: 'OK' };
}
