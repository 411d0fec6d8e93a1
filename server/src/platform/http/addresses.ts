/** Addresses of the network: their one form in text, lists of them, and who counts as one caller. */
import { BlockList, isIP, isIPv4 } from 'node:net';

/** Of IPv4 in IPv6 the IPv4 address, without a zone; '' for what is no address. */
export function normalAddress(text: string): string {
  const bare = text.trim().replace(/%.*$/, '').toLowerCase();
  if (isIPv4(bare)) return bare;
  if (isIP(bare) === 0) return '';
  // The parser of URLs knows all the ways to write an IPv6 address, and writes them in one.
  const normal = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(normal) ?? [];
  if (high === undefined || low === undefined) return normal;
  const [first, last] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, last >> 8, last & 255].join('.');
}

/** As `normalAddress`, of an address that may have a port: `1.2.3.4:80`, `[2001:db8::1]:80`. */
export function addressOfHost(text: string): string {
  const host = text.trim();
  const inBrackets = /^\[([^\]]*)\](?::\w+)?$/.exec(host)?.[1];
  if (inBrackets !== undefined) return normalAddress(inBrackets);
  return normalAddress(/^([\d.]+):\w+$/.exec(host)?.[1] ?? host);
}

/**
 * Who counts as one caller where callers are limited: an IPv4 address, or the 64 bits of an IPv6 address that name a
 * network, since whoever has one address of it has them all.
 */
export function callerOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}

export function isLoopbackAddress(address: string): boolean {
  const normal = normalAddress(address);
  return normal === '::1' || (isIPv4(normal) && normal.startsWith('127.'));
}

/** Of a `Host`, with or without port: a name under which only this machine is meant. */
export function isLoopbackHost(host: string): boolean {
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name.replace(/^\[|\]$/g, ''));
}

/** Addresses and networks (`10.0.0.0/8`, `fd00::/8`) of both kinds. */
export class AddressList {
  readonly #list = new BlockList();
  /** Entries that are neither: they stand for nobody. */
  readonly unusable: readonly string[];

  constructor(entries: readonly string[]) {
    this.unusable = entries.map((entry) => entry.trim()).filter((entry) => entry !== '' && !this.#add(entry));
  }

  has(address: string): boolean {
    const normal = normalAddress(address);
    return normal !== '' && this.#list.check(normal, isIPv4(normal) ? 'ipv4' : 'ipv6');
  }

  #add(entry: string): boolean {
    const [address = '', bits, ...more] = entry.split('/');
    const normal = normalAddress(address);
    if (normal === '' || more.length > 0) return false;
    const family = isIPv4(normal) ? 'ipv4' : 'ipv6';
    if (bits === undefined) this.#list.addAddress(normal, family);
    else {
      const mapped = family === 'ipv4' && address.includes(':') ? 96 : 0;
      const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) - mapped : -1;
      if (prefix < 0 || prefix > (family === 'ipv4' ? 32 : 128)) return false;
      this.#list.addSubnet(normal, prefix, family);
    }
    return true;
  }
}
