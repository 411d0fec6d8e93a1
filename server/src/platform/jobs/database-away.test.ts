import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../testing/database.ts';
import { openDatabase } from '../db/database.ts';
import { kind, makeRunner, put } from './testing.ts';

/** A way to the database that can be cut and mended. */
async function wayTo(url: string): Promise<{ url: string; cut(): void; mend(): void }> {
  const { hostname, port, searchParams } = new URL(url);
  const folder = searchParams.get('host');
  const target = folder?.startsWith('/')
    ? { path: `${folder}/.s.PGSQL.${port || 5432}` }
    : { host: hostname, port: Number(port || 5432) };
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const through = new URL(url);
  through.search = '?sslmode=disable';
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    cut() {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      isCut = false;
    },
  };
}

test('a database that goes away and comes back loses no job, and doubles none', async () => {
  const own = await createTestDatabase();
  onTestFinished(() => own.drop());
  const direct = openDatabase({ url: own.url, maxConnections: 2 });
  onTestFinished(() => direct.close());
  const way = await wayTo(own.url);
  const database = openDatabase({ url: way.url, maxConnections: 6 });
  onTestFinished(() => database.close());
  await sql`CREATE TABLE effects (n int)`.execute(direct.db);

  let outside: number[] = [];
  const gate = Promise.withResolvers<void>();
  const inTransaction = kind(
    'in-transaction',
    (attempt, n) =>
      database.transaction(async (tx) => {
        await sql`INSERT INTO effects VALUES (${n})`.execute(tx);
        if (attempt.row.attempts === 1) await gate.promise;
        await attempt.finish(tx);
      }),
    { finishesItself: true, retry: { first: 1 } },
  );
  const beside = kind('beside', async (_attempt, n) => {
    outside = [...outside, n];
    await gate.promise;
  });
  const runner = makeRunner(database, [inTransaction, beside], { timing: { betweenTries: 20 } });
  await runner.start();
  await put(direct, inTransaction, 1);
  await put(direct, beside, 2);
  await expect.poll(() => outside).toEqual([2]);
  await put(direct, inTransaction, 3);
  await expect.poll(async () => (await rows()).map(({ state }) => state)).toEqual(['running', 'running', 'running']);

  way.cut();
  // One ends while the database is away: it is done, and must not be done again.
  gate.resolve();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await rows()).toHaveLength(3);
  way.mend();
  await expect.poll(rows, { timeout: 10_000 }).toEqual([]);
  const { rows: effects } = await sql<{ n: number }>`SELECT n FROM effects ORDER BY n`.execute(direct.db);
  expect(effects).toEqual([{ n: 1 }, { n: 3 }]);
  expect(outside).toEqual([2]);

  function rows() {
    return direct.db.selectFrom('innermost.job_queue').select(['name', 'state']).execute();
  }
});
