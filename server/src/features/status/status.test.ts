import { getStatus, getStatusesByIds, setStatus, type Status } from '@innermost/protocol/status.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { viewChannel } from '@innermost/protocol/channels.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { newId } from '../../platform/ids.ts';
import { signIn, type Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';
import { presence } from './index.ts';
import { PresenceKeeper } from './presence.ts';

let now = Date.now();
const server = await startServer({ clock: { now: () => now } });
const keeper = presence(server.app.services);

const choose = (who: Person, status: string, more: Partial<Status> = {}) =>
  who.call(setStatus, { params: { user_id: 'me' }, body: { user_id: who.id, status, ...more } });
const statusOf = async (who: Person, of: { id: string }) =>
  (await who.call(getStatusesByIds, { body: [of.id] }))[0]?.status;
const stored = (id: string) =>
  server.database.db.selectFrom('status').selectAll().where('user_id', '=', id).executeTakeFirst();

test('a person is online while connected, and his own clients hear of it', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  // Wire: somebody who never was here is offline.
  const unseen = { user_id: ann.id, status: 'offline', manual: false, last_activity_at: 0, dnd_end_time: 0 };
  expect(await bob.call(getStatus, { params: { user_id: ann.id } })).toEqual(unseen);
  expect(await statusOf(bob, ann)).toBe('offline');
  const other = await server.listen(bob);
  const laptop = await server.listen(ann);
  expect(await laptop.next('status_change')).toMatchObject({
    data: { user_id: ann.id, status: 'online' },
    broadcast: { user_id: ann.id },
  });
  expect(await bob.call(getStatus, { params: { user_id: ann.id } })).toMatchObject({
    user_id: ann.id,
    status: 'online',
    manual: false,
  });
  await keeper.flush();
  expect(await stored(ann.id)).toMatchObject({ status: 'online', manual: false });

  const phone = await server.listen(ann);
  laptop.close();
  phone.close();
  await vi.waitFor(async () => expect(await statusOf(bob, ann)).toBe('offline'), 5_000);
  await keeper.flush();
  expect(await stored(ann.id)).toMatchObject({ status: 'offline' });
  expect(other.heard.filter(({ event, data }) => event === 'status_change' && data.user_id === ann.id)).toEqual([]);
});

test('a chosen status stands until another is chosen', async () => {
  const ann = await server.make.person();
  const laptop = await server.listen(ann);
  await laptop.next('status_change');
  expect(await choose(ann, 'away')).toMatchObject({ user_id: ann.id, status: 'away', manual: true });
  expect(await laptop.next('status_change')).toMatchObject({ data: { status: 'away' } });
  expect(await stored(ann.id)).toMatchObject({ status: 'away', manual: true });
  const phone = await server.listen(ann);
  keeper.activity(ann.id, { manual: false, active: true });
  expect(await statusOf(ann, ann)).toBe('away');
  phone.close();
  expect(await choose(ann, 'online')).toMatchObject({ status: 'online', manual: false });
  expect(await choose(ann, 'offline')).toMatchObject({ status: 'offline', manual: true });
  await server.listen(ann);
  expect(await statusOf(ann, ann)).toBe('offline');
});

test('whoever is back from being out of office answers for himself again', async () => {
  const ann = await server.make.person();
  const props = { ...ann.user.notify_props, auto_responder_active: 'true', auto_responder_message: 'gone fishing' };
  await server.database.db
    .updateTable('users')
    .set({ notify_props: JSON.stringify(props) })
    .where('id', '=', ann.id)
    .execute();
  await server.database.db
    .insertInto('status')
    .values({ user_id: ann.id, status: 'ooo', manual: true, last_activity_at: 1, dnd_end_time: 0, prev_status: '' })
    .execute();
  const laptop = await server.listen(ann);
  expect(await statusOf(ann, ann)).toBe('ooo');
  await choose(ann, 'online');
  expect((await laptop.next('user_updated')).data).toMatchObject({
    user: { notify_props: { ...props, auto_responder_active: 'false' } },
  });
  expect(await statusOf(ann, ann)).toBe('online');
});

