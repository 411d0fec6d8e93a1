import { ping } from '@innermost/protocol/system.ts';
import { getUserAudits } from '@innermost/protocol/users.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testPassword } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

const forwarded = { 'X-Forwarded-For': '6.6.6.6, 192.0.2.7', 'X-Forwarded-Proto': 'https' };

test('forwarding headers count from now on when their sender is named, and are told of once until then', async () => {
  const server = await startServer({ until: onTestFinished });
  const [admin, ann] = [await server.make.admin(), await server.make.person()];
  const warn = vi.spyOn(server.app.services.log, 'warn');
  const signIn = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/v4/users/login`, {
      method: 'POST',
      headers: { 'X-Requested-With': 'XMLHttpRequest', ...headers },
      body: JSON.stringify({ login_id: ann.user.username, password: testPassword }),
    });
  const isSecure = async (headers: Record<string, string>) =>
    (await signIn(headers)).headers.getSetCookie().every((cookie) => cookie.includes('; Secure'));
  const lastAddress = async () =>
    (await ann.call(getUserAudits, { params: { user_id: 'me' } })).find(({ action }) => action.endsWith('/login'))
      ?.ip_address;
  const health = () => admin.call(ping, { query: { get_server_status: 'true' } });

  expect(await health()).not.toHaveProperty('untrusted_proxy');
  expect(await isSecure(forwarded)).toBe(false);
  expect(await isSecure(forwarded)).toBe(false);
  expect(await lastAddress()).toBe('127.0.0.1');
  const told = warn.mock.calls.filter(([, text]) => text?.includes('forwarding header'));
  expect(told).toEqual([
    [
      { peer: '127.0.0.1', header: 'x-forwarded-for' },
      expect.stringContaining('set MM_INNERMOSTSETTINGS_TRUSTEDPROXIES=127.0.0.1;'),
    ],
  ]);
  expect((await health()).untrusted_proxy).toEqual({
    address: '127.0.0.1',
    header: 'x-forwarded-for',
    requests: 2,
    setting: '127.0.0.1',
  });
  expect(await ann.call(ping, { query: { get_server_status: 'true' } })).not.toHaveProperty('untrusted_proxy');

  for (const wrong of ['proxy.example', '10.0.0.0/33', '127.0.0.1/8/8'])
    await expect(server.configure({ InnermostSettings: { TrustedProxies: [wrong] } })).rejects.toThrow(
      'TrustedProxies',
    );
  await server.configure({ InnermostSettings: { TrustedProxies: ['127.0.0.0/8'] } });
  expect(await isSecure(forwarded)).toBe(true);
  expect(await isSecure({ ...forwarded, 'X-Forwarded-Proto': 'http' })).toBe(false);
  expect(await lastAddress()).toBe('192.0.2.7');
  expect(await health()).not.toHaveProperty('untrusted_proxy');
});

test('a forged first hop escapes no limit', async () => {
  const server = await startServer({
    until: onTestFinished,
    config: { InnermostSettings: { TrustedProxies: ['127.0.0.1'] } },
  });
  const ask = async (hops: string) =>
    (
      await fetch(`${server.url}/api/v4/users/login`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': hops },
        body: '{}',
      })
    ).status;
  for (let n = 0; n < 100; n += 1) expect(await ask(`10.0.0.${n}, 192.0.2.7`)).toBe(400);
  expect(await ask('10.9.9.9, 192.0.2.7')).toBe(429);
  expect(await ask('10.9.9.9, 192.0.2.8')).toBe(400);
  for (let n = 0; n < 100; n += 1) expect(await ask(`2001:db8:0:1::${n + 1}`)).toBe(400);
  expect(await ask('2001:db8:0:1::ffff')).toBe(429);
});
