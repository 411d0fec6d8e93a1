import { expect, test } from 'vitest';
import { startServer } from './testing/start-server.ts';

const server = await startServer();

test('a plain request to the address of the socket is refused', async () => {
  for (const url of ['/api/v4/websocket', '/api/v4/websocket/']) {
    const answer = await fetch(server.url + url);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ id: 'api.web_socket.connect.upgrade.app_error', status_code: 400 });
  }
  expect((await fetch(`${server.url}/api/v4/websocket`, { method: 'POST' })).status).toBe(404);
});
