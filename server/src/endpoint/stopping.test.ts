/** A stop waits for transfers that get on, as long as the setting says, and for nothing that stands still. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { startStreams, type StreamServer } from '../testing/start-streams.ts';
import { underWay } from '../testing/stream-endpoints.ts';

const withDrain = async (
  seconds: number,
): Promise<{ server: StreamServer; head(first: string, length: number): string }> => {
  const config = { InnermostSettings: { TransferDrainTimeoutInSeconds: seconds } };
  const server = await startStreams({ config, until: onTestFinished });
  const { token } = await server.make.person();
  return {
    server,
    head: (first, length) =>
      `${first} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${length}\r\n\r\n`,
  };
};
const putBytes = 'PUT /api/v4/test/bytes';

/** Longer than a stop waits for anything but transfers. */
const ordinary = 6_000;

test('an upload and a download that get on are finished first', async () => {
  const { server, head } = await withDrain(60);
  const up = server.connect();
  const down = server.connect();
  await up.write(head(putBytes, 1_000_000));
  down.socket.pause();
  await down.write(head('GET /api/v4/test/content/plain?size=30000000', 0));
  await vi.waitFor(() => expect([underWay.bodies, underWay.contents]).toEqual([1, 1]));
  const closed = server.http.close();
  const more = setInterval(() => {
    void up.write(Buffer.alloc(10_000));
    const { socket } = down;
    socket.once('data', () => socket.pause()).resume();
  }, 100);
  await new Promise((resolve) => setTimeout(resolve, ordinary));
  clearInterval(more);
  expect([underWay.bodies, underWay.contents]).toEqual([1, 1]);
  down.socket.resume();
  await up.write(Buffer.alloc(1_000_000));
  const [sent, got] = await Promise.all([up.answer(), down.answer()]);
  expect([sent.status, sent.headers['connection']]).toEqual([200, 'close']);
  expect([got.status, got.isWhole, got.body.length]).toEqual([200, true, 30_000_000]);
  await closed;
}, 60_000);

test('a body that stands still holds up no stop', async () => {
  const { server, head } = await withDrain(3600);
  const stuck = server.connect();
  await stuck.write(`${head(putBytes, 1000)}half`);
  const down = server.connect();
  down.socket.pause();
  await down.write(head('GET /api/v4/test/content/plain?size=30000000', 0));
  await vi.waitFor(() => expect([underWay.bodies, underWay.contents]).toEqual([1, 1]));
  await server.http.close();
  await vi.waitFor(() => expect([underWay.bodies, underWay.contents]).toEqual([0, 0]));
}, 30_000);

test('a transfer that gets on has no longer than the setting says', async () => {
  const { server, head } = await withDrain(7);
  const up = server.connect();
  await up.write(head(putBytes, 100_000_000));
  await vi.waitFor(() => expect(underWay.bodies).toBe(1));
  const more = setInterval(() => void up.write(Buffer.alloc(1000)), 100);
  try {
    await server.http.close();
  } finally {
    clearInterval(more);
  }
  await vi.waitFor(() => expect(underWay.bodies).toBe(0));
}, 30_000);
