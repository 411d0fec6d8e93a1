import { encode } from '@msgpack/msgpack';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { startHub, type TestClient, type TestHub, type TestPerson } from './testing.ts';

const channelId = newId();

let started: TestHub;
let ann: TestPerson;
let client: TestClient;
beforeEach(async () => {
  started = await startHub();
  ann = started.person({ channels: [channelId] });
  client = started.connect(ann);
  await client.hello();
});
afterEach(() => started.stop());

function raw(request: unknown): void {
  client.socket.send(JSON.stringify(request));
}

describe('what is wrong with a request is told in the order of the wire', () => {
  test.each([
    ['no action', {}, 'api.web_socket_router.no_action.app_error', 400, undefined],
    ['no action, though numbered', { seq: 5 }, 'api.web_socket_router.no_action.app_error', 400, 5],
    ['null', null, 'api.web_socket_router.no_action.app_error', 400, undefined],
    ['no number', { action: 'ping' }, 'api.web_socket_router.bad_seq.app_error', 400, undefined],
    ['number 0', { seq: 0, action: 'ping' }, 'api.web_socket_router.bad_seq.app_error', 400, undefined],
    ['a negative number', { seq: -1, action: 'ping' }, 'api.web_socket_router.bad_seq.app_error', 400, undefined],
    ['an unknown action', { seq: 7, action: 'dance' }, 'api.web_socket_router.bad_action.app_error', 500, 7],
    [
      'the name of an inherited one',
      { seq: 8, action: 'constructor' },
      'api.web_socket_router.bad_action.app_error',
      500,
      8,
    ],
  ])('%s', async (_, request, id, status, seq) => {
    raw(request);
    const reply = await client.nextReply();
    expect(reply).toEqual({
      status: 'FAIL',
      ...(seq !== undefined && { seq_reply: seq }),
      error: { id, message: expect.stringMatching(/\w/), detailed_error: '', status_code: status },
    });
  });

  test('a stranger may only sign in and say what it looks at', async () => {
    const stranger = await started.connect().opened();
    const refused = {
      status: 'FAIL',
      error: { id: 'api.web_socket_router.not_authenticated.app_error', status_code: 401 },
    };
    expect(await stranger.ask('ping')).toMatchObject({ ...refused, seq_reply: 1 });
    expect(await stranger.ask('dance')).toMatchObject(refused);
    expect(await stranger.ask('custom_plugin')).toMatchObject(refused);
    expect(await stranger.ask('presence', { channel_id: channelId })).toEqual({ status: 'OK', seq_reply: 4 });
  });
});

test('replies carry no sequence number and use none up', async () => {
  expect(Object.keys(await client.ask('ping'))).not.toContain('seq');
  started.hub.publish([{ event: 'user_activation_status_change', data: {}, audience: {} }]);
  expect(await client.nextEvent()).toMatchObject({ seq: 1 });
});

test('ping', async () => {
  const reply = await client.ask('ping');
  expect(reply).toEqual({
    status: 'OK',
    seq_reply: 1,
    data: { text: 'pong', version: '11.6.0', server_time: expect.any(Number), node_id: '' },
  });
});

test('binary frames carry the same requests as MessagePack, and are answered as text', async () => {
  client.socket.send(encode({ seq: 4, action: 'ping', data: {} }));
  expect(await client.nextReply()).toMatchObject({ status: 'OK', seq_reply: 4, data: { text: 'pong' } });
});

test('actions of plug-ins are neither answered nor refused', async () => {
  client.send('custom_com.example.calls_join', { channelID: channelId });
  expect(await client.ask('ping')).toMatchObject({ seq_reply: 2 });
});

test('typing is told to the others in the channel', async () => {
  const bob = started.connect(started.person({ channels: [channelId] }));
  await bob.hello();
  const rootId = newId();
  expect(await client.ask('user_typing', { channel_id: channelId, parent_id: rootId })).toEqual({
    status: 'OK',
    seq_reply: 1,
  });
  expect(await bob.nextEvent()).toMatchObject({
    event: 'typing',
    data: { parent_id: rootId, user_id: ann.id },
    broadcast: { channel_id: channelId, omit_users: { [ann.id]: true } },
  });
  await client.caughtUp();
  expect(client.events.map(({ event }) => event)).toEqual(['hello']);
});

test.each([
  ['user_typing', {}, 'channel_id'],
  ['user_typing', { channel_id: 'short' }, 'channel_id'],
  ['user_typing', { channel_id: newId() }, 'channel_id'],
  ['user_update_active_status', {}, 'user_is_active'],
  ['user_update_active_status', { user_is_active: 'yes' }, 'user_is_active'],
  ['get_statuses_by_ids', {}, 'user_ids'],
  ['get_statuses_by_ids', { user_ids: [] }, 'user_ids'],
])('%s with %j is refused because of %s', async (action, data, name) => {
  const { error } = await client.ask(action, data);
  expect(error).toMatchObject({ id: 'api.websocket_handler.invalid_param.app_error', status_code: 400 });
  expect(error?.message).toContain(name);
});

