import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { kind, makeRunner, put } from './testing.ts';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase({ url: own.url, maxConnections: 8 });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

beforeEach(async () => {
  await database.db.deleteFrom('innermost.job_queue').execute();
  await database.db.deleteFrom('innermost.job_runners').execute();
  await database.db.deleteFrom('innermost.job_schedules').execute();
});

const rows = () => database.db.selectFrom('innermost.job_queue').selectAll().orderBy('id').execute();
const until = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const never = () => new Promise<never>(() => undefined);

test('two runners share the work, and nothing is run by both', async () => {
  const ran: number[] = [];
  const work = kind('work', async (_attempt, n) => {
    ran.push(n);
    await until(1);
  });
  for (let n = 0; n < 200; n += 1) await put(database, work, n);
  const by: number[] = [];
  const runners = [1, 2].map((which) =>
    makeRunner(database, [kind('work', (attempt, n) => (by.push(which), work.runnable.run(attempt, { n })))]),
  );
  await Promise.all(runners.map((runner) => runner.start()));
  await expect.poll(rows, { timeout: 30_000 }).toEqual([]);
  expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  expect(new Set(by)).toEqual(new Set([1, 2]));
});

test('two runners never run two of one serial queue at once, and keep the order', async () => {
  const ran: number[] = [];
  let atOnce = 0;
  let most = 0;
  const one = kind(
    'one',
    async (_attempt, n) => {
      most = Math.max(most, (atOnce += 1));
      ran.push(n);
      await until(1);
      atOnce -= 1;
    },
    { serial: 's' },
  );
  for (let n = 0; n < 60; n += 1) await put(database, one, n);
  for (const runner of [makeRunner(database, [one]), makeRunner(database, [one])]) await runner.start();
  await expect.poll(rows, { timeout: 20_000 }).toEqual([]);
  expect(most).toBe(1);
  expect(ran).toEqual(Array.from({ length: 60 }, (_, n) => n));
});

test('an older one of a serial queue that is committed late does not run beside the newer one', async () => {
  const running = new Set<number>();
  const overlaps: number[][] = [];
  const gate = Promise.withResolvers<void>();
  const one = kind(
    'one',
    async (_attempt, n) => {
      running.add(n);
      if (running.size > 1) overlaps.push([...running]);
      await gate.promise;
      running.delete(n);
    },
    { serial: 's' },
  );
  const runner = makeRunner(database, [one]);
  await runner.start();
  await database.transaction(async (tx) => {
    await put({ ...database, db: tx }, one, 1);
    await put(database, one, 2);
    await expect.poll(() => [...running]).toEqual([2]);
  });
  await runner.look();
  gate.resolve();
  await runner.toEmpty();
  expect(overlaps).toEqual([]);
  expect(await rows()).toEqual([]);
});

test('jobs of a runner whose beats stand still are taken over, and it changes nothing any more', async () => {
  const ended: number[] = [];
  const gates = [1, 2].map(() => Promise.withResolvers<void>());
  const slow = kind('slow', async ({ row }) => {
    await gates[row.attempts - 1]?.promise;
    ended.push(row.attempts);
  });
  // Looks and beats stand still as in a process that is paused.
  const paused = makeRunner(database, [slow], { timing: { beat: 600_000, look: 600_000 } });
  await paused.start();
  await put(database, slow, 1);
  paused.wake();
  await expect.poll(async () => (await rows())[0]?.attempts).toBe(1);
  const other = makeRunner(database, [slow]);
  await other.start();
  await expect.poll(async () => (await rows())[0]?.attempts, { timeout: 10_000 }).toBe(2);
  gates[0]?.resolve();
  await expect.poll(() => ended).toEqual([1]);
  await paused.stop(0);
  expect(await rows()).toMatchObject([{ state: 'running', attempts: 2 }]);
  gates[1]?.resolve();
  await expect.poll(rows).toEqual([]);
});

