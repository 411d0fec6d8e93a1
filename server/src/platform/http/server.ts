/** Fastify, wholly inside this file: routing, body limits and fidelity of headers; it knows no chat. */
import type { IncomingMessage, Server } from 'node:http';
import { pipeline } from 'node:stream/promises';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { compressed } from './compression.ts';
import { AppError } from './errors.ts';
import { originOfRequest, type ForwardingRules } from './forwarding.ts';
import { StreamReply, type HttpReply, type HttpRequest, type HttpRoute } from './message.ts';
import { OpenConnections } from './open-connections.ts';
import { listenOn } from './unix-socket.ts';
import { answerUnreadable } from './unreadable.ts';

export interface HttpServerOptions {
  routes: readonly HttpRoute[];
  /** Bytes. */
  bodyLimit: number;
  maximumUrlLength: number;
  /** Whose forwarding headers are believed; asked for each request. */
  forwarding(): ForwardingRules;
  /** Called before a request is answered. */
  arrived?(request: HttpRequest): void;
  /** Listens on a Unix socket. */
  isLocal?: boolean;
  /** Answers whatever no route matches. */
  notFound(request: HttpRequest): Promise<HttpReply>;
  /** Turns a thrown error into an answer; also logs. */
  failed(error: unknown, request: HttpRequest): HttpReply;
  /** Headers that every answer carries. */
  standardHeaders(request: HttpRequest): Record<string, string>;
  newRequestId(): string;
  /** Called once per answer, for metrics and the log. Duration in ms. */
  answered?(request: HttpRequest, route: string, reply: HttpReply, durationMs: number): void;
}

export interface HttpServer {
  readonly server: Server;
  /** Resolves to the port. */
  listen(host: string | undefined, port: number): Promise<number>;
  /** On a Unix socket that only this user may open. Takes the place of a socket that nobody listens on any more. */
  listenOn(path: string): Promise<void>;
  /** Stops accepting at once; resolves when the requests in progress are answered, or given up after some seconds. */
  close(): Promise<void>;
}

const noBody = Buffer.alloc(0);
/** How long a stop waits for requests in progress, in ms. */
const patience = 5000;

const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;
/** What the framework would refuse to read a body for. */
const strangeTypes = new WeakMap<IncomingMessage, string>();

/** Wire: a body is read whatever its Content-Type says; it is for the endpoint to mind. */
function setStrangeTypeAside({ raw }: FastifyRequest): void {
  const type = raw.headers['content-type'];
  if (type === undefined || mediaType.test(type)) return;
  strangeTypes.set(raw, type);
  raw.headers['content-type'] = 'application/octet-stream';
}

function firstValues(query: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(query ?? {}))
    values[name] = String(Array.isArray(value) ? value[0] : value);
  return values;
}

function requestOf(raw: FastifyRequest, options: HttpServerOptions): HttpRequest {
  const strange = strangeTypes.get(raw.raw);
  return {
    id: options.newRequestId(),
    method: raw.method,
    url: raw.url,
    headers: strange === undefined ? raw.headers : { ...raw.headers, 'content-type': strange },
    // Fastify types parameters as unknown; they are strings by construction.
    params: (raw.params ?? {}) as Record<string, string>,
    query: firstValues(raw.query),
    ...originOfRequest(raw.raw.socket, raw.headers, options.forwarding()),
    isLocal: options.isLocal ?? false,
    body: Buffer.isBuffer(raw.body) ? raw.body : noBody,
  };
}

/** What every answer of a route may depend on, beside what the headers say already. */
const varying = (vary: string | string[] | undefined): string =>
  vary === undefined ? 'Accept-Encoding' : `${String(vary)}, Accept-Encoding`;

const hasLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** A promise while parts are sent; it rejects when one failed or the client left. */
function write(
  raw: FastifyReply,
  request: HttpRequest,
  reply: HttpReply,
  standard: Record<string, string>,
  route: string,
): Promise<void> | undefined {
  raw.hijack();
  const headers: Record<string, string | string[]> = { ...standard, ...reply.headers };
  // Wire: what is found nowhere says nothing of it.
  if (route !== '') headers['Vary'] = varying(headers['Vary']);
  if (reply instanceof StreamReply) {
    raw.raw.writeHead(reply.status, headers);
    return pipeline(reply.parts, raw.raw);
  }
  if (reply.status !== 304) headers['Content-Length'] = String(Buffer.byteLength(reply.body));
  raw.raw.writeHead(reply.status, headers);
  // Text goes out together with the head; bytes of its own would be a second buffer and a second write.
  raw.raw.end(request.method === 'HEAD' || reply.status === 304 ? undefined : reply.body);
  return undefined;
}

