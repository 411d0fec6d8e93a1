/** Requests as a stranger would send them: nothing added, nothing followed, everything of the answer kept. */
import { NetworkError } from '@innermost/client/errors.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The `id` of an error body, otherwise empty. */
  readonly errorId: string;
}

export async function ask(url: string, init: RequestInit = {}): Promise<RawAnswer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(15_000), ...init });
    text = await response.text();
  } catch (error) {
    throw new NetworkError(`${url} gave no answer.`, { cause: error });
  }
  return { status: response.status, headers: response.headers, text, errorId: errorIdOf(text) };
}

function errorIdOf(text: string): string {
  try {
    const { id, status_code } = JSON.parse(text) as { id?: unknown; status_code?: unknown };
    return typeof id === 'string' && typeof status_code === 'number' ? id : '';
  } catch {
    return '';
  }
}
