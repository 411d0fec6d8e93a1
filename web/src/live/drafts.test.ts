import { NetworkError } from '@innermost/client/errors.ts';
import type { Draft } from '@innermost/protocol/drafts.ts';
import { expect, test } from 'vitest';

import { createActs } from './acts.ts';
import type { Api } from './ask.ts';
import { createDrafts, type Written } from './drafts.ts';
import { applyEvent } from './slices/slices.ts';
import { keyed, type LiveState } from './state.ts';
import { createLiveStore } from './store.ts';
import { frame, inTown, makeFile } from './testing.ts';

const place = { channel_id: 'town', root_id: '' };

function draftOf(message: string, update_at: number, fields: Partial<Draft> = {}): Draft {
  const rest = { create_at: 1, delete_at: 0, user_id: 'me', props: {}, metadata: {} };
  return { ...rest, ...place, message, update_at, ...fields };
}

/** A device with its storage and clock, and a server that keeps what it is sent. */
function setUp({ stored = {}, config = {} }: { stored?: Record<string, Written | string>; config?: object } = {}) {
  const base = inTown({ categoryOrder: { team: [] }, config: { AllowSyncedDrafts: 'true', ...config } });
  const live = createLiveStore(base);
  const kept = new Map(Object.entries(stored));
  /** Of a page that goes: what is not stored at once is not stored. */
  const page = { isGoing: false };
  const sent: string[] = [];
  const clock = { now: 100_000 };
  const server = { isReached: true, answer: undefined as (() => Promise<void>) | undefined };
  const timers = new Set<() => void>();
  const later = (_: number, run: () => void) => {
    timers.add(run);
    return () => void timers.delete(run);
  };
  const call = async (route: { method: string }, { body }: { body?: { message: string; file_ids?: string[] } }) => {
    if (!server.isReached) throw new NetworkError('away');
    const { message = '', file_ids = [] } = body ?? {};
    sent.push(route.method === 'POST' ? [message, ...file_ids].join(' + ') : 'deleted');
    await server.answer?.();
    const files = file_ids.length > 0 && { file_ids, metadata: { files: file_ids.map((id) => makeFile(id)) } };
    return route.method === 'POST' ? draftOf(message, clock.now, { ...files }) : { status: 'OK' };
  };
  const drafts = createDrafts({
    storage: {
      load: () => Promise.resolve([...kept]),
      saveNow: (key, written) => void kept.set(key, written),
      save: (key, written) => Promise.resolve(page.isGoing ? undefined : void kept.set(key, written)),
      remove: (key) => Promise.resolve(page.isGoing ? undefined : void kept.delete(key)),
    },
    live,
    acts: createActs({ store: live, now: () => clock.now, isAway: () => false, later }),
    // Answers what the routes of drafts are asked.
    api: { call } as unknown as Api,
    now: () => clock.now,
    elsewhere: () => Promise.resolve((key) => key.startsWith('other')),
    later,
  });
  return {
    drafts,
    live,
    kept,
    page,
    sent,
    clock,
    server,
    text: (key = 'town') => drafts.store.getState()[key],
    files: (key = 'town') => drafts.attached.getState()[key]?.files.map(({ id }) => id),
    outgoing: (key = 'town') => drafts.attached.getState()[key]?.outgoing.map(({ name }) => name),
    /** Nobody types for a while. */
    async pause() {
      for (let rounds = 0; rounds < 3; rounds += 1) {
        const due = [...timers];
        timers.clear();
        for (const run of due) run();
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    hear: (event: 'draft_created' | 'draft_deleted', draft: Draft) =>
      live.change((state) => applyEvent(state, frame(event, { draft }, { user_id: 'me' }), clock.now)),
    load: (...loaded: Draft[]) =>
      live.change((state: LiveState) => ({ ...state, drafts: keyed(loaded, (one) => one.root_id || one.channel_id) })),
  };
}

test('what is typed is on the device and on the server after a pause, and gone from both once it is sent', async () => {
  const { drafts, pause, kept, sent, live } = setUp();
  await drafts.restore('me');
  drafts.write(place, 'hel');
  drafts.write(place, 'hello');
  await pause();
  expect(sent).toEqual(['hello']);
  expect(kept.get('me/town')).toMatchObject({ text: 'hello', synced: 'hello' });
  expect(live.confirmed().drafts['town']).toMatchObject({ message: 'hello' });
  drafts.write(place, '');
  await pause();
  expect(sent).toEqual(['hello', 'deleted']);
  expect(kept.size).toBe(0);
  expect(live.confirmed().drafts).toEqual({});
});

test('what another device writes shows here, and goes when it is sent there', async () => {
  const { drafts, hear, text, sent, pause, kept } = setUp();
  await drafts.restore('me');
  hear('draft_created', draftOf('from the phone', 200_000));
  expect(text()).toBe('from the phone');
  hear('draft_created', draftOf('from the phone, longer', 200_001));
  expect(text()).toBe('from the phone, longer');
  await pause();
  expect(kept.get('me/town')).toMatchObject({ text: 'from the phone, longer' });
  hear('draft_deleted', draftOf('from the phone, longer', 200_001));
  await pause();
  expect(text()).toBeUndefined();
  expect([sent, kept.size]).toEqual([[], 0]);
});

test('an echo of what was sent never replaces what is typed since', async () => {
  const { drafts, hear, text, pause, sent, server, clock } = setUp();
  await drafts.restore('me');
  drafts.write(place, 'hel');
  let answer: () => void = () => undefined;
  server.answer = () => new Promise((resolve) => (answer = resolve));
  await pause();
  drafts.write(place, 'hello');
  // Its own event, from a server whose clock is ahead.
  hear('draft_created', draftOf('hel', clock.now + 60_000));
  expect(text()).toBe('hello');
  server.answer = undefined;
  answer();
  await pause();
  expect(text()).toBe('hello');
  expect(sent).toEqual(['hel', 'hello']);
});

test('while somebody types, what comes from elsewhere waits; the text typed last wins', async () => {
  const { drafts, hear, text, pause, sent, clock } = setUp();
  await drafts.restore('me');
  drafts.write(place, 'typed here');
  hear('draft_created', draftOf('typed there', clock.now + 1_000));
  expect(text()).toBe('typed here');
  await pause();
  expect(sent).toEqual(['typed here']);
});

test('typed without a connection it stays on the device, and goes when the connection is back', async () => {
  const { drafts, pause, sent, server, kept, load, text } = setUp();
  await drafts.restore('me');
  server.isReached = false;
  drafts.write(place, 'in the tunnel');
  await pause();
  expect(kept.get('me/town')).toMatchObject({ text: 'in the tunnel', synced: '' });
  server.isReached = true;
  load();
  drafts.resume();
  await pause();
  expect(text()).toBe('in the tunnel');
  expect(sent).toEqual(['in the tunnel']);
});

test('an old text that waited for the connection does not replace one that was typed later elsewhere', async () => {
  const { drafts, pause, sent, server, load, text, clock } = setUp();
  await drafts.restore('me');
  server.isReached = false;
  drafts.write(place, 'in the tunnel');
  await pause();
  server.isReached = true;
  load(draftOf('later, at home', clock.now + 60_000));
  drafts.resume();
  await pause();
  expect(text()).toBe('later, at home');
  expect(sent).toEqual([]);
});

test('after a reload the unsaved text is still newer than what the server has, and one sent elsewhere is gone', async () => {
  const written = (text: string, synced: string, at: number): Written => ({ ...place, text, synced, at });
  const stored = {
    'me/town': written('typed after', 'typed', 90_000),
    'me/root': { ...written('sent elsewhere', 'sent elsewhere', 1), root_id: 'root' },
    'ann/town': written('not mine', '', 1),
  };
  const { drafts, pause, sent, load, text } = setUp({ stored });
  load(draftOf('typed', 80_000));
  await drafts.restore('me');
  await pause();
  expect(text()).toBe('typed after');
  expect(text('root')).toBeUndefined();
  expect(sent).toEqual(['typed after']);
});

test('drafts of earlier versions are kept and told to the server', async () => {
  const { drafts, pause, sent, text } = setUp({ stored: { 'me/town': 'from before' } });
  await drafts.restore('me');
  await pause();
  expect(text()).toBe('from before');
  expect(sent).toEqual(['from before']);
});

test('where the setting is off, drafts stay on the device', async () => {
  const { drafts, pause, sent, text, kept, load } = setUp({ config: { AllowSyncedDrafts: 'false' } });
  await drafts.restore('me');
  drafts.write(place, 'mine alone');
  await pause();
  load();
  expect(text()).toBe('mine alone');
  expect(kept.get('me/town')).toMatchObject({ text: 'mine alone' });
  expect(sent).toEqual([]);
});

test('nothing of one person is left for the next', async () => {
  const { drafts, pause, sent, kept, text } = setUp();
  await drafts.restore('me');
  drafts.write(place, 'secret');
  drafts.clear();
  await pause();
  expect(text()).toBeUndefined();
  expect(kept.get('me/town')).toMatchObject({ text: 'secret' });
  await drafts.restore('ann');
  await pause();
  expect(text()).toBeUndefined();
  expect(sent).toEqual([]);
});

test('what was sent just before the page goes is not a draft after it', async () => {
  const before = setUp();
  await before.drafts.restore('me');
  before.drafts.write(place, 'hello');
  await before.pause();
  before.server.isReached = false;
  before.hear('draft_deleted', draftOf('hello', 200_000));
  before.page.isGoing = true;
  before.drafts.leave();
  const after = setUp({ stored: Object.fromEntries(before.kept) });
  await after.drafts.restore('me');
  expect(after.text()).toBeUndefined();
  expect(after.kept.size).toBe(0);
});

const plan = { key: 'gone.1', name: 'plan.pdf', size: 9, type: '' };

test('files belong to the draft: with its text, alone, and until they are taken out', async () => {
  const { drafts, pause, sent, kept, files, live } = setUp();
  await drafts.restore('me');
  drafts.write(place, 'see');
  drafts.attach(place, { files: [makeFile('f1'), makeFile('f2')] });
  await pause();
  expect(sent).toEqual(['see + f1 + f2']);
  expect(live.confirmed().drafts['town']?.file_ids).toEqual(['f1', 'f2']);
  drafts.write(place, '');
  await pause();
  expect(sent.at(-1)).toBe(' + f1 + f2');
  expect(files()).toEqual(['f1', 'f2']);
  drafts.attach(place, { files: [makeFile('f2')] });
  await pause();
  expect([sent.at(-1), files()]).toEqual([' + f2', ['f2']]);
  drafts.attach(place, { files: [] });
  await pause();
  expect(sent.at(-1)).toBe('deleted');
  expect([files(), kept.size]).toEqual([undefined, 0]);
});

test('files that another device attaches show here, and go when they are sent there', async () => {
  const { drafts, hear, files, sent, pause } = setUp();
  await drafts.restore('me');
  const draft = draftOf('', 200_000, { file_ids: ['f1', 'gone'], metadata: { files: [makeFile('f1')] } });
  hear('draft_created', draft);
  await pause();
  expect([files(), sent]).toEqual([['f1'], []]);
  hear('draft_deleted', draft);
  await pause();
  expect([files(), sent]).toEqual([undefined, []]);
});

test('after a reload the files are there, and the names of those that were not; what another page sends is no loss', async () => {
  const written = { ...place, text: '', files: [makeFile('f1')], synced: '', syncedFiles: 'f1', at: 9 };
  const outgoing = [plan, { ...plan, key: 'other.1', name: 'of another page' }];
  const {
    drafts,
    load,
    files,
    outgoing: lost,
    pause,
    kept,
  } = setUp({ stored: { 'me/town': { ...written, outgoing } } });
  load(draftOf('', 9, { file_ids: ['f1'], metadata: { files: [makeFile('f1')] } }));
  await drafts.restore('me');
  expect([files(), lost()]).toEqual([['f1'], ['plan.pdf']]);
  drafts.attach(place, { files: [], outgoing: [] });
  await pause();
  expect(kept.size).toBe(0);
});
