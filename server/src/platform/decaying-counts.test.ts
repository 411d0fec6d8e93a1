import { expect, test } from 'vitest';
import { DecayingCounts } from './decaying-counts.ts';

function counts(kept = 100) {
  const time = { elapsed: 0 };
  return { time, counts: new DecayingCounts({ elapsed: () => time.elapsed }, { forget: 1_000, kept }) };
}

test('up to the limit are counted, one is forgotten after its share of the time, and all after the whole', () => {
  const { time, counts: guesses } = counts();
  const take = () => guesses.take('a', 3);
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  expect(guesses.take('b', 3)).toBe(true);
  expect(guesses.wait('a', 3)).toBeCloseTo(333.3, 0);
  time.elapsed = 333;
  expect(take()).toBe(false);
  time.elapsed = 334;
  expect([take(), take()]).toEqual([true, false]);
  time.elapsed = 1_400;
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
});

test('what is given back may be taken again, and a reset forgets all', () => {
  const { counts: guesses } = counts();
  for (const _ of [1, 2]) guesses.take('a', 2);
  guesses.giveBack('a', 2);
  expect([guesses.take('a', 2), guesses.take('a', 2)]).toEqual([true, false]);
  guesses.reset('a');
  expect(guesses.count('a', 2)).toBe(0);
  guesses.giveBack('a', 2);
  expect(guesses.count('a', 2)).toBe(0);
});

test('the largest limits count one by one as well', () => {
  const { counts: guesses } = counts();
  let taken = 0;
  while (guesses.take('a', 1_000)) taken += 1;
  expect(taken).toBe(1_000);
});

test('memory is bounded: of too many keys the oldest are forgotten', () => {
  const { counts: guesses } = counts(2);
  for (const key of ['a', 'b', 'c']) guesses.take(key, 1);
  expect([guesses.take('c', 1), guesses.take('b', 1), guesses.take('a', 1)]).toEqual([false, false, true]);
  guesses.resetAll((key) => key === 'a');
  expect(guesses.take('a', 1)).toBe(true);
});
