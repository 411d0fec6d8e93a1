/** Which addresses belong to no host of the public internet, by the registries of IANA for special purposes. */
import { BlockList, isIPv4 } from 'node:net';
import { normalAddress } from '../http/addresses.ts';

type Ranges = readonly (readonly [name: string, ...networks: string[]])[];

const ofIPv4: Ranges = [
  ['unspecified', '0.0.0.0/8'],
  ['loopback', '127.0.0.0/8'],
  ['private', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ['link-local', '169.254.0.0/16'],
  ['shared by a carrier', '100.64.0.0/10'],
  ['multicast', '224.0.0.0/4'],
  ['6to4', '192.88.99.0/24'],
  ['for protocols', '192.0.0.0/24'],
  ['for documentation', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
  ['for measurements', '198.18.0.0/15'],
  ['reserved', '240.0.0.0/4'],
];

const ofIPv6: Ranges = [
  ['unspecified', '::/128'],
  ['loopback', '::1/128'],
  ['IPv4 in IPv6', '::ffff:0:0/96', '::/96', '::ffff:0:0:0/96'],
  ['NAT64', '64:ff9b::/96', '64:ff9b:1::/48'],
  ['unique-local', 'fc00::/7'],
  ['link-local', 'fe80::/10'],
  ['site-local', 'fec0::/10'],
  ['multicast', 'ff00::/8'],
  ['6to4', '2002::/16'],
  // Teredo, ORCHID, measurements and others.
  ['for protocols', '2001::/23'],
  ['for documentation', '2001:db8::/32', '3fff::/20'],
];

/** All that is routed in public lies within. */
const publicIPv6 = new BlockList();
publicIPv6.addSubnet('2000::', 3, 'ipv6');

const lists = (ranges: Ranges, family: 'ipv4' | 'ipv6') =>
  ranges.map(([name, ...networks]) => {
    const list = new BlockList();
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      list.addSubnet(address, Number(bits), family);
    }
    return { name, list };
  });

const specialIPv4 = lists(ofIPv4, 'ipv4');
const specialIPv6 = lists(ofIPv6, 'ipv6');

/**
 * The name of the special range that an address lies in; undefined for a public one. What only wraps an IPv4 address
 * counts as special whatever it wraps, for no name of a public host leads there.
 */
export function specialRange(address: string): string | undefined {
  const bare = address.replace(/%.*$/, '');
  if (isIPv4(bare)) return specialIPv4.find(({ list }) => list.check(bare, 'ipv4'))?.name;
  const normal = normalAddress(bare);
  if (normal === '') return 'no address';
  // The one form that `normalAddress` turns into IPv4.
  if (isIPv4(normal)) return 'IPv4 in IPv6';
  const special = specialIPv6.find(({ list }) => list.check(normal, 'ipv6'))?.name;
  return special ?? (publicIPv6.check(normal, 'ipv6') ? undefined : 'reserved');
}
