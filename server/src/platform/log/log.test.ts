import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultConfig } from '../config/resolve.ts';
import { openLogFile } from './log-file.ts';
import { openLog, type LogSettings, type ServerLog } from './log.ts';

let folder: string;
let opened: ServerLog;
const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'innermost-log-'));
  opened = openLog({ dataDir: folder, console: openSync(join(folder, 'console'), 'w'), clock });
});

afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

function configure(settings: Partial<LogSettings>): void {
  opened.configure({ ...defaultConfig().LogSettings, EnableFile: false, ...settings }, new Set());
}

async function written(file = 'console'): Promise<string[]> {
  await opened.close();
  return readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}

test('a line is JSON with its level as a word and a time that clients can read', async () => {
  opened.log.child({ request_id: 'r1' }).warn({ user_id: 'u1' }, 'Careful.');
  expect((await written()).map((line) => JSON.parse(line))).toEqual([
    { level: 'warn', timestamp: '2026-01-02 03:04:05.006 Z', request_id: 'r1', user_id: 'u1', msg: 'Careful.' },
  ]);
});

test('secrets are hidden in fields, errors, messages and what a child is bound to', async () => {
  const error = Object.assign(new Error('connect to postgres://a:swordfish@db failed'), { token: 'swordfish' });
  opened.log
    .child({ password: 'swordfish' })
    .error({ err: error, body: { password: 'swordfish' } }, 'Bearer swordfish');
  const [line = ''] = await written();
  expect(line).toContain('failed');
  expect(line).not.toContain('swordfish');
});

test('the console shows what its level allows, and follows a change', async () => {
  opened.log.debug('before');
  opened.log.info('first');
  configure({ ConsoleLevel: 'DEBUG' });
  opened.log.debug('second');
  configure({ ConsoleLevel: 'ERROR' });
  opened.log.warn('third');
  opened.log.error('fourth');
  configure({ EnableConsole: false });
  opened.log.error('fifth');
  expect((await written()).map((line) => JSON.parse(line).msg)).toEqual(['first', 'second', 'fourth']);
});

test('a reader gets text', async () => {
  configure({ ConsoleJson: false });
  opened.log.info({ post_id: 'p1' }, 'Sent.');
  expect((await written()).join('\n')).toBe('[2026-01-02 03:04:05.006 Z] INFO: Sent.\n    post_id: "p1"');
});

test('the file has a level and a form of its own', async () => {
  configure({ EnableFile: true, FileLevel: 'WARN', FileJson: false, ConsoleLevel: 'INFO' });
  opened.log.info('to the console');
  opened.log.warn('to both');
  expect((await written()).map((line) => JSON.parse(line).msg)).toEqual(['to the console', 'to both']);
  expect(await written('logs/innermost.log')).toEqual(['[2026-01-02 03:04:05.006 Z] WARN: to both']);
});

test.each([
  ['/proc/x', 'ENOENT'],
  ['/dev/null/logs', 'ENOTDIR'],
])('a log folder that cannot be made, %s, is told with its key, and the data folder takes the log', async (bad) => {
  configure({ EnableFile: true, FileLocation: bad });
  opened.log.info('still here');
  const messages = (await written()).map((line) => JSON.parse(line).msg);
  expect(messages).toEqual([
    `The log file cannot be written in the folder of LogSettings.FileLocation. It is written in ${join(folder, 'logs')} instead.`,
    'still here',
  ]);
  expect((await written('logs/innermost.log')).map((line) => JSON.parse(line).msg)).toEqual(['still here']);
});

test('where no folder takes the log it goes to the console, even if that was off', async () => {
  await writeFile(join(folder, 'logs'), 'in the way');
  configure({ EnableFile: true, EnableConsole: false, FileLocation: '/proc/x' });
  opened.log.info('still here');
  expect((await written()).map((line) => JSON.parse(line).msg)).toEqual([
    expect.stringContaining('It is written in'),
    'The log file cannot be written in the folder of LogSettings.FileLocation. The log goes to the console alone.',
    'still here',
  ]);
});

test('a full file makes way for a new one, and the oldest goes', async () => {
  const logs = join(folder, 'logs');
  const failed: Error[] = [];
  const file = openLogFile({ folder: logs, turnAt: 1000, onError: (error) => failed.push(error) });
  const line = `${'x'.repeat(99)}\n`;
  for (let count = 0; count < 100; count++) {
    file.write(line);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await file.close();
  const names = (await readdir(logs)).toSorted();
  expect(names).toEqual(['innermost.log', 'innermost.log.1', 'innermost.log.2', 'innermost.log.3', 'innermost.log.4']);
  const contents = names.map((name) => readFileSync(join(logs, name), 'utf8'));
  for (const content of contents) expect(content.replaceAll(line, '')).toBe('');
  expect(contents.slice(1).every((content) => content.length >= 1000)).toBe(true);
  expect(failed).toEqual([]);
});

test('what was written before a restart stays', async () => {
  const options = { folder: join(folder, 'logs'), onError: () => undefined };
  for (const text of ['one\n', 'two\n']) {
    const file = openLogFile(options);
    file.write(text);
    await file.close();
  }
  expect(readFileSync(join(folder, 'logs', 'innermost.log'), 'utf8')).toBe('one\ntwo\n');
});
