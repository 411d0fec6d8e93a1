import { expect, test } from 'vitest';

import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import { createPost, type NewPost } from '@innermost/protocol/posts.ts';

import { applyEvent } from './slices/slices.ts';
import type { Api } from './ask.ts';
import { createOutbox, type OutboxStorage } from './outbox.ts';
import type { Unsent } from './state.ts';
import { createLiveStore } from './store.ts';
import { inTown, makeFile, makePost, postedFrame } from './testing.ts';

/** A server that answers when told to, a device, and a clock. */
function setUp(stored: Unsent[] = []) {
  const store = createLiveStore(inTown());
  const kept = new Map(stored.map((unsent) => [unsent.pending_post_id, unsent]));
  const storage: OutboxStorage = {
    load: () => Promise.resolve([...kept.values()]),
    save: (unsent) => Promise.resolve(void kept.set(unsent.pending_post_id, unsent)),
    remove: (id) => Promise.resolve(void kept.delete(id)),
  };
  const requests: { body: NewPost; answer: (error?: Error) => void }[] = [];
  let posts = 0;
  const call = (route: unknown, options: { body: NewPost }) => {
    expect(route).toBe(createPost);
    return new Promise((resolve, reject) => {
      const { body } = options;
      posts += 1;
      const post = makePost(`p${posts}`, posts, {
        user_id: 'me',
        ...body,
        metadata: {},
        pending_post_id: body.pending_post_id ?? '',
      });
      requests.push({ body, answer: (error) => (error ? reject(error) : resolve(post)) });
    });
  };
  const timers: (() => void)[] = [];
  const outbox = createOutbox({
    api: { call } as unknown as Api,
    store,
    storage,
    now: () => 5,
    elsewhere: () => Promise.resolve((key) => key.startsWith('other')),
    later(_ms, run) {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { store, kept, requests, timers, outbox, settle };
}

const refusal = new ApiError({ id: 'api.x', message: 'No.', status_code: 403, detailed_error: '', request_id: '' });
const hi = { channel_id: 'town', root_id: '', message: 'hi' };

test('a message is shown and stored before it is answered, and is a post afterwards', async () => {
  const { store, kept, requests, outbox, settle } = setUp();
  await outbox.write(hi);
  expect(Object.keys(store.getState().outbox)).toEqual(['me:5']);
  expect([...kept.keys()]).toEqual(['me:5']);
  expect(requests[0]?.body).toMatchObject({ message: 'hi', pending_post_id: 'me:5' });

  requests[0]?.answer();
  await settle();
  expect(store.getState().outbox).toEqual({});
  expect(store.getState().spans['town']?.[0]?.ids).toEqual(['p1']);
  expect(kept.size).toBe(0);
});

test('without an answer the same id is sent again until there is one', async () => {
  const { store, kept, requests, timers, outbox, settle } = setUp();
  await outbox.write(hi);
  requests[0]?.answer(new NetworkError('gone'));
  await settle();
  expect(store.getState().outbox['me:5']).not.toHaveProperty('error');
  expect(kept.size).toBe(1);
  timers[0]?.();
  await settle();
  expect(requests.map(({ body }) => body.pending_post_id)).toEqual(['me:5', 'me:5']);
  requests[1]?.answer();
  await settle();
  expect(kept.size).toBe(0);
});

test('messages of a channel wait for each other, those of another channel do not', async () => {
  const { requests, outbox, settle } = setUp();
  await outbox.write(hi);
  await outbox.write({ ...hi, message: 'second' });
  await outbox.write({ ...hi, channel_id: 'other', message: 'elsewhere' });
  expect(requests.map(({ body }) => body.message)).toEqual(['hi', 'elsewhere']);
  requests[0]?.answer();
  await settle();
  expect(requests.map(({ body }) => body.message)).toEqual(['hi', 'elsewhere', 'second']);
  expect(new Set(requests.map(({ body }) => body.pending_post_id)).size).toBe(3);
});

test('a refused message says why, holds up nobody, and can be sent again or thrown away', async () => {
  const { store, kept, requests, outbox, settle } = setUp();
  await outbox.write(hi);
  await outbox.write({ ...hi, message: 'next' });
  requests[0]?.answer(refusal);
  await settle();
  expect(store.getState().outbox['me:5']?.error).toBe('No.');
  expect(kept.get('me:5')?.error).toBe('No.');
  expect(requests[1]?.body.message).toBe('next');
  requests[1]?.answer();
  await settle();

  outbox.retry('me:5');
  expect(store.getState().outbox['me:5']).not.toHaveProperty('error');
  expect(requests[2]?.body).toMatchObject({ message: 'hi', pending_post_id: 'me:5' });
  requests[2]?.answer(refusal);
  await settle();
  outbox.discard('me:5');
  expect([store.getState().outbox, kept.size]).toEqual([{}, 0]);
});

test('after a reload only my own messages return and go out', async () => {
  const mine: Unsent = { ...hi, pending_post_id: 'me:1', user_id: 'me', create_at: 1 };
  const { store, requests, outbox } = setUp([mine, { ...mine, pending_post_id: 'ann:1', user_id: 'ann' }]);
  await outbox.restore();
  expect(Object.keys(store.getState().outbox)).toEqual(['me:1']);
  expect(requests.map(({ body }) => body.pending_post_id)).toEqual(['me:1']);
});

test('an event that acknowledges the message ends it, although the answer was lost', async () => {
  const { store, kept, requests, timers, outbox, settle } = setUp();
  await outbox.write(hi);
  requests[0]?.answer(new NetworkError('gone'));
  await settle();
  const post = makePost('p1', 1, { user_id: 'me', pending_post_id: 'me:5' });
  store.change((state) => applyEvent(state, postedFrame(post), 1));
  expect(kept.size).toBe(0);
  timers[0]?.();
  await settle();
  expect(requests).toHaveLength(1);
});

test('signing out leaves what was not sent on the device', async () => {
  const { store, kept, outbox } = setUp();
  await outbox.write(hi);
  store.change((state) => ({ ...state, me_id: '', outbox: {} }));
  expect(kept.size).toBe(1);
});

const file = (key: string) => ({ key, name: `${key}.txt`, size: 5, type: '' });

test('a message goes when its last file is there, with the ids in their order, and holds up nobody meanwhile', async () => {
  const { store, kept, requests, outbox, settle } = setUp();
  await outbox.write({ ...hi, message: '', files: [file('a'), file('b')] });
  await outbox.write({ ...hi, message: 'next' });
  expect(requests.map(({ body }) => body.message)).toEqual(['next']);
  expect(kept.get('me:5')?.files).toHaveLength(2);
  requests[0]?.answer();
  await settle();
  expect(outbox.fill('b', makeFile('fb'))).toBe(true);
  expect(outbox.fill('unknown', makeFile('fc'))).toBe(false);
  expect(requests).toHaveLength(1);
  outbox.fill('a', makeFile('fa'));
  expect(requests[1]?.body).toMatchObject({ message: '', file_ids: ['fa', 'fb'], pending_post_id: 'me:5' });
  requests[1]?.answer();
  await settle();
  expect([store.getState().outbox, kept.size]).toEqual([{}, 0]);
});

test('a message goes without a file that is left out, and is gone where it had nothing else', async () => {
  const { store, requests, outbox } = setUp();
  await outbox.write({ ...hi, files: [file('a')] });
  await outbox.write({ ...hi, message: '', files: [file('b')] });
  outbox.leaveOut('me:5', 'a');
  expect(requests[0]?.body).toEqual({ channel_id: 'town', root_id: '', message: 'hi', pending_post_id: 'me:5' });
  outbox.leaveOut('me:6', 'b');
  expect(Object.keys(store.getState().outbox)).toEqual(['me:5']);
});

test('what another page still brings files for is left to it', async () => {
  const mine: Unsent = { ...hi, pending_post_id: 'me:1', user_id: 'me', create_at: 1 };
  const theirs = { ...mine, pending_post_id: 'me:2', files: [file('other.1')] };
  const lost = { ...mine, pending_post_id: 'me:3', files: [file('gone.1')] };
  const { store, requests, outbox } = setUp([theirs, lost]);
  await outbox.restore();
  expect(Object.keys(store.getState().outbox)).toEqual(['me:3']);
  expect(requests).toEqual([]);
});
