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
  for (const { state, count } of await queries.countQueued(db)) counts[state] = count;
  const jobs = await queries.selectQueued(db, {
    state: query.state ?? '',
    name: query.name ?? '',
    known: services.jobs.names,
    limit: per_page,
    offset,
  });
  return { jobs, counts, schedules: await queries.selectSchedules(db) };
}

type Changing = Call<typeof retryQueuedJob> | Call<typeof cancelQueuedJob>;

async function lockedState({ db, params }: Changing): Promise<[number: number, state: QueuedJob['state']]> {
  if (!/^\d{1,15}$/.test(params.number)) throw invalidUrl('number');
  const number = Number(params.number);
  const [job] = await queries.selectQueuedForChange(db, { id: number });
  if (!job) throw new AppError('api.innermost.queued_job.missing');
  return [number, job.state];
}

export async function retryInQueue(call: Call<typeof retryQueuedJob>): Promise<StatusOk> {
  const [number, state] = await lockedState(call);
  if (state === 'running') throw new AppError('api.innermost.queued_job.running');
  await queries.retryQueued(call.db, { id: number });
  call.queuedByStatement([{ due_at: 0 }]);
  return { status: 'OK' };
}

export async function cancelInQueue(call: Call<typeof cancelQueuedJob>): Promise<StatusOk> {
  const { db, now, services } = call;
  const [number, state] = await lockedState(call);
  if (state !== 'running') await queries.deleteQueued(db, { id: number, now });
  else {
    await queries.stopQueued(db, { id: number, now });
    services.jobs.stopJob(number);
  }
  return { status: 'OK' };
}
