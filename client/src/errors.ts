import type { WireError } from '@innermost/protocol/errors.ts';

interface ApiErrorDetails extends WireError {
  retry_after_s?: number | undefined;
}

/** The server answered with an error: branch on `id`, show `message`, quote `request_id`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** An id of `protocol/errors.ts`; `client.…` when the answer did not come from a chat server. */
  readonly id: string;
  readonly status: number;
  readonly detailed_error: string;
  readonly request_id: string;
  /** Seconds to wait before asking again, where the server said so (429, 503). */
  readonly retry_after_s: number | undefined;

  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.id = details.id;
    this.status = details.status_code;
    this.detailed_error = details.detailed_error;
    this.request_id = details.request_id;
    this.retry_after_s = details.retry_after_s;
  }
}

/** No answer arrived: the server cannot be reached, the connection broke, or it took too long. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly timedOut: boolean;

  constructor(message: string, options: { timedOut?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.timedOut = options.timedOut ?? false;
  }
}
