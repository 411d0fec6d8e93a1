import type { Client } from '@innermost/client/http.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { connect, type ConnectionOptions } from './connection.ts';
import { emptyState } from './slices/slices.ts';
import { want } from './state.ts';
import { createLiveStore } from './store.ts';
import { makeChannel, makeMember, makePost, makeUser } from './testing.ts';

/** A socket that a test plays the server of. */
class FakeSocket {
  static last: FakeSocket;
  private readonly listeners = new Map<string, (event: { data?: unknown; code?: number }) => void>();
  constructor() {
    FakeSocket.last = this;
  }
  addEventListener(type: string, listener: (event: { data?: unknown; code?: number }) => void): void {
    this.listeners.set(type, listener);
  }
  send(text: string): void {
    // Read from what the client has just written.
    const { seq } = JSON.parse(text) as { seq: number };
    queueMicrotask(() => this.say({ status: 'OK', seq_reply: seq, data: {} }));
  }
  close(): void {}
  open(): void {
    this.listeners.get('open')?.({});
  }
  say(frame: object): void {
    this.listeners.get('message')?.({ data: JSON.stringify(frame) });
  }
  lose(): void {
    this.listeners.get('close')?.({ code: 1006 });
  }
  greet(id: string): void {
    this.open();
    const broadcast = { omit_users: null, user_id: '', channel_id: '', team_id: '' };
    this.say({ event: 'hello', data: { connection_id: id, server_version: '1' }, broadcast, seq: 0 });
  }
}

const town = makeChannel('town');
const page = { order: ['p1'], posts: { p1: makePost('p1', 1) }, prev_post_id: '', next_post_id: '', has_next: false };
const answers: Readonly<Record<string, unknown>> = {
  '/users/:user_id': makeUser('me'),
  '/users/:user_id/channels': [town],
  '/users/:user_id/channel_members': [makeMember('town')],
  '/users/:user_id/teams/:team_id/channels/categories': { categories: [], order: [] },
  '/users/:user_id/teams/:team_id/threads': { threads: [] },
  '/users/:user_id/channels/:channel_id/posts/unread': page,
};

function setUp(guess?: ConnectionOptions['guess']) {
  const asked: string[] = [];
  let hold = Promise.resolve();
  const call = async ({ path }: { path: string }) => {
    const short = path.replace('/api/v4', '');
    asked.push(short);
    await hold;
    return answers[short] ?? [];
  };
  const client = { call } as unknown as Client;
  const store = createLiveStore(emptyState);
  const connection = connect({
    client,
    store,
    socket: { url: 'http://chat.example', WebSocket: FakeSocket },
    now: () => 1,
    teams: () => [],
    shown: () => [],
    onLive: () => undefined,
    onSessionEnded: () => undefined,
    apply: store.change,
    onHello: () => undefined,
    ...(guess && { guess }),
  });
  return { asked, store, connection, pause: (until: Promise<void>) => void (hold = until) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('from the greeting on everything is asked for at once, posts of the guessed channel too', async () => {
  const { asked, store, connection, pause } = setUp(() => ({ team_id: 'team', channel_id: 'town' }));
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([]);
  let answer: () => void = () => undefined;
  pause(new Promise((resolve) => (answer = resolve)));
  FakeSocket.last.greet('c1');
  await vi.advanceTimersByTimeAsync(0);
  // Nothing has been answered yet.
  expect(asked).toContain('/users/:user_id/channels/:channel_id/posts/unread');
  expect(asked).toContain('/users/:user_id/teams/:team_id/channels/categories');
  expect(asked).toContain('/roles/names');
  expect(asked).toContain('/users/:user_id/teams/:team_id/drafts');
  expect(asked).toHaveLength(11);
  answer();
  await connection.ready;
  expect(store.getState().spans['town']?.[0]?.ids).toEqual(['p1']);
  expect(store.getState().channels['town']).toBe(town);
  connection.close();
});

test('without a connection nothing is asked; what waited is asked when it is back', async () => {
  const { asked, store, connection } = setUp();
  FakeSocket.last.greet('c1');
  await connection.ready;
  await vi.advanceTimersByTimeAsync(10);
  expect(connection.store.getState().name).toBe('live');
  FakeSocket.last.lose();
  expect(connection.isAway()).toBe(true);
  asked.length = 0;
  const ran: string[] = [];
  connection.whenBack(() => ran.push('kept'));
  connection.whenBack(() => ran.push('forgotten'))();
  store.change((state) => want(state, 'stats:town'));
  await vi.advanceTimersByTimeAsync(200);
  expect([asked, ran]).toEqual([[], []]);
  await vi.advanceTimersByTimeAsync(1_000);
  FakeSocket.last.open();
  FakeSocket.last.greet('c1');
  await vi.advanceTimersByTimeAsync(50);
  expect(ran).toEqual(['kept']);
  expect(asked).toContain('/channels/:channel_id/stats');
  connection.close();
});
