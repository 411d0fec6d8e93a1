import { errorStatus, errorText, type ErrorId, type ErrorParams, type WireError } from '@innermost/protocol/errors.ts';

/** A refusal for a reason the caller can act on. Anything else that is thrown is a bug and answered as a plain 500. */
export class AppError extends Error {
  readonly id: ErrorId;
  readonly status: number;
  readonly params: ErrorParams;
  /** For the log and, in developer mode, for `detailed_error`; never holds a secret. */
  readonly detail: string;

  /** `status`: where one id is answered with more than one; otherwise the catalogue says it. */
  constructor(id: ErrorId, params: ErrorParams = {}, detail = '', status = errorStatus(id)) {
    super(errorText(id, params));
    this.name = 'AppError';
    this.id = id;
    this.status = status;
    this.params = params;
    this.detail = detail;
  }
}

/** A refusal whose detail is written for the caller, and told to everybody. */
export class ToldError extends AppError {}

/** 400: a field of the body is missing or wrong. */
export const invalidBody = (name: string, detail = '') =>
  new AppError('api.context.invalid_body_param.app_error', { name }, detail);

/** 400: a value in the path or query is missing or malformed. */
export const invalidUrl = (name: string) => new AppError('api.context.invalid_url_param.app_error', { name });

/** 403: `permission` is for the log; the caller learns only that it is not allowed. */
export const forbidden = (permission: string) => new AppError('api.context.permissions.app_error', {}, permission);

/** 401: no session, or its CSRF check failed. */
export const sessionExpired = () => new AppError('api.context.session_expired.app_error');

/** The JSON body of an error answer. `hardened`: of what went wrong on our side callers learn nothing. */
export function wireError(error: AppError, requestId: string, { developer = false, hardened = false } = {}): WireError {
  const hides = hardened && error.status >= 500;
  return {
    id: hides ? '' : error.id,
    message: hides ? errorText('api.internal_error') : error.message,
    detailed_error: (developer || error instanceof ToldError) && !hides ? error.detail : '',
    request_id: requestId,
    status_code: error.status,
  };
}

/** What PostgreSQL or the network said, as the caller should hear it; undefined when it is no known trouble. */
export function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  // A NUL or half a surrogate pair, which PostgreSQL cannot keep in a text.
  if (code === '22021' || code === '22P05')
    return new AppError('api.context.invalid_body_param.app_error', { name: 'text' }, message);
  if (code === '53100' || code === 'ENOSPC') return new AppError('api.disk_full.app_error', {}, message);
  // Of a Unix socket; a file that is missing is another matter.
  const noSocket = code === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  const gone =
    noSocket || /^(08|57P0)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '53300'].includes(code);
  if (gone || /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(message))
    return new AppError('api.database_unavailable.app_error', {}, message);
  return undefined;
}
