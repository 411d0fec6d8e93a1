/**
 * Who may make the very first account, which administers the server: whoever sits at this machine, or holds the setup
 * token that the server prints when it starts. One token per database, kept hashed, new at each start.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { perServer, type Services } from '../../endpoint/services.ts';
import type { HttpRequest } from '../../platform/http/message.ts';
import { newId } from '../../platform/ids.ts';
import { hasAccounts } from '../users/index.ts';
import { keepSetupToken, selectSetupToken } from './queries.ts';

const known = perServer(() => ({ isOpen: false }));

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Called once at the start. Gives the new token; undefined when an account exists or none is needed. */
export async function beginSetup(services: Services, { isOpen }: { isOpen: boolean }): Promise<string | undefined> {
  known(services).isOpen = isOpen;
  if (isOpen || (await hasAccounts(services))) return undefined;
  const token = newId();
  await keepSetupToken.run(services.database.db, [hashOf(token).toString('hex'), services.clock.now()]);
  return token;
}

/** True for the caller who may make the first account. */
export async function maySetUp(services: Services, request: HttpRequest): Promise<boolean> {
  if (known(services).isOpen || request.isLocal) return true;
  const { SiteURL } = services.config.current().ServiceSettings;
  if (isAtThisMachine(request, SiteURL)) return true;
  const given = request.headers['x-setup-token'];
  if (typeof given !== 'string' || given === '') return false;
  const [kept] = await selectSetupToken.run(services.database.db, []);
  return kept !== undefined && timingSafeEqual(Buffer.from(kept.token_hash, 'hex'), hashOf(given));
}

const isLoopbackAddress = (address: string): boolean => {
  const plain = address.replace(/^::ffff:/i, '');
  return isIP(plain) === 4 ? plain.startsWith('127.') : plain === '::1';
};

/** The name only: a page of another site can reach this machine under a name of its own. */
function isLoopbackName(host: string): boolean {
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name.replace(/^\[|\]$/g, ''));
}

const isForwarding = (name: string): boolean =>
  name.startsWith('x-forwarded-') || name === 'forwarded' || name === 'x-real-ip' || name === 'via';

const wasForwarded = (headers: IncomingHttpHeaders): boolean => Object.keys(headers).some(isForwarding);

function isOwnOrigin(origin: string, host: string): boolean {
  const page = URL.parse(origin);
  return page !== null && page.host === URL.parse(`${page.protocol}//${host}`)?.host;
}

/**
 * A proxy on this machine connects from it too, so whatever points at one counts against it: forwarding headers, another
 * name in Host, an address of the site that is elsewhere.
 */
function isAtThisMachine({ ip, headers }: HttpRequest, siteUrl: string): boolean {
  const { host = '', origin } = headers;
  if (!isLoopbackAddress(ip) || !isLoopbackName(host) || wasForwarded(headers)) return false;
  if (origin !== undefined && !isOwnOrigin(origin, host)) return false;
  return siteUrl === '' || isLoopbackName(URL.parse(siteUrl)?.host ?? '');
}
