import { queuedJob, type Queueable, type QueuedJob, type QueueOptions } from '../platform/jobs/queue.ts';
import { perServer, type Services } from './services.ts';
import type { Work } from './work.ts';

/** What one follower makes of it; undefined: nothing follows. */
export type Queues<T, Args> = (services: Services, happened: T) => { args: Args; options?: QueueOptions } | undefined;

/** Said with `queue`, in the work that did it. */
export interface JobTopic<T> {
  /** `queues` is asked inside the work and must be quick: it may not wait. */
  follow<Args>(services: Services, job: Queueable<Args>, queues: Queues<T, Args>): void;
  /** Queues what follows, in the work's transaction. */
  queue(work: Work, happened: T): Promise<void>;
  /** The rows, for a statement that writes them itself. */
  rows(services: Services, happened: T): QueuedJob[];
}

/**
 * What an area announces so that areas further up may follow with jobs, without its knowing them: what follows is there
 * when and only when the work is committed. For what may be lost with the process there is `topic`. All followers stand
 * in features/after.ts.
 */
export function jobTopic<T>(): JobTopic<T> {
  const followersOf = perServer((): ((services: Services, happened: T) => Following | undefined)[] => []);
  return {
    follow(services, job, queues) {
      followersOf(services).push((asked, happened) => {
        const following = queues(asked, happened);
        if (!following) return undefined;
        const { args, options } = following;
        return { queue: (work) => work.job(job, args, options), row: () => queuedJob(job, args, options) };
      });
    },
    async queue(work, happened) {
      for (const follower of followersOf(work.services)) await follower(work.services, happened)?.queue(work);
    },
    rows: (services, happened) =>
      followersOf(services).flatMap((follower) => follower(services, happened)?.row() ?? []),
  };
}

interface Following {
  queue(work: Work): Promise<void>;
  row(): QueuedJob;
}
