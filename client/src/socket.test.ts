import { getEventListeners, once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import type { EventFrame, RequestFrame } from '@innermost/protocol/events.ts';
import { createSocket, type Socket, type SocketOptions, type SocketState } from './socket.ts';

/** The server's side of one connection, driven by the test. */
interface Peer {
  query: URLSearchParams;
  requests: RequestFrame[];
  socket: ServerSocket;
  sends(seq: number, event: string, data: object): void;
  closed: Promise<number>;
}

let server: WebSocketServer;
let peers: Peer[];
/** What the next connections do when they open. */
let greet: (peer: Peer) => unknown;
let answersPings: boolean;
let opened: Socket[];

beforeEach(async () => {
  peers = [];
  opened = [];
  answersPings = true;
  greet = (peer) => peer.sends(0, 'hello', { connection_id: `id${peers.length}`, server_version: '11.6.0' });
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    const peer: Peer = {
      query: new URL(request.url ?? '', 'http://x').searchParams,
      requests: [],
      socket,
      sends: (seq, event, data) => socket.send(JSON.stringify({ event, data, broadcast: {}, seq })),
      closed: once(socket, 'close').then(([code]) => code as number),
    };
    peers.push(peer);
    greet(peer);
    socket.on('message', (text: Buffer) => {
      const request = JSON.parse(text.toString()) as RequestFrame;
      peer.requests.push(request);
      const reply = (body: object) => socket.send(JSON.stringify({ seq_reply: request.seq, ...body }));
      if (request.action === 'ping' && answersPings) reply({ status: 'OK', data: { text: 'pong' } });
      if (request.action === 'user_typing') reply({ status: 'OK' });
      if (request.action === 'nonsense') {
        reply({
          status: 'FAIL',
          error: {
            id: 'api.web_socket_router.bad_action.app_error',
            message: 'Unknown action.',
            detailed_error: '',
            status_code: 500,
          },
        });
      }
    });
  });
  await once(server, 'listening');
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const socket of opened) socket.close();
  for (const client of server.clients) client.terminate();
  server.close();
});

const fast = { retries: [1], stable: 0 };

function connect(options: Partial<SocketOptions> = {}) {
  const { port } = server.address() as AddressInfo;
  const events: EventFrame[] = [];
  const states: SocketState['name'][] = [];
  const socket = createSocket({
    url: `http://127.0.0.1:${port}`,
    timings: fast,
    onEvent: (frame) => events.push(frame),
    ...options,
  });
  opened.push(socket);
  socket.subscribe(() => states.push(socket.getState().name));
  const becomes = (name: SocketState['name']) => vi.waitFor(() => expect(socket.getState().name).toBe(name));
  return { socket, events, states, becomes };
}

async function peer(number: number): Promise<Peer> {
  return vi.waitFor(() => {
    const found = peers[number - 1];
    if (!found) throw new Error(`no connection ${number}`);
    return found;
  });
}

test('connects, authenticates by challenge, and hands on events with their inner JSON decoded', async () => {
  const { socket, events, becomes } = connect({ token: 'secret' });
  await becomes('live');
  const first = await peer(1);
  first.sends(1, 'posted', { post: '{"id":"p1"}', mentions: '["u1"]', channel_type: 'O' });
  first.sends(2, 'from_the_future', { post: '{"id":"p2"}' });
  await vi.waitFor(() => expect(events).toHaveLength(3));

  expect(first.query.get('connection_id')).toBe('');
  expect(first.requests[0]).toEqual({ seq: 1, action: 'authentication_challenge', data: { token: 'secret' } });
  expect(socket.getConnectionId()).toBe('id1');
  expect(events[1]?.data).toEqual({ post: { id: 'p1' }, mentions: ['u1'], channel_type: 'O' });
  expect(events[2]?.data).toEqual({ post: '{"id":"p2"}' });
});

test('a lost connection resumes at the next event, without loading afresh', async () => {
  const onResync = vi.fn();
  const { events, states, becomes } = connect({ onResync });
  await becomes('live');
  const first = await peer(1);
  first.sends(1, 'typing', { user_id: 'a' });
  await vi.waitFor(() => expect(events).toHaveLength(2));

  greet = (second) => second.sends(2, 'typing', { user_id: 'b' });
  first.socket.terminate();
  const second = await peer(2);
  await becomes('live');

  expect(second.query.get('connection_id')).toBe('id1');
  expect(second.query.get('sequence_number')).toBe('2');
  expect(second.query.get('disconnect_err_code')).toBe('1006');
  expect(events.map((event) => event.seq)).toEqual([0, 1, 2]);
  expect(states).toEqual(['live', 'waiting', 'connecting', 'catching-up', 'live']);
  expect(onResync).not.toHaveBeenCalled();
});

