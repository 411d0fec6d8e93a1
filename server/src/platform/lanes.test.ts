import { expect, test } from 'vitest';
import { Lanes, LanesBusy, type HeldLanes } from './lanes.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

/** Runs as soon as its lanes are free, and ends when told. */
function work(lanes: Lanes, name: string, keys: string[], log: string[]) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async (): Promise<void> => {
    const held = await lanes.take(keys);
    log.push(name);
    await ended;
    held.release();
  };
  return { end, done: run() };
}

test('a lane has one holder at a time, in the order of arrival', async () => {
  const lanes = new Lanes();
  const log: string[] = [];
  const works = ['a', 'b', 'c'].map((name) => work(lanes, name, ['x'], log));
  for (const [index, { end, done }] of works.entries()) {
    await soon();
    expect(log).toHaveLength(index + 1);
    end();
    await done;
  }
  expect(log).toEqual(['a', 'b', 'c']);
});

test('a free lane is had at once, without a turn of the event loop', () => {
  const held = new Lanes().take(['x', 'y']);
  expect(held).not.toBeInstanceOf(Promise);
});

test('works that name the same lanes in different orders do not wait for each other in a circle', async () => {
  const lanes = new Lanes();
  const log: string[] = [];
  const works = [
    work(lanes, 'xy', ['x', 'y'], log),
    work(lanes, 'yz', ['y', 'z'], log),
    work(lanes, 'zx', ['z', 'x'], log),
    work(lanes, 'yx', ['y', 'x', 'y'], log),
  ];
  for (const { end } of works) end();
  await Promise.all(works.map(({ done }) => done));
  expect(log).toHaveLength(4);
});

test('whoever waits for two lanes has neither until both are free, and keeps its place', async () => {
  const lanes = new Lanes();
  const log: string[] = [];
  const x = work(lanes, 'x', ['x'], log);
  const both = work(lanes, 'xy', ['x', 'y'], log);
  const y = work(lanes, 'y', ['y'], log);
  await soon();
  expect(log).toEqual(['x']);
  for (const { end } of [x, both, y]) end();
  await Promise.all([x.done, both.done, y.done]);
  expect(log).toEqual(['x', 'xy', 'y']);
});

test('so many wait and no more; whoever waited too long leaves its place to the next', async () => {
  const lanes = new Lanes({ waiting: 2, patience: 20 });
  const first = await lanes.take(['x']);
  const late = [lanes.take(['x', 'y']), lanes.take(['x'])];
  await expect(Promise.resolve(lanes.take(['x']))).rejects.toBeInstanceOf(LanesBusy);
  for (const one of late) await expect(Promise.resolve(one)).rejects.toBeInstanceOf(LanesBusy);
  // The lane for which only the late ones waited is free, and the other one once it is let go.
  expect(lanes.take(['y'])).not.toBeInstanceOf(Promise);
  const next = lanes.take(['x']);
  first.release();
  (await next).release();
  expect(lanes.take(['x'])).not.toBeInstanceOf(Promise);
});

test('the lane of something new is had without waiting; one that others know is not new', async () => {
  const lanes = new Lanes();
  const held = await lanes.take(['x']);
  held.addNew('new');
  expect(held.has('new')).toBe(true);
  const waiting = lanes.take(['new']);
  expect(waiting).toBeInstanceOf(Promise);
  const other: HeldLanes = await lanes.take(['y']);
  expect(() => other.addNew('x')).toThrow('not new');
  held.release();
  held.release();
  expect((await waiting).has('new')).toBe(true);
});
