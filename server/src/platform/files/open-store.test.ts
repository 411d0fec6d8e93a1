import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import type { ConfigPatch } from '../config/config.ts';
import { resolveConfig } from '../config/resolve.ts';
import { keepSwept, openFileStore } from './open-store.ts';
import { pathsOf } from './testing/contract.ts';

let dataDir: string;
const silent = pino({ level: 'silent' });
const bytes = (content: string) => Readable.from([Buffer.from(content)]);

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'innermost-store-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(dataDir, { recursive: true });
});

function open(FileSettings: ConfigPatch['FileSettings'] = {}, env: Record<string, string> = {}) {
  const { config } = resolveConfig({ stored: { FileSettings }, env });
  return openFileStore({ config, dataDir, clock: systemClock, log: silent });
}

const refusal = (part: string) => ({ name: 'StartupError', message: expect.stringContaining(part) });

test('without settings files lie in the data folder, in a folder for this user', async () => {
  const store = await open();
  await store.put('users/u1/profile.png', bytes('x'));
  expect(await readFile(join(dataDir, 'files/users/u1/profile.png'), 'utf8')).toBe('x');
  expect((await stat(join(dataDir, 'files'))).mode & 0o007).toBe(0);
  expect(store.driver).toBe('local');
});

test('the environment names another folder, which is made', async () => {
  const store = await open({}, { MM_FILESETTINGS_DIRECTORY: join(dataDir, 'some/where/else') });
  await store.put('x', bytes('x'));
  expect(await readdir(join(dataDir, 'some/where/else'))).toContain('x');
});

test('in the data folder itself, as upstream has it, the files are found and the database is not', async () => {
  for (const name of ['postgres/base/1', 'logs/server.log', 'users/u1/profile.png', '20200101/teams/x']) {
    await mkdir(join(dataDir, name, '..'), { recursive: true });
    await writeFile(join(dataDir, name), 'x');
  }
  await writeFile(join(dataDir, 'postgres-password'), 'secret');
  const store = await open({ Directory: dataDir });
  expect(await pathsOf(store)).toEqual(['20200101/teams/x', 'users/u1/profile.png']);
  for (const path of ['postgres-password', 'postgres/base/1', 'Postgres/base/1', 'logs/server.log', 'lock'])
    await expect(store.read(path)).rejects.toMatchObject({ reason: 'bad-path' });
  const above = await open({ Directory: join(dataDir, '..') });
  const name = dataDir.slice(dataDir.lastIndexOf('/') + 1);
  await expect(above.read(`${name}/postgres-password`)).rejects.toMatchObject({ reason: 'bad-path' });
  expect(await pathsOf(above, `${name}/postgres`)).toEqual([]);
  await rm(join(dataDir, '../.innermost'), { recursive: true });
});

test('the folder of the database is not the folder of the files, not by a link either', async () => {
  await mkdir(join(dataDir, 'postgres/base'), { recursive: true });
  await symlink(join(dataDir, 'postgres/base'), join(dataDir, 'link'));
  for (const Directory of [join(dataDir, 'postgres'), join(dataDir, 'link')])
    await expect(open({ Directory })).rejects.toMatchObject(refusal('MM_FILESETTINGS_DIRECTORY'));
});

test('a folder that is none, is full of nobody or cannot be made stops the start and names the setting', async () => {
  await writeFile(join(dataDir, 'file'), 'x');
  for (const Directory of [join(dataDir, 'file'), join(dataDir, 'file/below'), '/proc/none/files', '/dev/null'])
    await expect(open({ Directory })).rejects.toMatchObject(
      refusal('FileSettings.Directory (MM_FILESETTINGS_DIRECTORY)'),
    );
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written to does, too', async () => {
  await mkdir(join(dataDir, 'shut'));
  await chmod(join(dataDir, 'shut'), 0o500);
  await expect(open({ Directory: join(dataDir, 'shut') })).rejects.toMatchObject(refusal('EACCES'));
});

test.each([
  [{}, 'FileSettings.AmazonS3Bucket is empty'],
  [{ AmazonS3Bucket: 'files', AmazonS3SignV2: true }, 'MM_FILESETTINGS_AMAZONS3SIGNV2'],
  [{ AmazonS3Bucket: 'files', AmazonS3AccessKeyId: 'key' }, 'FileSettings.AmazonS3SecretAccessKey belong together'],
  [{ AmazonS3Bucket: 'files', AmazonS3SecretAccessKey: 'key' }, 'MM_FILESETTINGS_AMAZONS3ACCESSKEYID'],
])('S3 with %o stops the start: %s', async (settings, sentence) => {
  await expect(open({ DriverName: 'amazons3', ...settings })).rejects.toMatchObject(refusal(sentence));
});

test('an S3 store out of reach stops no start, and the check says so', async () => {
  const store = await open({
    DriverName: 'amazons3',
    AmazonS3Bucket: 'files',
    AmazonS3Endpoint: '127.0.0.1:1',
    AmazonS3SSL: false,
    AmazonS3AccessKeyId: 'key',
    AmazonS3SecretAccessKey: 'secret',
  });
  expect(store.driver).toBe('amazons3');
  await expect(store.check()).rejects.toMatchObject({ reason: 'unavailable' });
  await store.close();
});

test('what was left behind is swept at the start, and once a day', async () => {
  const store = await open();
  const leftover = join(dataDir, 'files/.innermost/incoming/old');
  const leave = async () => {
    await writeFile(leftover, 'half');
    await utimes(leftover, 0, 0);
  };
  const swept = () => vi.waitFor(async () => expect(await readdir(join(leftover, '..'))).toEqual([]));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await leave();
  const stop = keepSwept(store, silent);
  await swept();
  await leave();
  vi.advanceTimersByTime(86_400_000);
  await swept();
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
