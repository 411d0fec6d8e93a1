import { afterEach, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { startHub, type TestClient, type TestHub, type TestPerson } from './testing.ts';

let running: TestHub | undefined;
async function start(...options: Parameters<typeof startHub>): Promise<TestHub> {
  running = await startHub(...options);
  return running;
}
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

const channelId = newId();

/** Publishes `count` events to the channel, numbered from `first`. */
function publish({ hub }: TestHub, count: number, first = 1): void {
  for (let number = first; number < first + count; number += 1) {
    hub.publish([
      { event: 'channel_converted', data: { channel_id: String(number) }, audience: { channel_id: channelId } },
    ]);
  }
}

/** Which of the published events, at which sequence number. */
function heard(client: TestClient): [seq: number, number: number][] {
  return client.events
    .filter(({ event }) => event === 'channel_converted')
    .map(({ seq, data }) => [seq, Number(data['channel_id'])]);
}

/** Someone who was connected, heard `count` events and lost the connection. */
async function gone(test: TestHub, count: number): Promise<{ ann: TestPerson; id: string }> {
  const ann = test.person({ channels: [channelId] });
  const client = test.connect(ann);
  const id = await client.hello();
  publish(test, count);
  await client.caughtUp();
  expect(heard(client)).toHaveLength(count);
  await left(test, client);
  return { ann, id };
}

/** The client's connection ends, and the server has noticed. */
async function left({ hub }: TestHub, client: TestClient): Promise<void> {
  const before = hub.stats().inactive;
  await client.disconnect();
  await expect.poll(() => hub.stats().inactive).toBe(before + 1);
}

function back(test: TestHub, who: { token: string }, id: string, seq: number): TestClient {
  return test.connect(who, { connection_id: id, sequence_number: String(seq) });
}

async function settled(client: TestClient): Promise<TestClient> {
  await client.opened();
  await client.caughtUp();
  return client;
}

test('whoever heard everything goes on without hello', async () => {
  const hub = await start();
  const { ann, id } = await gone(hub, 3);
  publish(hub, 2, 4);
  const client = await settled(back(hub, ann, id, 4));
  publish(hub, 1, 6);
  await client.caughtUp();
  expect(client.events.map(({ event }) => event)).not.toContain('hello');
  expect(heard(client)).toEqual([
    [4, 4],
    [5, 5],
    [6, 6],
  ]);
});

test('what was sent but not heard is sent again with its own numbers', async () => {
  const hub = await start();
  const { ann, id } = await gone(hub, 5);
  publish(hub, 1, 6);
  const client = await settled(back(hub, ann, id, 3));
  expect(heard(client)).toEqual([
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 6],
  ]);
});

test('what coming online tells follows what was missed, and hello', async () => {
  let publishes = (_userId: string): void => undefined;
  const hub = await start({
    presence: {
      connected: (userId) => publishes(userId),
      disconnected: () => undefined,
      activity: () => undefined,
      statuses: () => ({}),
    },
  });
  const lost = await gone(hub, 200);
  const { ann, id } = await gone(hub, 5);
  publishes = (user_id) =>
    hub.hub.publish([{ event: 'status_change', data: { user_id, status: 'online' }, audience: { user_id } }]);
  const names = ({ events }: TestClient) => events.map(({ event, seq }) => `${seq} ${event}`);

  const resumed = await settled(back(hub, ann, id, 4));
  expect(names(resumed)).toEqual(['4 channel_converted', '5 channel_converted', '6 status_change']);
  const renewed = await settled(back(hub, lost.ann, lost.id, 1));
  expect(names(renewed).slice(0, 2)).toEqual(['0 hello', '1 channel_converted']);
  expect(names(renewed).at(-1)).toBe('6 status_change');
  const fresh = await settled(hub.connect(hub.person()));
  expect(names(fresh)).toEqual(['0 hello', '1 status_change']);
});

test.each([
  ['all 128 events of the ring', 200, 200 - 128 + 1, 128],
  ['100 of 300', 300, 201, 100],
])('%s can be sent again', async (_, sent, seq, missed) => {
  const hub = await start();
  const { ann, id } = await gone(hub, sent);
  const client = await settled(back(hub, ann, id, seq));
  expect(heard(client)).toEqual(Array.from({ length: missed }, (__, index) => [seq + index, seq + index]));
});

