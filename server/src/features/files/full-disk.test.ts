import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { pathsIn, sends } from './testing.ts';

const Directory = mkdtempSync(join(tmpdir(), 'innermost-full-'));
/** Only root of a machine, or of a container that is let, can make a small disk. */
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', Directory]).status === 0;
afterAll(() => {
  if (hasDisk) execFileSync('umount', [Directory]);
  rmSync(Directory, { recursive: true });
});

test.runIf(hasDisk)('a full disk is told with its setting, leaves nothing, and what was there stays', async () => {
  const server = await startServer({ config: { FileSettings: { Directory } } });
  const { ann, channel } = await server.make.conversation();
  const there = await sends(ann, channel, 'there', 'x');
  const sending = sends(ann, channel, 'lost', 'x'.repeat(2_000_000));
  await expect(sending).rejects.toMatchObject({ status: 507, id: 'api.innermost.files.full.app_error' });
  await expect(sending).rejects.toThrow('FileSettings.Directory');
  expect((await pathsIn(server.app.services.files)).map((path) => path.split('/').at(-2))).toEqual([there.id]);
});
