/**
 * An answer that is streamed: what it is, which part of it was asked for, and whether the client has it already
 * (RFC 9110: conditional requests, ranges).
 */
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { AppError } from './errors.ts';
import { HttpReply, jsonType, type Content, type HttpRequest } from './message.ts';

export interface ContentOptions extends Content {
  type: string;
  /** Whether a browser shows it or saves it; neither is said when absent. */
  disposition?: 'inline' | 'attachment';
  /** Under which it is saved. */
  name?: string;
}

/** Of a name in any script, with a plain one for clients that know no other (RFC 6266). */
export function contentDisposition(kind: 'inline' | 'attachment', name = ''): string {
  if (name === '') return kind;
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** An answer of bytes that are not in memory. `headers` may add, for instance, `Cache-Control`. */
export function contentReply(
  { type, disposition, name, ...content }: ContentOptions,
  headers: Record<string, string> = {},
): HttpReply {
  return new HttpReply(200, content, {
    'Content-Type': type,
    ...(disposition && { 'Content-Disposition': contentDisposition(disposition, name) }),
    ...headers,
  });
}

/** JSON text in parts, made while it is sent. A failure after the first one breaks the answer off. */
export function jsonStreamReply(parts: AsyncIterable<string>): HttpReply {
  return contentReply({ type: jsonType, open: () => Readable.from(parts, { objectMode: false }) });
}

/** What is sent of a content. */
export interface Opened {
  /** Without a body of its own: that is `source`. */
  reply: HttpReply;
  source: Readable | undefined;
  /** Bytes that `source` will give; undefined when it will tell by ending. */
  length: number | undefined;
}

/**
 * Decides by the request's conditions and range what is sent, and opens it; what fails until its first byte is there
 * fails as any other answer does. 416 for a range that is not there.
 */
export async function openContent(reply: HttpReply, content: Content, request: HttpRequest): Promise<Opened> {
  const headers = { ...reply.headers, ...validators(content) };
  if (reply.status === 200 && isUnchanged(request.headers, content))
    return { reply: new HttpReply(304, '', headers), source: undefined, length: undefined };
  const { size } = content;
  if (size !== undefined && reply.status === 200) headers['Accept-Ranges'] = 'bytes';
  const isPlain = reply.status !== 200 || request.method !== 'GET' || size === undefined;
  const range = isPlain ? undefined : askedRange(request.headers, content, size);
  const length = range ? range.end - range.start + 1 : size;
  if (length !== undefined) headers['Content-Length'] = String(length);
  if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${size}`;
  const source = request.method === 'HEAD' ? undefined : await begun(await content.open(range));
  return { reply: new HttpReply(range ? 206 : reply.status, '', headers), source, length };
}

function validators({ etag, modifiedAt }: Content): Record<string, string> {
  return {
    ...(etag !== undefined && { ETag: quoted(etag) }),
    ...(modifiedAt !== undefined && { 'Last-Modified': new Date(modifiedAt).toUTCString() }),
  };
}

const quoted = (etag: string): string => `"${etag}"`;
/** Dates of HTTP know no parts of a second. */
const wholeSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000;

function isUnchanged(headers: IncomingHttpHeaders, { etag, modifiedAt }: Content): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return true;
    return etag !== undefined && tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === quoted(etag));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modifiedAt !== undefined && wholeSeconds(modifiedAt) <= since;
}

/** First and last byte; undefined for all of it. Several ranges at once are answered with all of it, as is allowed. */
function askedRange(headers: IncomingHttpHeaders, content: Content, size: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(headers.range?.trim() ?? '') ?? [];
  if ((from === '' && to === '') || !isStill(headers['if-range'], content)) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (start >= size) throw new AppError('api.context.range_not_satisfiable.app_error', { size });
  return { start, end };
}

type ByteRange = NonNullable<Parameters<Content['open']>[0]>;

/** `If-Range`: a part is wanted only of what the client has the rest of. */
function isStill(condition: string | string[] | undefined, { etag, modifiedAt }: Content): boolean {
  if (condition === undefined) return true;
  const text = String(condition).trim();
  if (text.startsWith('"')) return etag !== undefined && text === quoted(etag);
  return modifiedAt !== undefined && wholeSeconds(modifiedAt) === Date.parse(text);
}

/** Resolves once there is something to read, or the end. */
async function begun(source: Readable): Promise<Readable> {
  if (source.readableLength > 0 || source.readableEnded) return source;
  if (source.destroyed) throw source.errored ?? new Error('The source of an answer was closed before it was read.');
  const closed = new AbortController();
  const close = () => closed.abort();
  source.once('close', close);
  try {
    await once(source, 'readable', { signal: closed.signal });
  } catch (error) {
    throw source.errored ?? error;
  } finally {
    source.off('close', close);
  }
  return source;
}
