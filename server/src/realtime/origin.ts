/** Which browsers' pages may open a socket (reference: wire/websocket.md §1). */
import type { IncomingMessage } from 'node:http';
import { originOf, words } from '../platform/http/cors.ts';
import type { RealtimeConfig } from './dependencies.ts';

/** Without an `Origin` header the client is no browser, and there is no page to keep out. */
export function isOriginAllowed(
  request: IncomingMessage,
  config: Pick<RealtimeConfig, 'SiteURL' | 'AllowCorsFrom'>,
): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;

  const allowed = words(config.AllowCorsFrom);
  if (allowed.includes('*')) return true;
  const asked = originOf(origin);
  if (asked === undefined) return false;

  if (allowed.length > 0) return [...allowed, config.SiteURL].some((entry) => originOf(entry) === asked);
  if (config.SiteURL !== '') return originOf(config.SiteURL) === asked;
  const host = request.headers.host ?? '';
  return originOf(`http://${host}`) === asked || originOf(`https://${host}`) === asked;
}
