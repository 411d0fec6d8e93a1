import { expect, test } from 'vitest';
import { startServer } from './testing/start-server.ts';

const server = await startServer();
const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);
const error = (answer: Response): Promise<unknown> => answer.json();

test('a plain request to the address of the socket is refused', async () => {
  for (const url of ['/api/v4/websocket', '/api/v4/websocket/']) {
    const answer = await ask(url);
    expect(answer.status).toBe(400);
    expect(await error(answer)).toMatchObject({ id: 'api.web_socket.connect.upgrade.app_error', status_code: 400 });
  }
  expect((await ask('/api/v4/websocket', { method: 'POST' })).status).toBe(404);
});

test('in hardened mode nobody hears what is wrong on our side', async () => {
  await server.make.admin();
  await server.configure({ TeamSettings: { EnableUserCreation: false } });
  const signUp = () => ask('/api/v4/users', { method: 'POST', body: '{}' });
  expect(await error(await signUp())).toMatchObject({ id: 'api.user.create_user.signup_email_disabled.app_error' });
  await server.configure({ ServiceSettings: { ExperimentalEnableHardenedMode: true, EnableDeveloper: true } });
  expect(await error(await signUp())).toMatchObject({ id: '', detailed_error: '', status_code: 501 });
  expect(await error(await ask('/api/v4/users/me'))).toMatchObject({ id: 'api.context.session_expired.app_error' });
});
