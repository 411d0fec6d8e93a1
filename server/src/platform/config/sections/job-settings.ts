import { flag, group, whole } from '../setting.ts';

export const jobSettings = group({
  RunJobs: flag(true, 'This process does background work.'),
  RunScheduler: flag(true, 'This process starts background work when it is due.'),
  CleanupJobsThresholdDays: whole(-1, 'Age at which finished jobs are forgotten, in days; -1 keeps them.'),
  CleanupConfigThresholdDays: whole(
    30,
    'Age at which former configurations are forgotten, in days; the five latest always stay, and -1 keeps all.',
  ),
});
