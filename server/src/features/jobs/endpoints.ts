import {
  cancelJob,
  cancelQueuedJob,
  createJob,
  downloadJob,
  getJob,
  getJobQueue,
  getJobs,
  getJobsByType,
  retryQueuedJob,
  updateJobStatus,
} from '@innermost/protocol/jobs.ts';
import { can, inSystem } from '../../access/can.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { anyMap, body, optionalFlag, text } from '../../platform/http/fields.ts';
import {
  mayCancel,
  mayChangeStatus,
  mayCreate,
  mayDownload,
  mayListJobs,
  mayListType,
  mayReadJob,
} from './job-access.ts';
import { cancelInQueue, retryInQueue, showQueue } from './queue/queue.ts';
import { cancel, changeStatus, download, listJobs, listJobsOfType, showJob, startJob } from './shown-jobs.ts';

const forOperator = { onSocket: 'control', access: can('manage_system', inSystem()) } as const;

export const jobEndpoints = [
  endpoint(getJobs, { onSocket: 'local', access: mayListJobs, handle: listJobs }),
  endpoint(createJob, {
    onSocket: 'local',
    access: mayCreate,
    body: body({ type: text(), data: anyMap() }),
    bodyName: 'job',
    status: 201,
    handle: startJob,
  }),
  endpoint(getJobsByType, { onSocket: 'local', access: mayListType, handle: listJobsOfType }),
  endpoint(getJob, { onSocket: 'local', access: mayReadJob, handle: showJob }),
  endpoint(cancelJob, { onSocket: 'local', access: mayCancel, handle: cancel }),
  endpoint(downloadJob, { onSocket: 'local', access: mayDownload, csrfExempt: true, handle: download }),
  endpoint(updateJobStatus, {
    onSocket: 'local',
    access: mayChangeStatus,
    body: body({ status: text(), force: optionalFlag() }),
    bodyName: 'status',
    handle: changeStatus,
  }),
  endpoint(getJobQueue, { ...forOperator, handle: showQueue }),
  endpoint(retryQueuedJob, { ...forOperator, handle: retryInQueue }),
  endpoint(cancelQueuedJob, { ...forOperator, handle: cancelInQueue }),
];
