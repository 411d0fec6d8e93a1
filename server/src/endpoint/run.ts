/** The life of a request: session, CSRF, body, access, lanes, transaction, commit, events, answer. */
import { isId } from '@innermost/protocol/limits.ts';
import { isLocalSession, localSession } from '../access/local-session.ts';
import type { Session } from '../access/session.ts';
import { sessionCookies } from '../access/cookies.ts';
import { passesCsrf, tokenOf } from '../access/token.ts';
import type { Config } from '../platform/config/config.ts';
import { AppError, forbidden, invalidBody, invalidUrl, sessionExpired } from '../platform/http/errors.ts';
import { parseJson } from '../platform/http/json.ts';
import { HttpReply, jsonReply, type HttpRequest, type HttpRoute } from '../platform/http/message.ts';
import { inLanes, workIn, workWithoutIn, type Work } from '../work/work.ts';
import { audited } from './audit.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { checkRate } from './rate.ts';
import { checkSecondFactor } from './second-factor.ts';
import { wholeServer, type Services } from '../work/services.ts';
import { isStreamed, schemaOf, wholeBody } from './reads.ts';

type Draft = Call<never, unknown, unknown>;
type Headers = Record<string, string | string[]>;

async function authenticate(
  endpoint: Endpoint,
  request: HttpRequest,
  services: Services,
  headers: Headers,
): Promise<Session | undefined> {
  const required = endpoint.declaration.access.needsSession;
  const found = tokenOf(request.headers, request.query);
  const session = found ? await services.sessions.find(found.token) : undefined;
  if (session && found?.source === 'query' && !session.is_oauth) {
    if (required) throw new AppError('api.context.token_provided.app_error');
    return undefined;
  }
  if (session && found?.source === 'cookie' && !endpoint.declaration.csrfExempt) {
    const strict = services.config.current().ServiceSettings.ExperimentalStrictCSRFEnforcement;
    if (!passesCsrf(session, request.method, request.headers, strict)) {
      if (required) throw sessionExpired();
      return undefined;
    }
  }
  // Wire: an invalid token on a route that needs no session is ignored, not refused.
  if (!session && required) throw sessionExpired();
  const checking = session && required ? checkMayCall(endpoint, request, services, session) : undefined;
  if (checking) await checking;
  if (!session || endpoint.declaration.byTheClock) return session;
  if (services.sessions.used(session) && found?.source === 'cookie')
    headers['Set-Cookie'] = sessionCookies(session, { config: services.config.current(), request });
  return session;
}

/** What the declaration says of sessions of a kind. */
function checkMayCall(
  { declaration: { mfaExempt, scope } }: Endpoint,
  { params }: HttpRequest,
  services: Services,
  session: Session,
): Promise<void> | undefined {
  // Every application was granted the one scope that there is.
  if (session.is_oauth && scope === 'none') throw forbidden('an application');
  const isExempt = mfaExempt === true || (mfaExempt === 'me' && params['user_id'] === 'me');
  return isExempt ? undefined : checkSecondFactor(services, session);
}

/** Wire: `me` stands for the caller in every path; an id of the wrong length is a 400, of other characters a 404. */
function checkedParams(
  { declaration }: Endpoint,
  request: HttpRequest,
  session: Session | undefined,
): Record<string, string> {
  const params: Record<string, string> = { ...request.params };
  if (params['user_id'] === 'me' && session) {
    if (isLocalSession(session)) throw invalidUrl('user_id');
    params['user_id'] = session.user_id;
  }
  if (declaration.anyIds) return params;
  for (const [name, value] of Object.entries(params)) {
    if (!name.endsWith('_id') || name === 'category_id' || isId(value)) continue;
    if (!/^[A-Za-z0-9]+$/.test(value)) throw new AppError('api.context.404.app_error');
    throw invalidUrl(name);
  }
  return params;
}