test('a new connection id asks the owner to load afresh, and is live only when that is done', async () => {
  const loaded = Promise.withResolvers<void>();
  const onResync = vi.fn(() => loaded.promise);
  const { socket, events, becomes } = connect({ onResync });
  await becomes('live');
  (await peer(1)).socket.terminate();
  await peer(2);
  await vi.waitFor(() => expect(onResync).toHaveBeenCalledOnce());
  (await peer(2)).sends(1, 'typing', { user_id: 'a' });
  await vi.waitFor(() => expect(events.at(-1)?.event).toBe('typing'));

  expect(socket.getState().name).toBe('catching-up');
  loaded.resolve();
  await becomes('live');
  expect(onResync).toHaveBeenCalledOnce();
});

test('a load that failed is repeated on the next connection, even where that one resumes', async () => {
  const onResync = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('502')).mockResolvedValue();
  const hello = greet;
  greet = (peer) => peers.length < 3 && hello(peer);
  const { becomes } = connect({ onResync });
  await becomes('live');
  (await peer(1)).socket.terminate();
  const third = await peer(3);
  await becomes('live');

  expect(third.query.get('connection_id')).toBe('id2');
  expect(onResync).toHaveBeenCalledTimes(2);
});

test('loads do not overlap: what begins on an older connection ends first', async () => {
  const loads = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const onResync = vi.fn(() => loads[onResync.mock.calls.length - 1]?.promise);
  const { socket, becomes } = connect({ onResync });
  await becomes('live');
  (await peer(1)).socket.terminate();
  await vi.waitFor(() => expect(onResync).toHaveBeenCalledOnce());
  (await peer(2)).socket.terminate();
  const third = await peer(3);
  await vi.waitFor(() => expect(socket.getConnectionId()).toBe('id3'));
  await vi.waitFor(() => expect(third.requests).toHaveLength(1));
  expect(onResync).toHaveBeenCalledOnce();

  loads[0]?.resolve();
  await vi.waitFor(() => expect(onResync).toHaveBeenCalledTimes(2));
  expect(socket.getState().name).toBe('catching-up');
  loads[1]?.resolve();
  await becomes('live');
});

test('a hello with the same connection id starts the count anew and loads nothing', async () => {
  const onResync = vi.fn();
  greet = (peer) => peer.sends(0, 'hello', { connection_id: 'same' });
  const { socket, events, becomes } = connect({ onResync });
  await becomes('live');
  (await peer(1)).socket.terminate();
  (await peer(2)).sends(1, 'typing', { user_id: 'a' });
  await vi.waitFor(() => expect(events).toHaveLength(3));
  await becomes('live');
  expect(socket.getConnectionId()).toBe('same');
  expect(onResync).not.toHaveBeenCalled();
  expect(peers).toHaveLength(2);
});

test('an event out of sequence is not handed on: closed with 4001, started anew, loaded afresh', async () => {
  const onResync = vi.fn();
  const { events, becomes } = connect({ onResync });
  await becomes('live');
  (await peer(1)).sends(2, 'typing', { user_id: 'a' });

  expect(await (await peer(1)).closed).toBe(4001);
  const second = await peer(2);
  await becomes('live');
  expect(second.query.get('connection_id')).toBe('');
  expect(second.query.get('disconnect_err_code')).toBe('4001');
  expect(events.map((event) => event.event)).toEqual(['hello', 'hello']);
  expect(onResync).toHaveBeenCalledOnce();
});

test('a frame that cannot be read does the same', async () => {
  const { becomes } = connect();
  await becomes('live');
  (await peer(1)).socket.send('{"event":"posted","seq":1,"data":{"post":"{broken"}}');
  expect(await (await peer(1)).closed).toBe(4001);
  await peer(2);
});

test('pings go on; one that is not answered closes with 4000 and reconnects', async () => {
  const { becomes } = connect({ timings: { ...fast, ping: 40 } });
  await becomes('live');
  const first = await peer(1);
  await vi.waitFor(() => expect(first.requests.filter(({ action }) => action === 'ping').length).toBeGreaterThan(2));
  answersPings = false;
  expect(await first.closed).toBe(4000);
  answersPings = true;
  expect((await peer(2)).query.get('disconnect_err_code')).toBe('4000');
  await becomes('live');
});

