import { expect, test } from 'vitest';
import { z } from 'zod';
import { NotWorthRetrying } from '../platform/jobs/retry.ts';
import { startServer } from '../testing/start-server.ts';
import { work, type Work } from '../work/work.ts';
import { job } from './job.ts';

let jumped = 0;
const done: string[] = [];
let failures = 0;

const note = job('note', {
  args: z.object({ text: z.string() }),
  async run(_work, { text }) {
    done.push(text);
  },
});

/** Leaves something in the database, then fails as often as it is told to. */
const write = job('write', {
  args: z.object({ name: z.string() }),
  retry: { attempts: 3 },
  async run({ db }, { name }) {
    await db.insertInto('systems').values({ name, value: 'here' }).execute();
    if (failures-- > 0) throw new Error('not yet');
  },
});

const hopeless = job('hopeless', {
  args: z.object({}),
  async run() {
    throw new NotWorthRetrying('the address does not exist');
  },
});

const chain = job('chain', {
  args: z.object({ left: z.number() }),
  async run(w, { left }) {
    done.push(`chain ${left}`);
    if (left > 0) await w.job(chain, { left: left - 1 });
  },
});

/** Waits to be let go on. */
let gate = Promise.withResolvers<void>();
let otherGate = Promise.withResolvers<void>();
const order = (name: string, declaration: { priority?: 'high' | 'low'; serial?: string }) =>
  job(name, {
    args: z.object({ text: z.string() }),
    ...declaration,
    async run(_work, { text }) {
      done.push(text);
      if (text.startsWith('wait')) await (text === 'wait other' ? otherGate : gate).promise;
      if (text.startsWith('fail')) throw new Error('no');
    },
  });
const [urgent, whenever] = [order('urgent', { priority: 'high' }), order('whenever', { priority: 'low' })];
const inOrder = order('in-order', { serial: 'one at a time' });

const server = await startServer({
  clock: { now: () => Date.now() + jumped },
  jobs: [note, write, hopeless, chain, urgent, whenever, inOrder],
});
const { services } = server.app;

const rows = () => server.database.db.selectFrom('innermost.job_queue').selectAll().orderBy('id').execute();
const clear = () => server.database.db.deleteFrom('innermost.job_queue').execute();
const systems = async (name: string) =>
  (await server.database.db.selectFrom('systems').select('value').where('name', '=', name).execute()).length;

