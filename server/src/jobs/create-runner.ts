import { JobRunner } from '../platform/jobs/runner.ts';
import type { WholeServer } from '../work/services.ts';
import type { AnyJob } from './job.ts';

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