test.each([
  ['one event more than the ring holds', 200, 200 - 128],
  ['the loss of 300', 300, 1],
  ['a number that was never reached', 3, 9],
])('%s leads to a new connection id, hello, and what waits', async (_, sent, seq) => {
  const hub = await start();
  const { ann, id } = await gone(hub, sent);
  publish(hub, 2, sent + 1);
  const client = back(hub, ann, id, seq);
  const renewed = await client.hello();
  expect(renewed).not.toBe(id);
  await client.caughtUp();
  expect(client.events.map(({ seq: number }) => number)).toEqual([0, 1, 2]);
  expect(heard(client)).toEqual([
    [1, sent + 1],
    [2, sent + 2],
  ]);
  // The old id is gone with what was lost.
  await left(hub, client);
  expect(await back(hub, ann, id, 1).hello()).not.toBe(renewed);
});

test('a renewed connection can itself be taken up again', async () => {
  const hub = await start();
  const { ann, id } = await gone(hub, 200);
  const lost = back(hub, ann, id, 1);
  const renewed = await lost.hello();
  await left(hub, lost);
  publish(hub, 1, 201);
  const client = await settled(back(hub, ann, renewed, 1));
  expect(heard(client)).toEqual([[1, 201]]);
});

test('who expects number 0 is not checked: what waits is numbered from 0', async () => {
  const hub = await start();
  const { ann, id } = await gone(hub, 3);
  publish(hub, 2, 4);
  const client = await settled(back(hub, ann, id, 0));
  expect(client.events.map(({ event }) => event)).not.toContain('hello');
  expect(heard(client)).toEqual([
    [0, 4],
    [1, 5],
  ]);
});

test('a connection whose socket is still open is not taken over', async () => {
  const hub = await start();
  const ann = hub.person({ channels: [channelId] });
  const first = hub.connect(ann);
  const id = await first.hello();
  expect(await back(hub, ann, id, 1).hello()).not.toBe(id);
  publish(hub, 1);
  await first.caughtUp();
  expect(heard(first)).toEqual([[1, 1]]);
});

test("another person's connection is not taken over", async () => {
  const hub = await start();
  const { id } = await gone(hub, 3);
  const bob = hub.person({ channels: [channelId] });
  expect(await back(hub, bob, id, 1).hello()).not.toBe(id);
  expect(hub.hub.stats().inactive).toBe(1);
});

test('another session of the same person takes it up, and is the one that counts', async () => {
  const hub = await start();
  const { ann, id } = await gone(hub, 1);
  const again = hub.person({ channels: [channelId] }, { user_id: ann.id });
  const client = await settled(back(hub, again, id, 2));
  hub.hub.sessionsRevoked([ann.session.id]);
  publish(hub, 1, 2);
  await client.caughtUp();
  expect(heard(client)).toEqual([[2, 2]]);
});

test('256 events wait for a client that is away, with one more it must start anew', async () => {
  const hub = await start();
  const full = await gone(hub, 1);
  publish(hub, 256, 2);
  const client = await settled(back(hub, full.ann, full.id, 2));
  expect(heard(client)).toHaveLength(256);
  expect(heard(client).at(-1)).toEqual([257, 257]);

  const overfull = await gone(hub, 1);
  publish(hub, 257, 2);
  expect(await back(hub, overfull.ann, overfull.id, 2).hello()).not.toBe(overfull.id);
});

test('replies are not kept: the next socket numbers its requests anew', async () => {
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const hub = await start({
    mayPostIn: async () => {
      await asked;
      return true;
    },
  });
  const ann = hub.person({ channels: [channelId] });
  const client = hub.connect(ann);
  const id = await client.hello();
  client.send('user_typing', { channel_id: channelId });
  await client.caughtUp();
  await left(hub, client);
  answer();
  const next = await settled(back(hub, ann, id, 1));
  expect(next.frames).toEqual([]);
});

test('an idle connection is reaped by the last deed of its user, not by when it was lost', async () => {
  let now = 1_000_000;
  const hub = await start({ elapsed: () => now, durations: { tick: 20, reap: 40, keepInactive: 300_000 } });
  const idle = await gone(hub, 0);
  const busy = await gone(hub, 0);
  now += 200_000;
  hub.hub.userActive(busy.ann.id, busy.ann.session.id);
  now += 100_001;
  await expect.poll(() => hub.hub.stats().inactive).toBe(1);
  const client = await settled(back(hub, busy.ann, busy.id, 1));
  expect(client.frames).toEqual([]);
  expect(await back(hub, idle.ann, idle.id, 1).hello()).not.toBe(idle.id);
});

test('a client that reconnects in a loop does not pile up connections', async () => {
  const hub = await start();
  const ann = hub.person();
  for (let round = 0; round < 20; round += 1) {
    const client = hub.connect(ann);
    await client.hello();
    await client.disconnect();
  }
  await expect.poll(() => hub.hub.stats()).toMatchObject({ sockets: 0, inactive: 16 });
});