/** What the framework refuses before it asks a handler. */
function asRefusal(error: { code?: string; message: string }, limit: number): unknown {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new AppError('api.context.request_body_too_large.app_error', { limit });
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') return new AppError('api.context.404.app_error');
  // Of the last, nobody hears the answer: the client left before its request was whole.
  if (error.code?.startsWith('FST_ERR_CTP') || error.code === 'FST_ERR_BAD_URL' || error.code === 'ECONNRESET')
    return new AppError('api.context.invalid_url_param.app_error', { name: 'request' }, error.message);
  return error;
}

/** A page whose address is broken is still a page, and says so itself; anything else is refused. */
async function answerRefused(
  error: { code?: string; message: string },
  request: HttpRequest,
  { notFound, bodyLimit }: HttpServerOptions,
): Promise<HttpReply> {
  if (error.code === 'FST_ERR_BAD_URL') {
    try {
      return await notFound(request);
    } catch {
      // No page either: the refusal says what is wrong with the address.
    }
  }
  throw asRefusal(error, bodyLimit);
}

/** Resolves to the port. Without a host on all addresses, which on a machine without IPv6 are those of IPv4. */
async function listen(app: FastifyInstance, host: string | undefined, port: number): Promise<number> {
  try {
    await app.listen({ port, host: host ?? '::' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (host !== undefined || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error;
    await app.listen({ port, host: '0.0.0.0' });
  }
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : port;
}

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const app: FastifyInstance = fastify({
    bodyLimit: options.bodyLimit,
    // Whoever asks while it stops is answered, and not with the framework's own words.
    return503OnClosing: false,
    forceCloseConnections: false,
    genReqId: () => '',
    routerOptions: { ignoreDuplicateSlashes: true, ignoreTrailingSlash: true, maxParamLength: 256 },
    clientErrorHandler: (error, socket) => {
      if (connections.carries(socket)) socket.destroy();
      else answerUnreadable(error, socket, options.newRequestId());
    },
    frameworkErrors: (error, raw, reply) => void refuse(error, raw, reply),
  });
  const connections = new OpenConnections(app.server);
  async function finish(
    raw: FastifyRequest,
    reply: FastifyReply,
    route: string,
    answer: (r: HttpRequest) => Promise<HttpReply>,
  ) {
    const begin = performance.now();
    const request = requestOf(raw, options);
    options.arrived?.(request);
    let result: HttpReply;
    try {
      if (raw.url.length > options.maximumUrlLength) throw new AppError('basic_security_check.url.too_long_error');
      result = await compressed(await answer(request), request);
    } catch (error) {
      result = options.failed(error, request);
    }
    if (connections.stopping) result.headers['Connection'] = 'close';
    const sending = write(reply, request, result, options.standardHeaders(request), route);
    // Who left needs no answer; what else broke is for the log.
    if (sending) await sending.catch((error: unknown) => hasLeft(error) || options.failed(error, request));
    connections.ended(raw.raw.socket);
    options.answered?.(request, route, result, performance.now() - begin);
  }
  const refuse = (error: { code?: string; message: string }, raw: FastifyRequest, reply: FastifyReply) =>
    finish(raw, reply, '', (request) => answerRefused(error, request, options));
  app.addHook('onRequest', (raw, _reply, done) => {
    connections.began(raw.raw.socket);
    setStrangeTypeAside(raw);
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      handler: (raw, reply) => finish(raw, reply, route.path, (request) => route.handle(request)),
    });
  }
  app.setNotFoundHandler((raw, reply) => finish(raw, reply, '', (request) => options.notFound(request)));
  app.setErrorHandler(refuse);
  return {
    server: app.server,
    listen: (host, port) => listen(app, host, port),
    async listenOn(path) {
      await app.ready();
      await listenOn(app.server, path);
    },
    close() {
      const closed = app.close();
      connections.close(patience);
      return closed;
    },
  };
}
