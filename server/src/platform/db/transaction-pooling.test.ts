import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { advisoryLock } from './advisory-locks.ts';
import { acquireWriterLock } from './writer-lock.ts';

let own: TestDatabase;

beforeAll(async () => {
  own = await createTestDatabase();
});

afterAll(() => own.drop());

interface Backend {
  readonly stream: Socket;
  client: Socket | undefined;
  /** Its client is in a transaction, or waits for an answer. */
  busy: boolean;
}

/** A connection to PostgreSQL, past its greeting, whose bytes are anybody's. */
async function openBackend(): Promise<Backend> {
  const client = new Client({ connectionString: own.url, application_name: 'a pooler' });
  client.on('error', () => undefined);
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners('data');
  onTestFinished(() => void stream.destroy());
  return { stream, client: undefined, busy: false };
}

const readyForQuery = 'Z\0\0\0\x05';
/** Authentication has gone well; a made-up process; ready. */
const greeting = `R\0\0\0\x08\0\0\0\0K\0\0\0\x0c\0\0\x99\x99\0\0\0\x01${readyForQuery}I`;

/** As small as a pooler can be: it knows where an answer ends, and whether a transaction is open then. */
async function poolBy(mode: 'transaction' | 'session', size: number): Promise<string> {
  const backends = await Promise.all(Array.from({ length: size }, openBackend));
  for (const backend of backends)
    backend.stream.on('data', (chunk: Buffer) => {
      backend.client?.write(chunk);
      const end = chunk.toString('latin1').slice(-6);
      if (end.startsWith(readyForQuery) && end.endsWith('I')) backend.busy = false;
    });
  const backendFor = (client: Socket): Backend => {
    const mine = backends.find((backend) => backend.client === client && (backend.busy || mode === 'session'));
    const free = backends.find((backend) => !backend.busy && (mode === 'transaction' || backend.client === undefined));
    const backend = mine ?? free;
    if (!backend) throw new Error('the test needs more backends');
    return Object.assign(backend, { client, busy: true });
  };
  const proxy = createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(Buffer.from(greeting, 'latin1'));
      client.on('data', (chunk: Buffer) => {
        if (chunk[0] === 'X'.charCodeAt(0)) client.end();
        else backendFor(client).stream.write(chunk);
      });
    });
    client.on('close', () => {
      for (const backend of backends) if (backend.client === client) backend.client = undefined;
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const url = new URL(own.url);
  return `postgres://pooled@127.0.0.1:${(proxy.address() as AddressInfo).port}${url.pathname}?sslmode=disable`;
}

async function lockHolders(): Promise<number> {
  const client = new Client({ connectionString: own.url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = ${advisoryLock.writer.split(', ')[1]}
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  await client.end();
  return rows[0]?.n ?? 0;
}

test.each(['transaction', 'session'] as const)('a proxy that pools by %s leaves the lock where it is', async (mode) => {
  const url = await poolBy(mode, 2);
  const lock = await acquireWriterLock(url, { patience: 0 });
  // What others do with the pool meanwhile moves nothing.
  for (let i = 0; i < 3; i += 1) {
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query('SELECT 1');
    await other.end();
  }
  expect(await lockHolders()).toBe(1);
  await expect(acquireWriterLock(url, { patience: 0 })).rejects.toMatchObject({ reason: 'other-writer' });
  await lock.release();
  expect(await lockHolders()).toBe(0);
  await (await acquireWriterLock(url, { patience: 0 })).release();
});