/** A work that queues and then waits, uncommitted, until it is let go on. */
function openWork(queue: (w: Work) => Promise<void>) {
  const [queued, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const committed = work(services, { lanes: [] }, async (w) => {
    await queue(w);
    queued.resolve();
    await going.promise;
  });
  return { queued: queued.promise, goOn: () => (going.resolve(), committed) };
}

test('a job is there when and only when what it follows was committed', async () => {
  const open = openWork((w) => w.job(note, { text: 'kept' }));
  await open.queued;
  await server.runJobsToEmpty();
  expect(done).toEqual([]);
  await open.goOn();
  await server.runJobsToEmpty();
  expect(done).toEqual(['kept']);
  await expect(
    work(services, { lanes: [] }, async (w) => {
      await w.job(note, { text: 'dropped' });
      throw new Error('the change failed');
    }),
  ).rejects.toThrow('the change failed');
  await server.runJobsToEmpty();
  expect(done).toEqual(['kept']);
  expect(await rows()).toEqual([]);
});

test('it begins by itself after the commit', async () => {
  done.length = 0;
  await server.queue(note, { text: 'by itself' });
  await expect.poll(() => done).toEqual(['by itself']);
});

test('what does not fit its schema is not queued', async () => {
  await expect(server.queue(note, { text: 7 } as never)).rejects.toThrow('The job note was given arguments');
});

test('what a job writes and its being done are one commit', async () => {
  failures = 1;
  await server.runJob(write, { name: 'once' });
  expect(await systems('once')).toBe(0);
  const [row] = await rows();
  expect(row).toMatchObject({ state: 'later', attempts: 1, error: 'Error: not yet', runner: null });
  jumped += 60_000;
  await server.runJobsToEmpty();
  expect(await systems('once')).toBe(1);
  expect(await rows()).toEqual([]);
});

test('it is tried again later and later, and given up after its last attempt, where it stays', async () => {
  failures = 3;
  await server.runJob(write, { name: 'never' });
  const delays: number[] = [];
  for (let n = 1; n < 3; n += 1) {
    const [row] = await rows();
    delays.push((row?.due_at ?? 0) - (row?.failed_at ?? 0));
    jumped += 3_600_000;
    await server.runJobsToEmpty();
  }
  expect(delays[0]).toBeGreaterThanOrEqual(4_000);
  expect(delays[0]).toBeLessThanOrEqual(6_000);
  expect(delays[1]).toBeGreaterThanOrEqual(8_000);
  expect(await rows()).toMatchObject([{ name: 'write', state: 'dead', attempts: 3, error: 'Error: not yet' }]);
  jumped += 3_600_000;
  await server.runJobsToEmpty();
  expect(await rows()).toHaveLength(1);
  expect(await systems('never')).toBe(0);
  await clear();
});

test('what is not worth retrying is given up at once', async () => {
  await server.runJob(hopeless, {});
  expect(await rows()).toMatchObject([{ state: 'dead', attempts: 1 }]);
  await clear();
});

test('runJobsToEmpty also runs what jobs queue', async () => {
  done.length = 0;
  await server.runJob(chain, { left: 3 });
  expect(done).toEqual(['chain 3', 'chain 2', 'chain 1', 'chain 0']);
});

test('it waits for its time', async () => {
  done.length = 0;
  await server.queue(note, { text: 'later' }, { at: services.clock.now() + 3_600_000 });
  await server.runJobsToEmpty();
  expect(done).toEqual([]);
  jumped += 3_600_000;
  await server.runJobsToEmpty();
  expect(done).toEqual(['later']);
});

test('of the same key one waits, and the later one may take its place', async () => {
  done.length = 0;
  const at = services.clock.now() + 1_000;
  await server.queue(note, { text: 'first' }, { key: 'k', at });
  await server.queue(note, { text: 'second' }, { key: 'k', at });
  await server.queue(note, { text: 'other' }, { key: 'other', at });
  expect(await rows()).toHaveLength(2);
  jumped += 1_000;
  await server.runJobsToEmpty();
  expect(done.toSorted()).toEqual(['first', 'other']);

  await server.queue(note, { text: 'old' }, { key: 'k', at: services.clock.now() + 1_000 });
  await server.queue(note, { text: 'new' }, { key: 'k', replace: true });
  await server.runJobsToEmpty();
  expect(done.at(-1)).toBe('new');
  expect(await rows()).toEqual([]);
});

test('a job whose key is queued again is not begun before that is committed', async () => {
  done.length = 0;
  const at = services.clock.now() + 1_000;
  await server.queue(note, { text: 'k' }, { key: 'k', at });
  jumped += 1_000;
  const open = openWork((w) => w.job(note, { text: 'k' }, { key: 'k' }));
  await open.queued;
  await server.runJobsToEmpty();
  expect(done).toEqual([]);
  await open.goOn();
  await server.runJobsToEmpty();
  expect(done).toEqual(['k']);
});

test('of a serial queue one runs at a time, in order, and others go on beside it', async () => {
  done.length = 0;
  gate = Promise.withResolvers();
  await work(services, { lanes: [] }, async (w) => {
    for (const text of ['wait 1', '2', '3']) await w.job(inOrder, { text });
    await w.job(note, { text: 'beside' });
  });
  await expect.poll(() => done.toSorted()).toEqual(['beside', 'wait 1']);
  gate.resolve();
  await server.runJobsToEmpty();
  expect(done.filter((text) => text !== 'beside')).toEqual(['wait 1', '2', '3']);
});

test('what failed in a serial queue holds up those behind it, but not what is put off to a time', async () => {
  done.length = 0;
  await work(services, { lanes: [] }, async (w) => {
    await w.job(inOrder, { text: 'tomorrow' }, { at: w.now + 24 * 3_600_000 });
    await w.job(inOrder, { text: 'fail' });
    await w.job(inOrder, { text: 'behind' });
  });
  await server.runJobsToEmpty();
  expect(done).toEqual(['fail']);
  await server.database.db.deleteFrom('innermost.job_queue').where('failed_at', '>', 0).execute();
  await server.runJobsToEmpty();
  expect(done).toEqual(['fail', 'behind']);
  await clear();
});

test('more urgent ones run first', async () => {
  done.length = 0;
  [gate, otherGate] = [Promise.withResolvers(), Promise.withResolvers()];
  // As many as run at once are busy; then there is room for one.
  for (const text of ['wait 1', 'wait 2', 'wait 3', 'wait 4', 'wait 5', 'wait other'])
    await server.queue(urgent, { text });
  await expect.poll(() => done.length).toBe(6);
  await server.queue(whenever, { text: 'low' });
  await server.queue(note, { text: 'normal' });
  await server.queue(urgent, { text: 'high' });
  otherGate.resolve();
  await expect.poll(() => done.slice(6)).toEqual(['high', 'normal', 'low']);
  gate.resolve();
  await server.runJobsToEmpty();
});
