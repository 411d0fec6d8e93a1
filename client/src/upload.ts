/** Sends streams: with XMLHttpRequest in browsers, where nothing else tells how much is sent, and with fetch elsewhere. */
import type { AnyRoute, ReplyOf } from '@innermost/protocol/route.ts';
import { errorOf, replyOf } from './answers.ts';
import { Inactivity, usualIdleTimeout } from './inactivity.ts';
import type { Connection, LooseOptions, Sending, UploadForm, UploadOptions, UploadSource } from './options.ts';
import { bodyOf, chunksOf } from './upload-body.ts';

export async function upload<R extends AnyRoute>(
  connection: Connection,
  route: R,
  { onProgress, idleTimeoutMs = usualIdleTimeout, ...options }: UploadOptions<R>,
): Promise<ReplyOf<R>> {
  // By the contract it is a form or a source.
  const { body, ...call } = options as LooseOptions & { body: UploadForm<object> | UploadSource };
  const idle = new Inactivity(idleTimeoutMs);
  const sending: Sending = {
    method: route.method,
    url: connection.url(route, call),
    headers: connection.headers(route, call),
    credentials: connection.credentials,
    signal: call.signal ? AbortSignal.any([call.signal, idle.signal]) : idle.signal,
    progress: (done, total) => {
      idle.moved();
      onProgress?.({ done, total });
    },
  };
  try {
    sending.signal.throwIfAborted();
    const response =
      'XMLHttpRequest' in globalThis
        ? await (await import('./upload-xhr.ts')).sendWithXhr(sending, body)
        : await sendWithFetch(connection, sending, body);
    if (!response.ok) throw await errorOf(response);
    // The cast is the decode boundary: what a route answers is vouched for by its contract.
    return (await replyOf(response)) as ReplyOf<R>;
  } catch (error) {
    throw connection.explain(error, call.signal, idle.signal);
  } finally {
    idle.stop();
  }
}

/** Bytes between two steps of the progress. */
const mostAtOnce = 65_536;

/** Reads the source only as fast as the connection takes it. */
async function sendWithFetch(
  connection: Connection,
  { method, url, headers, credentials, signal, progress }: Sending,
  body: UploadForm<object> | UploadSource,
): Promise<Response> {
  const { content, size, type } = bodyOf(body);
  if (type !== '') headers.set('Content-Type', type);
  // Without it the body goes in chunks.
  if (size !== undefined) headers.set('Content-Length', String(size));
  let done = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(content))
      for (let at = 0; at < chunk.byteLength; at += mostAtOnce) {
        const part = chunk.subarray(at, at + mostAtOnce);
        yield part;
        done += part.byteLength;
        progress(done, size);
      }
  }
  const chunks = counted();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
  // Browsers, which do not come here, do not declare it.
  const init: RequestInit & { duplex: 'half' } = { method, headers, credentials, signal, body: stream, duplex: 'half' };
  try {
    return await connection.fetch(url, init);
  } finally {
    // An answer, a failure or the caller may end it in the middle: then the source is let go.
    void chunks.return(undefined);
  }
}
