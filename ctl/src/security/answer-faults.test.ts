import { expect, test } from 'vitest';
import { apiHeaderFaults, cookieFaults, leaksIn, pageHeaderFaults } from './answer-faults.ts';

const cookies = (attributes: string) => [
  `MMAUTHTOKEN=abc; Path=/; HttpOnly; ${attributes}`,
  `MMUSERID=u1; Path=/; ${attributes}`,
  `MMCSRF=c1; Path=/; ${attributes}`,
];

test('cookies as they should be', () => {
  expect(cookieFaults(cookies('Max-Age=60; SameSite=Lax'), false)).toEqual([]);
  expect(cookieFaults(cookies('SameSite=Strict; Secure'), true)).toEqual([]);
});

test('each fault of a cookie is named', () => {
  expect(cookieFaults(['MMAUTHTOKEN=abc; SameSite=Lax', ...cookies('SameSite=Lax').slice(1)], false)).toEqual([
    'MMAUTHTOKEN is not HttpOnly',
  ]);
  expect(cookieFaults(cookies('SameSite=Lax; HttpOnly'), false)).toEqual([
    'MMUSERID is HttpOnly, so pages cannot use it',
    'MMCSRF is HttpOnly, so pages cannot use it',
  ]);
  expect(cookieFaults(cookies('SameSite=Lax'), true)).toHaveLength(3);
  expect(cookieFaults(cookies('SameSite=None; Secure'), true)[0]).toBe('MMAUTHTOKEN is not SameSite=Lax or Strict');
  expect(cookieFaults([], false)).toEqual(['MMAUTHTOKEN is not set', 'MMUSERID is not set', 'MMCSRF is not set']);
});

const good = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

test('headers of the API', () => {
  expect(apiHeaderFaults(new Headers(good))).toEqual([]);
  expect(apiHeaderFaults(new Headers())).toHaveLength(2);
  expect(apiHeaderFaults(new Headers({ ...good, 'Access-Control-Allow-Origin': '*' }))[0]).toContain('AllowCorsFrom');
  expect(apiHeaderFaults(new Headers({ ...good, 'X-Powered-By': 'x' }))).toHaveLength(1);
});

test.each([
  ["default-src 'self'; frame-ancestors 'none'", 0],
  ["default-src 'none'; script-src 'self' 'sha256-abc='; frame-ancestors 'self'", 0],
  ["default-src 'self'", 1],
  ["script-src 'self' 'unsafe-inline'; frame-ancestors 'none'", 1],
  ['script-src https:; frame-ancestors *', 1],
  ["script-src *; frame-ancestors 'none'", 1],
  ["img-src 'self'; frame-ancestors 'none'", 1],
])('the policy "%s" has %i faults', (policy, faults) => {
  const headers = new Headers({ ...good, 'Content-Security-Policy': policy });
  expect(pageHeaderFaults(headers)).toHaveLength(faults);
});

test('a page without a policy', () => {
  expect(pageHeaderFaults(new Headers(good))).toEqual(['it has no Content-Security-Policy']);
});

test.each([
  ['Error: x\n    at handle (/srv/chat/src/run.ts:12:7)', 'a stack trace'],
  ['see run.ts:12', 'source files'],
  ["ENOENT: no such file, open '/var/data/x'", 'paths of the server'],
  ['select id from users where x', 'SQL'],
  ['duplicate key value violates unique constraint', "the database's words"],
  ['invalid byte sequence for encoding "UTF8": 0x00', "the database's words"],
  ['connect ECONNREFUSED', 'how the server reaches its parts'],
])('%s leaks %s', (text, what) => {
  expect(leaksIn(text)).toContain(what);
});

test.each([
  'There is nothing at this address.',
  'Invalid or missing post_id in the address.',
  'You do not have the permission for this.',
  'Select a channel from the list at 10:30:00.',
  '{"id":"api.context.404.app_error","message":"Sorry, /api/v4/no/such/thing was not found.","status_code":404}',
])('"%s" leaks nothing', (text) => {
  expect(leaksIn(text)).toEqual([]);
});
