import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { parse } from './parse.ts';
import { createReading, type ReadAnswer, type ReadingWorker, type ReadJob } from './whole.ts';

class FakeWorker implements ReadingWorker {
  readonly jobs: ReadJob[] = [];
  isEnded = false;
  private readonly listeners = new Map<string, (event: { data: ReadAnswer }) => void>();
  addEventListener(type: string, listener: (event: { data: ReadAnswer }) => void): void {
    this.listeners.set(type, listener);
  }
  postMessage(job: ReadJob): void {
    this.jobs.push(job);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(type: 'message' | 'error', data: ReadAnswer): void {
    this.listeners.get(type)?.({ data });
  }
  /** As the real one answers: what is sent is copied. */
  answer({ id, source }: ReadJob): void {
    this.say('message', structuredClone({ id, blocks: parse(source) }));
  }
}

function library() {
  const workers: FakeWorker[] = [];
  const reading = createReading(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, reading };
}

const long = (word: string) => `- ${word}\n`.repeat(2_000);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a long text is read once, however many ask, and remembered as the same object', async () => {
  const { workers, reading } = library();
  expect(reading.known(long('a'))).toBeUndefined();
  const asked = [reading.read(long('a')), reading.read(long('a'))];
  expect(workers[0]?.jobs).toEqual([{ id: 1, source: long('a') }]);
  workers[0]?.answer({ id: 1, source: long('a') });
  const [first, second] = await Promise.all(asked);
  expect(first).toEqual(parse(long('a')));
  expect(second).toBe(first);
  expect(reading.known(long('a'))).toBe(first);
  expect(await reading.read(long('a'))).toBe(first);
  expect(workers[0]?.jobs).toHaveLength(1);
});

test('a text whose beginning is all of it needs no worker', async () => {
  const { workers, reading } = library();
  expect(reading.known('a **b**')).toBe(parse('a **b**'));
  expect(await reading.read('a **b**')).toBe(parse('a **b**'));
  expect(workers).toEqual([]);
});

test.each(['error', 'silence'])('after an %s of the worker the page reads for itself', async (what) => {
  const { workers, reading } = library();
  const asked = reading.read(long('b'));
  if (what === 'error') workers[0]?.say('error', { id: 0, blocks: [] });
  else vi.advanceTimersByTime(2_000);
  expect(await asked).toEqual(parse(long('b')));
  expect(workers[0]?.isEnded).toBe(true);
  expect(await reading.read(long('c'))).toEqual(parse(long('c')));
  expect(workers).toHaveLength(1);
});
