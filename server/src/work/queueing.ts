/** The part of a work that queues jobs: with the transaction, so a job is there when and only when that is committed. */
import type { Db } from '../platform/db/database.ts';
import { insertQueued, queuedJob, type Queueable, type QueuedJob, type QueueOptions } from '../platform/jobs/queue.ts';
import type { Services } from './services.ts';

export interface Queueing {
  /** Throws for arguments that the job's schema refuses. Queuing a key waits for others that queue the same one. */
  job<Args>(job: Queueable<Args>, args: Args, options?: QueueOptions): Promise<void>;
  /** A statement of this work queued these itself. */
  queuedByStatement(jobs: readonly Pick<QueuedJob, 'due_at'>[]): void;
}

export class Queued {
  readonly #services: Services;
  /** Of what was queued: the earliest, ms since 1970; 0: at once. */
  #dueAt: number | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  /** `now` in ms. */
  on(db: Db, now: number): Queueing {
    return {
      job: async (job, args, options) => {
        const queued = queuedJob(job, args, options);
        await insertQueued(db, queued, now);
        this.#note(queued);
      },
      queuedByStatement: (jobs) => jobs.forEach((queued) => this.#note(queued)),
    };
  }

  #note({ due_at }: Pick<QueuedJob, 'due_at'>): void {
    this.#dueAt = Math.min(this.#dueAt ?? Number.POSITIVE_INFINITY, due_at);
  }

  /** After the commit: the runner of this process need not wait for its next look. */
  begin(): void {
    if (this.#dueAt !== undefined) this.#services.jobs.wake(this.#dueAt);
    this.#dueAt = undefined;
  }
}
