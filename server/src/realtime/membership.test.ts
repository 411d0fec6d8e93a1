import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import type { Memberships } from './dependencies.ts';
import { startHub, type TestClient, type TestHub } from './testing.ts';

const channelId = newId();
const otherId = newId();
const teamId = newId();

/** Loads under way, each to be answered by the test. */
let loads: ((memberships: Partial<Memberships> | Error) => void)[];
let started: TestHub;
beforeEach(async () => {
  loads = [];
  started = await startHub({
    memberships: () =>
      new Promise((resolve, reject) => {
        loads.push((answer) => {
          if (answer instanceof Error) reject(answer);
          else resolve({ channels: [], teams: [], ...answer });
        });
      }),
  });
});
afterEach(() => started.stop());

async function load(index: number, answer: Partial<Memberships> | Error): Promise<void> {
  await expect.poll(() => loads.length).toBeGreaterThan(index);
  loads[index]?.(answer);
}

/** Publishes an event to the channel that is recognised by `mark`. */
function tell(mark: string, audience: object = { channel_id: channelId }): void {
  started.hub.publish([{ event: 'channel_converted', data: { channel_id: mark }, audience }]);
}

async function heard(client: TestClient): Promise<unknown[]> {
  await client.caughtUp();
  return heardBefore(client);
}

function heardBefore({ events }: TestClient): unknown[] {
  return events.filter(({ event }) => event !== 'hello').map(({ data }) => data['channel_id']);
}

test('channels and teams are joined and left as it is told', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, { channels: [channelId] });
  await client.hello();
  tell('member');
  started.hub.leftChannel(ann.id, channelId);
  tell('left');
  started.hub.joinedChannel(ann.id, channelId);
  tell('joined');
  tell('no team', { team_id: teamId });
  started.hub.joinedTeam(ann.id, teamId);
  tell('team', { team_id: teamId });
  started.hub.leftTeam(ann.id, teamId);
  tell('team left', { team_id: teamId });
  expect(await heard(client)).toEqual(['member', 'joined', 'team']);
});

test('whoever leaves a channel hears no more of it, whoever stays does', async () => {
  const [ann, bob] = [started.person(), started.person()];
  const [annClient, bobClient] = [started.connect(ann), started.connect(bob)];
  await expect.poll(() => loads.length).toBe(2);
  for (const answer of loads) answer({ channels: [channelId] });
  await Promise.all([annClient.hello(), bobClient.hello()]);
  tell('both');
  started.hub.leftChannel(ann.id, channelId);
  tell('bob');
  started.hub.joinedChannel(ann.id, channelId);
  tell('both again');
  expect(await heard(annClient)).toEqual(['both', 'both again']);
  expect(await heard(bobClient)).toEqual(['both', 'bob', 'both again']);
});

test('changes of people who are not connected are no concern', () => {
  started.hub.joinedChannel(newId(), channelId);
  started.hub.membershipsUnknown(newId());
  expect(started.hub.stats().users).toBe(0);
  expect(loads).toEqual([]);
});

test('what changes while memberships are being loaded counts more than what was loaded', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await expect.poll(() => loads.length).toBe(1);
  started.hub.leftChannel(ann.id, channelId);
  started.hub.joinedChannel(ann.id, otherId);
  loads[0]?.({ channels: [channelId] });
  await client.hello();
  tell('left');
  tell('joined', { channel_id: otherId });
  expect(await heard(client)).toEqual(['joined']);
});

test('memberships are loaded once for all connections of a person, and again after the last one is gone', async () => {
  const ann = started.person();
  const [first, second] = [started.connect(ann), started.connect(ann)];
  await load(0, { channels: [channelId] });
  await Promise.all([first.hello(), second.hello()]);
  await started.connect(ann).hello();
  expect(loads).toHaveLength(1);
  started.hub.sessionsRevoked([ann.session.id]);
  expect(started.hub.stats().users).toBe(0);
  const next = started.connect(ann);
  await load(1, {});
  await next.hello();
  tell('not a member any more');
  expect(await heard(next)).toEqual([]);
});

test('events wait while memberships are unknown, and are then delivered in order to whoever they are for', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, { channels: [channelId] });
  const connection_id = await client.hello();
  started.hub.membershipsUnknown(ann.id);
  tell('old channel');
  tell('new channel', { channel_id: otherId });
  tell('user', { user_id: ann.id });
  tell('somebody else', { user_id: newId() });
  tell('all', {});
  tell('omitted', { omit_users: [ann.id] });
  tell('connection', { connection_id });
  expect(await heard(client)).toEqual([]);
  await load(1, { channels: [otherId] });
  await expect.poll(() => heard(client)).toEqual(['new channel', 'user', 'all', 'connection']);
  tell('later', { channel_id: otherId });
  tell('no member any more');
  expect(await heard(client)).toEqual(['new channel', 'user', 'all', 'connection', 'later']);
});

