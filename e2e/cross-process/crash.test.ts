/** Power cuts in the middle of a stream of messages: nothing acknowledged is lost, nothing is there twice. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import type { Client } from '@innermost/client/http.ts';
import { createSocket } from '@innermost/client/socket.ts';
import { createPost, getChannelPosts, type Post } from '@innermost/protocol/posts.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setScene, type Actor, type Scene } from '../support/scene.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';

let server: ServerProcess;
let scene: Scene;

beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
}, 90_000);
afterAll(() => server.dispose());

/** Sends until it is answered, always under the same pending id, as a client with an outbox does. */
async function sendUntilAnswered(
  client: Client,
  channel_id: string,
  message: string,
): Promise<{ post: Post; tries: number }> {
  const body = { channel_id, message, pending_post_id: `outbox:${message}` };
  for (let tries = 1; ; tries += 1) {
    try {
      return { post: await client.call(createPost, { body, timeoutMs: 5_000 }), tries };
    } catch (error) {
      const mayRepeat = error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
      if (!mayRepeat || tries > 300) throw error;
      await sleep(50);
    }
  }
}

async function allPosts(client: Client, channel_id: string): Promise<Map<string, Post>> {
  const found = new Map<string, Post>();
  for (let page = 0; ; page += 1) {
    const list = await client.call(getChannelPosts, { params: { channel_id }, query: { page, per_page: 200 } });
    for (const id of list.order) found.set(id, list.posts[id] as Post);
    if (list.order.length < 200) return found;
  }
}

interface Follower {
  /** What the person's screen would hold. */
  readonly seen: Map<string, string>;
  /** Ids of posts in the order in which their events came. */
  readonly told: readonly string[];
  readonly resyncs: () => number;
  caughtUp(): Promise<void>;
  close(): void;
}

/** Keeps what a channel holds by events alone, and loads it afresh where the socket says that events were lost. */
function follow(actor: Actor, channel_id: string): Follower {
  const seen = new Map<string, string>();
  const told: string[] = [];
  let resyncs = 0;
  const socket = createSocket({
    url: server.url,
    token: actor.client.token,
    onEvent(frame) {
      if (frame.event === 'posted' && frame.data.post.channel_id === channel_id) {
        told.push(frame.data.post.id);
        seen.set(frame.data.post.id, frame.data.post.message);
      }
    },
    async onResync() {
      resyncs += 1;
      for (const [id, post] of await allPosts(actor.client, channel_id)) seen.set(id, post.message);
    },
  });
  return {
    seen,
    told,
    resyncs: () => resyncs,
    async caughtUp() {
      while (socket.getState().name !== 'live') await sleep(50);
      // The answer queues behind every event of what was acknowledged before.
      await socket.send('ping');
    },
    close: () => socket.close(),
  };
}

async function stream(name: string, count: number, disturb: (answered: number) => void) {
  const { ann, channel } = scene;
  const answered: { post: Post; tries: number }[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      const message = `${name} ${(next += 1)}`;
      answered.push(await sendUntilAnswered(ann.client, channel.id, message));
      disturb(answered.length);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  return answered;
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

describe.each(['the server', 'PostgreSQL'] as const)('kill -9 of %s during a stream of posts', (victim) => {
  test('every acknowledged post is there once, and both screens end where the server is', async () => {
    const { ann, bob, channel } = scene;
    const followers = [follow(ann, channel.id), follow(bob, channel.id)];
    await Promise.all(followers.map((one) => one.caughtUp()));
    let cut: Promise<void> | undefined;
    const answered = await stream(victim, 200, (count) => {
      if (count < 60 || cut) return;
      cut =
        victim === 'the server'
          ? server.kill9().then(() => server.start())
          : postmasterPid().then((pid) => void process.kill(pid, 'SIGKILL'));
    });
    await cut;

    const there = await allPosts(bob.client, channel.id);
    const messages = [...there.values()].map(({ message }) => message).filter((message) => message.startsWith(victim));
    expect(messages.toSorted()).toEqual(Array.from({ length: 200 }, (_, n) => `${victim} ${n + 1}`).toSorted());
    for (const { post } of answered) expect(there.get(post.id)?.message).toBe(post.message);
    // The cut came in the middle: some sends had to be repeated.
    expect(answered.some(({ tries }) => tries > 1)).toBe(true);
    const times = [...there.values()].map(({ create_at }) => create_at);
    expect(times).toEqual(times.toSorted((a, b) => b - a));

    await Promise.all(followers.map((one) => one.caughtUp()));
    for (const { seen, told } of followers) {
      expect(new Set(told).size).toBe(told.length);
      const screen = [...seen.values()].filter((message) => message.startsWith(victim));
      expect(screen.toSorted()).toEqual(messages.toSorted());
    }
    if (victim === 'the server') for (const one of followers) expect(one.resyncs()).toBeGreaterThan(0);
    for (const one of followers) one.close();
  }, 120_000);
});
