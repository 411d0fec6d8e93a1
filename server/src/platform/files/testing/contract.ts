/** What every driver of the file store keeps to. Each driver's test file runs it. */
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ByteRange, FileStore } from '../store.ts';

const bytes = (...chunks: (string | Uint8Array)[]): Readable => Readable.from(chunks.map((one) => Buffer.from(one)));

export async function textOf(store: FileStore, path: string, range?: ByteRange): Promise<string> {
  return (await buffer((await store.read(path, range)).body)).toString();
}

export async function pathsOf(store: FileStore, prefix = ''): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of store.list(prefix)) paths.push(path);
  return paths;
}

/** `open` answers the same store each time, and an empty one at first. */
export function fileStoreContract(open: () => FileStore): void {
  describe('put', () => puts(open));
  describe('read', () => reads(open));
  describe('interrupted puts', () => interruptions(open));
  describe('move and remove', () => moves(open));
  describe('list', () => lists(open));
  describe('paths', () => paths(open));

  test('a store that works is healthy', async () => {
    await open().check();
  });
}

const attachment =
  '20261130/teams/noteam/channels/c8k4a1x7tjdk5gjjm6hf9q6x1r/users/u8k4a1x7tjdk5gjjm6hf9q6x1r/f8k4a1x7tjdk5gjjm6hf9q6x1r/Plan für März 計画 (2).pdf';

function puts(open: () => FileStore): void {
  test('a file comes back byte for byte, with its size and time', async () => {
    const store = open();
    const content = randomBytes(300_000);
    const before = Date.now();
    expect(await store.put(attachment, bytes(content.subarray(0, 7), content.subarray(7)))).toBe(300_000);
    const { body, size, modified_at } = await store.read(attachment);
    expect(size).toBe(300_000);
    expect(Math.abs(modified_at - before)).toBeLessThan(60_000);
    expect(content.equals(await buffer(body))).toBe(true);
    expect(await store.stat(attachment)).toEqual({ size: 300_000, modified_at });
  });

  test('an empty file is a file', async () => {
    const store = open();
    expect(await store.put('put/empty', bytes())).toBe(0);
    expect(await store.stat('put/empty')).toMatchObject({ size: 0 });
    expect(await textOf(store, 'put/empty')).toBe('');
    await expect(store.read('put/empty', { first: 0 })).rejects.toMatchObject({ reason: 'range' });
  });

  test('a second put replaces the first, longer or shorter', async () => {
    const store = open();
    await store.put('put/twice', bytes('first and longer'));
    await store.put('put/twice', bytes('second'));
    expect(await textOf(store, 'put/twice')).toBe('second');
  });

  test('puts of one path at the same time leave one of them whole', async () => {
    const store = open();
    const contents = Array.from({ length: 8 }, (_one, index) => String(index).repeat(100_000));
    await Promise.all(contents.map((content) => store.put('put/race/file', bytes(content))));
    expect(contents).toContain(await textOf(store, 'put/race/file'));
  });

  test('20 MB of unknown length go through', async () => {
    const store = open();
    const hash = createHash('sha256');
    const piece = randomBytes(1_000_003);
    async function* pieces() {
      for (let count = 0; count < 20; count += 1) {
        hash.update(piece);
        yield piece;
      }
    }
    expect(await store.put('put/large', pieces())).toBe(20_000_060);
    const read = createHash('sha256');
    for await (const chunk of (await store.read('put/large')).body) read.update(chunk as Buffer);
    expect(read.digest('hex')).toBe(hash.digest('hex'));
    expect(await textOf(store, 'put/large', { first: 20_000_055 })).toBe(piece.subarray(-5).toString());
    await store.remove('put/large');
  });
}

