import { area } from '../../area/area.ts';
import { deliveryJobs } from './jobs.ts';

export const deliveries = area({
  name: 'deliveries',
  jobs: deliveryJobs,
  settings: ['ServiceSettings.OutgoingIntegrationRequestsTimeout'],
});
