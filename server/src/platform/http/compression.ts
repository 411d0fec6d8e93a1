/** Which answers are sent compressed, and how: off the event loop, and never when that would cost more than it saves. */
import { constants, gzip, type ZlibOptions } from 'node:zlib';
import { HttpReply, isContent, type HttpRequest } from './message.ts';

/** Bytes. Wire: what is smaller goes as it is. */
export const smallestCompressed = 1024;

/** Answers at once that are compressed; more of them go as they are, so that they neither wait nor hold memory. */
const mostAtOnce = 64;
let running = 0;

/** Nearly as small as the slower levels make JSON, at a fraction of their time. */
const quick: ZlibOptions = { level: constants.Z_BEST_SPEED };

const compressibleTypes = /^(?:text\/|application\/(?:json|x-ndjson|javascript|manifest\+json|xml)|image\/svg\+xml)/;
export const isCompressible = (type: string): boolean => compressibleTypes.test(type);

/** Whether the client takes the encoding: named, or by `*`, and not at a weight of 0. */
export function accepts(header: string | string[] | undefined, encoding: 'gzip' | 'br'): boolean {
  let byStar = false;
  for (const part of String(header ?? '')
    .toLowerCase()
    .split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    if (name !== encoding && name !== '*') continue;
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    if (name === encoding) return !isRefused;
    byStar = !isRefused;
  }
  return byStar;
}

/** The same answer where there is nothing to win; contents go as they are, so that their ranges mean their bytes. */
export function compressed(reply: HttpReply, request: HttpRequest): HttpReply | Promise<HttpReply> {
  const { body, headers, status } = reply;
  if (isContent(body)) return reply;
  if (body.length < smallestCompressed || running >= mostAtOnce || request.method === 'HEAD' || status === 304)
    return reply;
  if ('Content-Encoding' in headers || !isCompressible(String(headers['Content-Type'] ?? ''))) return reply;
  if (!accepts(request.headers['accept-encoding'], 'gzip')) return reply;
  running += 1;
  return new Promise((resolve) => {
    gzip(body, quick, (error, bytes) => {
      running -= 1;
      resolve(error ? reply : new HttpReply(status, bytes, { ...headers, 'Content-Encoding': 'gzip' }));
    });
  });
}