function reads(open: () => FileStore): void {
  test.each([
    [{ first: 0, last: 3 }, '0123'],
    [{ first: 4 }, '456789'],
    [{ first: 9, last: 9 }, '9'],
    [{ first: 7, last: 4000 }, '789'],
  ])('the range %o is %s', async (range, expected) => {
    const store = open();
    await store.put('put/range', bytes('0123456789'));
    const { body, size } = await store.read('put/range', range);
    expect(size).toBe(10);
    expect((await buffer(body)).toString()).toBe(expected);
  });

  test('a range that begins behind the end, or ends before it begins, is refused', async () => {
    const store = open();
    await store.put('put/range', bytes('0123456789'));
    await expect(store.read('put/range', { first: 10 })).rejects.toMatchObject({ reason: 'range' });
    await expect(store.read('put/range', { first: 5, last: 4 })).rejects.toMatchObject({ reason: 'range' });
  });

  test('what is not there is not found, and neither is a folder', async () => {
    const store = open();
    await store.put('put/folder/file', bytes('x'));
    for (const path of ['put/none', 'none/none', 'put/folder']) {
      await expect(store.read(path)).rejects.toMatchObject({ name: 'FileStoreError', reason: 'not-found' });
      expect(await store.stat(path)).toBeUndefined();
      await store.remove(path);
    }
    await expect(store.move('put/none', 'put/other')).rejects.toMatchObject({ reason: 'not-found' });
    expect(await textOf(store, 'put/folder/file')).toBe('x');
  });
}

function interruptions(open: () => FileStore): void {
  async function* breaking(after: number) {
    for (let count = 0; count < after; count += 1) yield randomBytes(1_000_000);
    throw new Error('the sender went away');
  }

  test.each([0, 1, 7, 13])('a stream that fails after %d MB leaves what was there', async (after) => {
    const store = open();
    await store.put('broken/file', bytes('before'));
    const paths = await pathsOf(store);
    await expect(store.put('broken/file', breaking(after))).rejects.toThrow('the sender went away');
    await expect(store.put('broken/new', breaking(after))).rejects.toThrow('the sender went away');
    expect(await textOf(store, 'broken/file')).toBe('before');
    expect(await pathsOf(store)).toEqual(paths);
  });

  test('an abort ends a stream that brings nothing, and destroys it', async () => {
    const store = open();
    const silent = new Readable({ read: () => undefined });
    silent.push('begun');
    const controller = new AbortController();
    const putting = store.put('broken/silent', silent, { signal: controller.signal });
    await turn();
    controller.abort();
    await expect(putting).rejects.toMatchObject({ name: 'AbortError' });
    expect(silent.destroyed).toBe(true);
    expect(await store.stat('broken/silent')).toBeUndefined();
  });

  test('nothing of a file is seen before it is whole', async () => {
    const store = open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    async function* slow() {
      yield randomBytes(6_000_000);
      await held;
      yield Buffer.from('end');
    }
    const putting = store.put('broken/slow', slow());
    await turn();
    expect(await store.stat('broken/slow')).toBeUndefined();
    expect(await pathsOf(store, 'broken/slow')).toEqual([]);
    release();
    expect(await putting).toBe(6_000_003);
    expect(await store.stat('broken/slow')).toMatchObject({ size: 6_000_003 });
  });

  test('a sweep leaves what is under way and what is stored', async () => {
    const store = open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    async function* slow() {
      yield randomBytes(6_000_000);
      await held;
    }
    await store.put('sweep/stored', bytes('x'));
    const putting = store.put('sweep/slow', slow());
    await turn();
    await store.sweep();
    release();
    expect(await putting).toBe(6_000_000);
    expect(await pathsOf(store, 'sweep/')).toEqual(['sweep/slow', 'sweep/stored']);
  });
}

function moves(open: () => FileStore): void {
  test('a moved file is at its new place only, and replaces what was there', async () => {
    const store = open();
    await store.put('move/a/from è %20.txt', bytes('moved'));
    await store.put('move/b/to', bytes('replaced'));
    await store.move('move/a/from è %20.txt', 'move/b/to');
    expect(await textOf(store, 'move/b/to')).toBe('moved');
    expect(await pathsOf(store, 'move/')).toEqual(['move/b/to']);
    await store.move('move/b/to', 'move/b/to');
    expect(await textOf(store, 'move/b/to')).toBe('moved');
  });

  test('a removed file is gone, and its neighbours stay', async () => {
    const store = open();
    await store.put('remove/a', bytes('a'));
    await store.put('remove/ab', bytes('ab'));
    await store.remove('remove/a');
    await store.remove('remove/a');
    expect(await pathsOf(store, 'remove/')).toEqual(['remove/ab']);
  });

  test('folders that become empty do not stand in the way of puts at the same moment', async () => {
    const store = open();
    const rounds = Array.from({ length: 30 }, (_one, index) => index);
    await Promise.all(
      rounds.map(async (index) => {
        await store.put(`busy/${index % 3}/x/${index}`, bytes('x'));
        if (index % 2 === 0) await store.remove(`busy/${index % 3}/x/${index}`);
      }),
    );
    expect(await pathsOf(store, 'busy/')).toHaveLength(15);
  });
}