test('who switches an automatic reply on is out of office until it is off again, where that is allowed', async () => {
  const ann = await server.make.person();
  const laptop = await server.listen(ann);
  await laptop.next('status_change');
  const reply = (auto_responder_active: string) =>
    ann.call(patchUser, {
      params: { user_id: 'me' },
      body: {
        notify_props: { ...ann.user.notify_props, auto_responder_active, auto_responder_message: 'gone fishing' },
      },
    });
  await reply('true');
  expect(await statusOf(ann, ann)).toBe('online');
  await reply('false');

  await server.configure({ TeamSettings: { ExperimentalEnableAutomaticReplies: true } });
  await reply('true');
  expect(await laptop.next('status_change')).toMatchObject({ data: { user_id: ann.id, status: 'ooo' } });
  expect(await ann.call(getStatus, { params: { user_id: 'me' } })).toMatchObject({ status: 'ooo', manual: true });
  await ann.call(patchUser, { params: { user_id: 'me' }, body: { nickname: 'Annie' } });
  keeper.activity(ann.id, { manual: false, active: true });
  expect(await statusOf(ann, ann)).toBe('ooo');
  await keeper.flush();
  expect(await stored(ann.id)).toMatchObject({ status: 'ooo', manual: true });

  await reply('false');
  expect(await laptop.next('status_change')).toMatchObject({ data: { status: 'online' } });
  expect(await ann.call(getStatus, { params: { user_id: 'me' } })).toMatchObject({ status: 'online', manual: false });
  // Who chose another status meanwhile keeps it.
  await reply('true');
  await laptop.next('status_change');
  await choose(ann, 'dnd');
  await reply('false');
  expect(await statusOf(ann, ann)).toBe('dnd');
});

test('do-not-disturb ends by itself at its minute', async () => {
  const ann = await server.make.person();
  const laptop = await server.listen(ann);
  await laptop.next('status_change');
  const end = Math.floor(now / 60_000) * 60 + 600;
  const status = await choose(ann, 'dnd', { dnd_end_time: end + 42 });
  expect(status).toMatchObject({ status: 'dnd', manual: true, dnd_end_time: end });
  await laptop.next('status_change');
  await keeper.endDnd();
  expect(await statusOf(ann, ann)).toBe('dnd');
  now = end * 1000 + 1;
  await keeper.endDnd();
  expect(await laptop.next('status_change')).toMatchObject({ data: { status: 'online' } });
  expect(await ann.call(getStatus, { params: { user_id: 'me' } })).toMatchObject({ manual: false, dnd_end_time: 0 });
});

test('who does nothing for five minutes is away', async () => {
  const ann = await server.make.person();
  const laptop = await server.listen(ann);
  await laptop.next('status_change');
  keeper.activity(ann.id, { manual: false, active: false });
  expect(await statusOf(ann, ann)).toBe('online');
  now += 300_000;
  keeper.activity(ann.id, { manual: false, active: false });
  expect(await laptop.next('status_change')).toMatchObject({ data: { status: 'away' } });
  keeper.activity(ann.id, { manual: false, active: true });
  expect(await laptop.next('status_change')).toMatchObject({ data: { status: 'online' } });
});

test('whoever turns to a channel or writes is here again, but not who only leaves one', async () => {
  const { ann, channel } = await server.make.conversation();
  const laptop = await server.listen(ann);
  const away = async () => {
    now += 300_000;
    keeper.activity(ann.id, { manual: false, active: false });
    await vi.waitFor(async () => expect(await statusOf(ann, ann)).toBe('away'));
  };
  const view = (body: { channel_id: string; prev_channel_id?: string }) =>
    ann.call(viewChannel, { params: { user_id: 'me' }, body });
  await laptop.next('status_change');
  await away();
  await view({ channel_id: '', prev_channel_id: channel.id });
  expect(await statusOf(ann, ann)).toBe('away');
  await view({ channel_id: channel.id });
  expect(await statusOf(ann, ann)).toBe('online');
  await away();
  await ann.posts(channel, 'here again');
  expect(await statusOf(ann, ann)).toBe('online');
  await away();
  const admin = await server.make.admin();
  await admin.call(viewChannel, { params: { user_id: ann.id }, body: { channel_id: channel.id } });
  expect(await statusOf(ann, ann)).toBe('away');
});

test('whoever wrote without ever being connected is not online for ever', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const laptop = await server.listen(ann);
  await laptop.next('status_change');
  await bob.posts(channel, 'from a script');
  await vi.waitFor(async () => expect(await statusOf(ann, bob)).toBe('online'));
  now += 299_999;
  keeper.endUnconnected();
  expect(await statusOf(ann, bob)).toBe('online');
  now += 1;
  keeper.endUnconnected();
  expect([await statusOf(ann, bob), await statusOf(ann, ann)]).toEqual(['offline', 'online']);
});

