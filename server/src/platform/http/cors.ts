/** What pages of other origins may do here: nothing, unless the configuration lists them. */
import type { Config } from '../config/config.ts';
import { HttpReply, type HttpRequest } from './message.ts';

type CorsRules = Pick<Config['ServiceSettings'], 'AllowCorsFrom' | 'CorsExposedHeaders' | 'CorsAllowCredentials'>;

/** Seconds for which browsers need not ask again. */
const rememberedFor = 86_400;

/** Scheme, host and port in their normal form; undefined for `null` and anything else that is no URL with a host. */
export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin } = new URL(text);
  return origin === 'null' ? undefined : origin;
}

export const words = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');

/** The headers with which an answer may be read by the page that asked; none for pages that may not. */
export function corsHeaders(request: HttpRequest, rules: CorsRules): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || rules.AllowCorsFrom === '') return {};
  const allowed = words(rules.AllowCorsFrom);
  const asked = originOf(origin);
  const isListed = asked !== undefined && allowed.some((entry) => originOf(entry) === asked);
  if (!isListed && !allowed.includes('*')) return { Vary: 'Origin' };
  const headers: Record<string, string> = { 'Access-Control-Allow-Origin': isListed ? origin : '*', Vary: 'Origin' };
  // Every page of the world may ask, but not in the name of whoever looks at it.
  if (rules.CorsAllowCredentials && isListed) headers['Access-Control-Allow-Credentials'] = 'true';
  const exposed = words(rules.CorsExposedHeaders);
  if (exposed.length > 0) headers['Access-Control-Expose-Headers'] = exposed.join(', ');
  return headers;
}

/** The answer to a browser that asks before it sends what a page wants; undefined for any other request. */
export function preflight(request: HttpRequest, rules: CorsRules): HttpReply | undefined {
  const method = request.headers['access-control-request-method'];
  if (request.method !== 'OPTIONS' || method === undefined) return undefined;
  if (corsHeaders(request, rules)['Access-Control-Allow-Origin'] === undefined) return undefined;
  const asked = request.headers['access-control-request-headers'];
  return new HttpReply(200, '', {
    'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
    ...(asked !== undefined && { 'Access-Control-Allow-Headers': asked }),
    'Access-Control-Max-Age': String(rememberedFor),
  });
}
