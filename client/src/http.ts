/**
 * Typed calls of the REST API: the route constant decides which of params, query and body a call needs and what it
 * answers. Runs in browsers (cookie session) and in Node (token session) with nothing but the platform's fetch.
 */
import type { AnyRoute, ReplyOf } from '@innermost/protocol/route.ts';
import { logout } from '@innermost/protocol/users.ts';
import { errorOf, replyOf } from './answers.ts';
import { ApiError, NetworkError } from './errors.ts';
import type {
  Arguments,
  CallOptions,
  Connection,
  Download,
  DownloadOptions,
  LooseOptions,
  UploadOptions,
  UrlOptions,
} from './options.ts';

export interface ClientOptions {
  /** Where the server is, sub-path included: `https://chat.example.org`. Empty in a browser: the page's own origin. */
  url: string;
  token?: string | undefined;
  /** As of fetch. Unless `omit`, a browser's session lives in cookies and no token is kept. */
  credentials?: 'include' | 'omit' | 'same-origin';
  /** Told of every answer that the session is missing, expired or revoked. */
  onSessionEnded?: (error: ApiError) => void;
  fetch?: typeof fetch;
}

export interface Client {
  /** Calls the route. Rejects with ApiError or NetworkError, or with the signal's own reason when it aborts. */
  call<R extends AnyRoute>(route: R, ...options: Arguments<CallOptions<R>>): Promise<ReplyOf<R>>;
  /**
   * Sends a file, a form with files or any stream, without holding it in memory where the platform allows. Rejects as
   * `call` does; there is no limit on the time it takes, only on the time in which nothing moves.
   */
  upload<R extends AnyRoute>(route: R, options: UploadOptions<R>): Promise<ReplyOf<R>>;
  /** Resolves once the answer has begun; its bytes come as they are read. Rejects as `call` does. */
  download<R extends AnyRoute>(route: R, ...options: Arguments<DownloadOptions<R>>): Promise<Download>;
  /** The address of a route, for an `<img>`, a download or a plain fetch. */
  url<R extends AnyRoute>(route: R, ...options: Arguments<UrlOptions<R>>): string;
  /** The session token, outside browsers: set by a successful login, cleared by logout. */
  token: string | undefined;
}

const defaultTimeoutMs = 30_000;

/** One client is one session: make another for another person. */
export function createClient(options: ClientOptions): Client {
  const base = options.url.replace(/\/+$/, '');
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const usesCookies = cookies() !== undefined && options.credentials !== 'omit';

  const headersFor = (route: AnyRoute, call: LooseOptions): Headers => {
    const headers = new Headers({ 'X-Requested-With': 'XMLHttpRequest' });
    if (client.token) headers.set('Authorization', `Bearer ${client.token}`);
    const csrf = usesCookies && route.method !== 'GET' ? readCookie('MMCSRF') : undefined;
    if (csrf) headers.set('X-CSRF-Token', csrf);
    if (call.body !== undefined && !isRawBody(call.body)) headers.set('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
    return headers;
  };

  const request = async (route: AnyRoute, call: LooseOptions): Promise<unknown> => {
    const url = base + pathOf(route, call);
    const timeout = AbortSignal.timeout(call.timeoutMs ?? defaultTimeoutMs);
    const init: RequestInit = {
      method: route.method,
      headers: headersFor(route, call),
      credentials: options.credentials ?? 'same-origin',
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    };
    if (call.body !== undefined) init.body = isRawBody(call.body) ? call.body : JSON.stringify(call.body);
    try {
      const response = await send(url, init);
      if (!response.ok) throw await errorOf(response);
      const reply = await replyOf(response);
      keepToken(route, response);
      return reply;
    } catch (error) {
      throw explain(error, call.signal, timeout);
    }
  };

  const keepToken = (route: AnyRoute, response: Response): void => {
    if (route.path === logout.path) client.token = undefined;
    const token = response.headers.get('Token');
    if (token && !usesCookies) client.token = token;
  };

  const explain = (error: unknown, signal: AbortSignal | undefined, timeout: AbortSignal): unknown => {
    if (error instanceof ApiError) {
      if (error.id === 'api.context.session_expired.app_error') options.onSessionEnded?.(error);
      return error;
    }
    if (signal?.aborted) return signal.reason;
    const server = base || 'the server';
    if (timeout.aborted) return new NetworkError(`No answer from ${server} in time.`, { timedOut: true, cause: error });
    if (error instanceof NetworkError) return error;
    return new NetworkError(`Cannot reach ${server} (${reasonOf(error)}).`, { cause: error });
  };

  const connection: Connection = {
    fetch: send,
    credentials: options.credentials ?? 'same-origin',
    url: (route, call) => base + pathOf(route, call),
    headers: headersFor,
    explain,
  };

  const client: Client = {
    token: options.token,
    // The cast is the decode boundary: what a route answers is vouched for by its contract.
    call: (route, ...[call]) => request(route, call ?? {}) as Promise<ReplyOf<typeof route>>,
    upload: async (route, sent) => (await import('./upload.ts')).upload(connection, route, sent),
    download: async (route, ...[asked]) => (await import('./download.ts')).download(connection, route, asked ?? {}),
    url: (route, ...[parts]) => base + pathOf(route, parts ?? {}),
  };
  return client;
}

function pathOf(route: AnyRoute, { params = {}, query = {} }: LooseOptions): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (!value) throw new TypeError(`${route.method} ${route.path} needs the parameter ${name}.`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

/** fetch hides the cause (`ECONNREFUSED`, an unknown host, a bad certificate) one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}

function isRawBody(body: unknown): body is FormData | Blob | URLSearchParams {
  return body instanceof FormData || body instanceof Blob || body instanceof URLSearchParams;
}

function cookies(): string | undefined {
  return (globalThis as { document?: { cookie: string } }).document?.cookie;
}

function readCookie(name: string): string | undefined {
  const pairs = (cookies() ?? '').split('; ').map((pair) => pair.split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
