import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startHub, TestClient, type TestHub } from './testing.ts';

let running: TestHub | undefined;
async function start(...options: Parameters<typeof startHub>): Promise<TestHub> {
  running = await startHub(...options);
  return running;
}
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

interface Refusal {
  status: number | undefined;
  type: string | undefined;
  id: string;
}

/** Asks for an upgrade and reads the refusal. */
function refusal(port: number, headers: Record<string, string>, path = '/api/v4/websocket'): Promise<Refusal> {
  return new Promise((resolve, reject) => {
    const asked = request({
      port,
      path,
      host: '127.0.0.1',
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    });
    asked.on('upgrade', () => reject(new Error('The upgrade was allowed.')));
    asked.on('error', reject);
    asked.on('response', (response) => {
      let body = '';
      response.on('data', (piece: Buffer) => (body += piece.toString()));
      response.on('end', () => {
        const { id } = JSON.parse(body) as { id: string };
        resolve({ status: response.statusCode, type: response.headers['content-type'], id });
      });
    });
    asked.end();
  });
}

test('an authenticated upgrade is answered with hello and counts as coming online', async () => {
  const { person, connect, presence } = await start({ serverHostname: () => 'chat-1' });
  const ann = person();
  const client = connect(ann);
  const hello = await client.nextEvent();
  expect(hello).toEqual({
    event: 'hello',
    data: {
      server_version: '11.6.0.1.hash.false',
      connection_id: expect.stringMatching(/^[a-z0-9]{26}$/),
      server_hostname: 'chat-1',
    },
    broadcast: {
      omit_users: null,
      user_id: ann.id,
      channel_id: '',
      team_id: '',
      connection_id: '',
      omit_connection_id: '',
    },
    seq: 0,
  });
  expect(presence).toEqual([['connected', ann.id]]);
});

test('a challenge after an anonymous upgrade is answered with hello and then OK', async () => {
  const { person, connect, presence } = await start();
  const ann = person();
  const client = await connect().opened();
  client.send('authentication_challenge', { token: ann.token });
  expect(await client.nextEvent()).toMatchObject({ event: 'hello', seq: 0 });
  expect(await client.nextReply()).toEqual({ status: 'OK', seq_reply: 1 });
  expect(presence).toEqual([['connected', ann.id]]);
});

test('a second challenge is ignored without a reply', async () => {
  const { person, connect } = await start();
  const ann = person();
  const client = connect(ann);
  await client.hello();
  client.send('authentication_challenge', { token: ann.token });
  client.send('authentication_challenge', { token: 'anything' });
  expect(await client.ask('ping')).toMatchObject({ seq_reply: 3 });
});

test.each([[{ token: 'unknown' }], [{}], [{ token: 7 }]])('a challenge with %j closes without a word', async (data) => {
  const { connect } = await start();
  const client = await connect().opened();
  client.send('authentication_challenge', data);
  await client.closed;
  expect(client.frames).toEqual([]);
});

test('an unknown token on the upgrade leaves the socket anonymous', async () => {
  const { person, connect } = await start();
  const ann = person();
  const client = await connect({ token: 'unknown' }).opened();
  client.send('authentication_challenge', { token: ann.token });
  await client.hello();
});

test('an anonymous socket hears nothing and is closed once its time is up', async () => {
  const { person, connect, hub } = await start({ durations: { tick: 20, unauthenticated: 200 } });
  const known = connect(person());
  const stranger = await connect().opened();
  await known.hello();
  hub.publish([{ event: 'user_activation_status_change', data: {}, audience: {} }]);
  expect(await known.nextEvent()).toMatchObject({ event: 'user_activation_status_change', seq: 1 });
  expect(await stranger.closed).toBe(1008);
  expect(stranger.frames).toEqual([]);
  expect(await known.ask('ping')).toMatchObject({ status: 'OK' });
});

test('a challenge that is still being looked at when the time is up is not cut off', async () => {
  let answer = (): void => undefined;
  const looked = new Promise<void>((resolve) => (answer = resolve));
  const started = await startHub({ durations: { tick: 20, unauthenticated: 40 } });
  running = started;
  const ann = started.person();
  started.deps.authenticate = async (token) => {
    await looked;
    return started.sessions.get(token);
  };
  const slow = await started.connect().opened();
  slow.send('authentication_challenge', { token: ann.token });
  // A second stranger is closed after the same time: by then the first one's time is up as well.
  await (
    await started.connect().opened()
  ).closed;
  answer();
  await slow.hello();
});

