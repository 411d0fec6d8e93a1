/** Where a request carries its token, and the CSRF rule that follows (reference: wire/auth-and-permissions.md §1). */
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

/** Cookie sessions must show that a page of ours made the request. HEAD counts as a write. */
export function passesCsrf(session: Session, method: string, headers: IncomingHttpHeaders, strict: boolean): boolean {
  if (method === 'GET') return true;
  const expected = session.props['csrf'];
  if (expected !== undefined && expected !== '' && headers['x-csrf-token'] === expected) return true;
  return !strict && headers['x-requested-with'] === 'XMLHttpRequest';
}
