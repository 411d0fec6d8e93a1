import { NetworkError } from '@innermost/client/errors.ts';
import type { ChannelMember } from '@innermost/protocol/channels.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';

import { createActs, type Act } from './acts.ts';
import { holdPosts } from './hold.ts';
import { applyOwn } from './slices/slices.ts';
import type { LiveState } from './state.ts';
import { createLiveStore } from './store.ts';
import { inTown, makeChannel, makeMember, makePost, makeReaction } from './testing.ts';

function town() {
  const store = createLiveStore(holdPosts(inTown(), [makePost('p', 1), makePost('q', 2)]));
  const network = { isAway: false };
  const timers: (() => void)[] = [];
  const acts = createActs({
    store,
    now: () => 1,
    isAway: () => network.isAway,
    later(_, run) {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  });
  const comeBack = () => {
    network.isAway = false;
    acts.flush();
  };
  return { store, acts, network, timers, comeBack, post: (id = 'p') => postIn(store.getState(), id) };
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
  return { promise, agree, refuse: (error: Error = new Error('no')) => refuse(error) };
}

/** Everything that waits for nothing but its turn has happened. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

const pin = (send: () => Promise<void>, more: Partial<Act<'post_edited', void>> = {}): Act<'post_edited', void> => ({
  event: 'post_edited',
  data(state) {
    const held = postIn(state, 'p');
    return held.is_pinned ? undefined : { post: { ...held, is_pinned: true } };
  },
  scope: { channel_id: 'town' },
  send,
  place: 'post:p',
  failed: 'Not pinned',
  ...more,
});

const edited = (post: Post, changes: Partial<Post>) => (state: LiveState) =>
  applyOwn(state, 'post_edited', { post: { ...post, ...changes } }, { now: 2 });

const reactionOf = (user_id: string, emoji_name = 'taco') => ({ reaction: makeReaction('p', user_id, emoji_name) });

const react = (user_id: string) => (state: LiveState) =>
  applyOwn(state, 'reaction_added', reactionOf(user_id), { now: 2, channel_id: 'town' });

const taco = (send: () => Promise<void>, emoji_name = 'taco'): Act<'reaction_added', void> => ({
  event: 'reaction_added',
  data: () => reactionOf('me', emoji_name),
  send,
  place: 'post:p',
  lane: `reaction:${emoji_name}`,
  failed: 'Not reacted',
  isRepeatable: true,
});

const reactors = (post: Post) => (post.metadata.reactions ?? []).map((one) => one.user_id);

test('what the server refuses is undone, and the failure is told where it happened', async () => {
  const { acts, post } = town();
  const { promise, refuse } = answer();
  const done = acts.act(pin(() => promise));
  expect(post().is_pinned).toBe(true);
  refuse();
  expect(await done).toBe(false);
  expect(post().is_pinned).toBe(false);
  expect(acts.failures.getState()['post:p']).toMatchObject({ failed: 'Not pinned', error: new Error('no') });
  acts.dismiss('post:p');
  expect(acts.failures.getState()).toEqual({});
});

test('a quiet act that is refused is undone, and nobody is told', async () => {
  const { acts, post } = town();
  expect(await acts.act(pin(() => Promise.reject(new Error('no')), { isQuiet: true }))).toBe(false);
  expect(post().is_pinned).toBe(false);
  expect(acts.failures.getState()).toEqual({});
});

test('undoing keeps what arrived meanwhile, and it shows with what is pending', async () => {
  const { store, acts, post } = town();
  const { promise, refuse } = answer();
  const before = post();
  const done = acts.act(pin(() => promise));
  store.change(edited(before, { message: 'changed by Ann', update_at: before.update_at + 9 }));
  store.change(react('bob'));
  expect(post()).toMatchObject({ is_pinned: true, message: 'changed by Ann' });
  refuse();
  await done;
  expect(post()).toMatchObject({ is_pinned: false, message: 'changed by Ann' });
  expect(reactors(post())).toEqual(['bob']);
});

test('undoing keeps what others did to the same end', async () => {
  const { store, acts, post } = town();
  const { promise, refuse } = answer();
  const before = post();
  const done = acts.act(pin(() => promise));
  store.change(edited(before, { is_pinned: true, update_at: before.update_at + 1 }));
  refuse();
  await done;
  expect(post().is_pinned).toBe(true);
});

test('an answer that comes after the event never overwrites what came after that', async () => {
  const { store, acts, post } = town();
  const { promise, agree } = answer();
  const done = acts.act(taco(() => promise));
  store.change(react('me'));
  // Taken back on another device.
  store.change((state) => applyOwn(state, 'reaction_removed', reactionOf('me'), { now: 2, channel_id: 'town' }));
  agree();
  expect(await done).toBe(true);
  expect(reactors(post())).toEqual([]);
});

test('an answer that comes before the event holds without a moment of the old state', async () => {
  const { store, acts } = town();
  const { promise, agree } = answer();
  const done = acts.act(pin(() => promise));
  const seen: boolean[] = [];
  store.subscribe((state) => seen.push(postIn(state, 'p').is_pinned));
  agree();
  await done;
  expect(postIn(store.confirmed(), 'p').is_pinned).toBe(true);
  expect(new Set(seen)).toEqual(new Set([true]));
});

test('of several acts pending each is undone on its own, in whatever order they fail or hold', async () => {
  for (const first of [0, 1]) {
    for (const holds of [[], [0], [1]]) {
      const { store, acts, post } = town();
      const answers = [answer(), answer()];
      const dones = [
        acts.act(pin(() => answers[0]?.promise ?? Promise.resolve())),
        acts.act(taco(() => answers[1]?.promise ?? Promise.resolve())),
      ];
      store.change(react('bob'));
      expect(post().is_pinned).toBe(true);
      expect(reactors(post())).toEqual(['bob', 'me']);
      for (const one of [first, 1 - first]) {
        if (holds.some((index) => index === one)) {
          answers[one]?.agree();
          // Its event, as the server sends it before the answer or soon after.
          if (one === 0) store.change((state) => edited(postIn(state, 'p'), { is_pinned: true })(state));
          else store.change(react('me'));
        } else answers[one]?.refuse();
        await dones[one];
      }
      const which = `${first} first, ${holds.join()} holds`;
      expect(post().is_pinned, which).toBe(holds.some((index) => index === 0));
      expect(reactors(post()), which).toEqual(holds.some((index) => index === 1) ? ['bob', 'me'] : ['bob']);
    }
  }
});

test('trying again does it again, and takes the failure away', async () => {
  const { acts, post } = town();
  let isRefused = true;
  await acts.act(pin(() => (isRefused ? Promise.reject(new Error('no')) : Promise.resolve())));
  expect(post().is_pinned).toBe(false);
  isRefused = false;
  acts.failures.getState()['post:p']?.again();
  expect(acts.failures.getState()).toEqual({});
  await expect.poll(() => post().is_pinned).toBe(true);
});

test('an act that is safe to repeat waits for the connection, and goes when it is back', async () => {
  const { acts, network, comeBack, post, store } = town();
  network.isAway = true;
  let sent = 0;
  const done = acts.act(pin(() => Promise.resolve(void (sent += 1)), { isRepeatable: true }));
  await settled();
  expect(sent).toBe(0);
  expect(post().is_pinned).toBe(true);
  expect(postIn(store.confirmed(), 'p').is_pinned).toBe(false);
  comeBack();
  expect(await done).toBe(true);
  expect(sent).toBe(1);
  expect(postIn(store.confirmed(), 'p').is_pinned).toBe(true);
});

test('any other act fails without a connection', async () => {
  const { acts, network, post } = town();
  network.isAway = true;
  expect(await acts.act(pin(() => Promise.reject(new NetworkError('away'))))).toBe(false);
  expect(post().is_pinned).toBe(false);
  expect(acts.failures.getState()['post:p']).toBeDefined();
});

test('what waits goes in the order it was done, each after the answer to the one before', async () => {
  const { acts, network, comeBack } = town();
  network.isAway = true;
  const log: string[] = [];
  const answers = [answer(), answer()];
  const dones = ['one', 'two'].map((word, index) =>
    acts.act({
      ...taco(() => {
        log.push(word);
        return answers[index]?.promise ?? Promise.resolve();
      }, word),
      lane: 'all',
    }),
  );
  comeBack();
  await settled();
  expect(log).toEqual(['one']);
  answers[0]?.refuse();
  await settled();
  // A refused one does not hold up those behind it.
  expect(log).toEqual(['one', 'two']);
  answers[1]?.agree();
  expect(await Promise.all(dones)).toEqual([false, true]);
});

test('what is moot when its turn comes is not sent', async () => {
  const { acts, network, comeBack, store, post } = town();
  network.isAway = true;
  const before = post();
  const done = acts.act(pin(() => Promise.reject(new Error('it was sent')), { isRepeatable: true }));
  store.change(edited(before, { is_pinned: true, update_at: before.update_at + 1 }));
  comeBack();
  expect(await done).toBe(true);
});

test('without an answer it is sent again, while there is a connection only so often', async () => {
  const { acts, timers, post } = town();
  const answers: (Error | undefined)[] = [new NetworkError('lost'), undefined];
  const send = () => {
    const error = answers.shift();
    return error ? Promise.reject(error) : Promise.resolve();
  };
  const first = acts.act(taco(send));
  await settled();
  timers[0]?.();
  expect(await first).toBe(true);

  const second = acts.act(taco(() => Promise.reject(new NetworkError('lost')), 'burrito'));
  for (let at = 1; at < 3; at += 1) {
    await settled();
    timers[at]?.();
  }
  expect(await second).toBe(false);
  expect(reactors(post())).toEqual(['me']);
});

test('nothing is sent for somebody who is no longer signed in, nor told of', async () => {
  const { acts, network, comeBack, store } = town();
  network.isAway = true;
  const { promise, refuse } = answer();
  const waiting = acts.act(taco(() => Promise.reject(new Error('it was sent'))));
  const underWay = acts.act(pin(() => promise));
  const next = inTown({ me_id: 'ann' });
  store.reset(next);
  acts.clear();
  comeBack();
  refuse();
  await Promise.all([waiting, underWay]);
  expect(store.getState()).toBe(next);
  expect(acts.failures.getState()).toEqual({});
});

test('what an act makes me want is asked for once, when it is agreed', async () => {
  const { acts, store } = town();
  const { promise, agree } = answer();
  const stranger = { ...taco(() => promise), data: () => reactionOf('stranger') };
  const done = acts.act(stranger);
  store.change(react('bob'));
  expect(store.getState().wants.size).toBe(0);
  agree();
  await done;
  await acts.act({ ...stranger, send: () => Promise.resolve() });
  expect([...store.getState().wants]).toEqual(['user:stranger']);
});

test('a channel that I join is mine at once, with what was known of it; refused, nothing of it is left', async () => {
  const { store, acts } = town();
  const join = (send: () => Promise<ChannelMember>): Act<'channel_member_updated', ChannelMember> => ({
    event: 'channel_member_updated',
    beside: (state) => ({ ...state, channels: { ...state.channels, pier: makeChannel('pier') } }),
    data: ({ members }) => (members['pier'] ? undefined : { channelMember: makeMember('pier') }),
    send,
    answered: (channelMember) => ({ channelMember }),
    place: 'join:pier',
    failed: 'Not joined',
  });
  const isIn = ({ channels, members }: LiveState) => 'pier' in channels && 'pier' in members;
  const refused = acts.act(join(() => Promise.reject(new Error('no'))));
  expect(isIn(store.getState())).toBe(true);
  expect(isIn(store.confirmed())).toBe(false);
  expect(await acts.settled('join:pier')).toBe(true);
  expect(await refused).toBe(false);
  expect(store.getState().channels['pier'] ?? store.getState().members['pier']).toBeUndefined();
  expect(await acts.settled('join:pier')).toBe(false);

  const agreed = acts.act(join(() => Promise.resolve(makeMember('pier', { msg_count: 7 }))));
  await acts.settled('join:pier');
  // What asks for more of the channel then is answered as to a member.
  expect(store.confirmed().members['pier']).toMatchObject({ msg_count: 7 });
  expect(await agreed).toBe(true);
  expect(isIn(store.confirmed())).toBe(true);
});

test('a team that I leave is gone at once, with its channels; refused, it is back with what came meanwhile', async () => {
  const { store, acts } = town();
  const { promise, refuse } = answer();
  const done = acts.act({
    event: 'leave_team',
    data: () => ({ team_id: 'team', user_id: 'me' }),
    send: () => promise,
    place: 'leave-team:team',
    failed: 'Team not left',
  });
  expect(store.getState().channels).toEqual({});
  store.change((state) => ({ ...state, posts: state.posts.set(new Map([['r', makePost('r', 3)]])) }));
  expect(store.getState().posts.get('r')).toBeUndefined();
  refuse();
  expect(await done).toBe(false);
  expect(Object.keys(store.getState().channels)).toEqual(['town']);
  expect(store.getState().posts.get('r')).toBeDefined();
  expect(acts.failures.getState()['leave-team:team']).toMatchObject({ failed: 'Team not left' });
});
