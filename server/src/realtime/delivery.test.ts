import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import type { Audience } from './audience.ts';
import { startHub, type TestClient, type TestHub, type TestPerson } from './testing.ts';

const channelId = newId();
const teamId = newId();

let started: TestHub;
beforeEach(async () => {
  started = await startHub();
});
afterEach(() => started.stop());

interface Guest extends TestPerson {
  client: TestClient;
  /** Connection id. */
  connection: string;
}

async function arrive(...about: Parameters<TestHub['person']>): Promise<Guest> {
  const person = started.person(...about);
  const client = started.connect(person);
  return { ...person, client, connection: await client.hello() };
}

/** Publishes an event and tells who of these heard it. */
async function whoHears(audience: Audience, people: Record<string, Guest>): Promise<string[]> {
  const mark = newId();
  started.hub.publish([{ event: 'channel_converted', data: { channel_id: mark }, audience }]);
  return whoHeard(people, ({ data }) => data['channel_id'] === mark);
}

async function whoHeard(
  people: Record<string, Guest>,
  is: (event: { event: string; data: Record<string, unknown> }) => boolean,
): Promise<string[]> {
  await Promise.all(Object.values(people).map(({ client }) => client.caughtUp()));
  return Object.keys(people).filter((name) => people[name]?.client.events.some(is));
}

async function cast(): Promise<Record<'ann' | 'bob' | 'eve' | 'root', Guest>> {
  return {
    ann: await arrive({ channels: [channelId], teams: [teamId] }),
    bob: await arrive({ channels: [channelId] }),
    eve: await arrive({ teams: [teamId] }),
    root: await arrive({}, { is_admin: true }),
  };
}

test('an event reaches everybody, its channel, its team, its user or its connection', async () => {
  const people = await cast();
  const { ann, bob } = people;
  expect(await whoHears({}, people)).toEqual(['ann', 'bob', 'eve', 'root']);
  expect(await whoHears({ channel_id: channelId }, people)).toEqual(['ann', 'bob']);
  expect(await whoHears({ team_id: teamId }, people)).toEqual(['ann', 'eve']);
  expect(await whoHears({ user_id: bob.id }, people)).toEqual(['bob']);
  expect(await whoHears({ connection_id: ann.connection }, people)).toEqual(['ann']);
  expect(await whoHears({ channel_id: newId() }, people)).toEqual([]);
  expect(await whoHears({ user_id: newId() }, people)).toEqual([]);
});

test('the narrowest scope decides, wider ones only inform', async () => {
  const people = await cast();
  const { ann, bob, eve } = people;
  expect(await whoHears({ user_id: eve.id, channel_id: channelId, team_id: newId() }, people)).toEqual(['eve']);
  expect(await whoHears({ channel_id: channelId, team_id: teamId }, people)).toEqual(['ann', 'bob']);
  expect(await whoHears({ connection_id: ann.connection, channel_id: newId() }, people)).toEqual(['ann']);
  expect(await whoHears({ connection_id: ann.connection, user_id: bob.id }, people)).toEqual([]);
});

test('whoever is omitted hears nothing, unless addressed as user', async () => {
  const people = await cast();
  const { ann, bob } = people;
  expect(await whoHears({ channel_id: channelId, omit_users: [ann.id] }, people)).toEqual(['bob']);
  expect(await whoHears({ team_id: teamId, omit_users: [ann.id] }, people)).toEqual(['eve']);
  expect(await whoHears({ omit_users: [ann.id, bob.id] }, people)).toEqual(['eve', 'root']);
  expect(await whoHears({ user_id: ann.id, omit_users: [ann.id] }, people)).toEqual(['ann']);
});

test('one connection of a user can be left out', async () => {
  const ann = await arrive();
  const client = started.connect(ann);
  const phone = { ...ann, client, connection: await client.hello() };
  const people = { ann, phone };
  expect(await whoHears({ user_id: ann.id }, people)).toEqual(['ann', 'phone']);
  expect(await whoHears({ user_id: ann.id, omit_connection_id: phone.connection }, people)).toEqual(['ann']);
  expect(await whoHears({ user_id: ann.id, omit_connection_id: '' }, people)).toEqual(['ann', 'phone']);
});

