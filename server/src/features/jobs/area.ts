import { area } from '../../area/area.ts';
import { jobEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { ownJobs } from './jobs.ts';

export const jobs = area({
  name: 'jobs',
  endpoints: jobEndpoints,
  examples,
  jobs: ownJobs,
  settings: ['JobSettings.CleanupJobsThresholdDays', 'MessageExportSettings.DownloadExportResults'],
});
