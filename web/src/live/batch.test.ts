import type { EventFrame } from '@innermost/protocol/events.ts';
import { expect, test } from 'vitest';

import { applyEvent, applyEvents } from './slices/slices.ts';
import { createBatch } from './batch.ts';
import type { LiveState } from './state.ts';
import { frame, inTown, makePost, makeReaction, minute, postedFrame } from './testing.ts';

/** A clock of turns that a test moves by hand. */
function turns() {
  let due: (() => void) | undefined;
  let drawn: (() => void) | undefined;
  let time = 0;
  const rests: number[] = [];
  return {
    next(run: () => void, notBefore: number) {
      rests.push(notBefore);
      due = run;
      return () => (due = undefined);
    },
    drawn: (run: () => void) => (drawn = run),
    now: () => time,
    come: () => due?.(),
    isAwaited: () => due !== undefined,
    /** What was changed last is drawn, so many ms after the change began. */
    draw(ms: number) {
      time += ms;
      drawn?.();
    },
    pass: (ms: number) => (time += ms),
    rests,
  };
}

const post = (at: number) => postedFrame(makePost(`p${at}`, at));

test('what arrives between two turns is one change, in its order', () => {
  const clock = turns();
  const applied: EventFrame[][] = [];
  const batch = createBatch((frames) => applied.push([...frames]), clock);
  const [first, second, third] = [post(1), post(2), post(3)];
  batch.add(first);
  batch.add(second);
  expect(applied).toEqual([]);
  clock.come();
  expect(applied).toEqual([[first, second]]);
  expect(clock.isAwaited()).toBe(false);
  batch.add(third);
  batch.flush();
  batch.flush();
  expect(applied).toEqual([[first, second], [third]]);
});

test('what takes long to draw is drawn more seldom, so that three quarters of the time stay free', () => {
  const clock = turns();
  const batch = createBatch(() => undefined, clock);
  const rest = (ms: number) => {
    clock.come();
    clock.draw(ms);
    batch.add(post(1));
    return clock.rests.at(-1);
  };
  batch.add(post(1));
  expect(clock.rests).toEqual([0]);
  expect(rest(4)).toBe(12);
  clock.pass(12);
  expect(rest(20)).toBe(60);
  // Whatever it takes, what comes next is shown soon.
  clock.pass(60);
  expect(rest(400)).toBe(100);
  // Who waited longer anyway waits no more.
  clock.come();
  clock.draw(10);
  clock.pass(1_000);
  batch.add(post(2));
  expect(clock.rests.at(-1)).toBe(0);
});

test('without turns, as in a hidden tab, a full queue is applied; after closing nothing is', () => {
  const counts: number[] = [];
  const batch = createBatch(({ length }) => counts.push(length), turns());
  for (let at = 0; at < 1_200; at += 1) batch.add(post(at));
  expect(counts).toEqual([500, 500]);
  batch.close();
  batch.add(post(1));
  batch.flush();
  expect(counts).toEqual([500, 500]);
});

test('events applied together make the state that they make one by one, and leave the one before alone', () => {
  const root = makePost('root', 1);
  const start = inTown({
    posts: { root },
    spans: { town: [{ ids: ['root'], first: true, last: true }], root: [{ ids: [], first: true, last: true }] },
  });
  const kept = structuredClone({ ...start, posts: [...start.posts.values()] });
  const frames = [
    postedFrame(makePost('a', 2), ['me']),
    frame('reaction_added', { reaction: makeReaction('a', 'bob', 'tada') }),
    postedFrame(makePost('r', 3, { root_id: 'root' })),
    frame('typing', { parent_id: '', user_id: 'bob' }, { channel_id: 'town' }),
    frame('status_change', { user_id: 'bob', status: 'away' }),
    frame('multiple_channels_viewed', { channel_times: { town: 3 * minute } }),
    postedFrame(makePost('b', 4, { user_id: 'bob' }), ['me']),
    frame('post_deleted', { post: makePost('a', 2) }),
    frame('post_edited', {
      post: makePost('b', 4, { user_id: 'bob', message: 'new', update_at: 5 * minute, edit_at: 5 * minute }),
    }),
  ];
  const fail = () => expect.unreachable('every event can be applied');
  const together = applyEvents(start, frames, 9 * minute, fail);
  const apart = frames.reduce((state, one) => applyEvent(state, one, 9 * minute), start);
  expect(plain(together)).toEqual(plain(apart));
  expect({ ...start, posts: [...start.posts.values()] }).toEqual(kept);
  expect(together.members['town']?.mention_count).toBe(1);
});

test('an event that cannot be applied holds up no other', () => {
  const failed: string[] = [];
  const broken = frame('posted', { post: undefined } as never);
  const state = applyEvents(inTown(), [post(1), broken, post(2)], 0, ({ event }) => failed.push(event));
  expect(failed).toEqual(['posted']);
  expect(state.spans['town']?.[0]?.ids).toEqual(['p1', 'p2']);
});

function plain(state: LiveState) {
  return { ...state, posts: Object.fromEntries([...state.posts.values()].map((one) => [one.id, one])) };
}
