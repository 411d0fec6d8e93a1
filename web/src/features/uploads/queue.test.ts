import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';

import type { ById } from '../../live/state.ts';
import { makeFile } from '../../live/testing.ts';
import { Queue } from './queue.ts';
import type { Attempt, Cargo } from './send-file.ts';
import { putLast, type Upload } from './uploading.ts';

interface Sending extends Attempt {
  cargo: Cargo;
  answer: (answer: FileInfo | Error) => void;
}

/** A server that answers when told to, a connection, and a clock. */
function setUp() {
  const store = createStore<ById<Upload>>(() => ({}));
  const sent: Sending[] = [];
  const there: string[] = [];
  const line = { isAway: false, back: [] as (() => void)[] };
  const clock = { now: 0 };
  const timers: { ms: number; run: () => void }[] = [];
  const queue = new Queue({
    store,
    send: (cargo, attempt) =>
      new Promise((resolve, reject) => {
        const answer = (given: FileInfo | Error) => (given instanceof Error ? reject(given) : resolve(given));
        attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason as Error));
        sent.push({ ...attempt, cargo, answer });
      }),
    onThere: (upload, info) => there.push(`${upload.key} is ${info.id}`),
    now: () => clock.now,
    isAway: () => line.isAway,
    whenBack(run) {
      line.back.push(run);
      return () => void line.back.splice(line.back.indexOf(run), 1);
    },
    later(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
    },
  });
  const add = (key: string, file = new Blob(['12345'])) => {
    putLast(key);
    const place = { channel_id: 'town', root_id: '', at: 'town' };
    queue.add({ key, name: `${key}.txt`, size: file.size, type: '', ...place, state: 'waiting', done: 0 }, file);
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const of = (key: string) => store.getState()[key];
  const names = () => sent.map(({ cargo }) => cargo.name);
  return { store, queue, sent, there, line, clock, timers, add, settle, of, names };
}

const apiError = (status_code: number, id = 'api.x', retry_after_s?: number) =>
  new ApiError({ id, message: 'No.', status_code, detailed_error: '', request_id: '', retry_after_s });

test('three go at once, the rest in their order as places get free', async () => {
  const { add, sent, settle, names, there, store, of } = setUp();
  for (const key of ['a', 'b', 'c', 'd', 'e']) add(key);
  expect(names()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  expect([of('a')?.state, of('d')?.state]).toEqual(['sending', 'waiting']);
  sent[1]?.answer(makeFile('fb'));
  await settle();
  expect(names()).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
  expect(there).toEqual(['b is fb']);
  expect(Object.keys(store.getState())).toEqual(['a', 'c', 'd', 'e']);
});

test('how far it is and how long it will take are told', () => {
  const { add, sent, clock, of } = setUp();
  add('a', new Blob([new Uint8Array(1000)]));
  clock.now = 1_000;
  sent[0]?.onProgress(100);
  expect(of('a')).toMatchObject({ done: 100 });
  expect(of('a')?.left).toBeUndefined();
  clock.now = 2_000;
  sent[0]?.onProgress(500);
  expect(of('a')).toMatchObject({ done: 500, left: 2 });
});

test('what gets no answer waits for the connection and goes on by itself', async () => {
  const { add, sent, settle, line, of, there } = setUp();
  add('a');
  line.isAway = true;
  sent[0]?.answer(new NetworkError('gone'));
  await settle();
  expect(of('a')?.state).toBe('paused');
  line.isAway = false;
  line.back[0]?.();
  sent[1]?.answer(makeFile('fa'));
  await settle();
  expect(there).toEqual(['a is fa']);
});

test('with a connection it is tried a few times, and then it is lost and can be tried again', async () => {
  const { add, sent, settle, timers, of } = setUp();
  add('a', new Blob([new Uint8Array(100)]));
  for (let tries = 0; tries < 6; tries += 1) {
    sent[tries]?.onProgress(34);
    sent[tries]?.answer(new NetworkError('broke'));
    await settle();
    timers.pop()?.run();
  }
  expect(sent).toHaveLength(6);
  expect(of('a')).toMatchObject({ state: 'failed', reason: 'Lost at 34 %', mayRetry: true });
});

test('an attempt in which the server got more does not count as a failure', async () => {
  const { add, sent, settle, timers, of } = setUp();
  add('a', new Blob([new Uint8Array(100)]));
  for (let tries = 0; tries < 9; tries += 1) {
    const sending = sent[tries];
    if (sending) sending.cargo.kept += 10;
    sending?.answer(new NetworkError('broke'));
    await settle();
    timers.pop()?.run();
  }
  expect(of('a')?.state).toBe('sending');
});

test('the wait that a busy server asks for is kept', async () => {
  const { add, sent, settle, timers } = setUp();
  add('a');
  sent[0]?.answer(apiError(503, 'api.x', 60));
  await settle();
  expect(timers.map(({ ms }) => ms)).toEqual([60_000]);
});

test.each([
  [413, false],
  [400, false],
  [403, true],
  [507, true],
])('refused with %i it says why; trying again: %s', async (status, mayRetry) => {
  const { add, sent, settle, of, queue, names } = setUp();
  add('a');
  sent[0]?.answer(apiError(status));
  await settle();
  expect(of('a')).toMatchObject({ state: 'failed', reason: 'No.', mayRetry });
  expect(queue.isBusy()).toBe(false);
  queue.retry('a');
  expect(names()).toEqual(['a.txt', 'a.txt']);
});

test('a file that cannot be read any more is not tried again and again', async () => {
  const { add, sent, settle, of } = setUp();
  const moved = new Blob(['12345']);
  moved.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('moved')) }) as unknown as Blob;
  add('a', moved);
  sent[0]?.answer(new NetworkError('broke'));
  await settle();
  expect(of('a')).toMatchObject({ state: 'failed', reason: 'The file cannot be read any more', mayRetry: false });
});

test('what is removed is stopped, whether it goes or waits', async () => {
  const { add, sent, settle, queue, store, there, timers } = setUp();
  add('a');
  add('b');
  sent[1]?.answer(new NetworkError('broke'));
  await settle();
  queue.remove('a');
  queue.remove('b');
  expect(sent[0]?.signal.aborted).toBe(true);
  expect([store.getState(), timers.length]).toEqual([{}, 0]);
  await settle();
  expect(there).toEqual([]);
});

test('without a session nothing goes; with the next one all of it does', async () => {
  const { add, sent, settle, queue, of, names } = setUp();
  add('a');
  sent[0]?.answer(apiError(401));
  await settle();
  queue.pause();
  add('b');
  expect(names()).toEqual(['a.txt']);
  expect([of('a')?.state, of('b')?.state]).toEqual(['waiting', 'waiting']);
  queue.resume();
  expect(names()).toEqual(['a.txt', 'a.txt', 'b.txt']);
});
