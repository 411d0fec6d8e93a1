import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { writeEventFrame, writePingFrame, writeTextFrame } from './write-frame.ts';

/** The server's end of each socket, in the order of connection. */
let streams: Duplex[];
let server: Server;
beforeEach(async () => {
  streams = [];
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server = createServer();
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, () => streams.push(stream));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const stream of streams) stream.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function connect(): Promise<{ client: WebSocket; stream: Duplex; messages: string[] }> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const messages: string[] = [];
  client.on('message', (text: Buffer) => messages.push(text.toString()));
  await new Promise((resolve) => client.once('open', resolve));
  const stream = streams.at(-1);
  if (stream === undefined) throw new Error('The server did not see the connection.');
  return { client, stream, messages };
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000, 20_000_000])('a frame of %d characters', async (length) => {
  const { stream, messages } = await connect();
  const text = 'x'.repeat(length);
  writeTextFrame(stream, text);
  await expect.poll(() => messages.length, { timeout: 10_000 }).toBe(1);
  expect(messages[0] === text).toBe(true);
});

test.each([100, 120, 121, 125, 126, 65_527, 65_530, 65_535])(
  'an event of %d characters keeps its length right while its number grows',
  async (length) => {
    const { stream, messages } = await connect();
    const text = 'x'.repeat(length);
    const numbers = [0, 9, 10, 99, 100, 999, 1_000, 123_456];
    // Twice each: the second time the frame is laid out already.
    for (const seq of numbers) for (let round = 0; round < 2; round += 1) writeEventFrame(stream, text, seq);
    await expect.poll(() => messages.length).toBe(2 * numbers.length);
    expect(messages.map((message) => message.slice(length))).toEqual(numbers.flatMap((seq) => [`${seq}}`, `${seq}}`]));
  },
);

test('sockets that share a text get each its own number, even where one of them does not read', async () => {
  const connections = await Promise.all(Array.from({ length: 5 }, connect));
  const [stuck] = connections;
  stuck?.client.pause();
  const text = 'x'.repeat(50_000);
  for (let round = 0; round < 200; round += 1) {
    for (const [index, { stream }] of connections.entries()) writeEventFrame(stream, text, 1_000 * (index + 1) + round);
  }
  stuck?.client.resume();
  for (const [index, { messages }] of connections.entries()) {
    await expect.poll(() => messages.length, { timeout: 20_000 }).toBe(200);
    const numbers = messages.map((message) => Number(message.slice(text.length, -1)));
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, round) => 1_000 * (index + 1) + round));
  }
});

test('a full stream says so', async () => {
  const { client, stream } = await connect();
  client.pause();
  const text = 'x'.repeat(100_000);
  let rounds = 0;
  while (writeTextFrame(stream, text)) rounds += 1;
  expect(rounds).toBeGreaterThan(1);
  expect(writeEventFrame(stream, text, 1)).toBe(false);
});

test('pings are answered between frames', async () => {
  const { client, stream, messages } = await connect();
  let pings = 0;
  client.on('ping', () => (pings += 1));
  writeTextFrame(stream, 'before');
  writePingFrame(stream);
  writeTextFrame(stream, 'after');
  await expect.poll(() => messages).toEqual(['before', 'after']);
  expect(pings).toBe(1);
});
