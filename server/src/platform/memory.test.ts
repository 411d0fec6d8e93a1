import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { giveMemoryBack, quietWatch } from './memory.ts';

const mebibyte = 1024 * 1024;

test('collects once the quiet has lasted, and again only when there is something to gain', () => {
  const isTime = quietWatch(10_000);
  const at = (megabytes: number, cpu: number) => isTime({ resident: megabytes * mebibyte, cpu });

  expect(at(170, 1_000)).toBe(false); // the first reading knows no rate
  expect(at(170, 1_200)).toBe(false); // 2 % of a core
  expect(at(170, 1_250)).toBe(true);
  expect(at(130, 1_300)).toBe(false); // what is left
  expect(at(150, 1_350)).toBe(false);
  expect(at(300, 9_000)).toBe(false); // busy
  expect(at(300, 9_050)).toBe(true);
});

test('what was used and is not any more goes back', async () => {
  let used: unknown[] | undefined = Array.from({ length: 2_000_000 }, (_, n) => ({ n }));
  expect(used).toHaveLength(2_000_000);
  used = undefined;
  const before = process.memoryUsage().heapTotal;
  const memory = giveMemoryBack(500);
  for (let tries = 0; tries < 40 && process.memoryUsage().heapTotal > before - 32 * mebibyte; tries += 1)
    await setTimeout(250);
  memory.close();
  expect(process.memoryUsage().heapTotal).toBeLessThan(before - 32 * mebibyte);
});
