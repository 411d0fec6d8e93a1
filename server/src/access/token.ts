/** Where a request carries its token, and the CSRF rule that follows (reference: wire/auth-and-permissions.md §1). */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { cookieOf } from '../platform/http/message.ts';
import type { Session } from './session.ts';

export type TokenSource = 'cookie' | 'header' | 'query';

export interface FoundToken {
  token: string;
  source: TokenSource;
}

/** Wire: a cookie wins over the header; `Bearer` in any case, or `token`; the query serves OAuth sessions only. */
export function tokenOf(
  headers: IncomingHttpHeaders,
  query: Readonly<Record<string, string>> = {},
): FoundToken | undefined {
  const cookie = cookieOf(headers.cookie, 'MMAUTHTOKEN');
  if (cookie) return { token: cookie, source: 'cookie' };
  const match = /^(?:bearer|token)\s+(\S+)$/i.exec(headers.authorization ?? '');
  if (match?.[1]) return { token: match[1], source: 'header' };
  const inQuery = query['access_token'];
  return inQuery ? { token: inQuery, source: 'query' } : undefined;
}

/** In a time that tells nothing of where the two differ. Nothing equals ''. */
function isSame(expected: string, given: string | string[] | undefined): boolean {
  if (expected === '' || typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Cookie sessions must show that a page of ours made the request. HEAD counts as a write. */
export function passesCsrf(session: Session, method: string, headers: IncomingHttpHeaders, strict: boolean): boolean {
  if (method === 'GET') return true;
  if (isSame(session.props['csrf'] ?? '', headers['x-csrf-token'])) return true;
  return !strict && headers['x-requested-with'] === 'XMLHttpRequest';
}
