/** Jobs of each type have permissions of their own; those of most types have `read_jobs` and `manage_jobs`. */
import type {
  cancelJob,
  createJob,
  downloadJob,
  getJob,
  getJobs,
  getJobsByType,
  Job,
  updateJobStatus,
} from '@innermost/protocol/jobs.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInSystem } from '../../access/permission.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { jobTypes, permissionFor } from './job-types.ts';
import { selectJob } from './queries.ts';

/** Types whose jobs the caller may read. */
export interface Readable {
  types: readonly string[];
}

export interface OneJob {
  job: Job;
}

type Asked = Pick<AccessRequest<typeof getJob>, 'directory' | 'session'>;

const mayRead = ({ directory, session }: Asked, type: string): boolean => {
  const permission = permissionFor(type, 'read');
  return permission !== undefined && hasInSystem(directory, session, permission);
};

/** Wire: 400 for a type that nobody could have the permission for. */
function requireRead(asked: Asked, type: string): void {
  const permission = permissionFor(type, 'read');
  if (!permission) throw new AppError('api.job.retrieve.nopermissions');
  if (!mayRead(asked, type)) throw forbidden(permission);
}

export const mayListJobs = when('the right to read jobs of the type, or of any', readableTypes);

function readableTypes(asked: AccessRequest<typeof getJobs>): Readable {
  const { job_type } = asked.query;
  if (job_type) {
    requireRead(asked, job_type);
    return { types: [job_type] };
  }
  const types = jobTypes.filter((type) => mayRead(asked, type));
  if (types.length === 0) throw forbidden('read_jobs');
  return { types };
}

export const mayListType = when(
  'the right to read jobs of the type',
  (asked: AccessRequest<typeof getJobsByType>): Readable => {
    requireRead(asked, asked.params.job_type);
    return { types: [asked.params.job_type] };
  },
);

export const mayCreate = when(
  'the right to create jobs of the type',
  ({ body, directory, session }: AccessRequest<typeof createJob>): undefined => {
    const permission = permissionFor(body.type, 'create');
    if (!permission) throw new AppError('api.job.unable_to_create_job.incorrect_job_type');
    if (!hasInSystem(directory, session, permission)) throw forbidden(permission);
  },
);

/** Wire: 404 before 403. */
async function jobOf({ db }: Pick<AccessRequest<typeof getJob>, 'db'>, id: string): Promise<Job> {
  const [job] = await selectJob(db, { id });
  if (!job) throw new AppError('app.job.get.app_error');
  return job;
}

export const mayReadJob = when(
  'the right to read jobs of its type',
  async (asked: AccessRequest<typeof getJob>): Promise<OneJob> => {
    const job = await jobOf(asked, asked.params.job_id);
    requireRead(asked, job.type);
    return { job };
  },
);

async function managed(asked: Asked & Pick<AccessRequest<typeof getJob>, 'db'>, id: string): Promise<OneJob> {
  const job = await jobOf(asked, id);
  const permission = permissionFor(job.type, 'manage');
  if (!permission) throw new AppError('api.job.unable_to_manage_job.incorrect_job_type');
  if (!hasInSystem(asked.directory, asked.session, permission)) throw forbidden(permission);
  return { job };
}

const manages = 'the right to manage jobs of its type';

export const mayCancel = when(manages, (asked: AccessRequest<typeof cancelJob>) => managed(asked, asked.params.job_id));
export const mayChangeStatus = when(manages, (asked: AccessRequest<typeof updateJobStatus>) =>
  managed(asked, asked.params.job_id),
);

export const mayDownload = when(
  'download_compliance_export_result, for exports; others leave nothing',
  async (asked: AccessRequest<typeof downloadJob>): Promise<OneJob> => {
    const job = await jobOf(asked, asked.params.job_id);
    const permission = 'download_compliance_export_result';
    if (job.type === 'message_export' && !hasInSystem(asked.directory, asked.session, permission))
      throw forbidden(permission);
    return { job };
  },
);