test('who was taken for gone tells its jobs to stop, and goes on as another', async () => {
  let aborted = 0;
  let again = 0;
  const slow = kind('slow', async ({ signal, row }) => {
    if (row.attempts > 1) return void (again += 1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    aborted += 1;
    throw new Error('stopped');
  });
  const runner = makeRunner(database, [slow]);
  await runner.start();
  await put(database, slow, 1);
  runner.wake();
  await expect.poll(async () => (await rows())[0]?.state).toBe('running');
  await database.db.deleteFrom('innermost.job_runners').execute();
  await expect.poll(() => aborted).toBe(1);
  await expect.poll(() => again).toBe(1);
  expect(await database.db.selectFrom('innermost.job_runners').selectAll().execute()).toHaveLength(1);
});

test('a start after a crash takes back what was running at once, where no other server is about', async () => {
  let ran = 0;
  const work = kind('work', () => void (ran += 1));
  const dead = { state: 'running', runner: 'gone', attempts: 1 } as const;
  await put(database, work, 1);
  await database.db.updateTable('innermost.job_queue').set(dead).execute();
  await database.db.insertInto('innermost.job_runners').values({ id: 'gone', beats: 7 }).execute();
  // Nothing is looked at a second time.
  const runner = makeRunner(database, [work], { alone: true, timing: { look: 600_000 } });
  await runner.start();
  await expect.poll(() => ran).toBe(1);
});

test('what was in hand at a crash for the last time it may be begun is kept for the operator', async () => {
  const work = kind('work', () => undefined, { retry: { attempts: 1 } });
  await put(database, work, 1);
  await database.db.updateTable('innermost.job_queue').set({ state: 'running', runner: 'gone', attempts: 1 }).execute();
  await makeRunner(database, [work]).start();
  expect(await rows()).toMatchObject([{ state: 'dead', error: 'The server ended while it ran.' }]);
});

test('a stop waits for what runs, tells what takes too long, and hands it back as if it had not begun', async () => {
  const told: string[] = [];
  const gate = Promise.withResolvers<void>();
  const quick = kind('quick', async () => {
    await gate.promise;
    told.push('quick is done');
  });
  const long = kind('long', async ({ signal }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    signal.throwIfAborted();
  });
  const deaf = kind('deaf', never);
  const runner = makeRunner(database, [quick, long, deaf]);
  await runner.start();
  for (const one of [quick, long, deaf]) await put(database, one, 1);
  runner.wake();
  await expect.poll(async () => (await rows()).map(({ state }) => state)).toEqual(['running', 'running', 'running']);
  const stopped = runner.stop(100);
  gate.resolve();
  await stopped;
  expect(told).toEqual(['quick is done']);
  expect(await rows()).toMatchObject([
    { name: 'long', state: 'ready', attempts: 0, runner: null },
    { name: 'deaf', state: 'ready', attempts: 0, runner: null },
  ]);
  expect(await database.db.selectFrom('innermost.job_runners').selectAll().execute()).toEqual([]);
});

test('a job that hangs is told to stop, given up on, and tried again; its slot is free', async () => {
  let ran = 0;
  const hangs = kind('hangs', never, { patience: 50 });
  const runner = makeRunner(database, [hangs, kind('other', () => void (ran += 1))], { atOnce: 1 });
  await runner.start();
  await put(database, hangs, 1);
  await put(
    database,
    kind('other', () => undefined),
    1,
  );
  runner.wake();
  await expect.poll(() => ran).toBe(1);
  expect(await rows()).toMatchObject([
    { name: 'hangs', state: 'later', error: 'Error: The job took too long, and did not stop when told to.' },
  ]);
});

test('arguments of another version are kept as given up, names of another version as they are', async () => {
  const work = kind('work', () => undefined);
  await put(database, work, 1);
  await database.db.updateTable('innermost.job_queue').set({ args: '{"n":"one"}' }).execute();
  await put(
    database,
    kind('from-later', () => undefined),
    1,
  );
  const runner = makeRunner(database, [work]);
  await runner.start();
  await runner.toEmpty();
  const [known, unknown] = await rows();
  expect(known).toMatchObject({ name: 'work', state: 'dead' });
  expect(known?.error).toMatch(/^Error: Its arguments are not those that this version knows: /);
  expect(unknown).toMatchObject({ name: 'from-later', state: 'ready', attempts: 0 });
});

test('one that is cancelled while it runs hears of it, here and from another process, and is not tried again', async () => {
  let begun = 0;
  const long = kind('long', async ({ signal }) => {
    begun += 1;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    signal.throwIfAborted();
  });
  const runner = makeRunner(database, [long]);
  await runner.start();
  await put(database, long, 1);
  await put(database, long, 2);
  runner.wake();
  await expect.poll(() => begun).toBe(2);
  const [first, second] = await rows();
  runner.stopJob(first?.id ?? 0);
  await expect.poll(async () => (await rows()).map(({ id }) => id)).toEqual([second?.id]);
  await database.db.updateTable('innermost.job_queue').set({ cancel_at: 1 }).execute();
  await expect.poll(rows).toEqual([]);
  expect(begun).toBe(2);
});

/** A runner with two places that has seen that jobs are quick, and three that are not: two run, one is in hand. */
async function oneInHand(timing: { wait: number }) {
  const gate = Promise.withResolvers<void>();
  const begun: number[] = [];
  const quick = kind('quick', () => undefined);
  const long = kind('long', async (_attempt, n) => {
    begun.push(n);
    await gate.promise;
  });
  const runner = makeRunner(database, [quick, long], { atOnce: 2, timing: { look: 600_000, ...timing } });
  await runner.start();
  await put(database, quick, 1);
  runner.wake();
  await expect.poll(rows).toEqual([]);
  for (const n of [1, 2, 3]) await put(database, long, n);
  runner.wake();
  await expect.poll(() => begun).toEqual([1, 2]);
  return { runner, begun, open: gate.resolve };
}

const states = async () => (await rows()).map(({ state }) => state);

test('while jobs are quick the next is in hand, and begins when there is a place', async () => {
  const { begun, open } = await oneInHand({ wait: 60_000 });
  await expect.poll(states).toEqual(['running', 'running', 'running']);
  expect(begun).toEqual([1, 2]);
  open();
  await expect.poll(rows).toEqual([]);
  expect(begun).toEqual([1, 2, 3]);
});

test('what is in hand behind a long job goes back after a while, and is left for others', async () => {
  const { runner, begun, open } = await oneInHand({ wait: 50 });
  await expect.poll(states).toEqual(['running', 'running', 'ready']);
  runner.wake();
  const other = makeRunner(database, [kind('long', (_attempt, n) => void begun.push(n))]);
  await other.start();
  await expect.poll(states).toEqual(['running', 'running']);
  expect(begun).toEqual([1, 2, 3]);
  open();
  await expect.poll(rows).toEqual([]);
});

test('a stop hands back what is in hand without waiting, and one that is cancelled there is not begun', async () => {
  const { runner, begun, open } = await oneInHand({ wait: 60_000 });
  await expect.poll(states).toEqual(['running', 'running', 'running']);
  const [, , third] = await rows();
  const stopped = runner.stop(60_000);
  await expect.poll(states).toEqual(['running', 'running', 'ready']);
  open();
  await stopped;
  expect(await rows()).toMatchObject([{ id: third?.id, state: 'ready', attempts: 0, runner: null }]);
  expect(begun).toEqual([1, 2]);

  await database.db.deleteFrom('innermost.job_queue').execute();
  const again = await oneInHand({ wait: 60_000 });
  await expect.poll(states).toEqual(['running', 'running', 'running']);
  const [, , cancelled] = await rows();
  again.runner.stopJob(cancelled?.id ?? 0);
  await expect.poll(states).toEqual(['running', 'running']);
  again.open();
  await expect.poll(rows).toEqual([]);
  expect(again.begun).toEqual([1, 2]);
});
