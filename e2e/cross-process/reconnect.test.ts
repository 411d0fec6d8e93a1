/** Clients that were away, did not hear, or do not read: what the server keeps for them, and what it does not. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createSocket } from '@innermost/client/socket.ts';
import { createPost, getChannelPosts, type Post } from '@innermost/protocol/posts.ts';
import { WebSocketClient } from '@mattermost/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServer } from '../../server/src/testing/start-server.ts';
import { layLine, type Line } from '../support/line.ts';
import { asHeard, decoded } from '../support/official.ts';
import { setScene, type Scene } from '../support/scene.ts';

// The official library tells the console of every connection.
vi.spyOn(console, 'log').mockImplementation(() => undefined);

const server = await startServer();
let scene: Scene;
const endings: (() => void)[] = [];

beforeAll(async () => {
  scene = await setScene(server.url);
});
afterAll(() => endings.forEach((end) => end()));

/** One of the figures that the server offers to Prometheus. */
async function figure(name: string): Promise<number> {
  const text = await server.app.metrics.registry.getSingleMetricAsString(`innermost_${name}`);
  return Number(/ (\d+)$/m.exec(text)?.[1]);
}

/** A client of bob's, on a line of its own. */
interface Follower {
  readonly name: string;
  readonly line: Line;
  /** Messages in the order in which their events came. */
  readonly heard: string[];
  /** How often it was told that events were lost, and everything must be loaded afresh. */
  losses: number;
  connectionId(): string;
}

/** Both libraries resume only where the upgrade says who they are, as a browser's cookie does. */
function signedInSocket(token = ''): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL) {
      // Node's takes headers in the place of sub-protocols; its types are the browser's.
      super(url, { headers: { Authorization: `Bearer ${token}` } });
    }
  };
}

async function followOfficially(name: string): Promise<Follower> {
  const line = await layLine(server.url);
  const SignedIn = signedInSocket(scene.bob.client.token);
  const socket = new WebSocketClient({
    maxWebSocketFails: 7,
    minWebSocketRetryTime: 100,
    maxWebSocketRetryTime: 200,
    reconnectJitterRange: 50,
    clientPingInterval: 30_000,
    newWebSocketFn: (url) => new SignedIn(url),
  });
  let id = '';
  const follower: Follower = { name, line, heard: [], losses: 0, connectionId: () => id };
  socket.addMissedMessageListener(() => (follower.losses += 1));
  socket.addMessageListener((message) => {
    const event = asHeard(message);
    if (event.event === 'hello') id = String(event.data['connection_id']);
    if (event.event === 'posted') follower.heard.push((decoded(event, 'post') as Post).message);
  });
  socket.initialize(`${line.url.replace('http', 'ws')}/api/v4/websocket`);
  endings.push(() => socket.close(), line.close);
  return follower;
}

async function followWithOurs(name: string): Promise<Follower> {
  const line = await layLine(server.url);
  const socket = createSocket({
    url: line.url,
    WebSocket: signedInSocket(scene.bob.client.token),
    timings: { retries: [100] },
    onEvent(frame) {
      if (frame.event === 'posted') follower.heard.push(frame.data.post.message);
    },
    onResync: () => void (follower.losses += 1),
  });
  const follower: Follower = { name, line, heard: [], losses: 0, connectionId: () => socket.getConnectionId() };
  endings.push(() => socket.close(), line.close);
  return follower;
}

async function post(...messages: string[]): Promise<void> {
  const { ann, channel } = scene;
  for (const message of messages) {
    await ann.client.call(createPost, { body: { channel_id: channel.id, message } });
  }
}

const named = (word: string, count: number) => Array.from({ length: count }, (_, at) => `${word} ${at + 1}`);
const allHeard = (followers: Follower[], message: string) =>
  expect.poll(() => followers.filter(({ heard }) => heard.at(-1) !== message), { timeout: 15_000 }).toEqual([]);