async function jsonBody(endpoint: Endpoint, request: HttpRequest, config: Config): Promise<unknown> {
  const { body, bodyName = 'body', bodyMayBeMissing = false } = endpoint.declaration;
  const schema = schemaOf(body);
  if (!schema) return undefined;
  const bytes = await wholeBody(request, config, endpoint.declaration.bodyLimit);
  if (bodyMayBeMissing && bytes.length === 0) return schema.parse({});
  let value: unknown;
  try {
    value = parseJson(bytes.toString('utf8'));
  } catch {
    // Without the parser's own words, which quote the body.
    throw invalidBody(bodyName, 'The body is not valid JSON, or nests too deeply.');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.find((part) => typeof part === 'string');
  throw invalidBody(field ?? bodyName, issue?.message);
}

/** A form or bytes: refused by the head where it says enough, and else read as the handler reads it. */
function streamedBody(reads: Endpoint['declaration']['body'], request: HttpRequest, config: Config) {
  if (!reads || !isStreamed(reads)) return undefined;
  reads.check(request, config);
  return { body: reads.open(request, config) };
}

function writes(endpoint: Endpoint): boolean {
  return (endpoint.declaration.transaction ?? (endpoint.route.method === 'GET' ? 'none' : 'request')) === 'request';
}

function answerOf(endpoint: Endpoint, value: unknown, headers: Headers): HttpReply {
  const reply = value instanceof HttpReply ? value : jsonReply(value, endpoint.declaration.status ?? 200);
  Object.assign(reply.headers, headers);
  return reply;
}

/** What handlers see of a call beside the work that it is. */
type Asking = Omit<Draft, keyof Work | 'granted' | 'body' | 'session'> & { body: never; session: Session | undefined };

async function askingOf(
  endpoint: Endpoint,
  request: HttpRequest,
  config: Config,
  who: { session: Session | undefined; headers: Headers },
): Promise<Asking> {
  const { headers } = who;
  return {
    // Types of body, params and session are those of the declaration that this endpoint was made from.
    params: checkedParams(endpoint, request, who.session) as never,
    query: request.query as never,
    body: (await jsonBody(endpoint, request, config)) as never,
    session: who.session,
    request,
    header: (name, value) => void (headers[name] = value),
    matches: (etag) => {
      headers['ETag'] = etag;
      return request.headers['if-none-match'] === etag;
    },
  };
}

async function serve(endpoint: Endpoint, services: Services, request: HttpRequest): Promise<HttpReply> {
  const { declaration } = endpoint;
  const config = services.config.current();
  if (declaration.rateLimit && !request.isLocal) checkRate(services, endpoint.name, request.ip, declaration.rateLimit);
  const headers: Headers = {};
  const sessionNow = () => (request.isLocal ? localSession : authenticate(endpoint, request, services, headers));
  const session = await sessionNow();
  const { isUnderWay } = request.body;
  let asking = await askingOf(endpoint, request, config, { session, headers });
  // While the body was awaited the session may have ended.
  if (isUnderWay) asking = { ...asking, session: await sessionNow() };
  const asked = {
    ...asking,
    directory: services.directory,
    config,
    db: wholeServer(services).database.db,
    now: services.clock.now(),
  };
  const seen = services.lanes.releases;
  let granted = await declaration.access.check(asked);
  const handle = audited(endpoint, asking, services, (done): unknown =>
    declaration.handle({ ...asking, ...opened, ...done, granted } as never),
  );

  const lanes = (await declaration.lanes?.(asked, granted)) ?? [];
  const opened = streamedBody(declaration.body, request, config);
  const value = await inLanes(services, lanes, async (held) => {
    // Who held one of these lanes meanwhile may have changed what access was decided by.
    if (lanes.length > 0 && services.lanes.releases !== seen) granted = await declaration.access.check(asked);
    return writes(endpoint)
      ? workIn(services, held, async (done) => handle(done))
      : workWithoutIn(services, held, handle);
  });
  return answerOf(endpoint, value, headers);
}

/** Wire: 304 without a body; the ETag is repeated. */
export const notModified = (): HttpReply => new HttpReply(304);

/** The HTTP route that runs an endpoint. */
export function httpRouteOf(endpoint: Endpoint, services: Services): HttpRoute {
  return {
    method: endpoint.route.method,
    path: endpoint.route.path,
    handle: (request) => serve(endpoint, services, request),
  };
}
