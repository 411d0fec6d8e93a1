import { JobRunner } from '../platform/jobs/runner.ts';
import type { Queueable } from '../platform/jobs/queue.ts';
import type { Jobs, WholeServer } from '../work/services.ts';
import type { AnyJob, Job } from './job.ts';

/** How many jobs run at once; more would leave too few connections to requests. */
const atOnce = 6;

/** `alone`: no other server of ours works on this database, so what is noted as running was left by a crash. */
export function createJobRunner(services: WholeServer, jobs: readonly AnyJob[], alone: boolean): JobRunner {
  const { clock, config, database, log } = services;
  return new JobRunner({
    clock,
    database,
    log,
    alone,
    atOnce,
    runnables: jobs.map((job) => job.runnableOn(services)),
    isOn: () => {
      const { RunJobs, RunScheduler } = config.current().JobSettings;
      return { jobs: RunJobs, schedules: RunScheduler };
    },
  });
}

/** What works ask of it. It is made after the services, so it is asked for when it is needed. */
export function jobsOf(runner: () => JobRunner, jobs: readonly AnyJob[]): Jobs {
  const shown = new Map<string, AnyJob>();
  for (const job of jobs) if (job.shownAs !== undefined) shown.set(job.shownAs, job);
  return {
    wake: (dueAt) => runner().wake(dueAt),
    stopJob: (id) => runner().stopJob(id),
    names: jobs.map(({ name }) => name),
    // Its own schema reads what it is given before it is queued.
    shownAs: (type) => shown.get(type) as Job<unknown> | undefined satisfies Queueable<unknown> | undefined,
  };
}
