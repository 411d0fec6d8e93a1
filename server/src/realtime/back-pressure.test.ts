import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { startHub, type TestHub, type TestPerson } from './testing.ts';

const channelId = newId();
/** Of one event in these tests: large, so that the system's own buffers fill up soon. */
const eventBytes = 100_000;

let started: TestHub;
let ann: TestPerson;
const stuck: Socket[] = [];
beforeEach(async () => {
  started = await startHub({ durations: { tick: 20 } });
  ann = started.person({ channels: [channelId] });
});
afterEach(async () => {
  for (const socket of stuck.splice(0)) socket.destroy();
  await started.stop();
});

/** A client that reads nothing after its hello until `resume` is called. */
async function stopReading(): Promise<Socket> {
  return (await stopAfterHello()).socket;
}

async function stopAfterHello(): Promise<{ socket: Socket; connectionId: string }> {
  const socket = connect(started.port, '127.0.0.1');
  stuck.push(socket);
  socket.write(
    'GET /api/v4/websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
      `Authorization: Bearer ${ann.token}\r\n\r\n`,
  );
  let head = '';
  await new Promise<void>((resolve) => {
    socket.on('data', function greet(bytes: Buffer) {
      head += bytes.toString();
      if (!head.includes('"seq":0}')) return;
      socket.off('data', greet);
      socket.pause();
      resolve();
    });
  });
  return { socket, connectionId: /"connection_id":"(\w+)"/.exec(head)?.[1] ?? '' };
}

function publish(size = eventBytes): void {
  started.hub.publish([
    { event: 'channel_converted', data: { channel_id: 'x'.repeat(size) }, audience: { channel_id: channelId } },
  ]);
}

/** Publishes until this many frames wait. */
function fill(waiting: number): void {
  for (let round = 0; round < 1_000 && started.hub.stats().waiting < waiting; round += 1) publish();
  expect(started.hub.stats().waiting).toBe(waiting);
}

/** Reads text frames from a raw socket until there have been none for a while, and returns their JSON. */
async function readFrames(socket: Socket, until: (frames: Frame[]) => boolean): Promise<Frame[]> {
  const frames: Frame[] = [];
  let rest = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      for (let frame = takeFrame(rest); frame !== undefined; frame = takeFrame(rest)) {
        rest = rest.subarray(frame.bytes);
        frames.push(frame);
      }
      if (until(frames)) resolve();
    });
    socket.resume();
  });
  return frames;
}

interface Frame {
  bytes: number;
  opcode: number;
  /** Of an event. */
  event?: string;
  seq?: number;
}

/** A short frame of a client. A mask of zeros leaves the text as it is. */
function maskedFrame(firstByte: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([firstByte, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

function takeFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1);
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length = start === 2 ? short : start === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return undefined;
  const opcode = bytes.readUInt8(0) & 15;
  const text = bytes.toString('utf8', start, start + length);
  return { bytes: start + length, opcode, ...(opcode === 1 && (JSON.parse(text) as object)) };
}

test('a client that stops reading is given up after 256 waiting frames, and delays nobody', async () => {
  const stopped = await stopReading();
  const bob = started.connect(started.person({ channels: [channelId] }));
  await bob.hello();
  while (started.hub.stats().waiting < 256) {
    publish();
    await bob.caughtUp();
  }
  expect(started.hub.stats()).toMatchObject({ active: 2, dropped: 0, waiting: 256 });
  publish();
  expect(started.hub.stats()).toMatchObject({ active: 1, inactive: 0, dropped: 1 });
  await bob.caughtUp();
  expect(started.hub.stats().waiting).toBe(0);
  expect(bob.events.map(({ seq }) => seq)).toEqual(bob.events.map((_, index) => index));
  expect(bob.events.length).toBeGreaterThan(257);
  stopped.resume();
});

test('a client that reads again gets everything in order, without a gap', async () => {
  const socket = await stopReading();
  fill(100);
  const last = started.hub.stats().deliveries;
  const frames = await readFrames(socket, (heard) => heard.at(-1)?.seq === last);
  expect(frames.map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  expect(started.hub.stats().waiting).toBe(0);
  publish(10);
  expect(started.hub.stats()).toMatchObject({ waiting: 0, dropped: 0 });
});

test('from 128 waiting frames on, what soon goes stale is skipped, and uses no number', async () => {
  const socket = await stopReading();
  const typing = () =>
    started.hub.publish([
      { event: 'typing', data: { parent_id: '', user_id: newId() }, audience: { channel_id: channelId } },
      { event: 'status_change', data: { user_id: ann.id, status: 'away' }, audience: { user_id: ann.id } },
      { event: 'multiple_channels_viewed', data: { channel_times: {} }, audience: { user_id: ann.id } },
    ]);
  fill(125);
  typing();
  expect(started.hub.stats().waiting).toBe(128);
  typing();
  expect(started.hub.stats().waiting).toBe(128);
  publish();
  expect(started.hub.stats().waiting).toBe(129);
  const last = started.hub.stats().deliveries;
  const frames = await readFrames(socket, (heard) => heard.at(-1)?.seq === last);
  expect(frames.filter(({ event }) => event === 'typing')).toHaveLength(1);
  expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index + 1));
});

