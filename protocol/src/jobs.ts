import { route, type StatusOk } from './route.ts';

export type JobStatus = 'pending' | 'in_progress' | 'success' | 'error' | 'cancel_requested' | 'canceled' | 'warning';

/** Background work as the wire shows it. Times in ms, 0 where it has not come to that. */
export interface Job {
  id: string;
  type: string;
  priority: number;
  create_at: number;
  start_at: number;
  last_activity_at: number;
  status: string;
  /** 0 to 100. */
  progress: number;
  data: Record<string, unknown> | null;
}

export interface NewJob {
  type: string;
  data?: Record<string, unknown>;
}

export interface NewJobStatus {
  status: string;
  /** Also where the status it has does not lead there. */
  force?: boolean;
}

/** Newest first, of the types that the caller may read. */
export const getJobs = route('GET', '/api/v4/jobs')
  .asks<'page' | 'per_page' | 'job_type' | 'status'>()
  .returns<Job[]>();
export const createJob = route('POST', '/api/v4/jobs').takes<NewJob>().returns<Job>();
export const getJob = route('GET', '/api/v4/jobs/:job_id').returns<Job>();
export const getJobsByType = route('GET', '/api/v4/jobs/type/:job_type').asks<'page' | 'per_page'>().returns<Job[]>();
/** One that waits is canceled at once, one that runs is asked to stop. */
export const cancelJob = route('POST', '/api/v4/jobs/:job_id/cancel').returns<StatusOk>();
/** A file. */
export const downloadJob = route('GET', '/api/v4/jobs/:job_id/download').returns<never>();
export const updateJobStatus = route('PATCH', '/api/v4/jobs/:job_id/status').takes<NewJobStatus>().returns<StatusOk>();

/** Ours: one follow-up in the server's own queue. Times in ms, 0 where it has not come to that. */
export interface QueuedJob {
  number: number;
  name: string;
  /** `later`: waits for `due_at`; `dead`: given up. */
  state: 'ready' | 'later' | 'running' | 'dead';
  /** False: left by another version of the server; kept until one that knows it runs. */
  is_known: boolean;
  create_at: number;
  due_at: number;
  start_at: number;
  failed_at: number;
  attempts: number;
  max_attempts: number;
  /** 0 to 100. */
  progress: number;
  /** Of the last attempt. */
  error: string;
}

/** Ours: what the server does by itself at intervals. Times in ms. */
export interface JobSchedule {
  name: string;
  /** 0: not yet. */
  last_at: number;
  next_at: number;
}

export interface JobQueue {
  /** Oldest first. */
  jobs: QueuedJob[];
  /** How many there are of each state, whatever was asked for. */
  counts: Record<QueuedJob['state'], number>;
  schedules: JobSchedule[];
}

/** Ours. `state` and `name` narrow the jobs. What they were given is not shown. */
export const getJobQueue = route('GET', '/api/v4/innermost/jobs')
  .asks<'page' | 'per_page' | 'state' | 'name'>()
  .returns<JobQueue>();
/** Ours: runs one now that was given up or waits for its next attempt, with all attempts before it again. */
export const retryQueuedJob = route('POST', '/api/v4/innermost/jobs/:number/retry').returns<StatusOk>();
/** Ours: takes one out that waits or was given up; one that runs is told to stop. */
export const cancelQueuedJob = route('POST', '/api/v4/innermost/jobs/:number/cancel').returns<StatusOk>();
