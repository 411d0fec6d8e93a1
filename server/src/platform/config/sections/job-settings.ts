import { duration, flag, group } from '../setting.ts';

export const jobSettings = group({
  RunJobs: flag(true, 'This process does background work.', { applies: 'now' }),
  RunScheduler: flag(true, 'This process starts background work when it is due.', { applies: 'now' }),
  CleanupJobsThresholdDays: duration(-1, 'Age at which finished jobs are forgotten, in days; -1 keeps them.', {
    unit: 'days',
    or: -1,
    applies: 'now',
  }),
  CleanupConfigThresholdDays: duration(
    30,
    'Age at which former configurations are forgotten, in days; the five latest always stay, and -1 keeps all.',
    { unit: 'days', or: -1, applies: 'now' },
  ),
});
