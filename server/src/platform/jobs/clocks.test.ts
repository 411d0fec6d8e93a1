import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { kind, makeRunner, put } from './testing.ts';

const hour = 3_600_000;
let own: TestDatabase;
let database: Database;
let now = 1_700_000_000_000;
const clock = { now: () => now };

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
  await database.db.deleteFrom('innermost.job_schedules').execute();
});

const rows = () => database.db.selectFrom('innermost.job_queue').selectAll().orderBy('id').execute();

test('a clock that goes back delays neither what is queued nor what failed, and keeps what was asked for a time', async () => {
  let ran = 0;
  const work = kind('work', (_attempt, n) => {
    ran += 1;
    if (n === 1 && ran === 1) throw new Error('no');
  });
  const runner = makeRunner(database, [work], { clock });
  await runner.start();
  await put(database, work, 1);
  await put(database, work, 3, { at: now + hour });
  runner.wake();
  await expect.poll(async () => (await rows())[0]?.error).toBe('Error: no');
  now -= 24 * hour;
  await put(database, work, 2);
  runner.wake();
  await expect.poll(() => ran).toBe(3);
  await runner.look();
  await expect.poll(rows).toMatchObject([{ state: 'later', attempts: 0 }]);
});

test('a clock that goes forward runs what is due by it', async () => {
  let ran = 0;
  const work = kind('work', () => void (ran += 1));
  const runner = makeRunner(database, [work], { clock });
  await runner.start();
  await put(database, work, 1, { at: now + 24 * hour });
  await runner.look();
  expect(ran).toBe(0);
  now += 24 * hour;
  await expect.poll(() => ran).toBe(1);
});

test('a schedule runs once a period, however many runners there are and however many periods were missed', async () => {
  let ran = 0;
  // They look when the test says so: a look of their own could bring the time before the clock was set to after it.
  const timing = { look: 600_000 };
  const make = () => makeRunner(database, [kind('hourly', () => void (ran += 1), { every: hour })], { clock, timing });
  const runners = [make(), make(), make()];
  for (const runner of runners) await runner.start();
  const lookAll = async () => {
    for (let round = 0; round < 3; round += 1) await Promise.all(runners.map((runner) => runner.look()));
    for (const runner of runners) await runner.toEmpty();
  };
  await lookAll();
  expect(ran).toBe(0);
  now += hour;
  await lookAll();
  expect(ran).toBe(1);
  now += 10 * hour;
  await lookAll();
  expect(ran).toBe(2);
  // Noted for tomorrow by a clock that was wrong.
  now -= 24 * hour;
  await lookAll();
  expect(ran).toBe(3);
  now += hour / 2;
  await lookAll();
  expect(ran).toBe(3);
});

test('a schedule whose last run still waits does not pile up', async () => {
  const hourly = kind('hourly', () => undefined, { every: hour });
  const off = { isOn: () => ({ jobs: false, schedules: true }) };
  const runner = makeRunner(database, [hourly], { clock, ...off });
  await runner.start();
  for (let n = 0; n < 4; n += 1) {
    now += hour;
    await runner.look();
  }
  expect(await rows()).toMatchObject([{ name: 'hourly', state: 'ready', serial: 'hourly' }]);
});
