import { createHash } from 'node:crypto';
import {
  createDirectChannel,
  createGroupChannel,
  getChannelMembers,
  searchGroupChannels,
} from '@innermost/protocol/channels.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

test('a direct channel has both people, no notice, and is told to both', async () => {
  const [ann, bob] = [await server.make.person(), await server.make.person()];
  const [byAnn, byBob] = [await server.listen(ann), await server.listen(bob)];
  const channel = await ann.call(createDirectChannel, { body: [ann.id, bob.id] });
  expect(channel).toMatchObject({
    type: 'D',
    team_id: '',
    display_name: '',
    name: [ann.id, bob.id].toSorted().join('__'),
    creator_id: ann.id,
    shared: false,
    total_msg_count: 0,
    last_post_at: 0,
  });
  const members = await bob.call(getChannelMembers, { params: { channel_id: channel.id } });
  expect(members).toMatchObject([{ roles: 'channel_user' }, { roles: 'channel_user' }]);
  const data = { creator_id: ann.id, teammate_id: bob.id };
  for (const heard of [byAnn, byBob]) {
    const frame = await heard.next('direct_added');
    expect(frame.data).toEqual(data);
    expect(frame.broadcast.channel_id).toBe(channel.id);
  }
  const again = await bob.call(createDirectChannel, { body: [bob.id, ann.id] });
  expect(again.id).toBe(channel.id);
  const history = await db
    .selectFrom('channelmemberhistory')
    .selectAll()
    .where('channel_id', '=', channel.id)
    .execute();
  expect(history).toHaveLength(2);
});

test('twenty requests at once make one direct channel with two members', async () => {
  const [ann, bob] = [await server.make.person(), await server.make.person()];
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? ann : bob).call(createDirectChannel, { body: [ann.id, bob.id] })),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const rows = await db
    .selectFrom('channelmembers')
    .selectAll()
    .where('channel_id', '=', made[0]?.id ?? '')
    .execute();
  expect(rows).toHaveLength(2);
});

test('a direct channel with oneself has one member', async () => {
  const ann = await server.make.person();
  const channel = await ann.call(createDirectChannel, { body: [ann.id, ann.id] });
  expect(channel.name).toBe(`${ann.id}__${ann.id}`);
  expect(await ann.call(getChannelMembers, { params: { channel_id: channel.id } })).toHaveLength(1);
});

test('direct channels are refused between others, with nobody, and across teams where that is not allowed', async () => {
  const { ann, bob, stranger } = await server.make.conversation();
  const make = (...ids: string[]) => ann.call(createDirectChannel, { body: ids });
  await expect(make(bob.id, stranger.id)).rejects.toMatchObject({ status: 403 });
  for (const ids of [[], [bob.id], [ann.id, bob.id, stranger.id]])
    await expect(make(...ids)).rejects.toMatchObject({ status: 400, id: 'api.context.invalid_body_param.app_error' });
  const notes = await make(ann.id);
  expect(notes).toMatchObject({ type: 'D', name: `${ann.id}__${ann.id}` });
  expect((await make(ann.id, ann.id)).id).toBe(notes.id);
  await expect(make(ann.id, 'x')).rejects.toMatchObject({ status: 400 });
  await expect(make(ann.id, 'a'.repeat(26))).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.create_direct_channel.invalid_user.app_error',
  });
  await server.configure({ TeamSettings: { RestrictDirectMessage: 'team' } });
  await expect(make(ann.id, stranger.id)).rejects.toMatchObject({
    status: 403,
    id: 'api.channel.create_channel.direct_channel.team_restricted_error',
  });
  await expect(make(ann.id, bob.id)).resolves.toMatchObject({ type: 'D' });
  await server.configure({ TeamSettings: { RestrictDirectMessage: 'any' } });
  const admin = await server.make.admin();
  await expect(admin.call(createDirectChannel, { body: [bob.id, stranger.id] })).resolves.toMatchObject({ type: 'D' });
});

