import { execFileSync } from 'node:child_process';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { fileStoreContract, pathsOf, textOf } from '../testing/contract.ts';
import { DiskStore } from './disk-store.ts';

const bytes = (content: string) => Readable.from([Buffer.from(content)]);
const newFolder = async () => realpath(await mkdtemp(join(tmpdir(), 'innermost-files-')));

describe('the contract', async () => {
  const root = await newFolder();
  const store = await DiskStore.open({ root, clock: systemClock });
  afterAll(async () => {
    expect(await readdir(join(root, '.innermost/incoming'))).toEqual([]);
    await rm(root, { recursive: true });
  });
  fileStoreContract(() => store);
});

let root: string;
let store: DiskStore;

beforeEach(async () => {
  root = await newFolder();
  store = await DiskStore.open({ root, clock: systemClock });
  return () => rm(root, { recursive: true });
});

const incoming = () => readdir(join(root, '.innermost/incoming'));

test('a file lies in the folders that its path names, readable for this user only', async () => {
  await store.put('users/u1/profile.png', bytes('picture'));
  expect(await readFile(join(root, 'users/u1/profile.png'), 'utf8')).toBe('picture');
  expect((await stat(join(root, 'users/u1/profile.png'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(root, 'users/u1'))).mode & 0o007).toBe(0);
});

test('files of an adopted server are found, whatever their names', async () => {
  for (const path of [
    '20190102/teams/noteam/x/a:b?.txt',
    'teams/t/channels/c/old\\name.',
    'users/u/CON',
    'a/tab\there',
  ]) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), 'theirs');
    expect(await textOf(store, path)).toBe('theirs');
    expect(await pathsOf(store, path)).toEqual([path]);
    await store.move(path, 'moved');
    await store.remove('moved');
  }
  expect(await readdir(root)).toEqual(['.innermost']);
});

test('names of up to 255 bytes are stored, and what no disk can hold is not found', async () => {
  await store.put(`a/${'計'.repeat(85)}`, bytes('x'));
  await store.put('a/%2e%2e/%00', bytes('x'));
  expect(await readdir(join(root, 'a/%2e%2e'))).toEqual(['%00']);
  for (const path of [
    `a/${'n'.repeat(256)}`,
    `${'n'.repeat(300)}/x`,
    `a/${'計'.repeat(85)}/below`,
    'n/'.repeat(3000) + 'n',
  ]) {
    await expect(store.read(path)).rejects.toMatchObject({ reason: 'not-found' });
    expect(await store.stat(path)).toBeUndefined();
    expect(await pathsOf(store, path)).toEqual([]);
    await store.remove(path);
  }
});

test('files are listed as S3 does, where a folder stands among its neighbours by its slash', async () => {
  const paths = ['a', 'b!', 'b.b/c', 'b/a!', 'b/a.b', 'b/a/c', 'b/a0', 'b0', 'c'];
  for (const path of paths) await store.put(path, bytes('x'));
  expect(await pathsOf(store)).toEqual(paths);
});

test('a folder that becomes empty goes, and the store stays', async () => {
  await store.put('a/b/c/file', bytes('x'));
  await store.put('a/other', bytes('x'));
  await store.remove('a/b/c/file');
  expect(await readdir(join(root, 'a'))).toEqual(['other']);
  await store.move('a/other', 'other');
  expect((await readdir(root)).toSorted()).toEqual(['.innermost', 'other']);
});

test('a folder that is removed as empty at the same moment is made again', async () => {
  const stop = new AbortController();
  // Fewer than a put bears.
  let budget = 0;
  const removing = async () => {
    while (!stop.signal.aborted) {
      if (budget > 0) await rmdir(join(root, 'deep/folder')).then(() => (budget -= 1), turn);
      else await turn();
    }
  };
  const removed = removing();
  for (let count = 0; count < 60; count += 1) {
    budget = 5;
    await store.put('deep/folder/file', bytes('x'));
    await store.remove('deep/folder/file');
  }
  stop.abort();
  await removed;
});

test('a file and a folder cannot have one path', async () => {
  await store.put('a/b', bytes('x'));
  await expect(store.put('a', bytes('x'))).rejects.toMatchObject({ reason: 'bad-path' });
  await expect(store.put('a/b/c', bytes('x'))).rejects.toMatchObject({ reason: 'bad-path' });
  await expect(store.move('a/b', 'a')).rejects.toMatchObject({ reason: 'bad-path' });
  expect(await textOf(store, 'a/b')).toBe('x');
  expect(await incoming()).toEqual([]);
});

