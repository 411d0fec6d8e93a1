/** Senders and readers that stand still, with a patience of a moment. */
import { beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../testing/person.ts';
import { startStreams } from '../testing/start-streams.ts';
import { underWay } from '../testing/stream-endpoints.ts';

const server = await startStreams({ pace: { windowMs: 300, leastBytes: 100 } });
let ann: Person;
beforeAll(async () => {
  ann = await server.make.person();
});

const head = (first: string, length: number): string =>
  `${first} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${ann.token}\r\nContent-Length: ${length}\r\n\r\n`;

test.each(['PUT /api/v4/test/bytes', 'POST /api/v4/users/ids'])(
  'a sender who stands still is told so: %s',
  async (first) => {
    const connection = server.connect();
    await connection.write(head(first, 1000));
    await connection.write('[');
    const answer = await connection.answer();
    expect(answer.status).toBe(408);
    expect(answer.body.toString()).toContain('api.context.slow_body.app_error');
    expect(await connection.ended).toBe('closed');
    expect(underWay.bodies).toBe(0);
  },
);

test('a byte now and then is not enough', async () => {
  const connection = server.connect();
  await connection.write(head('PUT /api/v4/test/bytes', 100_000));
  const dripping = setInterval(() => void connection.write('x'), 50);
  try {
    expect((await connection.answer()).status).toBe(408);
  } finally {
    clearInterval(dripping);
  }
});

test('a reader who takes nothing is left, and the source let go', async () => {
  const connection = server.connect();
  connection.socket.pause();
  await connection.write(head('GET /api/v4/test/content/plain?size=100000000', 0));
  await vi.waitFor(() => expect(underWay.contents).toBe(1));
  await vi.waitFor(() => expect(underWay.contents).toBe(0), 10_000);
});