test('a guest talks only with people of a shared channel', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const guest = await server.make.person();
  await db.updateTable('users').set({ roles: 'system_guest' }).where('id', '=', guest.id).execute();
  await db.updateTable('sessions').set({ roles: 'system_guest' }).where('user_id', '=', guest.id).execute();
  await server.app.services.sessions.readAgain();
  const membership = { user_id: guest.id, roles: '', scheme_guest: true };
  await db
    .insertInto('teammembers')
    .values({ team_id: team.id, delete_at: 0, ...membership })
    .execute();
  await db
    .insertInto('channelmembers')
    .values({ channel_id: channel.id, notify_props: '{}', ...membership })
    .execute();
  server.app.services.directory.memberships.forget(guest.id);

  await expect(guest.call(createDirectChannel, { body: [guest.id, ann.id] })).resolves.toMatchObject({ type: 'D' });
  await expect(guest.call(createDirectChannel, { body: [guest.id, stranger.id] })).rejects.toMatchObject({
    status: 403,
  });
  await expect(guest.call(createGroupChannel, { body: [ann.id, bob.id] })).resolves.toMatchObject({ type: 'G' });
  await expect(guest.call(createGroupChannel, { body: [ann.id, stranger.id] })).rejects.toMatchObject({ status: 403 });
});

test('a group channel is the same for the same people, and is told to each', async () => {
  const people = await Promise.all([1, 2, 3].map(() => server.make.person()));
  const [ann, bob, cat] = people;
  if (!ann || !bob || !cat) throw new Error('three people');
  const byCat = await server.listen(cat);
  const channel = await ann.call(createGroupChannel, { body: [bob.id, cat.id] });
  const ids = people.map(({ id }) => id).toSorted();
  expect(channel).toMatchObject({
    type: 'G',
    team_id: '',
    creator_id: '',
    shared: false,
    name: createHash('sha1').update(ids.join('')).digest('hex'),
    display_name: people
      .map(({ user }) => user.username)
      .toSorted()
      .join(', '),
  });
  const frame = await byCat.next('group_added');
  expect(frame.data.teammate_ids).toEqual(ids);
  expect(frame.broadcast).toMatchObject({ channel_id: channel.id, user_id: cat.id });
  expect((await cat.call(createGroupChannel, { body: [...ids, ann.id] })).id).toBe(channel.id);
  const found = await ann.call(searchGroupChannels, { body: { term: bob.user.username.slice(0, -1) } });
  expect(found.map(({ id }) => id)).toEqual([channel.id]);
  for (const term of ['nobody-of-this-name', 'use_', '%zz'])
    expect(await ann.call(searchGroupChannels, { body: { term } }), term).toEqual([]);
  const names = { nickname: 'The Builder', first_name: 'Róbert', last_name: 'O’Hara' };
  await bob.call(patchUser, { params: { user_id: bob.id }, body: names });
  for (const term of [bob.user.username.slice(2), 'uild', 'óber', 'HARA'])
    expect(await ann.call(searchGroupChannels, { body: { term } }), term).toHaveLength(1);
});

test('group channels have three to eight people who exist', async () => {
  const ann = await server.make.person();
  const others = await Promise.all(Array.from({ length: 8 }, () => server.make.user()));
  const ids = others.map(({ id }) => id);
  const make = (body: string[]) => ann.call(createGroupChannel, { body });
  const badSize = { status: 400, id: 'api.channel.create_group.bad_size.app_error' };
  await expect(make(ids.slice(0, 1))).rejects.toMatchObject(badSize);
  await expect(make(ids)).rejects.toMatchObject(badSize);
  await expect(make([...ids.slice(0, 2), 'a'.repeat(26)])).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.create_group.bad_user.app_error',
  });
  await expect(make(ids.slice(0, 7))).resolves.toMatchObject({ type: 'G' });
});
