/** Connections that end at a refused address are not made. What was checked is what is connected to: a name is resolved once. */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import type { buildConnector } from 'undici';
import type { AllowedConnections } from './allowed.ts';
import { FetchError } from './errors.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. Rejects with the code ENOTFOUND when there are none. */
export type Resolve = (name: string) => Promise<readonly ResolvedAddress[]>;

/** As the operating system does it, so that names of containers, `/etc/hosts` and search domains work. */
export const systemResolve: Resolve = (name) => systemLookup(name, { all: true });

export interface GuardOptions {
  readonly allowed: AllowedConnections;
  readonly resolve: Resolve;
  /** ms */
  readonly connectTimeout: number;
  readonly acceptAnyCertificate: boolean;
}

/** For `connect` of a dispatcher. Every connection goes through it, that of a redirect, too. */
export function guardedConnector(build: typeof buildConnector, options: GuardOptions): buildConnector.connector {
  const { allowed, resolve } = options;
  const usual = {
    timeout: options.connectTimeout,
    rejectUnauthorized: !options.acceptAnyCertificate,
    autoSelectFamily: true,
    allowH2: false,
  };
  const guarded = build({ ...usual, lookup: lookupBy(resolve, (name, found) => refuse(name, found, allowed)) });
  const trusting = build({ ...usual, lookup: lookupBy(resolve, () => undefined) });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
    if (allowed.allowsHost(host, port)) return trusting(target, callback);
    // An address is connected to without a lookup.
    const refusal = isIP(host) === 0 ? undefined : refusalOf(host, host, allowed);
    return refusal ? callback(refusal, null) : guarded(target, callback);
  };
}

function lookupBy(resolve: Resolve, check: (name: string, found: readonly ResolvedAddress[]) => void): LookupFunction {
  return (name, { family, all }, callback) => {
    const answer = async (): Promise<ResolvedAddress[]> => {
      const found = await resolve(name);
      check(name, found);
      const wanted = family === 4 || family === 'IPv4' ? 4 : family === 6 || family === 'IPv6' ? 6 : 0;
      const fitting = found.filter((one) => wanted === 0 || one.family === wanted);
      if (fitting.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
      return fitting;
    };
    callbackify(answer)((error, found) => {
      if (error) callback(error, '');
      else if (all) callback(null, found);
      else callback(null, found[0]?.address ?? '', found[0]?.family);
    });
  };
}

/** One refused address is enough: a name that leads to two places is up to something, or set up wrongly. */
function refuse(name: string, found: readonly ResolvedAddress[], allowed: AllowedConnections): void {
  for (const { address } of found) {
    const refusal = refusalOf(name, address, allowed);
    if (refusal) throw refusal;
  }
}

function refusalOf(host: string, address: string, allowed: AllowedConnections): FetchError | undefined {
  const range = allowed.refusal(address);
  if (range === undefined) return undefined;
  return new FetchError(
    'refused',
    `The host ${host} is in a network that this server does not call for others: an administrator can allow it with ServiceSettings.AllowedUntrustedInternalConnections.`,
    { detail: `${host} leads to ${address} (${range})` },
  );
}
