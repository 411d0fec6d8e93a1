import { expect, test } from 'vitest';
import { addressToOpen } from './address-to-open.ts';

const site = 'https://chat.example.org';

test.each([
  ['http:', 'chat.example.org', site, site],
  ['http:', '192.168.1.7', site, site],
  ['https:', 'chat.example.org', site, undefined],
  ['http:', 'localhost', site, undefined],
  ['http:', '127.0.0.1', site, undefined],
  ['http:', '[::1]', site, undefined],
  ['http:', 'chat.example.org', 'http://chat.example.org', undefined],
  ['http:', 'chat.example.org', '', undefined],
])('%s//%s with the site %s: %s', (protocol, hostname, home, wanted) => {
  expect(addressToOpen(home, { protocol, hostname })).toBe(wanted);
});
