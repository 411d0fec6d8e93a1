/** The life of a request: session, CSRF, body, access, transaction, commit, events, answer. */
import { isId } from '@innermost/protocol/limits.ts';
import type { EventName } from '@innermost/protocol/events.ts';
import type { Session } from '../access/session.ts';
import { sessionCookies } from '../access/cookies.ts';
import { passesCsrf, tokenOf } from '../access/token.ts';
import type { Db } from '../platform/db/database.ts';
import { AppError, invalidBody, invalidUrl, sessionExpired } from '../platform/http/errors.ts';
import { parseJson } from '../platform/http/json.ts';
import { HttpReply, jsonReply, type HttpRequest, type HttpRoute } from '../platform/http/message.ts';
import type { Audience, Emission, Payload } from '../realtime/audience.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { checkRate } from './rate.ts';
import type { Services } from './services.ts';

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
    if (required) throw new AppError('api.context.token_provided.app_error', 401);
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
  if (!session || endpoint.declaration.byTheClock) return session;
  if (services.sessions.used(session) && found?.source === 'cookie')
    headers['Set-Cookie'] = sessionCookies(session, { config: services.config.current(), secure: request.secure });
  return session;
}

/** Wire: `me` stands for the caller in every path; an id of the wrong length is a 400, of other characters a 404. */
function checkedParams(
  { declaration }: Endpoint,
  request: HttpRequest,
  session: Session | undefined,
): Record<string, string> {
  const params: Record<string, string> = { ...request.params };
  if (params['user_id'] === 'me' && session) params['user_id'] = session.user_id;
  if (declaration.anyIds) return params;
  for (const [name, value] of Object.entries(params)) {
    if (!name.endsWith('_id') || name === 'category_id' || isId(value)) continue;
    if (!/^[A-Za-z0-9]+$/.test(value)) throw new AppError('api.context.404.app_error', 404);
    throw invalidUrl(name);
  }
  return params;
}

function parsedBody(endpoint: Endpoint, request: HttpRequest): unknown {
  const { body: schema, bodyName = 'body' } = endpoint.declaration;
  if (!schema) return undefined;
  let value: unknown;
  try {
    value = parseJson(request.body.toString('utf8'));
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

/** Channels and users whose events must leave in the order of their commits. */
function lanesOf(emissions: readonly Emission[]): string[] {
  const keys: string[] = [];
  for (const { audience } of emissions) {
    if (audience.channel_id) keys.push(audience.channel_id);
    else if (audience.user_id) keys.push(audience.user_id);
    else if (audience.team_id) keys.push(audience.team_id);
    else keys.push('');
  }
  return keys;
}

interface Outbox {
  emissions: Emission[];
  afterCommit: (() => void)[];
}

function deliver(outbox: Outbox, services: Services): void {
  for (const task of outbox.afterCommit.splice(0)) task();
  const emissions = outbox.emissions.splice(0);
  if (emissions.length > 0) services.hub.publish(emissions);
}

/** 503 when so many wait to write that this one had better come back later. */
function inTransaction<T>(services: Services, outbox: Outbox, work: (db: Db) => Promise<T>): Promise<T> {
  const running = services.database.inTurn(() => transact(services, outbox, work));
  if (!running) throw new AppError('api.context.server_busy.app_error', 503);
  return running;
}

async function transact<T>(services: Services, outbox: Outbox, work: (db: Db) => Promise<T>): Promise<T> {
  const tx = await services.database.db.startTransaction().execute();
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    // The connection may be gone, and with it the transaction; the first error is the one to tell.
    await tx
      .rollback()
      .execute()
      .catch(() => undefined);
    throw error;
  }
  await services.lanes.run(lanesOf(outbox.emissions), async () => {
    await tx.commit().execute();
    deliver(outbox, services);
  });
  return result;
}

function writes(endpoint: Endpoint): boolean {
  return (endpoint.declaration.transaction ?? (endpoint.route.method === 'GET' ? 'none' : 'request')) === 'request';
}

function answerOf(endpoint: Endpoint, value: unknown, headers: Headers): HttpReply {
  const reply = value instanceof HttpReply ? value : jsonReply(value, endpoint.declaration.status ?? 200);
  Object.assign(reply.headers, headers);
  return reply;
}

async function serve(endpoint: Endpoint, services: Services, request: HttpRequest): Promise<HttpReply> {
  const { declaration } = endpoint;
  const config = services.config.current();
  if (declaration.rateLimit) checkRate(services, endpoint.name, request.ip, declaration.rateLimit);
  const headers: Headers = {};
  const session = await authenticate(endpoint, request, services, headers);
  const outbox: Outbox = { emissions: [], afterCommit: [] };
  const params = checkedParams(endpoint, request, session);
  const body = parsedBody(endpoint, request);
  const now = services.clock.now();

  const run = async (db: Db): Promise<unknown> => {
    const asked = { session, params, query: request.query, body, directory: services.directory, config, db, now };
    const granted = await declaration.access.check(asked);
    const call: Draft = {
      ...asked,
      // Types of body, params and session are those of the declaration that this endpoint was made from.
      params: params as never,
      query: request.query as never,
      body: body as never,
      granted,
      services,
      request,
      emit: <E extends EventName>(event: E, data: Payload<E>, audience: Audience) =>
        // The pair is right by the signature; the union of pairs cannot be inferred from it.
        void outbox.emissions.push({ event, data, audience } as Emission),
      afterCommit: (task) => void outbox.afterCommit.push(task),
      transaction: (work) => inTransaction(services, outbox, work),
      header: (name, value) => void (headers[name] = value),
      matches: (etag) => {
        headers['ETag'] = etag;
        return request.headers['if-none-match'] === etag;
      },
    };
    return declaration.handle(call as never);
  };

  if (writes(endpoint)) return answerOf(endpoint, await inTransaction(services, outbox, run), headers);
  const value = await run(services.database.db);
  deliver(outbox, services);
  return answerOf(endpoint, value, headers);
}

/** Wire: 304 without a body; the ETag is repeated. */
export const notModified = (): HttpReply => new HttpReply(304);

/** The HTTP route that runs an endpoint. */
export function httpRouteOf(endpoint: Endpoint, services: Services): HttpRoute {
  return {
    method: endpoint.route.method,
    path: endpoint.route.path,
    ...(endpoint.declaration.bodyLimit === undefined ? {} : { bodyLimit: endpoint.declaration.bodyLimit }),
    handle: (request) => serve(endpoint, services, request),
  };
}
