/** Putting a job into the queue: with what was written in the same transaction, or in the same statement. */
import type { ZodType } from 'zod';
import type { Db } from '../db/database.ts';
import { insertJob } from './queries.ts';

/** Lower numbers run first. */
const priorities = { high: 10, normal: 50, low: 90 } as const;

export type JobPriority = keyof typeof priorities;

export const priorityNumber = (priority: JobPriority): number => priorities[priority];

/** What queuing needs to know of a job's declaration. `Args` is what the caller gives; it must survive JSON. */
export interface Queueable<Args> {
  readonly name: string;
  readonly args: ZodType<unknown, Args>;
  readonly priority: JobPriority;
  /** How often it is begun before it is given up. */
  readonly attempts: number;
  /** Of those with the same text one runs at a time, in the order in which they were queued. */
  serial(args: Args): string | undefined;
}

export interface QueueOptions {
  /**
   * While one of the same name and key waits, this one is the same: it is not queued again. One that runs already does
   * not count, for it may have looked at what has changed since.
   */
  key?: string;
  /** The one that waits takes over these arguments and this time. */
  replace?: boolean;
  /** Not before then, ms since 1970. */
  at?: number;
  /** Of the row in upstream's table `jobs` through which the API shows it. */
  shownId?: string;
}

/** One row to be written. */
export interface QueuedJob {
  readonly name: string;
  /** JSON text. */
  readonly args: string;
  readonly priority: number;
  /** 0: as soon as possible. Not the time of now, so that a clock that goes back does not put it off. */
  readonly due_at: number;
  readonly key: string | null;
  readonly serial: string | null;
  readonly max_attempts: number;
  readonly replace: boolean;
  readonly shown_id: string | null;
}

/** Throws for arguments that the job's schema refuses: what could not run is not queued. */
export function queuedJob<Args>(job: Queueable<Args>, args: Args, options: QueueOptions = {}): QueuedJob {
  const text = JSON.stringify(args);
  const read = job.args.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`The job ${job.name} was given arguments that do not fit: ${read.error.message}`);
  return {
    name: job.name,
    args: text,
    priority: priorityNumber(job.priority),
    due_at: options.at ?? 0,
    key: options.key ?? null,
    serial: job.serial(args) ?? null,
    max_attempts: job.attempts,
    replace: options.replace ?? false,
    shown_id: options.shownId ?? null,
  };
}

/** `now` in ms since 1970. */
export async function insertQueued(db: Db, queued: QueuedJob, now: number): Promise<void> {
  await insertJob(db, { ...queued, now });
}

/** What `insertJobsText` takes: an item a job. */
export interface QueuedLists {
  readonly job_names: string[];
  readonly job_args: string[];
  readonly job_priorities: number[];
  readonly job_due: number[];
  readonly job_keys: (string | null)[];
  readonly job_serials: (string | null)[];
  readonly job_max_attempts: number[];
}

/** Of several with the same name and key, the first is queued. */
export function queuedLists(jobs: readonly QueuedJob[]): QueuedLists {
  const seen = new Set<string>();
  const rows = jobs.filter(({ name, key }) => {
    const same = `${name} ${key}`;
    if (key === null || !seen.has(same)) return seen.add(same);
    return false;
  });
  return {
    job_names: rows.map(({ name }) => name),
    job_args: rows.map(({ args }) => args),
    job_priorities: rows.map(({ priority }) => priority),
    job_due: rows.map(({ due_at }) => due_at),
    job_keys: rows.map(({ key }) => key),
    job_serials: rows.map(({ serial }) => serial),
    job_max_attempts: rows.map(({ max_attempts }) => max_attempts),
  };
}
