import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, wireError } from './errors.ts';
import { jsonType } from './message.ts';

/** Node's names for what its parser gives up on; anything else is a 400. */
const statuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what came in and is no HTTP request, in the form of every other error, and closes the connection. */
export function answerUnreadable(error: { code?: string }, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? 400;
  const shown = new AppError('api.context.invalid_url_param.app_error', { name: 'request' }, '', status);
  const body = JSON.stringify(wireError(shown, requestId, {}));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${jsonType}\r\nX-Request-Id: ${requestId}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
