import { expect, test } from 'vitest';

import { applyEvent, applyOwn } from './slices/slices.ts';
import { createReading, type Place } from './reading.ts';
import { unreadIn } from './select.ts';
import { createLiveStore } from './store.ts';
import { frame, inTown, makePost, minute, postedFrame } from './testing.ts';

function reader() {
  const store = createLiveStore(inTown({ posts: {}, spans: {} }));
  const reading = createReading();
  const counts: number[] = [];
  store.subscribe((state) => counts.push(unreadIn(state, 'town').count));
  const told: string[] = [];
  const town: Place = {
    read(state, before) {
      const { last_post_at = 0 } = state.channels['town'] ?? {};
      if (last_post_at === before.channels['town']?.last_post_at) return state;
      return applyOwn(state, 'multiple_channels_viewed', { channel_times: { town: last_post_at } }, { now: 0 });
    },
    onRead: () => told.push('town'),
  };
  const hear = (...frames: Parameters<typeof applyEvent>[1][]) =>
    reading.apply((state) => frames.reduce((next, one) => applyEvent(next, one, 9 * minute), state), store.change);
  return { reading, town, hear, counts, told };
}

const post = (at: number) => postedFrame(makePost(`p${at}`, at, { user_id: 'bob' }));

test('what arrives where somebody reads never counts as unread, and is told once for a change', () => {
  const { reading, town, hear, counts, told } = reader();
  const stop = reading.follow(town);
  hear(post(20), post(21));
  expect(counts).toEqual([0]);
  expect(told).toEqual(['town']);
  stop();
  hear(post(22));
  expect(counts).toEqual([0, 1]);
  expect(told).toEqual(['town']);
});

test('what is marked unread elsewhere stays so until something new comes', () => {
  const { reading, town, hear, counts, told } = reader();
  reading.follow(town);
  hear(post(20));
  const counters = { msg_count: 0, msg_count_root: 0, mention_count: 0, mention_count_root: 0, last_viewed_at: 0 };
  const data = { ...counters, urgent_mention_count: 0, post_id: 'p20' };
  hear(frame('post_unread', data, { channel_id: 'town' }));
  expect(counts[0]).toBe(0);
  expect(counts.at(-1)).toBeGreaterThan(0);
  expect(told).toEqual(['town']);
});
