import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { GatheredWrites } from './gathered-writes.ts';

const folder = await mkdtemp(join(tmpdir(), 'innermost-writes-'));
afterAll(() => rm(folder, { recursive: true }));

test('pieces of all sizes arrive in their order, and whoever adds much waits', async () => {
  const handle = await open(join(folder, 'a'), 'wx');
  const writes = new GatheredWrites(handle, (error) => error);
  const pieces = Array.from({ length: 300 }, (_, n) => Buffer.alloc((n * 7919) % 20_000, n));
  let waited = 0;
  for (const piece of pieces) {
    const full = writes.add(piece);
    if (full) waited += 1;
    await full;
  }
  await writes.end();
  await handle.close();
  expect((await readFile(join(folder, 'a'))).equals(Buffer.concat(pieces))).toBe(true);
  expect(waited).toBeGreaterThan(0);
});

test('what the disk says is told as it is explained, once and again', async () => {
  const path = join(folder, 'b');
  await (await open(path, 'wx')).close();
  const handle = await open(path, 'r');
  const writes = new GatheredWrites(handle, () => new Error('explained'));
  await writes.add(Buffer.from('x'));
  await expect(writes.end()).rejects.toThrow('explained');
  expect(() => writes.add(Buffer.from('y'))).toThrow('explained');
  await handle.close();
});
