/** Writes answers to the connection, whole ones at once, contents as fast as the client takes them. */
import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Opened } from './content.ts';
import { isContent, type HttpReply, type HttpRequest } from './message.ts';

export type Headers = Record<string, string | string[]>;

/** The client went away, or takes nothing any more. */
export class ClientLeft extends Error {}

/** Resolves when the answer is on its way; after one that came before the request's body did, when that is over. */
export function sendWhole(
  response: ServerResponse,
  request: HttpRequest,
  { status, body }: HttpReply,
  headers: Headers,
): Promise<void> | undefined {
  // A content is opened before it is sent, and leaves none behind.
  if (isContent(body)) throw new TypeError('This answer is streamed.');
  if (status !== 304) headers['Content-Length'] = String(Buffer.byteLength(body));
  const isEmpty = request.method === 'HEAD' || status === 304;
  if (request.body.isUnderWay) return sendEarly(response, request, isEmpty ? '' : body, status, headers);
  response.writeHead(status, headers);
  // Text goes out together with the head; bytes of its own would be a second buffer and a second write.
  response.end(isEmpty ? undefined : body);
  return undefined;
}

/**
 * The client is still sending. Were the connection closed at once, it would see that it broke, and not the answer; so
 * what it sends is thrown away for a moment first.
 */
async function sendEarly(
  response: ServerResponse,
  request: HttpRequest,
  body: string | Buffer,
  status: number,
  headers: Headers,
): Promise<void> {
  const { socket } = response;
  if (request.body.isCostly) headers['Connection'] = 'close';
  response.writeHead(status, headers);
  if (body.length > 0) response.write(body);
  else response.flushHeaders();
  const isWhole = await request.body.discard();
  response.end(() => {
    if (!isWhole) socket?.destroySoon();
  });
}

/**
 * Resolves when the client has it. An answer that cannot be completed ends with a broken connection, so that it is never
 * taken for a whole one. Rejects with ClientLeft, or with what went wrong with the source.
 */
export async function sendContent(
  response: ServerResponse,
  { reply, source, length }: Opened,
  headers: Headers,
  patienceMs: number,
): Promise<void> {
  if (!source) {
    response.writeHead(reply.status, headers).end();
    return;
  }
  const { socket } = response;
  const leave = () => source.destroy();
  response.once('close', leave);
  if (response.destroyed) leave();
  try {
    response.writeHead(reply.status, headers);
    await pump(source, response, length, patienceMs);
    response.end();
  } catch (error) {
    const left = error instanceof ClientLeft || response.destroyed || socket?.destroyed;
    breakOff(socket);
    throw left ? new ClientLeft('The client left before it had the whole answer.', { cause: error }) : error;
  } finally {
    response.off('close', leave);
    source.destroy();
  }
}

/** Events rather than an iterator: a third faster, at a chunk a time. */
function pump(
  source: Readable,
  response: ServerResponse,
  length: number | undefined,
  patienceMs: number,
): Promise<void> {
  let [sent, before] = [0, -1];
  let watching: NodeJS.Timeout | undefined;
  const resume = () => source.resume();
  const sending = new Promise<void>((resolve, reject) => {
    watching = setInterval(() => {
      if (sent === before && response.writableNeedDrain) reject(new ClientLeft());
      before = sent;
    }, patienceMs);
    response.on('drain', resume);
    source
      .on('error', reject)
      .on('close', () => reject(new Error('The source was closed before its end.')))
      .on('end', () => {
        if (length === undefined || sent === length) resolve();
        else reject(new Error(`The source ended at ${sent} of its ${length} bytes.`));
      })
      .on('data', (chunk: Buffer) => {
        sent += chunk.length;
        if (length !== undefined && sent > length) reject(new Error(`The source gives more than its ${length} bytes.`));
        else if (!response.write(chunk)) source.pause();
      });
  });
  return sending.finally(() => {
    clearInterval(watching);
    response.off('drain', resume);
  });
}

/** With a reset, which no client or proxy takes for an end. */
function breakOff(socket: Socket | null): void {
  if (socket instanceof Socket && socket.remoteAddress !== undefined) socket.resetAndDestroy();
  else socket?.destroy();
}
