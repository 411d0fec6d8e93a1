/** Puts the endpoints behind HTTP: what every answer carries, what a failure looks like, and what is not there. */
import { clearedCookies, clearedToken } from './access/cookies.ts';
import { tokenOf } from './access/token.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import { forwardingRules, noteForwarding } from './endpoint/forwarding.ts';
import { isOnNetwork } from './endpoint/endpoint.ts';
import { httpRouteOf } from './endpoint/run.ts';
import type { Services } from './work/services.ts';
import { versionId } from './endpoint/version-id.ts';
import type { Config } from './platform/config/config.ts';
import { corsHeaders, preflight } from './platform/http/cors.ts';
import { refuseOldDesktopApp } from './platform/http/desktop-app.ts';
import { AppError, asAppError, wireError } from './platform/http/errors.ts';
import { cookieOf, jsonReply, type HttpReply, type HttpRequest, type HttpRoute } from './platform/http/message.ts';
import type { Pace } from './platform/http/incoming-body.ts';
import { createHttpServer, type HttpServer } from './platform/http/server.ts';
import type { StaticFiles } from './platform/http/static-files.ts';
import { newId } from './platform/ids.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import { endpoints } from './registry.ts';

function failure(services: Services, error: unknown, request: HttpRequest): HttpReply {
  const config = services.config.current();
  const { EnableDeveloper: developer, ExperimentalEnableHardenedMode: hardened } = config.ServiceSettings;
  const known = asAppError(error);
  const fields = { request_id: request.id, method: request.method, path: request.url.split('?')[0] };
  if (!known) services.log.error({ ...fields, err: error }, 'a request failed unexpectedly');
  else if (known.status >= 500)
    services.log.warn({ ...fields, error_id: known.id, detail: known.detail }, known.message);
  const shown = known ?? new AppError('api.internal_error');
  const reply = jsonReply(wireError(shown, request.id, { developer, hardened }), shown.status);
  if (shown.status === 416) reply.headers['Content-Range'] = `bytes */${shown.params['size'] ?? '*'}`;
  if (shown.status === 429) reply.headers['Retry-After'] = String(shown.params['seconds'] ?? 1);
  // Wire: who brings a session that is no good any more forgets it, a browser altogether.
  if (shown.id === 'api.context.session_expired.app_error') {
    const attributes = { config, request };
    if (cookieOf(request.headers.cookie, 'MMAUTHTOKEN')) reply.headers['Set-Cookie'] = clearedCookies(attributes);
    else if (tokenOf(request.headers, request.query)) reply.headers['Set-Cookie'] = clearedToken(attributes);
  }
  return reply;
}

/** Wire: upgrades never come here, so whatever asks for the socket's address is no socket. */
const plainSocketRequest: HttpRoute = {
  method: 'GET',
  path: '/api/v4/websocket',
  handle: () => Promise.reject(new AppError('api.web_socket.connect.upgrade.app_error')),
};

function standardHeaders(services: Services, request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = {
    'X-Request-Id': request.id,
    'X-Version-Id': versionId(services.config.current()),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': '',
    ...corsHeaders(request, services.config.current().ServiceSettings),
  };
  if (request.method === 'GET') headers['Expires'] = '0';
  return headers;
}

/** Wire: machines ask there, and for what is not there they want an error in JSON, never the page. */
const isApi = (request: HttpRequest): boolean =>
  /^\/+(?:api|hooks|oauth|mcp|plugins|files|\.well-known)(?:\/|$|\?)/.test(request.url);

function notFound(services: Services, files: StaticFiles, request: HttpRequest): HttpReply {
  const { FrameAncestors, MinimumDesktopAppVersion } = services.config.current().ServiceSettings;
  const isPage = !isApi(request) && ['GET', 'HEAD'].includes(request.method);
  const page = isPage ? files.answer(request, FrameAncestors) : undefined;
  if (page) return refuseOldDesktopApp(request, MinimumDesktopAppVersion) ?? page;
  throw new AppError('api.context.404.app_error');
}

/** How long a stop waits for uploads and downloads that are under way, in ms. */
export const transferDrainMs = (config: Config): number =>
  config.InnermostSettings.TransferDrainTimeoutInSeconds * 1000;

/** What the servers on the network and on Unix sockets have in common. */
function answering(services: Services, metrics: Metrics) {
  const settings = services.config.current().ServiceSettings;
  return {
    drainMs: () => transferDrainMs(services.config.current()),
    brokeOff(error: unknown, request: HttpRequest) {
      const fields = { request_id: request.id, method: request.method, path: request.url.split('?')[0] };
      services.log.error({ ...fields, err: error }, 'an answer broke off');
    },
    maximumUrlLength: settings.MaximumURLLength,
    forwarding: () => forwardingRules(services),
    arrived: (request: HttpRequest) => noteForwarding(services, request),
    failed: (error: unknown, request: HttpRequest) => failure(services, error, request),
    standardHeaders: (request: HttpRequest) => standardHeaders(services, request),
    newRequestId: newId,
    answered(request: HttpRequest, route: string, reply: HttpReply, durationMs: number) {
      metrics.answered({ method: request.method, route, status: reply.status, durationMs });
      if (services.log.isLevelEnabled('debug'))
        services.log.debug(
          {
            request_id: request.id,
            method: request.method,
            path: request.url.split('?')[0],
            status: reply.status,
            ms: Math.round(durationMs),
          },
          'answered',
        );
    },
  };
}

export interface WebServerOptions {
  /** Beside those of the registry. */
  endpoints?: readonly Endpoint[];
  pace?: Pace;
}

export function createWebServer(
  services: Services,
  files: StaticFiles,
  metrics: Metrics,
  { endpoints: others = [], ...options }: WebServerOptions = {},
): HttpServer {
  return createHttpServer({
    ...answering(services, metrics),
    ...options,
    routes: [
      ...[...endpoints, ...others].filter(isOnNetwork).map((one) => httpRouteOf(one, services)),
      plainSocketRequest,
    ],
    notFound: async (request) =>
      preflight(request, services.config.current().ServiceSettings) ?? notFound(services, files, request),
  });
}

/** For a Unix socket: `local` answers what upstream's local mode does, `control` all that an operator may do here. */
export function createSocketServer(services: Services, metrics: Metrics, kind: 'local' | 'control'): HttpServer {
  const answered = endpoints.filter(
    ({ declaration: { onSocket } }) => onSocket !== undefined && (onSocket !== 'control' || kind === 'control'),
  );
  return createHttpServer({
    ...answering(services, metrics),
    isLocal: true,
    routes: answered.map((one) => httpRouteOf(one, services)),
    notFound: () => Promise.reject(new AppError('api.context.404.app_error')),
  });
}
