import { FileStoreError, notFound } from '../store.ts';

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  // The SDK puts the answer's status there.
  return (error.$metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
}

/** `ECONNREFUSED`, `SlowDown 503`. */
function kindOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return [nameOf(error), statusOf(error)].filter((part) => part !== undefined).join(' ');
}

export const isAbsent = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound'].includes(nameOf(error)) || (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket');

/** The store's error for one of the SDK. Those of the store itself, and of what aborted it, stay as they are. */
export function s3Error(path: string, error: unknown): unknown {
  if (error instanceof FileStoreError) return error;
  if (isAbsent(error)) return notFound(path);
  const cause = { cause: error };
  // The answer to HEAD has no body, so no name.
  switch (statusOf(error) === 403 ? 'AccessDenied' : nameOf(error)) {
    case 'InvalidRange':
      return new FileStoreError('range', 'The range begins behind the end of the file.', cause);
    case 'EntityTooLarge':
      return new FileStoreError('too-large', 'The file is larger than the S3 store takes.', cause);
    case 'NoSuchBucket':
      return unavailable('has no bucket of the name in FileSettings.AmazonS3Bucket', cause);
    case 'AccessDenied':
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
    case 'CredentialsProviderError':
      return unavailable(
        'does not accept FileSettings.AmazonS3AccessKeyId and AmazonS3SecretAccessKey, or they may not do this',
        cause,
      );
    default:
      return unavailable(`failed (${kindOf(error)})`, cause);
  }
}

export const tooLate = (cause: unknown): FileStoreError =>
  unavailable('did not answer within FileSettings.AmazonS3RequestTimeoutMilliseconds', { cause });

const unavailable = (what: string, cause: { cause: unknown }): FileStoreError =>
  new FileStoreError('unavailable', `The S3 store ${what}.`, cause);
