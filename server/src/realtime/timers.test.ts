import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTimers, type Timers } from './timers.ts';

let timers: Timers;
beforeEach(() => {
  vi.useFakeTimers();
  timers = createTimers(100);
});
afterEach(() => {
  timers.stop();
  vi.useRealTimers();
});

test('each item is due once, after its own delay', () => {
  const due: string[] = [];
  const delay = timers.delay<string>(250, (item) => due.push(item));
  delay.start('a');
  vi.advanceTimersByTime(100);
  delay.start('b');
  vi.advanceTimersByTime(299);
  expect(due).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(due).toEqual(['a']);
  vi.advanceTimersByTime(1_000);
  expect(due).toEqual(['a', 'b']);
});

test('nothing is due early, however soon after its start a tick comes', () => {
  const due: string[] = [];
  const delay = timers.delay<string>(300, (item) => due.push(item));
  vi.advanceTimersByTime(99);
  delay.start('late in the tick');
  vi.advanceTimersByTime(299);
  expect(due).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(due).toEqual(['late in the tick']);
});

test('an item that is started again begins anew, one that is stopped is never due', () => {
  const due: string[] = [];
  const delay = timers.delay<string>(300, (item) => due.push(item));
  delay.start('again');
  delay.start('stopped');
  vi.advanceTimersByTime(200);
  delay.start('again');
  delay.stop('stopped');
  vi.advanceTimersByTime(200);
  expect(due).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(due).toEqual(['again']);
});

test('an item may start itself again when it is due', () => {
  let rounds = 0;
  const delay = timers.delay<string>(100, (item) => {
    rounds += 1;
    delay.start(item);
  });
  delay.start('ping');
  vi.advanceTimersByTime(1_000);
  expect(rounds).toBe(5);
});

test('what is done regularly is done until the end', () => {
  let rounds = 0;
  timers.every(200, () => (rounds += 1));
  vi.advanceTimersByTime(1_000);
  expect(rounds).toBe(5);
  timers.stop();
  vi.advanceTimersByTime(1_000);
  expect(rounds).toBe(5);
});
