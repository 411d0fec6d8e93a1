import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { pathsOf, textOf } from '../testing/contract.ts';
import { pieces, pieceSize } from '../testing/put-until-killed.ts';
import { DiskStore } from './disk-store.ts';

const root = await realpath(await mkdtemp(join(tmpdir(), 'innermost-killed-')));
const program = fileURLToPath(new URL('../testing/put-until-killed.ts', import.meta.url));
afterAll(() => rm(root, { recursive: true }));

test('kill -9 in the middle of a put leaves the last whole file, and the rest is swept', async () => {
  const laterClock = { now: () => systemClock.now() + 2 * 3_600_000 };
  const store = await DiskStore.open({ root, clock: laterClock });
  let leftovers = 0;
  for (let round = 0; round < 12 || leftovers === 0; round += 1) {
    const child = spawn(process.execPath, [program, root], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    let acknowledged = '';
    child.stdout.on('data', (text: Buffer) => (acknowledged += text.toString()));
    await once(child.stdout, 'data');
    await wait(round * 3);
    child.kill('SIGKILL');
    await closed;

    const text = await textOf(store, 'some/folder/file');
    expect(text).toHaveLength(pieces * pieceSize);
    expect(text).toBe((text[0] ?? '').repeat(pieces * pieceSize));
    // What was acknowledged last, or the one after it that could no longer say so.
    const last = acknowledged.at(-1) ?? '';
    expect([last, String.fromCharCode(97 + ((last.charCodeAt(0) - 96) % 26))]).toContain(text[0]);
    expect(await pathsOf(store)).toEqual(['some/folder/file']);
    leftovers += await store.sweep();
    expect(await readdir(join(root, '.innermost/incoming'))).toEqual([]);
  }
});