test('being active or not is passed on', async () => {
  expect(await client.ask('user_update_active_status', { user_is_active: true, manual: true })).toMatchObject({
    status: 'OK',
  });
  await client.ask('user_update_active_status', { user_is_active: false });
  expect(started.presence.slice(1)).toEqual([
    ['activity', ann.id, { manual: true, active: true }],
    ['activity', ann.id, { manual: false, active: false }],
  ]);
});

test('statuses are asked for as a whole or by ids', async () => {
  const bob = newId();
  started.deps.presence.statuses = (ids) =>
    ids === undefined ? { [ann.id]: 'online' } : { [ids[0] ?? '']: 'offline' };
  expect((await client.ask('get_statuses')).data).toEqual({ [ann.id]: 'online' });
  expect((await client.ask('get_statuses_by_ids', { user_ids: [bob] })).data).toEqual({ [bob]: 'offline' });
  started.deps.config = () => ({ SiteURL: '', AllowCorsFrom: '', EnableUserStatuses: false });
  expect((await client.ask('get_statuses')).data).toEqual({});
  expect((await client.ask('get_statuses_by_ids', { user_ids: [bob] })).data).toEqual({});
});

test('an acknowledged notification is answered', async () => {
  expect(await client.ask('posted_notify_ack', { post_id: newId(), status: 'success' })).toEqual({
    status: 'OK',
    seq_reply: 1,
  });
});

test('requests are answered in the order they came, however long each takes', async () => {
  let permit = (): void => undefined;
  const permitted = new Promise<boolean>((resolve) => (permit = () => resolve(true)));
  started.deps.mayPostIn = () => permitted;
  client.send('user_typing', { channel_id: channelId });
  client.send('ping');
  client.send('user_typing', { channel_id: channelId });
  for (let number = 0; number < 100; number += 1) client.send('ping');
  await new Promise((resolve) => setImmediate(resolve));
  permit();
  for (let number = 1; number <= 103; number += 1) {
    expect(await client.nextReply()).toMatchObject({ status: 'OK', seq_reply: number });
  }
});

test('a request that fails unexpectedly is answered, and the next one as well', async () => {
  started.deps.mayPostIn = () => Promise.reject(new Error('no database'));
  expect(await client.ask('user_typing', { channel_id: channelId })).toMatchObject({
    error: { id: 'api.internal_error', detailed_error: '', status_code: 500 },
  });
  expect(await client.ask('ping')).toMatchObject({ status: 'OK' });
});

test.each([
  ['text that is no JSON', '{'],
  ['a number', '7'],
  ['an array', '[]'],
  ['a number as a string', '{"seq":"1","action":"ping"}'],
  ['data that is no object', '{"seq":1,"action":"ping","data":[]}'],
  ['nothing', ''],
  ['bytes that are no MessagePack', Buffer.from([0xc1])],
])('%s closes the socket without an answer', async (_, message) => {
  client.socket.send(message);
  await client.closed;
  expect(client.replies).toEqual([]);
});

test('8192 bytes are taken, one more closes the socket', async () => {
  const padding = (size: number) => {
    const frame = '{"seq":1,"action":"ping","data":{"x":""}}';
    return frame.replace('""', `"${'x'.repeat(size - frame.length)}"`);
  };
  client.socket.send(padding(8192));
  expect(await client.nextReply()).toMatchObject({ status: 'OK' });
  client.socket.send(padding(8193));
  expect(await client.closed).toBe(1009);
});

test('statuses are told only of people whom the caller may see', async () => {
  const [near, far] = [newId(), newId()];
  const all: Record<string, string> = { [near]: 'online', [far]: 'away' };
  const statuses = (ids = Object.keys(all)) => Object.fromEntries(ids.map((id) => [id, all[id] ?? 'offline']));
  started.deps.presence.statuses = (ids) => statuses(ids === undefined ? undefined : [...ids]);
  started.deps.onlyVisible = async (_session, ids) => ids.filter((id) => id === near);
  const client = started.connect(started.person());
  await client.hello();
  expect((await client.ask('get_statuses')).data).toEqual({ [near]: 'online' });
  expect((await client.ask('get_statuses_by_ids', { user_ids: [near, far] })).data).toEqual({ [near]: 'online' });
});

test('whoever announces typing too often is refused, and nobody hears it', async () => {
  const channelId = newId();
  let allowed = 2;
  started.deps.mayType = () => (allowed -= 1) >= 0;
  const client = started.connect(started.person({ channels: [channelId] }));
  const other = started.connect(started.person({ channels: [channelId] }));
  await Promise.all([client.hello(), other.hello()]);
  const announce = () => client.ask('user_typing', { channel_id: channelId });
  expect([await announce(), await announce()]).toMatchObject([{ status: 'OK' }, { status: 'OK' }]);
  expect(await announce()).toMatchObject({
    status: 'FAIL',
    error: { id: 'api.context.rate_limit.app_error', status_code: 429 },
  });
  await other.caughtUp();
  expect(other.events.filter(({ event }) => event === 'typing')).toHaveLength(2);
});
