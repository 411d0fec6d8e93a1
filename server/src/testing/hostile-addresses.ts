/**
 * Addresses that must not be called for somebody else, for every way out of the server: hooks, commands, previews,
 * pictures. Give the server `resolveHostile` as its resolver, call each of `hostileAddresses(canary.port)`, and see that
 * `startCanary` counted nothing.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Resolve, systemResolve } from '../platform/fetch/guard.ts';

export interface HostileAddress {
  readonly url: string;
  /** What it tries. */
  readonly trick: string;
  /** What the fetcher says: nobody may call it, or an administrator could allow it. */
  readonly reason: 'bad-address' | 'refused';
}

/** Hosts as they stand in an address, with what they are in truth. */
const hosts: readonly (readonly [host: string, trick: string])[] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback, the far end'],
  ['127.1', 'loopback, short'],
  ['127.0.1', 'loopback, three parts'],
  ['127.0.0.1.', 'loopback with a dot at its end'],
  ['2130706433', 'loopback as one number'],
  ['017700000001', 'loopback, octal'],
  ['0x7f000001', 'loopback, hexadecimal'],
  ['0x7F.1', 'loopback, hexadecimal and short'],
  ['0177.0.0.0x1', 'loopback, every base at once'],
  ['%31%32%37.0.0.1', 'loopback, escaped'],
  ['１２７.０.０.１', 'loopback in wide digits'],
  ['127。0。0。1', 'loopback with ideographic dots'],
  ['①②⑦.⓪.⓪.①', 'loopback in circled digits'],
  ['0', 'unspecified, which Linux takes for loopback'],
  ['0.0.0.0', 'unspecified'],
  ['0x0', 'unspecified, hexadecimal'],
  ['000000', 'unspecified, octal'],
  ['0.0.0.1', 'this network'],
  ['localhost', 'loopback by name'],
  ['LOCALHOST', 'loopback by name in capitals'],
  ['localhost.', 'loopback by name with a dot at its end'],
  ['ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'loopback by name in circled letters'],
  ['loc\u00adalhost', 'loopback by name with a soft hyphen'],
  ['[::1]', 'loopback, IPv6'],
  ['[0:0:0:0:0:0:0:1]', 'loopback, IPv6 written out'],
  ['[::]', 'unspecified, IPv6'],
  ['[::ffff:127.0.0.1]', 'loopback, IPv4 in IPv6'],
  ['[::ffff:7f00:1]', 'loopback, IPv4 in IPv6, hexadecimal'],
  ['[::ffff:0:127.0.0.1]', 'loopback, IPv4 translated'],
  ['[::127.0.0.1]', 'loopback, the old form of IPv4 in IPv6'],
  ['[64:ff9b::127.0.0.1]', 'loopback through NAT64'],
  ['[64:ff9b:1::a00:1]', 'private through NAT64 of the network'],
  ['[2002:7f00:1::]', 'loopback through 6to4'],
  ['[2001:0:4136:e378:8000:63bf:3fff:fdd2]', 'Teredo'],
  ['[fe80::1]', 'link-local, IPv6'],
  ['[fec0::1]', 'site-local, IPv6'],
  ['[fc00::1]', 'unique-local'],
  ['[fd00:ec2::254]', 'unique-local: data of a cloud machine'],
  ['[ff02::1]', 'multicast, IPv6'],
  ['[100::1]', 'discarded'],
  ['[2001:db8::1]', 'documentation, IPv6'],
  ['[4000::1]', 'not yet given to anybody'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private, the far end'],
  ['192.168.0.1', 'private'],
  ['169.254.169.254', 'link-local: data of a cloud machine'],
  ['2852039166', 'link-local as one number'],
  ['100.64.0.1', 'shared by a carrier'],
  ['100.100.100.200', 'shared by a carrier: data of a cloud machine'],
  ['192.0.0.192', 'for protocols: data of a cloud machine'],
  ['192.0.2.1', 'documentation'],
  ['198.18.0.1', 'for measurements'],
  ['192.88.99.1', '6to4 relay'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
];

/** Names that the resolver of the test knows, and where they lead. */
const names: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  'name.localhost': ['127.0.0.1'],
  'loopback.hostile.example': ['127.0.0.1'],
  'loopback6.hostile.example': ['::1'],
  'private.hostile.example': ['10.0.0.1'],
  'cloud.hostile.example': ['169.254.169.254'],
  'mapped.hostile.example': ['::ffff:127.0.0.1'],
  'mapped-hex.hostile.example': ['::ffff:7f00:1'],
  'nat64.hostile.example': ['64:ff9b::7f00:1'],
  'unspecified.hostile.example': ['0.0.0.0'],
  'unspecified6.hostile.example': ['::'],
  'zone.hostile.example': ['fe80::1%lo'],
  // A host of the public internet beside it changes nothing.
  'second.hostile.example': ['198.41.0.4', '127.0.0.1'],
  'first.hostile.example': ['127.0.0.1', '198.41.0.4'],
  'xn--bcher-kva.hostile.example': ['127.0.0.1'],
};

/** What no address of the web may be. `PORT` is the canary's. */
const malformed: readonly (readonly [url: string, trick: string])[] = [
  ['', 'nothing'],
  ['/relative', 'no address'],
  ['//127.0.0.1:PORT/', 'without a scheme'],
  ['ftp://127.0.0.1:PORT/', 'another scheme'],
  ['file:///etc/passwd', 'a file'],
  ['gopher://127.0.0.1:PORT/_x', 'another scheme'],
  ['data:text/plain,x', 'data'],
  ['javascript:fetch(1)', 'a script'],
  ['blob:http://127.0.0.1:PORT/x', 'a blob'],
  ['unix:/var/run/docker.sock', 'a socket'],
  ['ws://127.0.0.1:PORT/', 'a WebSocket'],
  ['http://user@127.0.0.1:PORT/', 'a name before the host'],
  ['http://user:password@127.0.0.1:PORT/', 'a password before the host'],
  ['http://example.org@127.0.0.1:PORT/', 'a host for a name'],
  ['http://example.org:80%40127.0.0.1:PORT/', 'an escaped @'],
  ['http://[fe80::1%25lo]:PORT/', 'a zone'],
  ['http://[::1/', 'half a bracket'],
  ['http://127.0.0.1:99999/', 'no port'],
  ['http://256.256.256.256/', 'no IPv4'],
  ['http://1.2.3.4.5/', 'five parts'],
  ['http://a b/', 'a space in the host'],
  [`http://${'a'.repeat(9_000)}.example/`, 'too long to be meant'],
];

/** The same hosts, in addresses that read as if they were others. */
const disguised: readonly (readonly [url: string, trick: string])[] = [
  ['http:127.0.0.1:PORT/', 'without slashes'],
  ['http:\\\\127.0.0.1:PORT\\', 'with backslashes'],
  ['http://127.0.0.1:PORT\\@example.org/', 'a backslash before the @'],
  ['http://127.0.0.1:PORT#@example.org/', 'a fragment before the @'],
  ['http://127.0.0.1:PORT?@example.org/', 'a query before the @'],
  [' http://127.0.0.1:PORT/', 'a space before it'],
  ['ht\ntp://127.0.0.1:PORT/', 'a line end within it'],
  ['https://127.0.0.1:PORT/', 'with TLS'],
];

/** `port`: where the canary listens. */
export function hostileAddresses(port: number): HostileAddress[] {
  const at = (url: string): string => url.replaceAll('PORT', String(port));
  const refused = [
    ...hosts.map(([host, trick]) => [`http://${host}:${port}/latest/meta-data`, trick] as const),
    ...Object.entries(names).map(([name, to]) => [`http://${name}:${port}/`, `a name for ${to.join(', ')}`] as const),
    ...ownAddresses().map((host) => [`http://${host}:${port}/`, 'this machine from outside'] as const),
    ...disguised,
  ];
  return [
    ...refused.map(([url, trick]) => ({ url: at(url), trick, reason: 'refused' as const })),
    ...malformed.map(([url, trick]) => ({ url: at(url), trick, reason: 'bad-address' as const })),
  ];
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((of) => of ?? []);
  return all
    .filter(({ internal }) => !internal)
    .map(({ address, family }) => (family === 'IPv6' ? `[${address.replace(/%.*$/, '')}]` : address));
}

/** Knows the names above; others are resolved as usual. */
export const resolveHostile: Resolve = async (name) =>
  names[name.toLowerCase().replace(/\.$/, '')]?.map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  })) ?? (await systemResolve(name));

export interface Canary {
  readonly port: number;
  /** How many connections there were. Each is one too many. */
  connections(): number;
  close(): Promise<void>;
}

/** Listens on every address of this machine, and only counts. */
export async function startCanary(): Promise<Canary> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await once(server.listen(0, '::'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