test('sanitised copies are for ordinary users and sensitive ones for administrators', async () => {
  const people = await cast();
  expect(await whoHears({ contains_sanitized_data: true }, people)).toEqual(['ann', 'bob', 'eve']);
  expect(await whoHears({ contains_sensitive_data: true }, people)).toEqual(['root']);
  expect(await whoHears({ contains_sensitive_data: true, user_id: people.ann.id }, people)).toEqual([]);
  expect(people.root.client.events.at(-1)?.broadcast).toMatchObject({ contains_sensitive_data: true });
});

test('a changed role counts from the next event on', async () => {
  const people = await cast();
  started.hub.rolesChanged(people.root.id, { is_admin: false, is_guest: false });
  started.hub.rolesChanged(people.bob.id, { is_admin: true, is_guest: false });
  expect(await whoHears({ contains_sensitive_data: true }, people)).toEqual(['bob']);
});

test('a revoked session hears nothing more, and its socket is closed', async () => {
  const { ann, ...others } = await cast();
  started.sessions.delete(ann.token);
  started.hub.sessionsRevoked([ann.session.id]);
  expect(await whoHears({ channel_id: channelId }, others)).toEqual(['bob']);
  expect(await ann.client.closed).toBe(1008);
  expect(ann.client.events.some(({ event }) => event === 'channel_converted')).toBe(false);
  expect(started.presence.at(-1)).toEqual(['disconnected', ann.id, undefined]);
  await expect.poll(() => started.hub.stats()).toMatchObject({ sockets: 3, active: 3, inactive: 0 });
});

test('a request on a socket whose session ran out is refused, and the socket closed', async () => {
  const ann = await arrive();
  started.sessions.delete(ann.token);
  expect(await ann.client.ask('ping')).toMatchObject({
    status: 'FAIL',
    error: { id: 'api.web_socket_router.not_authenticated.app_error', status_code: 401 },
  });
  expect(await ann.client.closed).toBe(1008);
});

test('the socket of a session that ran out is closed, though nobody asks or tells it anything', async () => {
  await started.stop();
  started = await startHub({ durations: { tick: 10, expiry: 20 } });
  const [ann, bob] = [await arrive(), await arrive()];
  started.sessions.delete(ann.token);
  expect(await ann.client.closed).toBe(1008);
  expect(await bob.client.ask('ping')).toMatchObject({ status: 'OK' });
});

test('a client that asks for it is told by the code that its session has ended', async () => {
  const people = await cast();
  const asking = started.connect(people.ann, { close_with_session: 'true' });
  await asking.nextEvent();
  started.sessions.delete(people.ann.token);
  started.hub.sessionsRevoked([people.ann.session.id]);
  expect(await asking.closed).toBe(4401);
  // The other socket of the same session did not ask.
  expect(await people.ann.client.closed).toBe(1008);
});

test('a session that has expired is found out without being told, also while the time of day is set back', async () => {
  let now = 1_000_000;
  await started.stop();
  const isStillValid = ({ expires_at }: { expires_at: number }) => expires_at === 0 || expires_at > now;
  started = await startHub({ now: () => -now, elapsed: () => now, isStillValid });
  const people = {
    ann: await arrive({ channels: [channelId] }, { expires_at: 1_060_000 }),
    bob: await arrive({ channels: [channelId] }),
  };
  expect(await whoHears({ channel_id: channelId }, people)).toEqual(['ann', 'bob']);
  now = 1_060_000;
  const heard = people.ann.client.events.length;
  expect(await whoHears({ channel_id: channelId }, { bob: people.bob })).toEqual(['bob']);
  expect(await people.ann.client.closed).toBe(1008);
  expect(people.ann.client.events).toHaveLength(heard);
});

test('a challenge on a socket whose session ended closes it, since it has missed events', async () => {
  const ann = await arrive();
  started.hub.sessionsRevoked([ann.session.id]);
  ann.client.send('authentication_challenge', { token: ann.token });
  await ann.client.closed;
});

