import { expect, test } from 'vitest';
import { isSameParty } from './address.ts';
import { AllowedConnections } from './allowed.ts';

const none = () => [];

test.each([
  ['10.0.0.0/8', '10.1.2.3', undefined],
  ['10.0.0.0/8', '::ffff:10.1.2.3', undefined],
  ['10.0.0.0/8', '11.1.2.3', undefined],
  ['10.0.0.0/8', '192.168.0.1', 'private'],
  ['10.0.0.1', '10.0.0.2', 'private'],
  ['192.168.1.5, fd00::/8 10.0.0.1', 'fd12::1', undefined],
  ['192.168.1.5, fd00::/8 10.0.0.1', '192.168.1.5', undefined],
  ['0.0.0.0/0', '127.0.0.1', undefined],
  ['0.0.0.0/0', '::1', 'loopback'],
  ['', '8.8.8.8', undefined],
  ['', '2606:4700:4700::1111', undefined],
  ['', '::ffff:8.8.8.8', 'IPv4 in IPv6'],
  ['', 'fe80::1%eth0', 'link-local'],
  ['', 'no address', 'no address'],
  ['', '', 'no address'],
  ['n8n', '127.0.0.1', 'loopback'],
])('with %j, %s is %s', (setting, address, range) => {
  expect(new AllowedConnections(setting, none).refusal(address)).toBe(range);
});

test.each([
  ['n8n', 'n8n', true],
  ['n8n', 'N8N.', true],
  ['N8N.', 'n8n', true],
  ['n8n', 'n8n.example.org', false],
  ['*.internal.example', 'a.b.internal.example', true],
  ['*.internal.example', 'internal.example', false],
  ['*.internal.example', 'evilinternal.example', false],
  ['n8n:5678', 'n8n', true],
  ['n8n:5679', 'n8n', false],
  ['10.0.0.1:5678', '10.0.0.1', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['*', 'n8n', false],
  ['', '', false],
])('with %j, the host %s at port 5678 is let through: %s', (setting, host, isAllowed) => {
  expect(new AllowedConnections(setting, none).allowsHost(host, 5678)).toBe(isAllowed);
});

test('a public address of this machine is its own, unless the setting has it', () => {
  const own = () => ['198.41.0.4', '2001:503:ba3e::2:30'];
  expect(new AllowedConnections('', own).refusal('198.41.0.4')).toBe('this machine itself');
  expect(new AllowedConnections('', own).refusal('2001:503:BA3E:0::2:30')).toBe('this machine itself');
  expect(new AllowedConnections('198.41.0.4', own).refusal('198.41.0.4')).toBeUndefined();
});

test.each([
  ['https://a.example/x', 'https://a.example/y', true],
  ['http://a.example/x', 'https://a.example/x', true],
  ['https://a.example/x', 'http://a.example/x', false],
  ['http://a.example:8080/x', 'https://a.example/x', false],
  ['http://a.example/x', 'https://a.example:8443/x', false],
  ['https://a.example/x', 'https://b.example/x', false],
  ['https://a.example/x', 'https://x.a.example/x', false],
])('what was meant for %s may be told to %s: %s', (one, other, isSame) => {
  expect(isSameParty(new URL(one), new URL(other))).toBe(isSame);
});
