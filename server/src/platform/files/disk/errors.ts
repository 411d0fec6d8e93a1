import { FileStoreError, notFound } from '../store.ts';

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** The store's error for one of the file system, while something is written: nothing has to be there before. */
export function writeError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code !== 'ENOENT' && code !== 'ENAMETOOLONG') return diskError(path, error);
  return new FileStoreError('unavailable', `The folder of the file store is gone or too deep (${code}).`, {
    cause: error,
  });
}

/** The store's error for one of the file system. */
export function diskError(path: string, error: unknown): unknown {
  const cause = { cause: error };
  const shown = JSON.stringify(path);
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENAMETOOLONG':
      return notFound(path);
    case 'ENOSPC':
    case 'EDQUOT':
      return new FileStoreError('full', 'The disk of the file store is full: free some space on it.', cause);
    case 'EFBIG':
      return new FileStoreError('too-large', 'The file is larger than the disk of the file store allows.', cause);
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
    case 'ELOOP':
      return new FileStoreError('bad-path', `A folder and a file cannot both be at ${shown} of the file store.`, cause);
    case 'EXDEV':
      return new FileStoreError(
        'unavailable',
        `The folder of ${shown} is on another file system than the file store: mount them as one.`,
        cause,
      );
    case undefined:
      return error;
    default:
      return new FileStoreError('unavailable', `The file store on disk failed (${codeOf(error)}).`, cause);
  }
}
