import { afterEach, expect, test, vi } from 'vitest';
import type { Post } from '@innermost/protocol/posts.ts';

import { applyEvent } from './slices/slices.ts';
import { holdPage } from './hold.ts';
import { createLettingGo, letGo, type Bounds, type Screen } from './let-go.ts';
import { fallBehind } from './pages.ts';
import { keyed, type LiveState } from './state.ts';
import { createLiveStore } from './store.ts';
import { inTown, makeChannel, makePost, makeThread, minute, postedFrame } from './testing.ts';

const bounds: Bounds = { shown: 100, apart: 40 };

const named = (channel: string, nth: number) => `${channel}-${String(nth).padStart(4, '0')}`;

function postsIn(channel: string, count: number, from = 1): Post[] {
  return Array.from({ length: count }, (_, at) =>
    makePost(named(channel, from + at), from + at, { channel_id: channel }),
  );
}

/** Channels that are held whole, with so many posts. */
function holding(counts: Record<string, number>, fields: Partial<Omit<LiveState, 'posts'>> = {}): LiveState {
  const channels = keyed(
    Object.keys(counts).map((id) => makeChannel(id)),
    (channel) => channel.id,
  );
  return Object.entries(counts).reduce(
    (state, [channel, count]) => holdPage(state, channel, postsIn(channel, count), { first: true, last: true }),
    inTown({ spans: {}, channels, ...fields }),
  );
}

function screen(shown: string[], post?: string, recent: string[] = shown): Screen {
  return { shown, recent, inView: new Map(shown.slice(0, 1).map((key) => [key, post])) };
}

test('what is within the bounds stays as it is', () => {
  const state = holding({ town: 100, docks: 40, quay: 40 });
  expect(letGo(state, screen(['town']), bounds)).toBe(state);
});

test('at the end of the channel shown the newest posts stay, and it is known that older ones are missing', () => {
  const state = letGo(holding({ town: 101 }), screen(['town']), bounds);
  expect(state.spans['town']).toEqual([{ ids: postsIn('town', 50, 52).map(({ id }) => id), first: false, last: true }]);
  expect(state.posts.size).toBe(50);
});

test.each([
  { post: 1, from: 1, first: true, last: false },
  { post: 20, from: 1, first: true, last: false },
  { post: 60, from: 35, first: false, last: false },
  { post: 119, from: 71, first: false, last: true },
])('where somebody reads post $post the posts around it stay', ({ post, from, first, last }) => {
  const state = letGo(holding({ town: 120 }), screen(['town'], named('town', post)), bounds);
  expect(state.spans['town']).toEqual([{ ids: postsIn('town', 50, from).map(({ id }) => id), first, last }]);
  expect(state.spans['town']?.[0]?.ids).toContain(named('town', post));
});

test('of other channels those go whole that hold too much, and those shown longest ago', () => {
  const state = holding({ town: 10, big: 41, old: 40, older: 40, lately: 40, now: 40 });
  const next = letGo(state, screen(['town'], undefined, ['town', 'now', 'big', 'lately', 'old', 'older']), bounds);
  expect(Object.keys(next.spans).toSorted()).toEqual(['lately', 'now', 'town']);
  expect(next.posts.size).toBe(90);
});

