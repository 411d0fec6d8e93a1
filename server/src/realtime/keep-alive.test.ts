import { afterEach, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { startHub, type TestHub } from './testing.ts';

let started: TestHub;
afterEach(() => started.stop());

test('sockets are pinged, and every pong has the user looked at for being away', async () => {
  started = await startHub({ durations: { tick: 10, ping: 20 } });
  const ann = started.person();
  const client = started.connect(ann);
  let pings = 0;
  client.socket.on('ping', () => (pings += 1));
  await client.hello();
  await expect.poll(() => pings).toBeGreaterThan(2);
  const pong = ['activity', ann.id, { manual: false, active: false }];
  await expect.poll(() => started.presence.filter(([what]) => what === 'activity').length).toBeGreaterThan(2);
  expect(started.presence.slice(1)).toEqual(started.presence.slice(1).map(() => pong));
});

test('a client that answers no ping loses its socket, however much it says', async () => {
  started = await startHub({ durations: { tick: 10, ping: 20, pongDeadline: 200 } });
  const ann = started.person();
  const mute = started.connect(ann);
  const healthy = started.connect(ann);
  mute.socket.pong = () => undefined;
  await Promise.all([mute.hello(), healthy.hello()]);
  const talking = setInterval(() => mute.send('ping'), 20);
  await mute.closed;
  clearInterval(talking);
  expect(await healthy.ask('ping')).toMatchObject({ status: 'OK' });
});

test('the last connection to go takes its user offline, an earlier one leaves the newest activity', async () => {
  let now = 1_000;
  started = await startHub({ now: () => now });
  const ann = started.person();
  const first = started.connect(ann);
  await first.hello();
  now = 2_000;
  const second = started.connect(ann);
  await second.hello();
  now = 3_000;
  await first.ask('user_update_active_status', { user_is_active: true });
  now = 4_000;
  expect(started.hub.isConnected(ann.id)).toBe(true);
  await second.disconnect();
  await expect.poll(() => started.presence.at(-1)).toEqual(['disconnected', ann.id, 3_000]);
  await first.disconnect();
  await expect.poll(() => started.presence.at(-1)).toEqual(['disconnected', ann.id, undefined]);
  expect(started.hub.isConnected(ann.id)).toBe(false);
});

test('the hub tells who is connected, and who may come back', async () => {
  started = await startHub();
  const ann = started.person();
  expect(started.hub.isConnected(ann.id)).toBe(false);
  const client = started.connect(ann);
  await client.hello();
  expect(started.hub.isConnected(ann.id)).toBe(true);
  expect(started.hub.stats()).toMatchObject({ active: 1, inactive: 0 });
  await client.disconnect();
  await expect.poll(() => started.hub.isConnected(ann.id)).toBe(false);
  expect(started.hub.stats()).toMatchObject({ active: 0, inactive: 1 });
  expect(started.hub.isConnected(newId())).toBe(false);
});

test('closing says goodbye to every socket and lets nobody in', async () => {
  started = await startHub();
  const known = started.connect(started.person());
  const stranger = await started.connect().opened();
  await known.hello();
  await started.hub.close();
  expect(await known.closed).toBe(1001);
  expect(await stranger.closed).toBe(1001);
  expect(started.hub.stats().sockets).toBe(0);
});

test('when everything is dropped, everybody starts anew', async () => {
  started = await startHub();
  const ann = started.person();
  const client = started.connect(ann);
  const id = await client.hello();
  started.hub.dropEverything();
  await client.closed;
  expect(started.hub.stats()).toMatchObject({ active: 0, inactive: 0, users: 0 });
  expect(await started.connect(ann, { connection_id: id, sequence_number: '1' }).hello()).not.toBe(id);
});

test('a storm of reconnects is let in a few at a time, and everybody gets in', async () => {
  let loading = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  started = await startHub({
    concurrentRegistrations: 4,
    memberships: async () => {
      loading += 1;
      await released;
      return { channels: [], teams: [] };
    },
  });
  const clients = Array.from({ length: 60 }, () => started.connect(started.person()));
  await expect.poll(() => started.hub.stats().arriving).toBe(56);
  expect(loading).toBe(4);
  release();
  await Promise.all(clients.map((client) => client.hello()));
  expect(started.hub.stats()).toMatchObject({ active: 60, users: 60, arriving: 0 });
});

test('whoever gives up while waiting is not looked up', async () => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const loaded: string[] = [];
  started = await startHub({
    concurrentRegistrations: 1,
    memberships: async (userId) => {
      loaded.push(userId);
      await released;
      return { channels: [], teams: [] };
    },
  });
  const [first, second, third] = [started.person(), started.person(), started.person()];
  const patient = started.connect(first);
  await expect.poll(() => loaded).toEqual([first.id]);
  const impatient = started.connect(second);
  await expect.poll(() => started.hub.stats().arriving).toBe(1);
  await impatient.disconnect();
  const last = started.connect(third);
  await expect.poll(() => started.hub.stats().arriving).toBe(2);
  release();
  await Promise.all([patient.hello(), last.hello()]);
  expect(loaded).toEqual([first.id, third.id]);
});
