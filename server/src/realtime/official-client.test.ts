/** The peer's own client against our sockets: what it does by itself is what its users' applications do. */
import { WebSocketClient } from '@mattermost/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '../platform/ids.ts';
import { startHub, type TestHub, type TestPerson } from './testing.ts';

const channelId = newId();

let started: TestHub;
let ann: TestPerson;
let client: WebSocketClient;
/** Sockets that the client opened, the newest last. */
let sockets: WebSocket[];
let heard: string[];
let missed: number;
beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  started = await startHub();
  ann = started.person({ channels: [channelId] });
  sockets = [];
  heard = [];
  missed = 0;
});
afterEach(async () => {
  client.close();
  for (const socket of sockets) socket.terminate();
  await started.stop();
  vi.restoreAllMocks();
});

/** Browsers authenticate by cookie, which a header stands for here; other programs give the client a token. */
function open(by: 'cookie' | 'token'): void {
  client = new WebSocketClient({
    minWebSocketRetryTime: 10,
    reconnectJitterRange: 1,
    newWebSocketFn: (url) => {
      const headers = by === 'cookie' ? { Authorization: `Bearer ${ann.token}` } : {};
      const socket = new WebSocket(url, { headers });
      sockets.push(socket);
      // The same interface but for details that the client does not use.
      return socket as unknown as globalThis.WebSocket;
    },
  });
  client.addMessageListener((message) => {
    const { event, data } = message as { event: string; data: { channel_id?: string } };
    if (event === 'channel_converted') heard.push(data.channel_id ?? '');
  });
  client.addMissedMessageListener(() => (missed += 1));
  client.initialize(`ws://127.0.0.1:${started.port}/api/v4/websocket`, by === 'token' ? ann.token : undefined, true);
}

function publish(first: number, last: number): void {
  for (let number = first; number <= last; number += 1) {
    started.hub.publish([
      { event: 'channel_converted', data: { channel_id: String(number) }, audience: { channel_id: channelId } },
    ]);
  }
}

const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index));

/** The client hears nothing of what is published now, and then its connection breaks. */
async function loseConnectionDuring(publishing: () => void): Promise<void> {
  const socket = sockets.at(-1);
  socket?.pause();
  publishing();
  socket?.terminate();
  await expect.poll(() => sockets.length).toBe(2);
}

/** Its callbacks are called with the reply, though their types do not say so. */
function replyTo(ask: (answer: () => void) => void): Promise<unknown> {
  return new Promise((resolve) => ask((...reply: unknown[]) => resolve(reply[0])));
}

test.each(['cookie', 'token'] as const)('it connects by %s, asks and is answered', async (by) => {
  open(by);
  await expect.poll(() => started.hub.isConnected(ann.id)).toBe(true);
  publish(1, 3);
  await expect.poll(() => heard).toEqual(numbers(1, 3));
  started.deps.presence.statuses = () => ({ [ann.id]: 'online' });
  expect(await replyTo((answer) => client.getStatuses(answer))).toMatchObject({ data: { [ann.id]: 'online' } });
  expect(await replyTo((answer) => client.getStatusesByIds([ann.id], answer))).toMatchObject({ status: 'OK' });
  expect(await replyTo((answer) => client.userTyping(channelId, '', answer))).toMatchObject({ status: 'OK' });
  expect(await replyTo((answer) => client.userUpdateActiveStatus(true, false, answer))).toMatchObject({ status: 'OK' });
  expect(await replyTo((answer) => client.updateActiveChannel(channelId, answer))).toMatchObject({ status: 'OK' });
  expect(await replyTo((answer) => client.updateActiveThread(true, '', answer))).toMatchObject({ status: 'OK' });
  expect({ missed, sockets: sockets.length }).toEqual({ missed: 0, sockets: 1 });
});

test('after the loss of 100 events it goes on as if nothing had happened', async () => {
  open('cookie');
  await expect.poll(() => started.hub.isConnected(ann.id)).toBe(true);
  publish(1, 5);
  await expect.poll(() => heard).toEqual(numbers(1, 5));
  await loseConnectionDuring(() => publish(6, 105));
  await expect.poll(() => heard).toEqual(numbers(1, 105));
  publish(106, 106);
  await expect.poll(() => heard.at(-1)).toBe('106');
  expect({ missed, sockets: sockets.length }).toEqual({ missed: 0, sockets: 2 });
});

test('after the loss of 300 events it is told to synchronise, and goes on', async () => {
  open('cookie');
  await expect.poll(() => started.hub.isConnected(ann.id)).toBe(true);
  publish(1, 5);
  await expect.poll(() => heard).toEqual(numbers(1, 5));
  await loseConnectionDuring(() => publish(6, 305));
  await expect.poll(() => missed).toBe(1);
  publish(306, 308);
  await expect.poll(() => heard).toEqual([...numbers(1, 5), ...numbers(306, 308)]);
  expect({ missed, sockets: sockets.length }).toEqual({ missed: 1, sockets: 2 });
});

test('after a restart of the server it is told to synchronise', async () => {
  open('cookie');
  await expect.poll(() => started.hub.isConnected(ann.id)).toBe(true);
  publish(1, 1);
  await expect.poll(() => heard).toEqual(['1']);
  started.hub.dropEverything();
  await expect.poll(() => missed).toBe(1);
  publish(2, 2);
  await expect.poll(() => heard).toEqual(['1', '2']);
});
