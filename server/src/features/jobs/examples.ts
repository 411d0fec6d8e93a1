import { createJob, updateJobStatus } from '@innermost/protocol/jobs.ts';
import { example } from '../../area/example.ts';

export const examples = [
  example(createJob, {
    body: () => ({ type: 'refresh_materialized_views', data: {} }),
    needs: {
      all: 'api.job.unable_to_create_job.incorrect_job_type',
      type: 'api.job.unable_to_create_job.incorrect_job_type',
    },
  }),
  example(updateJobStatus, {
    body: () => ({ status: 'cancel_requested' }),
    needs: { all: 'api.job.status.invalid', status: 'api.job.status.invalid' },
  }),
];
