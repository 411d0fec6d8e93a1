/** What a server answered, as a value or as an error. */
import type { WireError } from '@innermost/protocol/errors.ts';
import { ApiError } from './errors.ts';

export async function replyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim() ?? '';
  if (type === 'application/json') return response.json();
  if (type === 'application/x-ndjson') {
    const lines = (await response.text()).split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as unknown);
  }
  // No route answers HTML: this is a proxy's page, or another server at this address.
  if (type === 'text/html') throw strangeAnswer(response, 'client.not_a_chat_server');
  return type.startsWith('text/') ? response.text() : new Uint8Array(await response.arrayBuffer());
}

export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  const retry_after_s = secondsToWait(response.headers.get('Retry-After'));
  try {
    const body = JSON.parse(text) as Partial<WireError> | null;
    if (typeof body?.id !== 'string') return strangeAnswer(response, 'client.unreadable_error', retry_after_s);
    return new ApiError({
      id: body.id,
      message: body.message ?? body.id,
      detailed_error: body.detailed_error ?? '',
      request_id: body.request_id ?? '',
      status_code: response.status,
      retry_after_s,
    });
  } catch {
    return strangeAnswer(response, 'client.unreadable_error', retry_after_s);
  }
}

function strangeAnswer(response: Response, id: string, retry_after_s?: number): ApiError {
  const message = `The answer (${response.status} ${response.statusText}) is not one of a chat server.`;
  const request_id = response.headers.get('X-Request-Id') ?? '';
  return new ApiError({ id, message, detailed_error: '', request_id, status_code: response.status, retry_after_s });
}

/** `Retry-After` is seconds or a date. */
function secondsToWait(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