test('100 lost events are made up for without a word; of 300 the client is told, and starts anew', async () => {
  const both = async (name: string) => [
    await followOfficially(`official, ${name}`),
    await followWithOurs(`ours, ${name}`),
  ];
  const away100 = await both('away for 100');
  const deaf100 = await both('deaf for 100');
  const away300 = await both('away for 300');
  const deaf300 = await both('deaf for 300');
  const all = [...away100, ...deaf100, ...away300, ...deaf300];
  await expect.poll(() => all.every((one) => one.connectionId() !== '')).toBe(true);
  await post('before');
  await allHeard(all, 'before');
  const idsBefore = new Map(all.map((one) => [one, one.connectionId()]));

  for (const { line } of away300) line.cut();
  for (const { line } of deaf300) line.deafen();
  await post(...named('early', 200));
  await allHeard([...away100, ...deaf100], 'early 200');
  for (const { line } of away100) line.cut();
  for (const { line } of deaf100) line.deafen();
  await post(...named('lost', 100));
  for (const { line } of [...deaf100, ...deaf300]) line.cut();
  await expect.poll(() => figure('websocket_connections')).toBe(0);
  await post(...named('late', 5));
  for (const { line } of all) line.mend();
  await expect.poll(() => figure('websocket_connections'), { timeout: 15_000 }).toBe(all.length);
  await post('after');
  await allHeard(all, 'after');

  const early = named('early', 200);
  const lost = named('lost', 100);
  const late = named('late', 5);
  const expected: [Follower[], string[], number][] = [
    [away100, ['before', ...early, ...lost, ...late, 'after'], 0],
    [deaf100, ['before', ...early, ...lost, ...late, 'after'], 0],
    // More than 256 waited for it, so nothing was kept.
    [away300, ['before', 'after'], 1],
    // What was sent is lost, but not what waited.
    [deaf300, ['before', ...late, 'after'], 1],
  ];
  for (const [followers, messages, losses] of expected) {
    for (const follower of followers) {
      expect(follower.heard, follower.name).toEqual(messages);
      expect(follower.losses, follower.name).toBe(losses);
      const isSame = follower.connectionId() === idsBefore.get(follower);
      expect(isSame, follower.name).toBe(losses === 0);
    }
  }
  const { posts } = await scene.bob.client.call(getChannelPosts, {
    params: { channel_id: scene.channel.id },
    query: { per_page: 200 },
  });
  const loaded = Object.values(posts).map(({ message }) => message);
  expect(loaded).toEqual(expect.arrayContaining([...lost, ...late, 'after']));
}, 60_000);

/** A raw client of bob's that is signed in, and reads nothing once it was greeted. */
async function stopReading(): Promise<Socket> {
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  endings.push(() => socket.destroy());
  socket.write(
    `GET /api/v4/websocket HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
      `Authorization: Bearer ${scene.bob.client.token}\r\n\r\n`,
  );
  for (let text = ''; !text.includes('"seq":0}');) text += String(((await once(socket, 'data')) as [Buffer])[0]);
  return socket.pause();
}

test('a client that stops reading costs a bounded queue, is given up, and delays nobody', async () => {
  const reader = await followWithOurs('reads');
  await expect.poll(() => reader.connectionId()).not.toBe('');
  const droppedBefore = await figure('websocket_dropped_total');
  const stopped = await stopReading();
  const ended = once(stopped, 'close');

  // The longest messages there may be, of characters of four bytes, so that the system's own buffers fill up soon.
  const long = '\u{1F680}'.repeat(16_000);
  let count = 0;
  let most = 0;
  while ((await figure('websocket_dropped_total')) === droppedBefore && count < 2_000) {
    count += 1;
    await post(`${count} ${long}`);
    most = Math.max(most, await figure('websocket_waiting_frames'));
    // While the other is stuck, this one hears each message before the next is written.
    await expect.poll(() => reader.heard.length, { interval: 1 }).toBe(count);
  }
  expect(await figure('websocket_dropped_total')).toBe(droppedBefore + 1);
  expect(await figure('websocket_waiting_frames')).toBe(0);
  expect(most).toBeGreaterThan(128);
  expect(most).toBeLessThanOrEqual(256);
  expect(reader.heard.map((message) => Number.parseInt(message))).toEqual(named('', count).map(Number));
  expect(reader.losses).toBe(0);
  stopped.resume();
  await ended;
}, 120_000);