test('requests are answered, refused, or fail with the connection', async () => {
  const { socket, becomes } = connect();
  await expect(socket.send('user_typing')).rejects.toMatchObject({ name: 'NetworkError' });
  await becomes('live');

  await expect(socket.send('user_typing', { channel_id: 'c' })).resolves.toEqual({});
  await expect(socket.send('nonsense')).rejects.toMatchObject({
    id: 'api.web_socket_router.bad_action.app_error',
    status: 500,
  });
  const unanswered = socket.send('get_statuses');
  (await peer(1)).socket.terminate();
  await expect(unanswered).rejects.toMatchObject({ name: 'NetworkError' });
});

test('a socket that the server closes with its session is not opened again', async () => {
  const onSessionEnded = vi.fn();
  const { socket, becomes } = connect({ onSessionEnded });
  await becomes('live');
  const first = await peer(1);
  expect(first.query.get('close_with_session')).toBe('true');
  first.socket.close(4401);
  await becomes('closed');
  expect(socket.getState()).toEqual({ name: 'closed', session_ended: true });
  expect(onSessionEnded).toHaveBeenCalledOnce();
});

test('where the ping answers 401 the session has ended: closed for good, and said once', async () => {
  answersPings = false;
  greet = ({ socket }) =>
    socket.on('message', () =>
      socket.send(
        JSON.stringify({
          status: 'FAIL',
          seq_reply: 1,
          error: {
            id: 'api.web_socket_router.not_authenticated.app_error',
            message: 'Not authenticated.',
            detailed_error: '',
            status_code: 401,
          },
        }),
      ),
    );
  const onSessionEnded = vi.fn();
  const { socket, becomes } = connect({ onSessionEnded });
  await becomes('closed');
  expect(socket.getState()).toEqual({ name: 'closed', session_ended: true });
  expect(onSessionEnded).toHaveBeenCalledOnce();
  await (
    await peer(1)
  ).closed;
  expect(peers).toHaveLength(1);
});

test('the waits say until when, and the return of the network ends them', async () => {
  const page = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const { socket, becomes } = connect({ timings: { retries: [600_000], wakePing: 20 } });
  await becomes('live');
  (await peer(1)).socket.terminate();
  await becomes('waiting');
  const state = socket.getState();
  expect(state.name === 'waiting' && state.retry_at > Date.now() + 200_000).toBe(true);

  page.dispatchEvent(new Event('online'));
  await becomes('live');
  (await peer(2)).socket.terminate();
  await becomes('waiting');
  document.dispatchEvent(new Event('visibilitychange'));
  await becomes('live');
  // The network goes, and nothing closes the connection.
  answersPings = false;
  page.dispatchEvent(new Event('offline'));
  await becomes('waiting');

  socket.close();
  expect(getEventListeners(page, 'online')).toEqual([]);
  expect(getEventListeners(page, 'offline')).toEqual([]);
  expect(getEventListeners(document, 'visibilitychange')).toEqual([]);
});

test('the waits grow with every failure, until a connection has lasted', async () => {
  const { socket, becomes } = connect({ timings: { retries: [1, 600_000], stable: 600_000 } });
  await becomes('live');
  (await peer(1)).socket.terminate();
  (await peer(2)).socket.terminate();
  await becomes('waiting');
  const state = socket.getState();
  expect(state.name === 'waiting' && state.retry_at > Date.now() + 200_000).toBe(true);

  const other = connect({ timings: { retries: [1, 600_000], stable: 0 } });
  await other.becomes('live');
  (await peer(3)).socket.terminate();
  await peer(4);
  await other.becomes('live');
  (await peer(4)).socket.terminate();
  await peer(5);
});

test('a server that accepts but never answers is given up', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  const { becomes } = connect({ url: `http://127.0.0.1:${port}`, timings: { open: 30, retries: [600_000] } });
  await becomes('waiting');
  mute.close();
});

test('close ends everything, also from within a wait', async () => {
  const { socket, becomes } = connect({ timings: { retries: [5] } });
  await becomes('live');
  socket.subscribe(() => socket.getState().name === 'waiting' && socket.close());
  (await peer(1)).socket.terminate();
  await becomes('closed');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(socket.getState()).toEqual({ name: 'closed', session_ended: false });
  expect(peers).toHaveLength(1);
});
