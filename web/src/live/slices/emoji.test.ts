import { ApiError } from '@innermost/client/errors.ts';
import type { CustomEmoji } from '@innermost/protocol/emoji.ts';
import { expect, test } from 'vitest';

import type { Api } from '../ask.ts';
import type { LiveState } from '../state.ts';
import { frame, inTown, makePost, makeReaction, postedFrame } from '../testing.ts';
import { fetchWanted } from '../wants.ts';
import { want } from '../state.ts';
import { emoji as slice, loadAllEmoji } from './emoji.ts';
import { applyEvent } from './slices.ts';

const crab: CustomEmoji = { id: 'e1', name: 'crab', creator_id: 'ann', create_at: 1, update_at: 1, delete_at: 0 };
const apply = (state: LiveState, ...frames: ReturnType<typeof frame>[]) =>
  frames.reduce((next, one) => applyEvent(next, one, 1000), state);

/** A server that has these emoji, and notes what it is asked. */
function serverWith(...all: CustomEmoji[]) {
  const asked: unknown[] = [];
  const answer = (options: { body?: string[]; query?: Record<string, string> } = {}) => {
    const { body, query = {} } = options;
    asked.push(body ?? query);
    if (body) return all.filter(({ name }) => body.includes(name));
    const [page, per_page] = [Number(query['page']), Number(query['per_page'])];
    return all.slice(page * per_page, (page + 1) * per_page);
  };
  const api = { call: (_route: object, options?: object) => Promise.resolve(answer(options)) };
  // Answers only the routes of emoji.
  return { api: api as unknown as Api, asked };
}

test('what a post shows is held once, and no more with the post', () => {
  const state = apply(inTown(), postedFrame(makePost('p1', 1, { metadata: { emojis: [crab] } })));
  expect(state.emoji).toEqual({ crab });
  expect(state.posts.get('p1')?.metadata).toEqual({});
});

test('an emoji that is deleted takes its reactions along, and neither those given later nor one of its name', () => {
  const reactions = [
    makeReaction('p1', 'ann', 'crab', 5),
    makeReaction('p1', 'ann', 'taco', 5),
    makeReaction('p1', 'bob', 'crab', 50),
  ];
  const held = apply(
    inTown(),
    frame('emoji_added', { emoji: crab }),
    postedFrame(makePost('p1', 1, { metadata: { reactions } })),
  );
  const gone = frame('emoji_deleted', { emoji: { ...crab, delete_at: 9 } });
  const state = apply(held, gone);
  expect(state.emoji).toEqual({ crab: null });
  expect(state.posts.get('p1')?.metadata.reactions).toEqual(reactions.slice(1));
  const again = { ...crab, id: 'e2' };
  expect(apply(state, frame('emoji_added', { emoji: again }), gone).emoji).toEqual({ crab: again });
});

test('names that are wanted are asked for together, and once', async () => {
  const { api, asked } = serverWith(crab);
  const wanted = want(inTown(), 'emoji:crab', 'emoji:nothing');
  const state = (await fetchWanted(api, wanted))(wanted);
  expect(asked).toEqual([['crab', 'nothing']]);
  expect(state.emoji).toEqual({ crab, nothing: null });
  expect(state.wants.size).toBe(0);
});

test('after a loss what was held is asked for anew', async () => {
  const { api, asked } = serverWith(crab);
  const known = { users: [], emoji: ['crab', 'gone'], since: 1 };
  const held: LiveState = { ...inTown(), emoji: { gone: { ...crab, name: 'gone' }, crab: null }, emojiListed: true };
  const loading = { api, known, teams: () => [], once: () => Promise.reject(new Error('of others')) };
  const state = (await slice.load(loading))(held);
  expect(asked).toEqual([['crab', 'gone']]);
  expect(state).toMatchObject({ emoji: { crab, gone: null }, emojiListed: false });
});

test('all are loaded page by page', async () => {
  const all = Array.from({ length: 401 }, (_, at) => ({ ...crab, id: `e${at}`, name: `n${at}` }));
  const { api, asked } = serverWith(...all);
  const state = (await loadAllEmoji(api))({ ...inTown(), emoji: { gone: crab } });
  expect(asked).toHaveLength(3);
  expect(Object.keys(state.emoji)).toHaveLength(401);
  expect(state.emojiListed).toBe(true);
});

test('where they are switched off there are none', async () => {
  const off = new ApiError({
    id: 'api.emoji.disabled.app_error',
    message: 'off',
    status_code: 501,
    detailed_error: '',
    request_id: '',
  });
  const api = { call: () => Promise.reject(off) };
  const wanted = want(inTown(), 'emoji:crab');
  const state = (await fetchWanted(api, wanted))(wanted);
  expect(state.emoji).toEqual({});
  expect(state.wants.size).toBe(0);
});
