import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { isOriginAllowed } from './origin.ts';

function isAllowed(
  origin: string | undefined,
  config: { SiteURL?: string; AllowCorsFrom?: string },
  host = 'chat.example',
): boolean {
  const request = new IncomingMessage(new Socket());
  request.headers = { host, ...(origin !== undefined && { origin }) };
  return isOriginAllowed(request, { SiteURL: '', AllowCorsFrom: '', ...config });
}

test.each([
  ['no origin', undefined, {}, true],
  ['no origin, a list', undefined, { AllowCorsFrom: 'https://a.example' }, true],
  ['null', 'null', {}, false],
  ['null, with a site', 'null', { SiteURL: 'https://chat.example' }, false],
  ['no URL', 'chat.example', {}, false],
  ['the host', 'http://chat.example', {}, true],
  ['the host behind a proxy with TLS', 'https://chat.example', {}, true],
  ['the host in capitals', 'https://CHAT.example', {}, true],
  ['another host', 'https://evil.example', {}, false],
  ['a host that begins alike', 'https://chat.example.evil.example', {}, false],
  ['another port', 'http://chat.example:8080', {}, false],
  ['the site', 'https://chat.example', { SiteURL: 'https://chat.example/sub' }, true],
  ['the site in capitals', 'HTTPS://CHAT.EXAMPLE', { SiteURL: 'https://chat.example' }, true],
  ['the site with its port', 'https://chat.example:443', { SiteURL: 'https://chat.example' }, true],
  ['the site without TLS', 'http://chat.example', { SiteURL: 'https://chat.example' }, false],
  ['the host, but not the site', 'http://chat.example', { SiteURL: 'https://other.example' }, false],
  ['one of the list', 'https://b.example', { AllowCorsFrom: 'https://a.example https://b.example' }, true],
  ['none of the list', 'https://chat.example', { AllowCorsFrom: 'https://a.example' }, false],
  [
    'the site beside a list',
    'https://chat.example',
    { SiteURL: 'https://chat.example', AllowCorsFrom: 'https://a.example' },
    true,
  ],
  ['anything', 'https://evil.example', { AllowCorsFrom: '*' }, true],
])('%s', (_, origin, config, expected) => {
  expect(isAllowed(origin, config)).toBe(expected);
});

test('a port belongs to the host', () => {
  expect(isAllowed('http://localhost:8065', {}, 'localhost:8065')).toBe(true);
  expect(isAllowed('http://localhost:9000', {}, 'localhost:8065')).toBe(false);
});
