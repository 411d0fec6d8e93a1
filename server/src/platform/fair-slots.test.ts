import { expect, test } from 'vitest';
import { FairSlots } from './fair-slots.ts';

/** Work that ends when told, in slots of which `atOnce` are there. */
function scene(atOnce: number, bounds = { perCaller: 3, inAll: 100 }) {
  const slots = new FairSlots(atOnce, { ...bounds, perCaller: () => bounds.perCaller });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string) => {
    const answer = slots.run(name.charAt(0), () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
    return typeof answer === 'string' ? answer : 'taken';
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    for (let n = 0; n < 10; n += 1) await Promise.resolve();
  };
  return { slots, begun, ask, end };
}

test('callers take turns, and one who has nothing under way goes before those who have', async () => {
  const { begun, ask, end } = scene(2);
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) expect(ask(name)).toBe('taken');
  expect(begun).toEqual(['a1', 'a2']);
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) await end(name);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'c1', 'b2', 'a4']);
});

test('a flood of one caller lets another one in with the next slot, however long its queue', async () => {
  const { begun, ask, end } = scene(2, { perCaller: 50, inAll: 100 });
  for (let n = 0; n < 52; n += 1) ask(`a${n}`);
  await end('a0');
  expect(begun).toEqual(['a0', 'a1', 'a2']);
  expect(ask('b')).toBe('taken');
  await end('a1');
  expect(begun.at(-1)).toBe('b');
});

test('beyond its own queue a caller is refused, the others are not; beyond all queues everybody is', () => {
  const { ask } = scene(1, { perCaller: 2, inAll: 3 });
  for (const name of ['a1', 'a2', 'a3']) expect(ask(name)).toBe('taken');
  expect(ask('a4')).toBe('caller is busy');
  expect(ask('b1')).toBe('taken');
  expect(ask('b2')).toBe('all are busy');
});

test('work that fails gives its slot back', async () => {
  const { slots } = scene(1);
  await expect(slots.run('a', () => Promise.reject(new Error('planned')))).rejects.toThrow('planned');
  await expect(slots.run('a', () => Promise.resolve('done'))).resolves.toBe('done');
});
