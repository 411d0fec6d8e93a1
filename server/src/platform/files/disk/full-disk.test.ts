import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { pathsOf, textOf } from '../testing/contract.ts';
import { DiskStore } from './disk-store.ts';

const root = mkdtempSync(join(tmpdir(), 'innermost-full-'));
/** Only root of a machine, or of a container that is let, can make a small disk. */
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', root]).status === 0;

afterAll(() => {
  if (hasDisk) execFileSync('umount', [root]);
  rmSync(root, { recursive: true });
});

test.runIf(hasDisk)('a full disk says so, keeps what was there, and leaves nothing behind', async () => {
  const store = await DiskStore.open({ root, clock: systemClock });
  const megabytes = (count: number) =>
    Readable.from(Array.from({ length: count * 16 }, () => Buffer.alloc(65_536, 'x')));
  await store.put('file', Readable.from([Buffer.from('before')]));
  const content = megabytes(4);
  await expect(store.put('file', content)).rejects.toMatchObject({
    name: 'FileStoreError',
    reason: 'full',
    message: 'The disk of the file store is full: free some space on it.',
  });
  expect(content.destroyed).toBe(true);
  await expect(store.put('new/folder/file', megabytes(4))).rejects.toMatchObject({ reason: 'full' });
  expect(await textOf(store, 'file')).toBe('before');
  expect(await pathsOf(store)).toEqual(['file']);
  expect(readdirSync(root).toSorted()).toEqual(['.innermost', 'file']);
  expect(readdirSync(join(root, '.innermost/incoming'))).toEqual([]);

  const { status } = spawnSync('dd', ['if=/dev/zero', `of=${join(root, 'rest')}`, 'bs=4k', 'count=1000']);
  expect(status).not.toBe(0);
  await expect(store.check()).rejects.toMatchObject({ reason: 'full' });
});
