/** A request and its answer, free of the framework underneath. */
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

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
  readonly body: Buffer;
}

/** An answer whose body is ready: JSON text, plain text or bytes. */
export class HttpReply {
  status: number;
  readonly body: string | Buffer;
  readonly headers: Record<string, string | string[]>;

  constructor(status: number, body: string | Buffer = '', headers: Record<string, string | string[]> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Wire: exactly `application/json`; with a charset clients take the body for text. */
export const jsonType = 'application/json';

export function jsonReply(value: unknown, status = 200): HttpReply {
  return new HttpReply(status, JSON.stringify(value), { 'Content-Type': jsonType });
}

/** JSON text that is ready already. */
export function jsonTextReply(json: string, status = 200): HttpReply {
  return new HttpReply(status, json, { 'Content-Type': jsonType });
}

/** An answer that is made while it is sent, as fast as it is taken. */
export class StreamReply extends HttpReply {
  readonly parts: Readable;

  constructor(status: number, parts: Readable, headers: Record<string, string | string[]> = {}) {
    super(status, '', headers);
    this.parts = parts;
  }
}

/** JSON text in parts. A failure after the first one ends the connection. */
export function jsonStreamReply(parts: AsyncIterable<string>, status = 200): HttpReply {
  return new StreamReply(status, Readable.from(parts, { objectMode: false }), { 'Content-Type': jsonType });
}

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` parameters. */
  readonly path: string;
  /** Largest body in bytes; the server's default when absent. */
  readonly bodyLimit?: number;
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