test('what a person does over REST counts when one of his sockets closes', async () => {
  const { ann, channel } = await server.make.conversation();
  const [first, second] = [await server.listen(ann), await server.listen(await signIn(server.url, ann.user))];
  await first.next('status_change');
  now += 3_600_000;
  await ann.call(createPost, { query: { set_online: 'false' }, body: { channel_id: channel.id, message: 'quietly' } });
  second.close();
  await vi.waitFor(async () => {
    const row = await ann.call(getStatus, { params: { user_id: 'me' } });
    expect(row).toMatchObject({ status: 'online', last_activity_at: now });
  });
});

test('statuses of many come in one answer, unknown people offline', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  await choose(ann, 'dnd');
  const nobody = newId();
  const before = server.database.roundTrips();
  const statuses = await bob.call(getStatusesByIds, { body: [ann.id, nobody, ann.id] });
  expect(server.database.roundTrips() - before).toBe(1);
  expect(statuses.map(({ user_id, status }) => [user_id, status])).toEqual([
    [ann.id, 'dnd'],
    [nobody, 'offline'],
  ]);
  expect(statuses[0]).not.toHaveProperty('active_channel');
  expect(statuses[0]).not.toHaveProperty('prev_status');
});

test('odd requests are refused, and strangers choose no status for others', async () => {
  const [ann, bob, admin] = await Promise.all([server.make.person(), server.make.person(), server.make.admin()]);
  for (const body of [[], ['short'], ['x'.repeat(27)]])
    await expect(ann.call(getStatusesByIds, { body })).rejects.toMatchObject({ status: 400 });
  await expect(choose(ann, 'ooo')).rejects.toMatchObject({ status: 400 });
  await expect(choose(ann, 'asleep')).rejects.toMatchObject({ status: 400 });
  const set = (who: Person, user_id: string, path = ann.id) =>
    who.call(setStatus, { params: { user_id: path }, body: { user_id, status: 'away' } });
  await expect(set(ann, bob.id)).rejects.toMatchObject({ status: 400 });
  await expect(set(bob, ann.id)).rejects.toMatchObject({ status: 403 });
  await expect(set(admin, ann.id)).resolves.toMatchObject({ status: 'away' });
});

test('after a start nobody is online but who said something for himself', async () => {
  const [ann, bob] = await Promise.all([server.make.user(), server.make.user()]);
  const row = (user_id: string, status: string, manual: boolean) => ({
    user_id,
    status,
    manual,
    last_activity_at: 1,
    dnd_end_time: 0,
    prev_status: '',
  });
  await server.database.db
    .insertInto('status')
    .values([row(ann.id, 'online', false), row(bob.id, 'dnd', true)])
    .execute();
  onTestFinished(await new PresenceKeeper(server.app.services).start());
  expect(await stored(ann.id)).toMatchObject({ status: 'offline' });
  expect(await stored(bob.id)).toMatchObject({ status: 'dnd', manual: true });
});

test('at the stop everything is written, also who left just before', async () => {
  const [ann, bob] = await Promise.all([server.make.user(), server.make.user()]);
  const own = new PresenceKeeper(server.app.services);
  const stop = await own.start();
  own.connected(ann.id);
  own.connected(bob.id);
  await vi.waitFor(() => expect(own.statuses()).toMatchObject({ [ann.id]: 'online', [bob.id]: 'online' }));
  own.disconnected(bob.id, undefined);
  await stop();
  expect(await stored(ann.id)).toMatchObject({ status: 'online' });
  expect(await stored(bob.id)).toMatchObject({ status: 'offline', last_activity_at: now });
});

test('with statuses switched off nothing is kept and nothing shown', async () => {
  const ann = await server.make.person();
  await choose(ann, 'away');
  await server.configure({ ServiceSettings: { EnableUserStatuses: false } });
  expect(await ann.call(getStatusesByIds, { body: [ann.id] })).toEqual([]);
  await expect(ann.call(getStatus, { params: { user_id: 'me' } })).rejects.toMatchObject({ status: 404 });
  await server.configure({ ServiceSettings: { EnableUserStatuses: true } });
});
