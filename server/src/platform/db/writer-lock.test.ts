import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { advisoryLock } from './advisory-locks.ts';
import { type Database, openDatabase } from './database.ts';
import { acquireWriterLock, type WriterLockOptions } from './writer-lock.ts';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase({ url: own.url, maxConnections: 2 });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

const now = { patience: 0 } satisfies WriterLockOptions;

/** Ends the connection that holds the lock, as a restart of PostgreSQL would. */
async function breakLock(): Promise<void> {
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'innermost writer'`.execute(database.db);
}

test('a second server is refused and told who is there, until the first lets go', async () => {
  const first = await acquireWriterLock(own.url);
  await expect(acquireWriterLock(own.url, now)).rejects.toMatchObject({
    reason: 'other-writer',
    message: expect.stringMatching(
      /^Another Innermost server is using this database \(connected from .+\): stop it first/,
    ),
  });
  await first.release();
  const second = await acquireWriterLock(own.url, now);
  await second.release();
});

test('a server that is just ending is waited for', async () => {
  const first = await acquireWriterLock(own.url);
  const second = acquireWriterLock(own.url, { patience: 10_000 });
  await sql`SELECT pg_sleep(0.4)`.execute(database.db);
  await first.release();
  await (await second).release();
});

test('holding it locks no table, and nothing of it keeps old rows', async () => {
  const lock = await acquireWriterLock(own.url, now);
  const held = await sql<{ tables: number; snapshots: number }>`
    SELECT (SELECT count(*)::int FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'relation') AS tables,
           (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)::int AS snapshots
      FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name = 'innermost writer'`.execute(
    database.db,
  );
  expect(held.rows).toEqual([{ tables: 0, snapshots: 0 }]);
  await lock.release();
});

test('a lock that was lost is reported and taken again', async () => {
  const events: string[] = [];
  const regained = Promise.withResolvers<void>();
  const lock = await acquireWriterLock(own.url, {
    onLost: () => events.push('lost'),
    onRegained: () => {
      events.push('regained');
      regained.resolve();
    },
  });
  await breakLock();
  await regained.promise;
  expect(events).toEqual(['lost', 'regained']);
  await expect(acquireWriterLock(own.url, now)).rejects.toMatchObject({ reason: 'other-writer' });
  await lock.release();
  await breakLock();
  expect(events).toEqual(['lost', 'regained']);
});

test('a connection that broke unnoticed by PostgreSQL does not pass for another server', async () => {
  const url = new URL(own.url);
  const socket = `${url.searchParams.get('host')}/.s.PGSQL.${url.searchParams.get('port') ?? (url.port || '5432')}`;
  const nearEnds = new Set<Socket>();
  const farEnds = new Set<Socket>();
  const relay = createServer({ allowHalfOpen: true }, (near) => {
    const far = url.searchParams.has('host') ? connect(socket) : connect(Number(url.port), url.hostname);
    near.on('data', (chunk) => far.write(chunk)).on('error', () => undefined);
    far.on('data', (chunk) => near.write(chunk)).on('error', () => undefined);
    far.on('end', () => near.end());
    nearEnds.add(near);
    farEnds.add(far);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  const relayed = new URL(own.url);
  relayed.hostname = '127.0.0.1';
  relayed.port = typeof address === 'object' ? String(address?.port) : '';
  relayed.search = '?sslmode=disable';

  const regained = Promise.withResolvers<void>();
  const lock = await acquireWriterLock(relayed.href, { onRegained: regained.resolve, onTaken: regained.reject });
  for (const near of nearEnds) near.destroy();
  await regained.promise;
  await lock.release();
  for (const end of [...nearEnds, ...farEnds]) end.destroy();
  relay.close();
});

test('a lock that another server took meanwhile is gone for good', async () => {
  const taken = Promise.withResolvers<Error>();
  await acquireWriterLock(own.url, { onTaken: taken.resolve });
  // It waits in line, and so is served as soon as the lock is free.
  const thief = new Client({ connectionString: own.url, application_name: 'innermost thief' });
  await thief.connect();
  const stolen = thief.query(`SELECT pg_advisory_lock(${advisoryLock.writer})`);
  await sql`SELECT pg_sleep(0.1)`.execute(database.db);
  await breakLock();
  await stolen;
  await expect(taken.promise).resolves.toMatchObject({ reason: 'other-writer' });
  await thief.end();
});

test.for([
  ['polls the job queue', "SELECT * FROM Jobs WHERE Status = 'pending'"],
  ['writes posts', "UPDATE Posts SET Props = '{}' WHERE Id = ''"],
])('a nameless connection that %s is taken for the peer', async ([, statement = '']) => {
  const peer = new Client({ connectionString: own.url });
  await peer.connect();
  await peer.query(statement);
  await expect(acquireWriterLock(own.url, now)).rejects.toThrow(/^A Mattermost server seems to be running .*: stop it/);
  await peer.end();
});

test('connections that only read, and tools that say their name, are not', async () => {
  const reader = new Client({ connectionString: own.url });
  const tool = new Client({ connectionString: own.url, application_name: 'psql' });
  await Promise.all([reader.connect(), tool.connect()]);
  await reader.query('SELECT count(*) FROM posts');
  await tool.query("DELETE FROM posts WHERE id = ''");
  await (await acquireWriterLock(own.url, now)).release();
  await Promise.all([reader.end(), tool.end()]);
});

test('a peer that says it is there is believed, one that was is not', async () => {
  const { db } = database;
  const pinged = (ago: number) => sql<number>`extract(epoch FROM now()) * 1000 - ${ago}::bigint`;
  await db
    .insertInto('clusterdiscovery')
    .values({ id: 'n', hostname: 'node-a', last_ping_at: pinged(1000) })
    .execute();
  await expect(acquireWriterLock(own.url, now)).rejects.toThrow('on node-a reported itself');
  await db
    .updateTable('clusterdiscovery')
    .set({ last_ping_at: pinged(600_000) })
    .execute();
  await db
    .insertInto('db_lock')
    .values({ id: 'mm-lock-key', expire_at: sql`extract(epoch FROM now()) + 15` })
    .execute();
  await expect(acquireWriterLock(own.url, now)).rejects.toThrow(
    'is starting up on this database (it holds mm-lock-key)',
  );
  await db
    .updateTable('db_lock')
    .set({ expire_at: sql`extract(epoch FROM now()) - 1` })
    .execute();
  await (await acquireWriterLock(own.url, now)).release();
});
