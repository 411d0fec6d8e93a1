import { area } from '../../area/area.ts';
import { sessionEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { sessionJobs } from './jobs.ts';

export const sessions = area({
  name: 'sessions',
  endpoints: sessionEndpoints,
  jobs: sessionJobs,
  settings: ['ServiceSettings.SessionLengthMobileInHours', 'ServiceSettings.SessionLengthWebInHours'],
  examples,
});