test('a client that asks without reading the answers is given up as well', async () => {
  const socket = await stopReading();
  const large = 'x'.repeat(200_000);
  started.deps.presence.statuses = () => ({ [large]: 'online' });
  const request = maskedFrame(0x81, '{"seq":1,"action":"get_statuses"}');
  socket.on('error', () => undefined);
  for (let round = 0; round < 400; round += 1) socket.write(request);
  await expect.poll(() => started.hub.stats().dropped).toBe(1);
});

test('replies that a client did not wait for are not given to its next socket', async () => {
  const { socket, connectionId } = await stopAfterHello();
  fill(1);
  socket.write(maskedFrame(0x81, '{"seq":1,"action":"ping"}'));
  await expect.poll(() => started.hub.stats().waiting).toBe(2);
  socket.destroy();
  await expect.poll(() => started.hub.stats().inactive).toBe(1);
  const next = await started.connect(ann, { connection_id: connectionId, sequence_number: '0' }).opened();
  await next.caughtUp();
  expect(next.frames).toMatchObject([{ event: 'channel_converted', seq: 0 }]);
});

test.each([
  ['the client says goodbye', maskedFrame(0x88, '')],
  ['the client breaks the protocol', maskedFrame(0x81, 'nonsense')],
])('nothing follows the close frame when %s', async (_, message) => {
  const socket = await stopReading();
  socket.write(message);
  const frames = readFrames(socket, (heard) => heard.some(({ opcode }) => opcode === 8));
  const publishing = setInterval(() => publish(10), 0);
  await frames;
  await expect.poll(() => started.hub.stats().sockets).toBe(0);
  clearInterval(publishing);
  expect((await frames).at(-1)?.opcode).toBe(8);
});

test('a client that asks faster than it can be answered is not read any further', async () => {
  let permit = (): void => undefined;
  const permitted = new Promise<boolean>((resolve) => (permit = () => resolve(true)));
  started.deps.mayPostIn = () => permitted;
  const eager = started.connect(ann);
  const other = started.connect(ann);
  await Promise.all([eager.hello(), other.hello()]);
  eager.send('user_typing', { channel_id: channelId });
  const padding = 'x'.repeat(8_000);
  for (let round = 0; round < 5_000; round += 1) eager.send('ping', { padding });
  // Time enough for the server to read it all, if it would.
  for (let round = 0; round < 1_500; round += 1) await other.ask('ping');
  expect(eager.socket.bufferedAmount).toBeGreaterThan(10_000_000);
  permit();
  await expect.poll(() => eager.replies.length, { timeout: 20_000 }).toBe(5_001);
});

test('a client that takes nothing for too long loses its socket, not its place', async () => {
  await started.stop();
  started = await startHub({ durations: { tick: 20, writeDeadline: 100 } });
  ann = started.person({ channels: [channelId] });
  await stopReading();
  fill(10);
  await expect.poll(() => started.hub.stats()).toMatchObject({ sockets: 0, inactive: 1, waiting: 10 });
});
