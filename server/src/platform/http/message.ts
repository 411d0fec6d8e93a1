/** A request and its answer, free of the framework underneath. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { IncomingBody } from './incoming-body.ts';

export interface HttpRequest {
  readonly id: string;
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Address of the client, from the proxy's header where the proxy is trusted. */
  readonly ip: string;
  /** Address of whoever holds the connection: the client, or the proxy next to us. */
  readonly peer: string;
  /** True when the client used https, seen directly or through a trusted proxy. */
  readonly secure: boolean;
  /** The `Host` that the client asked for, from the proxy's header where the proxy is trusted. */
  readonly host: string;
  /** The first header that claims that the request was passed on, sent by a peer that is not trusted. */
  readonly unbelieved: string | undefined;
  /** Came over a Unix socket, which only this machine's operators can open. */
  readonly isLocal: boolean;
  /** Unread. */
  readonly body: IncomingBody;
}

/** The body of an answer that is not in memory. */
export interface Content {
  /** Bytes of all of it. Where nobody knows it, there are no ranges, and clients cannot tell how much is to come. */
  readonly size?: number;
  /** Without quotes; the same only for the same bytes. */
  readonly etag?: string;
  /** ms since 1970. */
  readonly modifiedAt?: number;
  /** Called at most once, and not when nothing of it is sent. With a range only its bytes are given, the last included. */
  open(range: { readonly start: number; readonly end: number } | undefined): Readable | Promise<Readable>;
}

/** An answer: JSON text, plain text or bytes, which are ready, or a content, which is streamed (`contentReply`). */
export class HttpReply {
  status: number;
  readonly body: string | Buffer | Content;
  readonly headers: Record<string, string | string[]>;

  constructor(status: number, body: string | Buffer | Content = '', headers: Record<string, string | string[]> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Wire: exactly `application/json`; with a charset clients take the body for text. */
export const jsonType = 'application/json';

/** Throws where there is no value: an empty body would pass for an answer. */
export function jsonReply(value: unknown, status = 200): HttpReply {
  if (value === undefined) throw new Error('An answer in JSON without a value.');
  return new HttpReply(status, JSON.stringify(value), { 'Content-Type': jsonType });
}

/** JSON text that is ready already. */
export function jsonTextReply(json: string, status = 200): HttpReply {
  return new HttpReply(status, json, { 'Content-Type': jsonType });
}

export const isContent = (body: HttpReply['body']): body is Content =>
  typeof body !== 'string' && !Buffer.isBuffer(body);

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` parameters. */
  readonly path: string;
  handle(request: HttpRequest): Promise<HttpReply>;
}

/** The value of one cookie, or undefined. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
