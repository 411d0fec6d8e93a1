/** Whose forwarding headers count, and what is known of peers whose headers do not. */
import { LRUCache } from 'lru-cache';
import { AddressList } from '../platform/http/addresses.ts';
import type { ForwardingRules } from '../platform/http/forwarding.ts';
import type { HttpRequest } from '../platform/http/message.ts';
import type { Config } from '../platform/config/config.ts';
import { perServer, type Services } from '../work/services.ts';

/** What an operator should know about a proxy that is not trusted. */
export interface UntrustedProxy {
  /** Address of the peer that sent a forwarding header last. */
  address: string;
  /** The header, lower case. */
  header: string;
  /** How many such requests came since the start. */
  requests: number;
  /** What `InnermostSettings.TrustedProxies` would have to be, if that peer is a proxy of ours. */
  setting: string;
}

/** A peer that sent such a header counts as a proxy for this long, in ms. */
const remembered = 10 * 60_000;
const peersKept = 1_000;
/** Anybody can send such headers, so the log must not fill up with it. */
const toldAtMost = 10;

const rules = new WeakMap<Config, ForwardingRules>();

/** From the configuration as it is now. */
export function forwardingRules(services: Services): ForwardingRules {
  const config = services.config.current();
  const known = rules.get(config);
  if (known) return known;
  const made = {
    proxies: new AddressList(config.InnermostSettings.TrustedProxies),
    addressHeaders: config.ServiceSettings.TrustedProxyIPHeader.map((name) => name.trim().toLowerCase()).filter(
      (name) => name !== '',
    ),
  };
  rules.set(config, made);
  return made;
}

class Untrusted {
  /** Peer → when it last sent such a header, by `elapsed`. */
  readonly peers = new LRUCache<string, number>({ max: peersKept });
  readonly told = new Set<string>();
  requests = 0;
  last: Pick<UntrustedProxy, 'address' | 'header'> | undefined;
}

const untrusted = perServer(() => new Untrusted());

function settingWith({ config }: Services, address: string): string {
  return [...config.current().InnermostSettings.TrustedProxies, address].join(',');
}

export function noteForwarding(services: Services, { isLocal, peer, unbelieved }: HttpRequest): void {
  if (unbelieved === undefined || isLocal) return;
  const state = untrusted(services);
  state.requests += 1;
  state.last = { address: peer, header: unbelieved };
  state.peers.set(peer, services.clock.elapsed());
  if (state.told.has(peer) || state.told.size >= toldAtMost) return;
  state.told.add(peer);
  services.log.warn(
    { peer, header: unbelieved },
    `A forwarding header came from ${peer}, which is no trusted proxy, and was not believed. If that is your proxy, set MM_INNERMOSTSETTINGS_TRUSTEDPROXIES=${settingWith(services, peer)}; until then everybody behind it counts as one caller.`,
  );
}

/**
 * True when the request came with a forwarding header from a peer that is not trusted, or lately another one did from
 * the same peer: everybody may look like this one address.
 */
export function cameThroughUntrustedProxy(services: Services, { peer, unbelieved }: HttpRequest): boolean {
  if (unbelieved !== undefined) return true;
  const seen = untrusted(services).peers.get(peer);
  return (
    seen !== undefined && services.clock.elapsed() - seen < remembered && !forwardingRules(services).proxies.has(peer)
  );
}

/** The last such peer since the start, unless it is trusted by now; undefined when there was none. */
export function untrustedProxy(services: Services): UntrustedProxy | undefined {
  const { last, requests } = untrusted(services);
  if (last === undefined || forwardingRules(services).proxies.has(last.address)) return undefined;
  return { ...last, requests, setting: settingWith(services, last.address) };
}
