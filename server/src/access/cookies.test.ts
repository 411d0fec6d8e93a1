import { expect, test } from 'vitest';
import { defaultConfig } from '../platform/config/resolve.ts';
import { clearedCookies } from './cookies.ts';

const home = 'https://chat.example.org';

test.each([
  ['https', { secure: true, host: 'chat.example.org' }, '', true],
  ['plain http to a site without an address', { secure: false, host: 'chat.example.org' }, '', false],
  ['plain http to a site at home on https', { secure: false, host: 'chat.example.org' }, home, true],
  ['plain http to its address in the network', { secure: false, host: '192.168.1.7:8065' }, home, true],
  [
    'plain http to a site at home on http',
    { secure: false, host: 'chat.example.org' },
    'http://chat.example.org',
    false,
  ],
  ['this machine by name', { secure: false, host: 'localhost:8065' }, home, false],
  ['this machine by address', { secure: false, host: '127.0.0.1:8065' }, home, false],
  ['this machine by IPv6', { secure: false, host: '[::1]:8065' }, home, false],
  ['a name that only begins like this machine', { secure: false, host: 'localhost.example.org' }, home, true],
])('cookies over %s', (_how, request, SiteURL, isSecure) => {
  const config = defaultConfig();
  const cookies = clearedCookies({
    config: { ...config, ServiceSettings: { ...config.ServiceSettings, SiteURL } },
    request,
  });
  expect(cookies.map((cookie) => cookie.includes('; Secure'))).toEqual([isSecure, isSecure, isSecure]);
});
