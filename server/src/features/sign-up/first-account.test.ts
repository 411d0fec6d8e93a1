import { createClient } from '@innermost/client/http.ts';
import { createUser } from '@innermost/protocol/users.ts';
import { expect, onTestFinished, test } from 'vitest';
import { testPassword } from '../../testing/person.ts';
import { startServer, type TestServer } from '../../testing/start-server.ts';

const signUp = (server: TestServer, username: string) =>
  createClient({ url: server.url }).call(createUser, {
    body: { username, email: `${username}@example.com`, password: testPassword },
  });

test('nobody signs up while creation is off, not even the first person', async () => {
  const server = await startServer({ until: onTestFinished, config: { TeamSettings: { EnableUserCreation: false } } });
  const refusal = { status: 501, id: 'api.user.create_user.signup_email_disabled.app_error' };
  await expect(signUp(server, 'ann')).rejects.toMatchObject(refusal);
  await server.configure({
    TeamSettings: { EnableUserCreation: true },
    EmailSettings: { EnableSignUpWithEmail: false },
  });
  await expect(signUp(server, 'ann')).rejects.toMatchObject(refusal);
  await server.configure({ EmailSettings: { EnableSignUpWithEmail: true } });
  await expect(signUp(server, 'ann')).resolves.toMatchObject({ roles: 'system_admin system_user' });
});

test('of several first people at once, a closed server lets one in, who administers it', async () => {
  const server = await startServer({ until: onTestFinished });
  const results = await Promise.allSettled(['ann', 'bob', 'cid', 'dan'].map((name) => signUp(server, name)));
  const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(made).toMatchObject([{ roles: 'system_admin system_user' }]);
  expect(refused).toHaveLength(3);
  for (const reason of refused)
    expect(reason).toMatchObject({ status: 403, id: 'api.user.create_user.no_open_server' });
});

test('of several first people at once, an open server lets all in, and one administers it', async () => {
  const server = await startServer({ until: onTestFinished, config: { TeamSettings: { EnableOpenServer: true } } });
  const users = await Promise.all(['ann', 'bob', 'cid', 'dan'].map((name) => signUp(server, name)));
  const roles = users.map((user) => user.roles).sort();
  expect(roles).toEqual(['system_admin system_user', 'system_user', 'system_user', 'system_user']);
});
