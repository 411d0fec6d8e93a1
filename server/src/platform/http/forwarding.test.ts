import { describe, expect, test } from 'vitest';
import { AddressList, callerOf, normalAddress } from './addresses.ts';
import { originOfRequest } from './forwarding.ts';

const rules = (proxies: string[], addressHeaders: string[] = []) => ({
  proxies: new AddressList(proxies),
  addressHeaders,
});
const from = (remoteAddress: string, headers: Record<string, string>, given = rules(['10.0.0.0/8', 'fd00::1'])) =>
  originOfRequest({ remoteAddress }, headers, given);

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['::FFFF:7f00:1', '127.0.0.1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::1', '::1'],
  ['1.2.3.4.5', ''],
  ['unknown', ''],
  ['', ''],
])('the address %s is %s', (text, normal) => {
  expect(normalAddress(text)).toBe(normal);
});

test('a network of IPv6 is one caller, since whoever has an address of it has them all', () => {
  expect(callerOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(callerOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
  expect(callerOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(callerOf('::1')).toBe('0:0:0:0::/64');
  expect(callerOf('10.1.2.3')).toBe('10.1.2.3');
});

test('a list holds addresses and networks of both kinds, however they are written', () => {
  const list = new AddressList([
    '10.0.0.0/8',
    ' ::ffff:192.168.1.1',
    '::ffff:172.16.0.0/108',
    'fd00::/8',
    '2001:db8::1',
  ]);
  for (const address of ['10.9.8.7', '::ffff:10.9.8.7', '192.168.1.1', '172.31.0.1', 'fd12::1', '2001:db8:0::1'])
    expect([address, list.has(address)]).toEqual([address, true]);
  for (const address of ['11.0.0.1', '192.168.1.2', '172.32.0.1', 'fe80::1', '2001:db8::2', '', 'x'])
    expect([address, list.has(address)]).toEqual([address, false]);
  const bad = ['proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '/8', 'fd00::/129', '::ffff:10.0.0.0/8'];
  expect(new AddressList(bad).unusable).toEqual(bad);
});

describe('headers of a peer that is not trusted', () => {
  test.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Forwarded-Port'])(
    '%s changes nothing, and is told of',
    (name) => {
      const header = name.toLowerCase();
      const value = name === 'Forwarded' ? 'for=1.1.1.1;proto=https;host=evil.example' : 'https';
      expect(from('192.0.2.1', { host: 'chat.example', [header]: value })).toEqual({
        ip: '192.0.2.1',
        peer: '192.0.2.1',
        secure: false,
        host: 'chat.example',
        unbelieved: header,
      });
    },
  );

  test('so does a header of one’s own choice', () => {
    const given = rules([], ['cf-connecting-ip']);
    expect(from('192.0.2.1', { 'cf-connecting-ip': '1.1.1.1' }, given)).toMatchObject({
      ip: '192.0.2.1',
      unbelieved: 'cf-connecting-ip',
    });
  });
});

describe('headers of a trusted peer', () => {
  test.each([
    ['what it saw counts, not what the caller wrote before', { 'x-forwarded-for': '6.6.6.6, 192.0.2.7' }, '192.0.2.7'],
    ['trusted hops are passed over', { 'x-forwarded-for': '6.6.6.6, 192.0.2.7, 10.1.1.1,10.2.2.2' }, '192.0.2.7'],
    ['the farthest hop, where all are trusted', { 'x-forwarded-for': '10.1.1.1, 10.2.2.2' }, '10.1.1.1'],
    ['garbage ends the walk', { 'x-forwarded-for': '192.0.2.7, unknown, 10.2.2.2' }, '10.2.2.2'],
    ['nothing but garbage', { 'x-forwarded-for': 'unknown' }, '10.0.0.1'],
    ['an empty header', { 'x-forwarded-for': '' }, '10.0.0.1'],
    ['a port', { 'x-forwarded-for': '192.0.2.7:4711' }, '192.0.2.7'],
    ['IPv6 with a port', { 'x-forwarded-for': '[2001:db8::7]:4711' }, '2001:db8::7'],
    ['IPv4 in IPv6', { 'x-forwarded-for': '::ffff:192.0.2.7' }, '192.0.2.7'],
    ['X-Real-IP', { 'x-real-ip': '192.0.2.7' }, '192.0.2.7'],
    ['X-Forwarded-For before X-Real-IP', { 'x-real-ip': '6.6.6.6', 'x-forwarded-for': '192.0.2.7' }, '192.0.2.7'],
    ['Forwarded', { forwarded: 'for=6.6.6.6, For="[2001:db8::7]:80";proto=https, for=10.2.2.2' }, '2001:db8::7'],
    ['Forwarded with a quote left open', { forwarded: 'for=6.6.6.6;x=", for="[2001:db8::7]"' }, '10.0.0.1'],
    ['quotes in X-Forwarded-For', { 'x-forwarded-for': '6.6.6.6 "x, 192.0.2.7' }, '192.0.2.7'],
    ['Forwarded that hides', { forwarded: 'for=192.0.2.7, for=_hidden' }, '10.0.0.1'],
  ])('%s', (_what, headers: Record<string, string>, ip) => {
    expect(from('::ffff:10.0.0.1', headers)).toMatchObject({ ip, peer: '10.0.0.1', unbelieved: undefined });
  });

  test('only the named headers carry an address, where some are named', () => {
    const given = rules(['fd00::1'], ['x-real-ip']);
    const headers = { 'x-forwarded-for': '6.6.6.6', 'x-real-ip': '192.0.2.7' };
    expect(from('fd00:0::1', headers, given).ip).toBe('192.0.2.7');
    expect(from('fd00:0::1', { 'x-forwarded-for': '6.6.6.6' }, given).ip).toBe('fd00::1');
  });

  test.each([
    [{ 'x-forwarded-proto': 'https' }, true],
    [{ 'x-forwarded-proto': 'http' }, false],
    [{ 'x-forwarded-proto': 'https, http' }, false],
    [{ 'x-forwarded-for': '192.0.2.7, 10.2.2.2', 'x-forwarded-proto': 'https, http' }, true],
    [{ 'x-forwarded-for': '192.0.2.7, 10.2.2.2', 'x-forwarded-proto': 'HTTPS' }, true],
    [{ forwarded: 'for=192.0.2.7;proto=https;host=chat.example' }, true],
    [{}, false],
  ])('%o: https is %s', (headers: Record<string, string>, secure) => {
    expect(from('10.0.0.1', headers).secure).toBe(secure);
  });

  test('the host that was asked for', () => {
    expect(from('10.0.0.1', { host: 'inner:8065', 'x-forwarded-host': 'chat.example' }).host).toBe('chat.example');
    expect(from('10.0.0.1', { host: 'inner:8065', 'x-forwarded-for': '192.0.2.7' }).host).toBe('inner:8065');
  });
});
