import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';

import type { Failure } from './acts.ts';
import type { ById } from './state.ts';
import { createStrays } from './strays.ts';

function setUp() {
  const failures = createStore<ById<Failure>>(() => ({}));
  const fail = (place: string) =>
    failures.setState({ [place]: { failed: 'Not done', error: new Error('no'), again: () => undefined } });
  return { failures, fail, strays: createStrays(failures) };
}

test('what fails in a place on the screen is no stray, also after the place went', () => {
  const { fail, strays } = setUp();
  const gone = strays.show('post:p');
  fail('post:p');
  expect(strays.now()).toEqual([]);
  gone();
  expect(strays.now()).toEqual([]);
  // The next failure there is another one.
  fail('post:p');
  expect(strays.now()).toEqual(['post:p']);
});

test('what fails in no place is a stray until its place is shown, or it is dismissed', () => {
  const { failures, fail, strays } = setUp();
  let told = 0;
  strays.subscribe(() => (told += 1));
  fail('threads:t');
  fail('row:c');
  expect(strays.now()).toEqual(['threads:t', 'row:c']);
  expect(strays.now()).toBe(strays.now());
  strays.show('threads:t');
  expect(told).toBe(3);
  expect(strays.now()).toEqual(['row:c']);
  failures.setState({}, true);
  expect(strays.now()).toEqual([]);
});

test('a place that is on the screen twice is there until both are gone', () => {
  const { fail, strays } = setUp();
  const [first, second] = [strays.show('post:p'), strays.show('post:p')];
  first();
  fail('post:p');
  expect(strays.now()).toEqual([]);
  second();
  fail('post:p');
  expect(strays.now()).toEqual(['post:p']);
});
