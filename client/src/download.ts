/** Receives streams: bytes as they come, how many there are, and an end when nothing comes any more. */
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { errorOf } from './answers.ts';
import { Inactivity, usualIdleTimeout } from './inactivity.ts';
import type { Connection, Download, DownloadOptions, LooseOptions } from './options.ts';

export async function download<R extends AnyRoute>(
  connection: Connection,
  route: R,
  { onProgress, idleTimeoutMs = usualIdleTimeout, ...options }: Partial<DownloadOptions<R>>,
): Promise<Download> {
  const call = options as LooseOptions;
  const idle = new Inactivity(idleTimeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, idle.signal]) : idle.signal;
  const explain = (error: unknown) => connection.explain(error, call.signal, idle.signal);
  try {
    const headers = connection.headers(route, call);
    const init: RequestInit = { method: route.method, headers, credentials: connection.credentials, signal };
    const response = await connection.fetch(connection.url(route, call), init);
    if (!response.ok && response.status !== 304) throw await errorOf(response);
    const total = sizeOf(response);
    let done = 0;
    idle.stop();
    const moved = (bytes: number) => {
      done += bytes;
      onProgress?.({ done, total });
    };
    return {
      status: response.status,
      headers: response.headers,
      size: total,
      stream: watched(response.body, { idle, moved, explain }),
    };
  } catch (error) {
    idle.stop();
    throw explain(error);
  }
}

/** Of a compressed answer the length is that of what was sent, not of what comes out. */
function sizeOf({ headers }: Response): number | undefined {
  const length = headers.get('Content-Length');
  return length === null || headers.has('Content-Encoding') ? undefined : Number(length);
}

interface Watch {
  /** Runs only while somebody waits for bytes: a slow reader is not a slow connection. */
  idle: Inactivity;
  moved(bytes: number): void;
  explain(error: unknown): unknown;
}

function watched(body: ReadableStream<Uint8Array> | null, { idle, moved, explain }: Watch): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        idle.moved();
        try {
          const { done, value } = (await reader?.read()) ?? { done: true };
          if (done) controller.close();
          else {
            moved(value.byteLength);
            controller.enqueue(value);
          }
        } catch (error) {
          controller.error(explain(error));
        } finally {
          idle.stop();
        }
      },
      async cancel(reason) {
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
