/** Bodies and answers of any size go through in the memory of a few chunks. */
import { beforeAll, expect, test } from 'vitest';
import { held } from '../testing/held-memory.ts';
import type { Person } from '../testing/person.ts';
import { startStreams } from '../testing/start-streams.ts';
import { late, underWay } from '../testing/stream-endpoints.ts';

const server = await startStreams();
let ann: Person;
beforeAll(async () => {
  ann = await server.make.person();
});

const size = 200 * 1_048_576;
const chunk = Buffer.alloc(65_536);
/** A tenth of what goes through, and far more than the few chunks that are on their way. */
const most = size / 10;

const head = (first: string, more: string): string =>
  `${first} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${ann.token}\r\n${more}\r\n\r\n`;

/** The most that was held above the beginning, looked at now and then. */
async function growth(run: (look: () => void) => Promise<void>): Promise<number> {
  const before = held();
  let highest = 0;
  await run(() => (highest = Math.max(highest, held() - before)));
  return highest;
}

test.each([
  ['of a known length', `Content-Length: ${size}`],
  ['in chunks', 'Transfer-Encoding: chunked'],
])(
  'a body of 200 MB grows the memory by less than a tenth: %s',
  async (_what, length) => {
    const isChunked = length.startsWith('Transfer');
    const grown = await growth(async (look) => {
      const connection = server.connect();
      await connection.write(head('PUT /api/v4/test/bytes', length));
      for (let at = 0, n = 0; at < size; at += chunk.length, n += 1) {
        if (isChunked) await connection.write(`${chunk.length.toString(16)}\r\n`);
        await connection.write(chunk);
        if (isChunked) await connection.write('\r\n');
        if (n % 400 === 0) look();
      }
      if (isChunked) await connection.write('0\r\n\r\n');
      expect(JSON.parse((await connection.answer()).body.toString())).toMatchObject({ size });
    });
    expect(grown).toBeLessThan(most);
  },
  120_000,
);

test('an answer of 200 MB too, and it waits for a reader who does not read', async () => {
  const grown = await growth(async (look) => {
    const { socket } = server.connect();
    socket.removeAllListeners('data');
    socket.pause();
    socket.write(head(`GET /api/v4/test/content/plain?size=${size}`, 'Connection: close'));
    await expect.poll(() => underWay.contents).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    look();
    let [got, n] = [0, 0];
    for await (const bytes of socket) {
      got += (bytes as Buffer).length;
      if ((n += 1) % 400 === 0) look();
    }
    expect(got).toBeGreaterThan(size);
  });
  expect(grown).toBeLessThan(most);
}, 120_000);

test('a sender waits for a handler that does not read', async () => {
  const connection = server.connect();
  const sent = 50 * 1_048_576;
  await connection.write(head('PUT /api/v4/test/late', `Content-Length: ${sent}`));
  const written = connection.write(Buffer.alloc(sent));
  await expect.poll(() => late.begun).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const accepted = connection.socket.bytesWritten - connection.socket.writableLength;
  expect(accepted).toBeLessThan(sent / 2);
  late.go();
  await written;
  expect(JSON.parse((await connection.answer()).body.toString())).toMatchObject({ size: sent });
}, 60_000);
