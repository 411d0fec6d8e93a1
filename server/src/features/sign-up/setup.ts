/**
 * Who may make the very first account, which administers the server: whoever sits at this machine, or holds the setup
 * token that the server prints when it starts. One token per database, kept hashed, new at each start.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Session } from '../../access/session.ts';
import type { WorkOfRequest } from '../../endpoint/endpoint.ts';
import { perServer, type Services } from '../../work/services.ts';
import type { Config } from '../../platform/config/config.ts';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/http/addresses.ts';
import { forwardingHeaderOf } from '../../platform/http/forwarding.ts';
import type { HttpRequest } from '../../platform/http/message.ts';
import { newId } from '../../platform/ids.ts';
import { noTransaction, work } from '../../work/work.ts';
import { hasAccounts } from '../users/index.ts';
import { keepSetupToken, selectSetupToken } from './queries.ts';

type Settings = Pick<Config['ServiceSettings'], 'SiteURL' | 'TrustedProxyIPHeader'>;

const known = perServer(() => ({ isOpen: false }));

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Called once at the start. Gives the new token; undefined when an account exists or none is needed. */
export async function beginSetup(services: Services, { isOpen }: { isOpen: boolean }): Promise<string | undefined> {
  known(services).isOpen = isOpen;
  if (isOpen || (await hasAccounts(services))) return undefined;
  const token = newId();
  await work(services, noTransaction, ({ db, now }) =>
    keepSetupToken(db, { token_hash: hashOf(token).toString('hex'), now }),
  );
  return token;
}

/** True for the caller who may make the first account. */
export async function maySetUp({ db, request, services }: WorkOfRequest<Session | undefined>): Promise<boolean> {
  if (known(services).isOpen || request.isLocal) return true;
  if (isAtThisMachine(request, services.config.current().ServiceSettings)) return true;
  const given = request.headers['x-setup-token'];
  if (typeof given !== 'string' || given === '') return false;
  const [kept] = await selectSetupToken(db);
  return kept !== undefined && timingSafeEqual(Buffer.from(kept.token_hash, 'hex'), hashOf(given));
}

function isOwnOrigin(origin: string, host: string): boolean {
  const page = URL.parse(origin);
  return page !== null && page.host === URL.parse(`${page.protocol}//${host}`)?.host;
}

/**
 * A proxy on this machine connects from it too, so whatever points at one counts against it: forwarding headers, another
 * name in Host, an address of the site that is elsewhere.
 */
function isAtThisMachine({ peer, headers }: HttpRequest, { SiteURL, TrustedProxyIPHeader }: Settings): boolean {
  const { host = '', origin } = headers;
  const others = ['via', ...TrustedProxyIPHeader.map((name) => name.toLowerCase())];
  if (forwardingHeaderOf(headers, others) !== undefined) return false;
  if (!isLoopbackAddress(peer) || !isLoopbackHost(host)) return false;
  if (origin !== undefined && !isOwnOrigin(origin, host)) return false;
  return SiteURL === '' || isLoopbackHost(URL.parse(SiteURL)?.host ?? '');
}
