/**
 * Wire: background work as clients see and steer it, in upstream's table. A job of ours that names a type of it
 * (`shownAs`) has a row there, which our queue keeps up to date.
 */
import type {
  cancelJob,
  createJob,
  downloadJob,
  getJob,
  getJobs,
  getJobsByType,
  Job,
  updateJobStatus,
} from '@innermost/protocol/jobs.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { contentReply } from '../../platform/http/content.ts';
import { AppError, invalidBody, invalidUrl } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { paging } from '../../platform/http/paging.ts';
import { newId } from '../../platform/ids.ts';
import type { Work } from '../../work/work.ts';
import type { OneJob, Readable } from './job-access.ts';
import * as queries from './queries.ts';

const statuses = ['pending', 'in_progress', 'success', 'error', 'cancel_requested', 'canceled', 'warning'];

export async function listJobs({ db, granted, query }: Call<typeof getJobs, Readable>): Promise<Job[]> {
  const { per_page, offset } = paging(query);
  const status = query.status ?? '';
  if (status !== '' && !statuses.includes(status)) throw invalidUrl('status');
  return queries.selectJobs(db, { types: granted.types, status, limit: per_page, offset });
}

export async function listJobsOfType({ db, granted, query }: Call<typeof getJobsByType, Readable>): Promise<Job[]> {
  const { per_page, offset } = paging(query);
  return queries.selectJobs(db, { types: granted.types, status: '', limit: per_page, offset });
}

export const showJob = ({ granted }: Call<typeof getJob, OneJob>): Job => granted.job;

/** 201. A type that this server does not run would wait forever, so it is refused. */
export async function startJob(call: Call<typeof createJob>): Promise<Job> {
  const { body, db, now, services } = call;
  const known = services.jobs.shownAs(body.type);
  if (!known) throw new AppError('api.job.unable_to_create_job.incorrect_job_type');
  const data = body.data ?? null;
  const args = known.args.safeParse(data ?? {});
  if (!args.success) throw invalidBody('data', args.error.issues[0]?.message);
  const id = newId();
  const [shown] = await queries.insertShownJob(db, { id, type: body.type, now, data: JSON.stringify(data) });
  if (!shown) throw new Error('A job was inserted and is not there.');
  await call.job(known, data ?? {}, { shownId: id });
  return shown;
}

/** One that waits is canceled at once. */
async function requestCancel({ db, now, services }: Work, id: string): Promise<void> {
  const running = await queries.askToStop(db, { shown_id: id, now });
  const waiting = running.length > 0 ? [] : await queries.deleteWaiting(db, { shown_id: id });
  await queries.updateStatus(db, { id, status: waiting.length > 0 ? 'canceled' : 'cancel_requested', now });
  for (const { id: number } of running) services.jobs.stopJob(number);
}

export async function cancel(call: Call<typeof cancelJob, OneJob>): Promise<StatusOk> {
  const { db, now, params } = call;
  const [job] = await queries.selectJobForChange(db, { id: params.job_id });
  if (job?.status === 'pending') {
    await queries.deleteWaiting(db, { shown_id: job.id });
    await queries.updateStatus(db, { id: job.id, status: 'canceled', now });
  } else if (job?.status === 'in_progress') await requestCancel(call, job.id);
  else throw new AppError('jobs.request_cancellation.status.error');
  return { status: 'OK' };
}

/** Where a status may lead without force, and where with it. */
const next: Readonly<Record<string, readonly string[]>> = {
  in_progress: ['pending', 'cancel_requested'],
  pending: ['cancel_requested'],
  cancel_requested: ['canceled'],
};
const forced = ['pending', 'cancel_requested', 'canceled'];

export async function changeStatus(call: Call<typeof updateJobStatus, OneJob>): Promise<StatusOk> {
  const { body, db, now, params } = call;
  const [job] = await queries.selectJobForChange(db, { id: params.job_id });
  if (!job) throw new AppError('app.job.get.app_error');
  const allowed = body.force ? forced : (next[job.status] ?? []);
  if (!allowed.includes(body.status)) throw new AppError('api.job.status.invalid');
  if (body.status === 'cancel_requested') await requestCancel(call, job.id);
  else {
    await queries.updateStatus(db, { id: job.id, status: body.status, now });
    if (body.status === 'pending') await beginAgain(call, job);
    else {
      await queries.deleteWaiting(db, { shown_id: job.id });
      await queries.askToStop(db, { shown_id: job.id, now });
    }
  }
  return { status: 'OK' };
}

/** Also where nothing of it is in the queue, as after a restore. */
async function beginAgain(call: Call<typeof updateJobStatus, OneJob>, { id, type, data }: Job): Promise<void> {
  const { db, services } = call;
  const again = await queries.makeReady(db, { shown_id: id });
  for (const { id: number, ran } of again) if (ran) services.jobs.stopJob(number);
  call.queuedByStatement([{ due_at: 0 }]);
  const known = services.jobs.shownAs(type);
  if (again.length === 0 && known?.args.safeParse(data ?? {}).success)
    await call.job(known, data ?? {}, { shownId: id });
}

/** Wire: exports for compliance only. This server makes none; those of an adopted one are where that kept them. */
export async function download({
  config,
  granted: { job },
  services,
}: Call<typeof downloadJob, OneJob>): Promise<HttpReply> {
  if (job.type !== 'message_export') throw new AppError('api.job.unable_to_download_job.incorrect_job_type');
  if (!config.MessageExportSettings.DownloadExportResults)
    throw new AppError('app.job.download_export_results_not_enabled');
  const name = `${job.id}.zip`;
  const found = job.data?.['is_downloadable'] === 'true' ? await services.files.stat(`export/${name}`) : undefined;
  if (!found) throw new AppError('api.job.unable_to_download_job');
  return contentReply({
    type: 'application/zip',
    disposition: 'attachment',
    name,
    size: found.size,
    modifiedAt: found.modified_at,
    open: async (range) =>
      (await services.files.read(`export/${name}`, range && { first: range.start, last: range.end })).body,
  });
}
