import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';

import type { Post } from '@innermost/protocol/posts.ts';

import { createActs } from './acts.ts';
import { applyOwn } from './slices/slices.ts';
import { holdPosts } from './hold.ts';
import { restorePost, restorePreferences } from './restore.ts';
import type { LiveState } from './state.ts';
import { inTown, makePost, makeReaction } from './testing.ts';

function town() {
  const store = createStore<LiveState>(() => holdPosts(inTown({}), [makePost('p', 1), makePost('q', 2)]));
  const acts = createActs(store, () => 1);
  return { store, acts, post: (id = 'p') => postIn(store.getState(), id) };
}

function postIn(state: LiveState, id: string): Post {
  const post = state.posts.get(id);
  if (!post) throw new Error(`${id} is not held`);
  return post;
}

/** An answer that the test decides on. */
function answer() {
  let refuse: (error: Error) => void = () => undefined;
  let agree: () => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    agree = resolve;
    refuse = reject;
  });
  return { promise, agree, refuse: () => refuse(new Error('no')) };
}

const pin = (post: Post, send: Promise<void>) => ({
  event: 'post_edited' as const,
  data: { post: { ...post, is_pinned: true } },
  scope: { channel_id: post.channel_id },
  restore: restorePost(post.id),
  send: () => send,
  place: `post:${post.id}`,
  failed: 'Not pinned',
});

const edited = (post: Post, message: string) => (state: LiveState) =>
  applyOwn(state, 'post_edited', { post: { ...post, message, update_at: post.update_at + 9 } }, { now: 2 });

const react = (user_id: string) => {
  const reaction = makeReaction('p', user_id, 'taco');
  return (state: LiveState) => applyOwn(state, 'reaction_added', { reaction }, { now: 2, channel_id: 'town' });
};

test('what the server refuses is put back, and the failure is told where it happened', async () => {
  const { acts, post } = town();
  const { promise, refuse } = answer();
  const done = acts.act(pin(post(), promise));
  expect(post().is_pinned).toBe(true);
  refuse();
  expect(await done).toBe(false);
  expect(post().is_pinned).toBe(false);
  expect(acts.failures.getState()['post:p']).toMatchObject({ failed: 'Not pinned', error: new Error('no') });
  acts.dismiss('post:p');
  expect(acts.failures.getState()).toEqual({});
});

test('undoing keeps what arrived meanwhile', async () => {
  const { acts, post } = town();
  const { promise, refuse } = answer();
  const before = post();
  const done = acts.act(pin(before, promise));
  acts.apply(edited(before, 'changed by Ann'));
  acts.apply(react('bob'));
  refuse();
  await done;
  expect(post()).toMatchObject({ is_pinned: false, message: 'changed by Ann' });
  expect(post().metadata.reactions?.map((one) => one.user_id)).toEqual(['bob']);
});

test('undoing keeps what the server agreed to meanwhile, and what others pinned', async () => {
  const { acts, post } = town();
  const { promise, refuse } = answer();
  const before = post();
  const done = acts.act(pin(before, promise));
  acts.apply((state) =>
    applyOwn(
      state,
      'post_edited',
      { post: { ...before, is_pinned: true, update_at: before.update_at + 1 } },
      { now: 2 },
    ),
  );
  refuse();
  await done;
  expect(post().is_pinned).toBe(true);
});

test('of several acts under way each is undone on its own, in whatever order they fail', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { acts, store, post } = town();
    const answers = [answer(), answer()];
    const reaction = makeReaction('p', 'me', 'taco');
    const dones = [
      acts.act(pin(post(), answers[0]?.promise ?? Promise.resolve())),
      acts.act({
        event: 'reaction_added',
        data: { reaction },
        restore: restorePost('p'),
        send: () => answers[1]?.promise ?? Promise.resolve(),
        place: 'post:p',
        failed: 'Not reacted',
      }),
    ];
    acts.apply(react('bob'));
    for (const one of order) {
      answers[one]?.refuse();
      await dones[one];
    }
    expect(post().is_pinned, String(order)).toBe(false);
    expect(
      post().metadata.reactions?.map((one) => one.user_id),
      String(order),
    ).toEqual(['bob']);
    expect(store.getState().posts.get('q')).toBeDefined();
  }
});

test('one act fails, the other holds', async () => {
  for (const failing of [0, 1]) {
    const { acts, post } = town();
    const answers = [answer(), answer()];
    const reaction = makeReaction('p', 'me', 'taco');
    const dones = [
      acts.act(pin(post(), answers[0]?.promise ?? Promise.resolve())),
      acts.act({
        event: 'reaction_added',
        data: { reaction },
        restore: restorePost('p'),
        send: () => answers[1]?.promise ?? Promise.resolve(),
        place: 'post:p',
        failed: 'Not reacted',
      }),
    ];
    answers[1 - failing]?.agree();
    await dones[1 - failing];
    answers[failing]?.refuse();
    await dones[failing];
    expect(post().is_pinned, String(failing)).toBe(failing === 1);
    expect(post().metadata.reactions ?? [], String(failing)).toHaveLength(failing === 1 ? 0 : 1);
  }
});

test('trying again does it again, and takes the failure away', async () => {
  const { acts, store } = town();
  let isRefused = true;
  const preferences = [{ user_id: 'me', category: 'a', name: 'b', value: 'c' }];
  const key = 'a/b';
  await acts.act({
    event: 'preferences_changed',
    data: { preferences },
    restore: restorePreferences([key]),
    send: () => (isRefused ? Promise.reject(new Error('no')) : Promise.resolve()),
    place: 'x',
    failed: 'Not kept',
  });
  expect(key in store.getState().preferences).toBe(false);
  isRefused = false;
  acts.failures.getState()['x']?.again();
  await expect.poll(() => store.getState().preferences[key]).toBe('c');
  expect(acts.failures.getState()).toEqual({});
});
