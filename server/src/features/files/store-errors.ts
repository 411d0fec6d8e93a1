import { AppError } from '../../platform/http/errors.ts';
import { FileStoreError } from '../../platform/files/store.ts';
import type { Services } from '../../work/services.ts';

/** What the store could not do, as its caller and its operator should hear it: the latter is told the setting. */
export function storeError({ config, log }: Pick<Services, 'config' | 'log'>, error: unknown): unknown {
  if (!(error instanceof FileStoreError)) return error;
  const { reason, message } = error;
  if (reason === 'not-found') {
    log.error({ err: error }, 'a file that the database knows is not in the file store');
    return new AppError('api.file.file_reader.app_error', {}, message);
  }
  if (reason === 'bad-path' || reason === 'range') return error;
  log.error({ err: error }, 'the file store refused or failed');
  const isS3 = config.current().FileSettings.DriverName === 'amazons3';
  const setting = isS3 ? 'FileSettings.AmazonS3Bucket' : 'FileSettings.Directory';
  const id =
    reason === 'unavailable' ? 'api.innermost.files.unavailable.app_error' : 'api.innermost.files.full.app_error';
  return new AppError(id, { setting }, message);
}

/** What `work` gives; what goes wrong with the store is told as `storeError` says. */
export async function telling<T>(services: Pick<Services, 'config' | 'log'>, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storeError(services, error);
  }
}