describe('links', () => {
  let outside: string;
  beforeEach(async () => {
    outside = await newFolder();
    await writeFile(join(outside, 'secret'), 'secret');
    return () => rm(outside, { recursive: true });
  });

  test('a folder that leads out of the store is refused, and nothing is made or removed there', async () => {
    await symlink(outside, join(root, 'users'));
    await symlink(join(outside, 'none'), join(root, 'emoji'));
    const refused = { reason: 'bad-path', message: expect.stringContaining('leads out of it') };
    await expect(store.put('users/new', bytes('x'))).rejects.toMatchObject(refused);
    await expect(store.put('users/deep/new', bytes('x'))).rejects.toMatchObject(refused);
    await expect(store.put('emoji/new', bytes('x'))).rejects.toMatchObject(refused);
    await expect(store.read('users/secret')).rejects.toMatchObject(refused);
    await expect(store.stat('users/secret')).rejects.toMatchObject(refused);
    await expect(store.remove('users/secret')).rejects.toMatchObject(refused);
    await expect(store.move('users/secret', 'here')).rejects.toMatchObject(refused);
    await store.put('here', bytes('x'));
    await expect(store.move('here', 'users/there')).rejects.toMatchObject(refused);
    expect(await pathsOf(store)).toEqual(['here']);
    expect(await readdir(outside)).toEqual(['secret']);
    expect(await incoming()).toEqual([]);
  });

  test('a link in place of a file is no file, and a put replaces it, not what it leads to', async () => {
    await symlink(join(outside, 'secret'), join(root, 'file'));
    await expect(store.read('file')).rejects.toMatchObject({ reason: 'not-found' });
    expect(await store.stat('file')).toBeUndefined();
    await store.put('file', bytes('ours'));
    expect((await lstat(join(root, 'file'))).isFile()).toBe(true);
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  test('a folder that leads elsewhere in the store is followed', async () => {
    await mkdir(join(root, 'real'));
    await symlink(join(root, 'real'), join(root, 'link'));
    await store.put('link/file', bytes('x'));
    expect(await textOf(store, 'real/file')).toBe('x');
  });
});

test('a pipe in the folder is no file and holds nothing up', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(store.read('pipe')).rejects.toMatchObject({ reason: 'not-found' });
  expect(await pathsOf(store)).toEqual([]);
});

test('what a killed server left behind is swept once it is an hour old', async () => {
  const old = join(root, '.innermost/incoming/old');
  await writeFile(old, 'half');
  await writeFile(join(root, '.innermost/incoming/new'), 'half');
  const longAgo = new Date(systemClock.now() - 3_660_000);
  await utimes(old, longAgo, longAgo);
  expect(await store.sweep()).toBe(1);
  expect(await incoming()).toEqual(['new']);
});

test('when the disk was taken away nothing is written to what lies underneath', async () => {
  await rm(join(root, '.innermost'), { recursive: true });
  const content = bytes('x');
  await expect(store.put('file', content)).rejects.toMatchObject({ reason: 'unavailable' });
  expect(content.destroyed).toBe(true);
  await expect(store.check()).rejects.toMatchObject({ reason: 'unavailable' });
  expect(await readdir(root)).toEqual([]);
});

test('paths of the server itself in the same folder are neither listed nor touched', async () => {
  await mkdir(join(root, 'postgres'));
  await writeFile(join(root, 'postgres/PG_VERSION'), '18');
  const own = await DiskStore.open({ root, clock: systemClock, isOwn: (path) => /^postgres(\/|$)/.test(path) });
  await own.put('users/x', bytes('x'));
  expect(await pathsOf(own)).toEqual(['users/x']);
  const refused = { reason: 'bad-path', message: expect.stringContaining('belongs to the server itself') };
  await expect(own.read('postgres/PG_VERSION')).rejects.toMatchObject(refused);
  await expect(own.remove('postgres/PG_VERSION')).rejects.toMatchObject(refused);
  await expect(own.move('users/x', 'postgres/x')).rejects.toMatchObject(refused);
});

test.runIf(process.getuid?.() === 0)('what root stores in the folder of somebody else is theirs', async () => {
  const theirs = await DiskStore.open({ root, clock: systemClock, owner: { uid: 12_345, gid: 12_345 } });
  await theirs.put('users/u1/profile.png', bytes('x'));
  for (const path of ['users', 'users/u1', 'users/u1/profile.png'])
    expect((await stat(join(root, path))).uid).toBe(12_345);
});