function lists(open: () => FileStore): void {
  test('by the bytes of the paths, and only what begins with the prefix', async () => {
    const store = open();
    const names = ['a', 'a.txt', 'a0', 'b/a', 'b/ä', 'b0', 'Z', 'é/1', '\u{ff5e}', '\u{1f600}'];
    for (const name of names) await store.put(`list/${name}.x`, bytes(name));
    const sorted = names
      .map((name) => `list/${name}.x`)
      .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(await pathsOf(store, 'list/')).toEqual(sorted);
    expect(await pathsOf(store, 'list/b')).toEqual(['list/b/a.x', 'list/b/ä.x', 'list/b0.x']);
    expect(await pathsOf(store, 'list/b/')).toEqual(['list/b/a.x', 'list/b/ä.x']);
    expect(await pathsOf(store, 'lis')).toEqual(sorted);
    expect(await pathsOf(store, 'list/none')).toEqual([]);
    expect(await pathsOf(store, 'none/')).toEqual([]);
    for await (const { path, size, modified_at } of store.list('list/b/a')) {
      expect({ path, size }).toEqual({ path: 'list/b/a.x', size: 3 });
      expect(Math.abs(modified_at - Date.now())).toBeLessThan(60_000);
    }
  });
}

function paths(open: () => FileStore): void {
  const strange = [
    ['', 'it is empty'],
    ['/etc/passwd', 'it begins with /'],
    ['../secret', 'it leads elsewhere'],
    ['a/../../secret', 'it leads elsewhere'],
    ['a/./b', 'it leads elsewhere'],
    ['a//b', 'a name in it is empty'],
    ['a/', 'a name in it is empty'],
    ['a\0b', 'it holds a NUL'],
    ['a/\ud800', 'it holds half a character'],
    ['.innermost/incoming/x', "is the store's own"],
    ['.Innermost', "is the store's own"],
  ] as const;
  test.each(strange)('%j is refused everywhere: %s', async (path, reason) => {
    const store = open();
    const refused = { name: 'FileStoreError', reason: 'bad-path', message: expect.stringContaining(reason) };
    const content = bytes('x');
    await expect(store.put(path, content)).rejects.toMatchObject(refused);
    expect(content.destroyed).toBe(true);
    await store.put('paths/there', bytes('x'));
    await expect(store.read(path)).rejects.toMatchObject(refused);
    await expect(store.stat(path)).rejects.toMatchObject(refused);
    await expect(store.remove(path)).rejects.toMatchObject(refused);
    await expect(store.move('paths/there', path)).rejects.toMatchObject(refused);
    await expect(store.move(path, 'paths/x')).rejects.toMatchObject(refused);
    expect(await textOf(store, 'paths/there')).toBe('x');
  });

  test.each([
    ['C:\\windows\\system32', 'it holds one of'],
    ['..\\secret', 'it holds one of'],
    ['a/what?.txt', 'it holds one of'],
    ['a/CON', 'a device on Windows'],
    ['lpt1.txt/a', 'a device on Windows'],
    ['a/dot.', 'ends with a dot or a space'],
    ['a /b', 'ends with a dot or a space'],
    ['a/line\nend', 'a control character'],
    [`a/${'n'.repeat(300)}`, 'longer than 255 bytes'],
    [`a/${'計'.repeat(86)}`, 'longer than 255 bytes'],
    ['a/'.repeat(450) + 'a', 'longer than 900 bytes'],
  ])('nothing is put or moved to %j: %s', async (path, reason) => {
    const store = open();
    const refused = { name: 'FileStoreError', reason: 'bad-path', message: expect.stringContaining(reason) };
    await store.put('paths/there', bytes('x'));
    await expect(store.put(path, bytes('x'))).rejects.toMatchObject(refused);
    await expect(store.move('paths/there', path)).rejects.toMatchObject(refused);
  });

  test('a long name, one that begins with a dot, and one like a device are names', async () => {
    const store = open();
    for (const name of ['計'.repeat(70), '.hidden', 'console', 'a com1 b', '100%25', '~', '-rf', 'aux_']) {
      await store.put(`paths/names/${name}`, bytes(name));
      expect(await textOf(store, `paths/names/${name}`)).toBe(name);
    }
  });
}
