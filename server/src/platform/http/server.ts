/** Fastify, wholly inside this file: routing, and fidelity of headers; it knows no chat. */
import type { IncomingMessage, Server } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError } from './errors.ts';
import { originOfRequest, type ForwardingRules } from './forwarding.ts';
import { BodiesUnderWay, IncomingBody, usualPace, type Pace } from './incoming-body.ts';
import type { HttpReply, HttpRequest, HttpRoute } from './message.ts';
import { OpenConnections } from './open-connections.ts';
import { respond, type Answer, type AnswerOptions } from './respond.ts';
import { listenOn } from './unix-socket.ts';
import { answerUnreadable } from './unreadable.ts';

export interface HttpServerOptions extends AnswerOptions {
  routes: readonly HttpRoute[];
  maximumUrlLength: number;
  /** Whose forwarding headers are believed; asked for each request. */
  forwarding(): ForwardingRules;
  /** Called before a request is answered. */
  arrived?(request: HttpRequest): void;
  /** Listens on a Unix socket. */
  isLocal?: boolean;
  /** Answers whatever no route matches. */
  notFound(request: HttpRequest): Promise<HttpReply>;
  /** How slow clients may be, in both directions. */
  pace?: Pace;
  /** How long a stop waits for bodies and contents that are under way, in ms; asked when it stops. */
  drainMs?(): number;
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
  /**
   * Stops accepting at once; resolves when the requests in progress are answered, or given up after some seconds, and the
   * transfers in progress after `drainMs`.
   */
  close(): Promise<void>;
}

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

function requestOf(raw: FastifyRequest, body: IncomingBody, options: HttpServerOptions): HttpRequest {
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
    body,
  };
}

/** What the framework refuses before it asks a handler. */
function asRefusal(error: { code?: string; message: string }): unknown {
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') return new AppError('api.context.404.app_error');
  if (error.code?.startsWith('FST_ERR_CTP') || error.code === 'FST_ERR_BAD_URL')
    return new AppError('api.context.invalid_url_param.app_error', { name: 'request' }, error.message);
  return error;
}

/** A page whose address is broken is still a page, and says so itself; anything else is refused. */
async function answerRefused(
  error: { code?: string; message: string },
  request: HttpRequest,
  { notFound }: HttpServerOptions,
): Promise<HttpReply> {
  if (error.code === 'FST_ERR_BAD_URL') {
    try {
      return await notFound(request);
    } catch {
      // No page either: the refusal says what is wrong with the address.
    }
  }
  throw asRefusal(error);
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
    // Whoever asks while it stops is answered, and not with the framework's own words.
    return503OnClosing: false,
    forceCloseConnections: false,
    genReqId: () => '',
    routerOptions: { ignoreDuplicateSlashes: true, ignoreTrailingSlash: true, maxParamLength: 256 },
    clientErrorHandler: (error, socket) => {
      if (bodies.break(socket)) return;
      if (connections.carries(socket)) {
        if (error.code?.startsWith('HPE_')) connections.endWithAnswer(socket);
        else socket.destroy();
      } else answerUnreadable(error, socket, options.newRequestId());
    },
    frameworkErrors: (error, raw, reply) => void refuse(error, raw, reply),
  });
  const connections = new OpenConnections(app.server);
  const bodies = new BodiesUnderWay();
  const pace = options.pace ?? usualPace;
  async function finish(raw: FastifyRequest, reply: FastifyReply, route: string, answer: Answer) {
    const begin = performance.now();
    const { socket } = raw.raw;
    const transfers = () => connections.transfers(socket);
    const request = requestOf(raw, bodies.add(new IncomingBody(raw.raw, reply.raw, pace, transfers), socket), options);
    options.arrived?.(request);
    const checked: Answer = (asked) => {
      if (raw.url.length > options.maximumUrlLength) throw new AppError('basic_security_check.url.too_long_error');
      return answer(asked);
    };
    reply.hijack();
    const result = await respond(reply.raw, request, { route, answer: checked, connections, pace }, options);
    connections.ended(socket);
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
  // Nothing is read before the route is asked: it may refuse the request by its head.
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.server.on('checkContinue', (request, response) => void app.server.emit('request', request, response));
  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: route.path,
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
      connections.close(patience, options.drainMs?.() ?? patience);
      return closed;
    },
  };
}