test('guests hear of users only whom they can see', async () => {
  const [near, far] = [newId(), newId()];
  started.deps.canSeeUser = (_, userId) => userId === near;
  const people = { guest: await arrive({}, { is_guest: true }), ann: await arrive() };
  started.hub.publish([
    { event: 'new_user', data: { user_id: near }, audience: {} },
    { event: 'new_user', data: { user_id: far }, audience: {} },
  ]);
  expect(await whoHeard(people, ({ data }) => data['user_id'] === near)).toEqual(['guest', 'ann']);
  expect(await whoHeard(people, ({ data }) => data['user_id'] === far)).toEqual(['ann']);
});

test('events keep their order where one of them has to be looked up first', async () => {
  let answer: (isVisible: boolean) => void = () => undefined;
  started.deps.canSeeUser = () => new Promise((resolve) => (answer = resolve));
  const guest = await arrive({ channels: [channelId] }, { is_guest: true });
  started.hub.publish([{ event: 'new_user', data: { user_id: newId() }, audience: {} }]);
  const answerFirst = answer;
  started.hub.publish([
    { event: 'new_user', data: { user_id: newId() }, audience: {} },
    { event: 'channel_converted', data: { channel_id: channelId }, audience: { channel_id: channelId } },
  ]);
  answer(false);
  await guest.client.caughtUp();
  expect(guest.client.events).toHaveLength(1);
  answerFirst(true);
  expect(await guest.client.nextEvent()).toMatchObject({ event: 'new_user', seq: 1 });
  expect(await guest.client.nextEvent()).toMatchObject({ event: 'channel_converted', seq: 2 });
});

describe('what is only of use in view', () => {
  const elsewhere = newId();
  const typing = { event: 'typing', data: { parent_id: '', user_id: newId() } } as const;

  test.each([
    ['nothing is known', [], true],
    ['only the channel is known', [{ channel_id: elsewhere }], true],
    [
      'the channel and one thread are known',
      [{ channel_id: elsewhere }, { thread_channel_id: '', is_thread_view: false }],
      true,
    ],
    [
      'everything is known and elsewhere',
      [
        { channel_id: elsewhere },
        { thread_channel_id: '', is_thread_view: false },
        { thread_channel_id: '', is_thread_view: true },
      ],
      false,
    ],
    [
      'a thread of the channel is open',
      [
        { channel_id: elsewhere },
        { thread_channel_id: channelId, is_thread_view: false },
        { thread_channel_id: '', is_thread_view: true },
      ],
      true,
    ],
  ])('is sent or not when %s', async (_, views, isSent) => {
    const ann = await arrive({ channels: [channelId] });
    for (const view of views) expect(await ann.client.ask('presence', view)).toMatchObject({ status: 'OK' });
    started.hub.publish([{ ...typing, audience: { channel_id: channelId } }]);
    expect(await whoHeard({ ann }, ({ event }) => event === 'typing')).toEqual(isSent ? ['ann'] : []);
    // Everything else is sent all the same, and no number is left out.
    expect(await whoHears({ channel_id: channelId }, { ann })).toEqual(['ann']);
    expect(ann.client.events.map(({ seq }) => seq)).toEqual(ann.client.events.map((__, index) => index));
  });
});

test('events arrive in the order of publication, without a gap in the numbers', async () => {
  const people = await cast();
  for (let round = 0; round < 50; round += 1) {
    started.hub.publish([
      { event: 'channel_converted', data: { channel_id: String(round) }, audience: { channel_id: channelId } },
      { event: 'preferences_changed', data: { preferences: [] }, audience: { user_id: people.ann.id } },
    ]);
  }
  await people.ann.client.caughtUp();
  const { events } = people.ann.client;
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 101 }, (_, index) => index));
  const rounds = events.filter(({ event }) => event === 'channel_converted').map(({ data }) => data['channel_id']);
  expect(rounds).toEqual(Array.from({ length: 50 }, (_, round) => String(round)));
});