test('a second loss of knowledge during a reload starts it over, and nothing is lost', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, { channels: [channelId] });
  await client.hello();
  started.hub.membershipsUnknown(ann.id);
  tell('first');
  await expect.poll(() => loads.length).toBe(2);
  started.hub.membershipsUnknown(ann.id);
  tell('second', { channel_id: otherId });
  loads[1]?.({ channels: [] });
  await load(2, { channels: [channelId, otherId] });
  await expect.poll(() => heard(client)).toEqual(['first', 'second']);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('knowledge lost %d turns after a reload is read again', async (turns) => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, { channels: [channelId] });
  await client.hello();
  started.hub.membershipsUnknown(ann.id);
  tell('first', {});
  await expect.poll(() => loads.length).toBe(2);
  loads[1]?.({ channels: [channelId] });
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  started.hub.membershipsUnknown(ann.id);
  tell('second');
  tell('third', { channel_id: otherId });
  await load(2, { channels: [otherId] });
  await expect.poll(() => heard(client)).toEqual(['first', 'third']);
});

test('others are not delayed by a reload', async () => {
  const [ann, bob] = [started.person(), started.person()];
  const [annClient, bobClient] = [started.connect(ann), started.connect(bob)];
  await expect.poll(() => loads.length).toBe(2);
  for (const answer of loads) answer({ channels: [channelId] });
  await Promise.all([annClient.hello(), bobClient.hello()]);
  tell('before');
  started.hub.membershipsUnknown(ann.id);
  tell('during');
  expect(await heard(bobClient)).toEqual(['before', 'during']);
  expect(await heard(annClient)).toEqual(['before']);
  await load(2, { channels: [channelId] });
  await expect.poll(() => heard(annClient)).toEqual(['before', 'during']);
});

test('memberships that cannot be read make the client start anew', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, { channels: [channelId] });
  const id = await client.hello();
  started.hub.membershipsUnknown(ann.id);
  tell('unknown');
  await load(1, new Error('no database'));
  await client.closed;
  expect(started.hub.stats()).toMatchObject({ active: 0, inactive: 0, users: 0 });
  const next = started.connect(ann, { connection_id: id, sequence_number: '1' });
  await load(2, { channels: [channelId] });
  expect(await next.hello()).not.toBe(id);
});

test('a reload that takes too long for all that happens meanwhile makes the client start anew', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, {});
  await client.hello();
  started.hub.membershipsUnknown(ann.id);
  for (let count = 0; count < 256; count += 1) tell(String(count), {});
  expect(started.hub.stats().active).toBe(1);
  tell('one too many', {});
  await client.closed;
  expect(started.hub.stats()).toMatchObject({ active: 0, inactive: 0, users: 0 });
  loads[1]?.({ channels: [channelId] });
  await new Promise((resolve) => setImmediate(resolve));
  expect(started.hub.stats()).toMatchObject({ users: 0, channels: 0 });
});

test('a reload that fails after its person left does not harm the person who came back', async () => {
  const ann = started.person();
  const gone = started.connect(ann);
  await load(0, { channels: [channelId] });
  await gone.hello();
  started.hub.membershipsUnknown(ann.id);
  started.hub.sessionsRevoked([ann.session.id]);
  const back = started.connect(ann);
  await load(2, { channels: [channelId] });
  await back.hello();
  loads[1]?.(new Error('no database'));
  await new Promise((resolve) => setImmediate(resolve));
  tell('still a member');
  tell('still there', { user_id: ann.id });
  expect(await heard(back)).toEqual(['still a member', 'still there']);
});

test('memberships that cannot be loaded refuse the connection, and the next attempt is free', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await load(0, new Error('no database'));
  await client.closed;
  expect(started.hub.stats().users).toBe(0);
  const next = started.connect(ann);
  await load(1, {});
  await next.hello();
});

test('a session that is revoked while its memberships are loaded is not let in', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await expect.poll(() => loads.length).toBe(1);
  started.sessions.delete(ann.token);
  started.hub.sessionsRevoked([ann.session.id]);
  loads[0]?.({ channels: [channelId] });
  await client.opened();
  tell('secret');
  expect(await heard(client)).toEqual([]);
  expect(started.hub.stats()).toMatchObject({ active: 0, users: 0 });
});

test('a session that ends unnoticed while its memberships are loaded is not let in either', async () => {
  const ann = started.person();
  const client = started.connect(ann);
  await expect.poll(() => loads.length).toBe(1);
  started.sessions.delete(ann.token);
  loads[0]?.({ channels: [channelId] });
  await client.closed;
  expect(client.frames).toEqual([]);
});

test('a role that changes while memberships are loaded counts', async () => {
  const ann = started.person({}, { is_admin: true });
  const client = started.connect(ann);
  await expect.poll(() => loads.length).toBe(1);
  started.sessions.set(ann.token, { ...ann.session, is_admin: false });
  started.hub.rolesChanged(ann.id, { is_admin: false, is_guest: false });
  loads[0]?.({});
  await load(1, {});
  await client.hello();
  tell('sensitive', { contains_sensitive_data: true });
  tell('sanitised', { contains_sanitized_data: true });
  expect(await heard(client)).toEqual(['sanitised']);
});
