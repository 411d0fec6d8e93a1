import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

test('work beyond the slots waits its turn, and beyond the queue is refused', async () => {
  const slots = new Slots(2, 1);
  let running = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  const work = async () => {
    most = Math.max(most, (running += 1));
    await new Promise<void>((resolve) => finish.push(resolve));
    running -= 1;
  };
  const all = [slots.run(work), slots.run(work), slots.run(work)];
  expect(slots.run(work)).toBeUndefined();
  while (finish.length < 2) await Promise.resolve();
  finish.shift()?.();
  await all[0];
  finish.shift()?.();
  await all[1];
  while (finish.length === 0) await Promise.resolve();
  finish.shift()?.();
  await all[2];
  expect(most).toBe(2);
  // A failure gives its slot back.
  await expect(slots.run(() => Promise.reject(new Error('planned')))).rejects.toThrow('planned');
  await expect(slots.run(() => Promise.resolve('done'))).resolves.toBe('done');
});