test.each([
  ['a malformed connection id', { connection_id: 'nonsense', sequence_number: '1' }],
  ['a missing sequence number', { connection_id: 'y'.repeat(26) }],
  ['a sequence number that is none', { connection_id: 'y'.repeat(26), sequence_number: '1x' }],
])('%s closes an authenticated socket at once', async (_, query) => {
  const { person, connect } = await start();
  const client = connect(person(), query);
  await client.closed;
  expect(client.frames).toEqual([]);
});

test('what an anonymous socket says of a connection id is ignored', async () => {
  const { person, connect } = await start();
  const ann = person();
  const client = await connect(undefined, { connection_id: 'nonsense' }).opened();
  client.send('authentication_challenge', { token: ann.token });
  await client.hello();
});

test('an unknown connection id gets a new one', async () => {
  const { person, connect } = await start();
  const asked = 'y'.repeat(26);
  const client = connect(person(), { connection_id: asked, sequence_number: '7' });
  expect(await client.hello()).not.toBe(asked);
});

test('the path may end in a slash and begin with the path of the site', async () => {
  const { person, port } = await start({
    config: () => ({ SiteURL: 'https://example.com/chat/', AllowCorsFrom: '', EnableUserStatuses: true }),
  });
  for (const path of [
    '/api/v4/websocket/',
    '//api/v4//websocket',
    '/chat/api/v4/websocket',
    '/chat/api/v4/websocket/?connection_id=',
  ]) {
    const client = new TestClient(`ws://127.0.0.1:${port}${path}`, person());
    await client.hello();
    client.socket.terminate();
  }
  expect(await refusal(port, {}, '/api/v4/elsewhere')).toMatchObject({
    status: 404,
    id: 'api.context.404.app_error',
  });
});

test('a request that only offers to go on with HTTP/2 is answered like any other', async () => {
  const { server, port } = await start();
  server.on('request', (asked, response) => asked.on('data', (body: Buffer) => response.end(`got ${body.toString()}`)));
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' };
    const asked = request({ port, host: '127.0.0.1', method: 'POST', path: '/hooks/x', headers }, (response) => {
      response.on('data', (body: Buffer) => resolve(`${response.statusCode} ${body.toString()}`));
    });
    asked.on('error', reject);
    asked.end('it');
  });
  expect(answer).toBe('200 got it');
});

test('no sub-protocol and no compression are agreed on', async () => {
  const { person, port } = await start();
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v4/websocket`, ['chat'], {
    headers: { Authorization: `Bearer ${person().token}` },
  });
  const refused = new Promise<string>((resolve) => socket.once('error', ({ message }) => resolve(message)));
  expect(await refused).toContain('no subprotocol');
});

test.each([
  ['a foreign origin', { Origin: 'https://evil.example' }],
  ['the origin null', { Origin: 'null' }],
  ['no key', { 'Sec-WebSocket-Key': '' }],
  ['an old version', { 'Sec-WebSocket-Version': '1' }],
])('%s is refused with the error of the wire', async (_, headers) => {
  const { port } = await start();
  expect(await refusal(port, headers)).toEqual({
    status: 400,
    type: 'application/json',
    id: 'api.web_socket.connect.upgrade.app_error',
  });
});

test('a token that cannot be looked up is answered with 503', async () => {
  const { port } = await start({ authenticate: () => Promise.reject(new Error('no database')) });
  expect(await refusal(port, { Authorization: 'Bearer x' })).toMatchObject({ status: 503 });
});

test.each([
  ['with the request itself', 0],
  ['while it is being looked at', 20],
])('a request that comes %s is answered like any other', async (_, delay) => {
  const { person, port } = await start({
    authenticate: async (token) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return running?.sessions.get(token);
    },
  });
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
  socket.write(
    'GET /api/v4/websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
      `Authorization: Bearer ${person().token}\r\n\r\n`,
  );
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  const ping = '{"seq":1,"action":"ping"}';
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | ping.length, 0, 0, 0, 0]), Buffer.from(ping)]));
  await expect.poll(() => received).toContain('"text":"pong"');
  socket.destroy();
});

test('the origin of the page itself is let in', async () => {
  const { person, port } = await start();
  const client = new TestClient(`ws://127.0.0.1:${port}/api/v4/websocket`, person(), {
    Origin: `http://127.0.0.1:${port}`,
  });
  await client.hello();
});
