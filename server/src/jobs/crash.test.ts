import { spawn, type ChildProcess } from 'node:child_process';
import { once as happens } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startServer } from '../testing/start-server.ts';
import { atMostOnce, once } from '../testing/job-process.ts';
import { work } from '../work/work.ts';

const main = fileURLToPath(new URL('../testing/job-process.ts', import.meta.url));
const count = 1_000;
const dataDir = mkdtempSync(join(tmpdir(), 'innermost-jobs-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

// It only queues: the jobs are not known to it.
const server = await startServer();
const { db } = server.database;

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, server.databaseUrl, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.stdout) await happens(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = happens(child, 'exit');
  child.kill(signal);
  await ended;
}

async function effects(): Promise<{ name: string; n: number }[]> {
  const { rows } = await sql<{ name: string; n: number }>`SELECT name, n FROM effects ORDER BY name, n`.execute(db);
  return rows;
}

const left = () =>
  db.selectFrom('innermost.job_queue').select(['name', 'state']).where('name', 'like', 'test-%').execute();

test('of 1,000 jobs, kill -9 loses none and doubles none', { timeout: 120_000 }, async () => {
  await sql`CREATE TABLE effects (name text, n int)`.execute(db);
  await work(server.app.services, { lanes: [] }, async (w) => {
    for (let n = 1; n <= count; n += 1) await w.job(n % 5 === 0 ? atMostOnce : once, { n });
  });
  // Each is killed while it has jobs in hand.
  for (const enough of [150, 400, 700]) {
    const child = await startProcess();
    await expect.poll(async () => (await effects()).length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(enough);
    await end(child, 'SIGKILL');
  }
  const inHand = (await left()).filter(({ state }) => state === 'running');
  expect(inHand.length).toBeGreaterThan(0);
  const last = await startProcess();
  await expect
    .poll(async () => (await left()).filter(({ state }) => state !== 'dead'), { timeout: 60_000 })
    .toEqual([]);
  await end(last, 'SIGTERM');

  const all = await effects();
  const numbers = (name: string) => all.filter((effect) => effect.name === name).map(({ n }) => n);
  const upTo = Array.from({ length: count }, (_, n) => n + 1);
  expect(numbers('once')).toEqual(upTo.filter((n) => n % 5 !== 0));
  const begun = numbers('at most once');
  expect(new Set(begun).size).toBe(begun.length);
  // What was in hand and must not be repeated is kept for the operator to decide.
  const dead = await left();
  expect(dead.every(({ name, state }) => name === 'test-at-most-once' && state === 'dead')).toBe(true);
  expect(begun.length + dead.length).toBeGreaterThanOrEqual(count / 5);
});
