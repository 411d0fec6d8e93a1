import { request } from 'node:http';
import { createClient } from '@innermost/client/http.ts';
import { createUser } from '@innermost/protocol/users.ts';
import { expect, onTestFinished, test } from 'vitest';
import { testPassword } from '../../testing/person.ts';
import { startServer, type TestServer, type TestServerOptions } from '../../testing/start-server.ts';
import { beginSetup } from './index.ts';

const refusal = { status: 403, id: 'api.user.create_user.no_open_server' };

async function freshServer(options: TestServerOptions = {}, isOpen = false) {
  const server = await startServer({ until: onTestFinished, ...options });
  return { server, token: await beginSetup(server.app.services, { isOpen }) };
}

/** As fetch does not let one: with a Host and other headers of one's own. */
function signUp({ url }: TestServer, username: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ username, email: `${username}@example.com`, password: testPassword });
  return new Promise<{ status: number; id: string; message: string; roles?: string }>((resolve, reject) => {
    const asked = request(`${url}${createUser.path}`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () =>
        resolve({ ...(JSON.parse(text) as { id: string; message: string }), status: answer.statusCode ?? 0 }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const elsewhere = { Host: 'chat.example.org' };

test.each<[string, Record<string, string>, string]>([
  ['another name in Host', elsewhere, ''],
  ['an address of the network in Host', { Host: '192.168.1.7:8065' }, ''],
  ['a name that only begins like this machine', { Host: 'localhost.example.org' }, ''],
  ['X-Forwarded-For', { 'X-Forwarded-For': '127.0.0.1' }, ''],
  ['X-Forwarded-Proto', { 'X-Forwarded-Proto': 'https' }, ''],
  ['X-Forwarded-Host', { 'X-Forwarded-Host': 'localhost' }, ''],
  ['X-Real-IP', { 'X-Real-IP': '127.0.0.1' }, ''],
  ['Forwarded', { Forwarded: 'for=127.0.0.1' }, ''],
  ['Via', { Via: '1.1 proxy' }, ''],
  ['the page of another site', { Origin: 'https://elsewhere.example' }, ''],
  ['the page of another program on this machine', { Origin: 'http://localhost:3000' }, ''],
  ['a sandboxed page', { Origin: 'null' }, ''],
  ['an address of the site that is elsewhere', {}, 'https://chat.example.org'],
])('without the token nobody is the first by %s', async (_what, headers, SiteURL) => {
  const { server, token = '' } = await freshServer({ config: { ServiceSettings: { SiteURL } } });
  const refused = await signUp(server, 'mallory', headers);
  expect(refused).toMatchObject(refusal);
  expect(refused.message).toContain('Create the first account at');
  expect(await signUp(server, 'mallory', { ...headers, 'X-Setup-Token': `${token}x` })).toMatchObject(refusal);
  expect(await signUp(server, 'owner', { ...headers, 'X-Setup-Token': token })).toMatchObject({
    status: 201,
    roles: 'system_admin system_user',
  });
});

test.each(['localhost:8065', '127.0.0.1', '127.1.2.3:80', '[::1]:8065', 'chat.localhost'])(
  'at this machine, as %s, none is needed',
  async (Host) => {
    const { server } = await freshServer();
    expect(await signUp(server, 'owner', { Host, Origin: `http://${Host}` })).toMatchObject({ status: 201 });
  },
);

test('an open server asks for it too, and so does an invitation, until there is an administrator', async () => {
  const { server, token = '' } = await freshServer({ config: { TeamSettings: { EnableOpenServer: true } } });
  expect(await signUp(server, 'mallory', elsewhere)).toMatchObject(refusal);
  expect(await signUp(server, 'owner', { ...elsewhere, 'X-Setup-Token': token })).toMatchObject({ status: 201 });
  expect(await signUp(server, 'member', elsewhere)).toMatchObject({ status: 201, roles: 'system_user' });
});

test('INNERMOST_OPEN_SETUP switches it off, and then there is no token', async () => {
  const { server, token } = await freshServer({}, true);
  expect(token).toBeUndefined();
  expect(await signUp(server, 'owner', elsewhere)).toMatchObject({ status: 201 });
});

test('each start makes a new token and forgets the last; an account ends it', async () => {
  const { server, token: first = '' } = await freshServer();
  const { services } = server.app;
  const second = (await beginSetup(services, { isOpen: false })) ?? '';
  const { rows } = await server.database.db
    .selectFrom('innermost.setup_token')
    .selectAll()
    .execute()
    .then((found) => ({ rows: found }));
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(second);
  expect(await signUp(server, 'mallory', { ...elsewhere, 'X-Setup-Token': first })).toMatchObject(refusal);
  expect(await signUp(server, 'owner', { ...elsewhere, 'X-Setup-Token': second })).toMatchObject({ status: 201 });
  expect(await beginSetup(services, { isOpen: false })).toBeUndefined();
  const late = await signUp(server, 'late', { ...elsewhere, 'X-Setup-Token': second });
  expect(late).toMatchObject(refusal);
  expect(late.message).not.toContain('first account');
});

test('of several with the token at once one is the administrator, and a closed server refuses the others', async () => {
  const { server, token = '' } = await freshServer();
  const all = await Promise.all(
    ['ann', 'bob', 'cid'].map((name) => signUp(server, name, { ...elsewhere, 'X-Setup-Token': token })),
  );
  expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403, 403]);
});

test('the client sends it as any other header', async () => {
  const { server, token = '' } = await freshServer({
    config: { ServiceSettings: { SiteURL: 'https://chat.example.org' } },
  });
  const body = { username: 'owner', email: 'owner@example.com', password: testPassword };
  const { call } = createClient({ url: server.url });
  await expect(call(createUser, { body })).rejects.toMatchObject(refusal);
  await expect(call(createUser, { body, headers: { 'X-Setup-Token': token } })).resolves.toBeDefined();
});
