import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

/** Sends the bytes as they are, and reads until the server closes. */
async function send(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(bytes));
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(socket, 'close');
  return answer;
}

const start = 'GET /api/v4/system/ping HTTP/1.1\r\nHost: here\r\n';

test.for([
  { what: 'a method that nobody knows', bytes: 'FETCH /api/v4/users HTTP/1.1\r\nHost: here\r\n\r\n', status: 400 },
  { what: 'a header that is none', bytes: `${start}no colon\r\n\r\n`, status: 400 },
  {
    what: 'a request with two lengths',
    bytes: `${start}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    status: 400,
  },
  { what: 'headers without end', bytes: `${start}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`, status: 431 },
])('$what is refused in the form of every error', async ({ bytes, status }) => {
  const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(head).toContain('\r\nContent-Type: application/json\r\n');
  expect(JSON.parse(body)).toEqual({
    id: 'api.context.invalid_url_param.app_error',
    message: expect.any(String),
    detailed_error: '',
    request_id: expect.stringMatching(/^[a-z0-9]{26}$/),
    status_code: status,
  });
});
