import { expect, test, vi } from 'vitest';
import { sharedCheck } from './shared-check.ts';

test('a check is made once in its time, and everybody is given the outcome', async () => {
  let now = 0;
  let settle = { resolve: (): void => undefined, reject: (_error: Error): void => undefined };
  const check = vi.fn(() => new Promise<void>((resolve, reject) => (settle = { resolve, reject })));
  const ask = sharedCheck(check, { now: () => 0, elapsed: () => now }, 5_000);
  const first = [ask(), ask()];
  now = 60_000; // However long it takes, it is not asked again meanwhile.
  first.push(ask());
  settle.reject(new Error('down'));
  for (const outcome of await Promise.allSettled(first)) expect(outcome.status).toBe('rejected');
  now += 4_999;
  await expect(ask()).rejects.toThrow('down');
  expect(check).toHaveBeenCalledTimes(1);
  now += 1;
  const second = ask();
  settle.resolve();
  await second;
  await ask();
  expect(check).toHaveBeenCalledTimes(2);
});
