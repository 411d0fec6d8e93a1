import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../../../server/src/testing/start-server.ts';
import { runCli } from '../../cli.ts';

const server = await startServer({ config: { JobSettings: { RunJobs: false } } });
const folder = await mkdtemp(join(tmpdir(), 'innermost-ctl-'));
afterAll(() => rm(folder, { recursive: true }));
beforeAll(() => server.app.listenOn(join(folder, 'innermost.sock'), 'control'));

const jobs = server.database.db;
const row = {
  args: '{"to":"ann@example.com"}',
  priority: 50,
  due_at: 0,
  create_at: 1_700_000_000_000,
  max_attempts: 3,
};

async function put(more: { name: string; state: 'ready' | 'dead'; error?: string; failed_at?: number }) {
  const made = jobs.insertInto('innermost.job_queue').values({ ...row, ...more });
  return (await made.returning('id').executeTakeFirstOrThrow()).id;
}
const stateOf = async (id: number) =>
  (await jobs.selectFrom('innermost.job_queue').select('state').where('id', '=', id).executeTakeFirst())?.state;

async function innermost(...args: string[]) {
  const out: string[] = [];
  const refuse = () => Promise.reject(new Error('asked'));
  const code = await runCli(
    args,
    { INNERMOST_DATA_DIR: folder },
    {
      print: (line) => void out.push(line),
      complain: (line) => void out.push(line),
      isInteractive: false,
      hasColour: false,
      ask: refuse,
      askHidden: refuse,
    },
  );
  return { code, text: out.join('\n') };
}

test('the operator sees what waits and what was given up, without what it was given', async () => {
  await put({ name: 'forget-old-sends', state: 'ready' });
  const dead = await put({
    name: 'send-mail',
    state: 'dead',
    error: 'Error: connection refused\nsecond line',
    failed_at: 1_700_000_060_000,
  });
  const { code, text } = await innermost('jobs', 'list');
  expect(code).toBe(0);
  expect(text).toContain('The queue can be read: 1 ready, 0 later, 0 running, 1 dead');
  expect(text).toMatch(/^\d+ +forget-old-sends +ready +0 of 3 +2023-11-14 22:13:20 UTC$/m);
  expect(text).toMatch(
    new RegExp(`^${dead} +send-mail +dead +unknown here +2023-11-14 22:14:20 UTC +Error: connection refused$`, 'm'),
  );
  expect(text).toContain('innermost jobs retry <number>');
  expect(text).not.toContain('ann@example.com');
});

test('a list of nothing says so', async () => {
  expect((await innermost('jobs', 'list', '--name', 'none')).text).toMatch(/^Nothing to show: /m);
});

test('scripts get the queue as JSON, narrowed as they ask', async () => {
  const { text } = await innermost('jobs', 'list', '--state', 'dead', '--json');
  const document = JSON.parse(text) as { ok: boolean; result: { jobs: { name: string; state: string }[] } };
  expect(document.ok).toBe(true);
  expect(document.result.jobs).toMatchObject([{ name: 'send-mail', state: 'dead' }]);
  expect(JSON.parse((await innermost('jobs', 'list', '--name', 'none', '--json')).text)).toMatchObject({
    result: { jobs: [], counts: { dead: 1 } },
  });
  expect(await innermost('jobs', 'list', '--state', 'odd')).toMatchObject({ code: 1 });
});

test('what was given up is run again, or taken out', async () => {
  const [again, gone] = [await put({ name: 'send-mail', state: 'dead' }), await put({ name: 'x', state: 'dead' })];
  expect(await innermost('jobs', 'retry', String(again))).toMatchObject({ code: 0 });
  expect(await stateOf(again)).toBe('ready');
  expect(await innermost('jobs', 'cancel', String(gone))).toMatchObject({ code: 0 });
  expect(await stateOf(gone)).toBeUndefined();
  const missing = await innermost('jobs', 'retry', String(gone));
  expect(missing).toMatchObject({ code: 1, text: expect.stringContaining('There is no job of this number.') });
  expect((await innermost('jobs', 'cancel', 'x')).text).toContain('"x" is not the number of a job');
});