test('an open thread, roots of followed threads, pinned posts and what was not sent stay', () => {
  const replies = Array.from({ length: 150 }, (_, at) => makePost(`r${at}`, 200 + at, { root_id: 'town-0001' }));
  const { post: _, participants: __, ...followed } = makeThread(makePost('town-0002', 2));
  const unsent = { user_id: 'me', channel_id: 'town', root_id: 'town-0003', message: 'hi', create_at: 1 };
  const full = holding(
    { town: 120 },
    {
      threads: { 'town-0002': { ...followed, channel_id: 'town' } },
      outbox: { 'me:1': { ...unsent, pending_post_id: 'me:1' } },
    },
  );
  const pinned = { ...full, posts: full.posts.set([['town-0004', makePost('town-0004', 4, { is_pinned: true })]]) };
  const state = holdPage(pinned, 'town-0001', replies, { first: true, last: true });
  const next = letGo(state, screen(['town', 'town-0001']), bounds);
  expect(next.spans['town-0001']).toBe(state.spans['town-0001']);
  expect(next.outbox).toBe(state.outbox);
  expect(['town-0001', 'town-0002', 'town-0003', 'town-0004', 'town-0005'].map((id) => next.posts.has(id))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(next.posts.size).toBe(150 + 50 + 4);
});

test('what was let go and loaded again, with what came meanwhile, is what was never let go', () => {
  const whole = holding({ town: 120 });
  const news = [121, 122].map((nth) => makePost(named('town', nth), nth));
  const tell = (state: LiveState) => news.reduce((next, post) => applyEvent(next, postedFrame(post), 0), state);
  const never = tell(whole);

  const atEnd = tell(letGo(whole, screen(['town']), bounds));
  const older = { first: true, last: false, precedes: named('town', 71) };
  const again = holdPage(atEnd, 'town', postsIn('town', 70), older);
  expect(again.spans['town']).toEqual(never.spans['town']);

  // Where the end is not held there is no place for what is new, and it comes with a page.
  const above = tell(letGo(whole, screen(['town'], named('town', 1)), bounds));
  expect(above.spans['town']?.[0]?.ids).toHaveLength(50);
  expect(above.channels['town']).toEqual(never.channels['town']);
  const newer = { first: false, last: true, follows: named('town', 50) };
  const read = holdPage(above, 'town', [...postsIn('town', 70, 51), ...news], newer);
  expect(read.spans['town']).toEqual(never.spans['town']);
  expect(read.posts.size).toBe(never.posts.size);
});

test('a page asked for beside a post that was let go meanwhile stands for itself, and nothing is out of order', () => {
  const state = letGo(holding({ town: 120 }), screen(['town']), bounds);
  const page = { first: false, last: false, precedes: named('town', 31) };
  const next = holdPage(state, 'town', postsIn('town', 10, 21), page);
  expect(next.spans['town']?.map(({ ids }) => [ids[0], ids.length])).toEqual([
    [named('town', 21), 10],
    [named('town', 71), 50],
  ]);
});

test('after a loss a channel without its end asks only for what changed since, not since its oldest post', () => {
  const whole = holding({ town: 120 }, { channels: { town: makeChannel('town', { last_post_at: 120 * minute }) } });
  const above = letGo(whole, screen(['town'], named('town', 1)), bounds);
  expect(fallBehind(above).behind['town']).toBe(120 * minute);
  expect(fallBehind(whole).behind['town']).toBe(120 * minute);
});

function stage(state: LiveState) {
  vi.useFakeTimers();
  const store = createLiveStore(state);
  const network = { isAway: false };
  const lettingGo = createLettingGo({
    store,
    isAway: () => network.isAway,
    bounds,
  });
  const grow = () => {
    store.change((now) => ({ ...now, me_id: 'me' }));
    vi.runAllTimers();
  };
  return { store, network, lettingGo, grow };
}
afterEach(() => vi.useRealTimers());

test('the timeline of the channel is asked where its reader is, and stays there before anything goes', () => {
  const { store, lettingGo, grow } = stage(holding({ town: 120 }));
  lettingGo.show(['town']);
  const stays: [post: string, held: number][] = [];
  const reader = {
    postInView: () => named('town', 5),
    stayAt: (post: string) => stays.push([post, store.getState().posts.size]),
  };
  const end = lettingGo.follow('town', reader);
  grow();
  expect(stays).toEqual([[named('town', 5), 120]]);
  expect(store.getState().spans['town']?.[0]).toMatchObject({ first: true, last: false });
  end();
});

test('nothing is let go while there is no connection, and then it is', () => {
  const { store, network, lettingGo, grow } = stage(holding({ town: 10, docks: 60 }));
  network.isAway = true;
  lettingGo.show(['town']);
  grow();
  expect(store.getState().posts.size).toBe(70);
  network.isAway = false;
  grow();
  expect(Object.keys(store.getState().spans)).toEqual(['town']);
});

test('another place on the screen is a reason to look', () => {
  const { store, lettingGo } = stage(holding({ town: 90, docks: 10 }));
  lettingGo.show(['town']);
  vi.runAllTimers();
  expect(store.getState().posts.size).toBe(100);
  lettingGo.show(['docks']);
  vi.runAllTimers();
  expect(Object.keys(store.getState().spans)).toEqual(['docks']);
});
