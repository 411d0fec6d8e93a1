import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createColouring, mayBeColoured, type ColourAnswer, type ColourJob, type ColourWorker } from './colouring.ts';

class FakeWorker implements ColourWorker {
  readonly jobs: ColourJob[] = [];
  isEnded = false;
  private listen: (event: { data: ColourAnswer }) => void = () => undefined;
  addEventListener(type: string, listener: (event: { data: ColourAnswer }) => void): void {
    if (type === 'message') this.listen = listener;
  }
  postMessage(job: ColourJob): void {
    this.jobs.push(job);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(answer: ColourAnswer): void {
    this.listen({ data: answer });
  }
}

function workshop() {
  const workers: FakeWorker[] = [];
  const colouring = createColouring(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  const heard: string[] = [];
  const ask = (text: string) =>
    colouring.ask(text, 'sql', (pieces) => heard.push(pieces.map((one) => one.text).join('')));
  return { workers, colouring, heard, ask };
}

const done = (id: number, text: string): ColourAnswer => ({ id, kind: 'done', pieces: [{ text, look: 'k' }] });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('code goes to the worker one piece at a time, and its colours are remembered', () => {
  const { workers, colouring, heard, ask } = workshop();
  ask('a');
  ask('a');
  ask('b');
  expect(workers[0]?.jobs).toEqual([{ id: 1, text: 'a', name: 'sql' }]);
  workers[0]?.say({ id: 1, kind: 'begun' });
  workers[0]?.say(done(1, 'a'));
  expect(heard).toEqual(['a', 'a']);
  expect(workers[0]?.jobs[1]).toMatchObject({ text: 'b' });
  expect(colouring.known('a', 'sql')).toEqual([{ text: 'a', look: 'k' }]);
  ask('a');
  expect(heard).toEqual(['a', 'a', 'a']);
});

test('a worker that takes too long is ended; that code stays plain for good and the next goes on in another', () => {
  const { workers, colouring, heard, ask } = workshop();
  ask('slow');
  ask('next');
  // A grammar may take its time to arrive.
  vi.advanceTimersByTime(60_000);
  expect(workers[0]?.isEnded).toBe(false);
  workers[0]?.say({ id: 1, kind: 'begun' });
  vi.advanceTimersByTime(1_000);
  expect(workers[0]?.isEnded).toBe(true);
  expect(workers[1]?.jobs).toMatchObject([{ text: 'next' }]);
  workers[0]?.say(done(1, 'slow'));
  expect(heard).toEqual([]);
  workers[1]?.say({ id: 2, kind: 'begun' });
  workers[1]?.say(done(2, 'next'));
  expect(heard).toEqual(['next']);
  ask('slow');
  expect(workers.flatMap(({ jobs }) => jobs).filter(({ text }) => text === 'slow')).toHaveLength(1);
  expect(colouring.known('slow', 'sql')).toBeUndefined();
});

test('a wish is forgotten with what wanted it, and nothing is asked while nothing can be loaded', () => {
  const { workers, ask } = workshop();
  ask('a');
  ask('b')();
  workers[0]?.say({ id: 1, kind: 'begun' });
  workers[0]?.say(done(1, 'a'));
  expect(workers[0]?.jobs).toHaveLength(1);
  ask('c');
  workers[0]?.say({ id: 3, kind: 'unable' });
  ask('d');
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(31_000);
  ask('e');
  expect(workers[1]?.jobs).toMatchObject([{ text: 'd' }]);
});

test('long code and long lines are not even asked for', () => {
  const { workers, colouring, ask } = workshop();
  for (const text of ['_a'.repeat(7_900), `${'a\n'.repeat(2_000)}b`, `short\n${'x'.repeat(501)}`]) {
    expect(mayBeColoured(text)).toBe(false);
    ask(text);
  }
  colouring.ask('a', 'klingon', () => undefined);
  expect(workers).toEqual([]);
  for (const text of ['', 'a\n'.repeat(2_000), `${'x'.repeat(500)}\n${'y'.repeat(500)}`]) {
    expect(mayBeColoured(text), text.slice(0, 10)).toBe(true);
  }
});
