/** The three cookies of a browser session. Scripts read the last two, so only the first is HttpOnly. */
import type { Config } from '../platform/config/config.ts';
import { isLoopbackHost } from '../platform/http/addresses.ts';
import type { HttpRequest } from '../platform/http/message.ts';
import type { Session } from './session.ts';

const names = ['MMAUTHTOKEN', 'MMUSERID', 'MMCSRF'] as const;

interface Attributes {
  config: Config;
  request: Pick<HttpRequest, 'secure' | 'host'>;
}

/**
 * Also where a proxy did not say that the browser used https: a site that is at home there is no place for a cookie that
 * plain http carries. This machine itself may be asked without.
 */
function isForHttpsOnly({ config, request }: Attributes): boolean {
  const { SiteURL } = config.ServiceSettings;
  return request.secure || (/^https:/i.test(SiteURL) && !isLoopbackHost(request.host));
}

/** The path under which the site lives; `/` unless SiteURL has one. */
function sitePath(siteUrl: string): string {
  return (URL.canParse(siteUrl) && new URL(siteUrl).pathname.replace(/\/+$/, '')) || '/';
}

function cookie(name: string, value: string, maxAge: number, attributes: Attributes): string {
  const { config } = attributes;
  const { SiteURL, AllowCookiesForSubdomains } = config.ServiceSettings;
  const parts = [`${name}=${value}`, `Path=${sitePath(SiteURL)}`];
  if (AllowCookiesForSubdomains && URL.canParse(SiteURL)) parts.push(`Domain=${new URL(SiteURL).hostname}`);
  parts.push(`Max-Age=${maxAge}`);
  if (name === 'MMAUTHTOKEN') parts.push('HttpOnly');
  if (isForHttpsOnly(attributes)) parts.push('Secure');
  // What browsers assume anyway when nothing is said, except for some that assume None.
  parts.push('SameSite=Lax');
  return parts.join('; ');
}

/** Values of the `Set-Cookie` header. */
export function sessionCookies(session: Session, attributes: Attributes): string[] {
  const { SessionLengthWebInHours, SessionLengthMobileInHours } = attributes.config.ServiceSettings;
  const isMobile = session.props['isMobile'] === 'true';
  const maxAge = (isMobile ? SessionLengthMobileInHours : SessionLengthWebInHours) * 3600;
  const values = [session.token, session.user_id, session.props['csrf'] ?? ''];
  return names.map((name, index) => cookie(name, values[index] ?? '', maxAge, attributes));
}

export function clearedCookies(attributes: Attributes): string[] {
  return names.map((name) => cookie(name, '', 0, attributes));
}

/** The one that lets in; what tells a page that somebody is signed in stays. */
export const clearedToken = (attributes: Attributes): string => cookie('MMAUTHTOKEN', '', 0, attributes);
