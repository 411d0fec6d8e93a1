import { expect, test } from 'vitest';
import { testPassword } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

let now = Date.now();
const server = await startServer({ clock: { now: () => now } });

interface Browser {
  cookie: string;
  csrf: string;
}

/** Signs in as a page does. */
async function openBrowser(): Promise<Browser> {
  const user = await server.make.user();
  const answer = await fetch(`${server.url}/api/v4/users/login`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
    body: JSON.stringify({ login_id: user.username, password: testPassword }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, csrf: /MMCSRF=(\w+)/.exec(cookie)?.[1] ?? '' };
}

const send = ({ cookie }: Browser, method: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v4/users/${method === 'GET' ? 'me' : 'status/ids'}`, {
    method,
    headers: { Cookie: cookie, ...headers },
    ...(method === 'POST' && { body: JSON.stringify(['x'.repeat(26)]) }),
  });
const cleared = [/^MMAUTHTOKEN=; .*Max-Age=0/, /^MMUSERID=; .*Max-Age=0/, /^MMCSRF=; .*Max-Age=0/];

test('a cookie alone only reads; a request from elsewhere is refused and ends the cookies, not the session', async () => {
  const browser = await openBrowser();
  expect((await send(browser, 'GET')).status).toBe(200);
  expect((await send(browser, 'POST', { 'X-CSRF-Token': browser.csrf })).status).toBe(200);
  expect((await send(browser, 'POST', { 'X-Requested-With': 'XMLHttpRequest' })).status).toBe(200);
  for (const headers of [{}, { 'X-CSRF-Token': '' }, { 'X-CSRF-Token': 'y'.repeat(26) }, { 'X-CSRF-Token': 'short' }]) {
    const refused = await send(browser, 'POST', headers);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ id: 'api.context.session_expired.app_error' });
    expect(refused.headers.getSetCookie()).toEqual(cleared.map((pattern) => expect.stringMatching(pattern)));
  }
  expect((await send(browser, 'GET')).status).toBe(200);
  await server.configure({ ServiceSettings: { ExperimentalStrictCSRFEnforcement: true } });
  expect((await send(browser, 'POST', { 'X-Requested-With': 'XMLHttpRequest' })).status).toBe(401);
  expect((await send(browser, 'POST', { 'X-CSRF-Token': browser.csrf })).status).toBe(200);
});

test('a session that lasts longer tells its cookies, and one that ended takes them away', async () => {
  const browser = await openBrowser();
  expect((await send(browser, 'GET')).headers.getSetCookie()).toEqual([]);
  now += 25 * 24 * 3_600_000;
  const cookies = (await send(browser, 'GET')).headers.getSetCookie();
  expect(cookies.map((one) => one.split(';')[0]).join('; ')).toBe(browser.cookie);
  expect(cookies[0]).toContain('Max-Age=2592000;');
  expect((await send(browser, 'GET')).headers.getSetCookie()).toEqual([]);
  now += 25 * 24 * 3_600_000;
  const bearer = { Authorization: `Bearer ${/MMAUTHTOKEN=(\w+)/.exec(browser.cookie)?.[1]}` };
  expect((await send({ cookie: '', csrf: '' }, 'GET', bearer)).headers.getSetCookie()).toEqual([]);
  now += 31 * 24 * 3_600_000;
  const late = await send(browser, 'GET');
  expect(late.status).toBe(401);
  expect(late.headers.getSetCookie()).toEqual(cleared.map((pattern) => expect.stringMatching(pattern)));
});
