import {
  addChannelMember,
  getChannelMember,
  getChannelMembers,
  getChannelMembersByIds,
  removeChannelMember,
  type Channel,
  type ChannelMember,
} from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { addTeamMember, type Team } from '@innermost/protocol/teams.ts';
import { getUserThread } from '@innermost/protocol/threads.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { insertedPeople } from '../../../testing/inserted-people.ts';
import type { Person } from '../../../testing/person.ts';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

const add = (by: Person, channel: Channel, user_id: string) =>
  by.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id } });
const remove = (by: Person, channel: Channel, user_id: string) =>
  by.call(removeChannelMember, { params: { channel_id: channel.id, user_id } });
const enter = (team: Team, by: Person, user: Person) =>
  by.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: user.id } });
async function noticesIn(who: Person, channel: Channel) {
  const { order, posts } = await who.call(getChannelPosts, { params: { channel_id: channel.id } });
  return order.map((id) => posts[id]).map((post) => ({ type: post?.type, user_id: post?.user_id, props: post?.props }));
}
const history = (channel: Channel, user: Person) =>
  db
    .selectFrom('channelmemberhistory')
    .select('leave_time')
    .where('channel_id', '=', channel.id)
    .where('user_id', '=', user.id)
    .orderBy('join_time')
    .execute();

test('who is added becomes a plain member, is told, mentioned, and hears the channel from then on', async () => {
  const { ann, bob, team, channel } = await server.make.conversation({ type: 'P' });
  const cat = await server.make.person();
  await enter(team, ann, cat);
  const [byBob, byCat] = [await server.listen(bob), await server.listen(cat)];
  const member = await add(bob, channel, cat.id);
  expect(member).toMatchObject({
    channel_id: channel.id,
    user_id: cat.id,
    roles: 'channel_user',
    explicit_roles: '',
    scheme_admin: false,
    msg_count: 0,
  });
  const own = await cat.call(getChannelMember, { params: { channel_id: channel.id, user_id: 'me' } });
  expect(own).toMatchObject({ mention_count: 1, mention_count_root: 1, last_viewed_at: 0 });

  const heard = await byBob.next('user_added');
  expect(heard.data).toEqual({ user_id: cat.id, team_id: team.id });
  expect(heard.broadcast).toMatchObject({ channel_id: channel.id, user_id: '', omit_users: { [cat.id]: true } });
  expect((await byCat.next('user_added')).broadcast).toMatchObject({ channel_id: channel.id, user_id: cat.id });
  const posted = await byCat.next('posted');
  expect(posted.data.mentions).toEqual([cat.id]);
  const props = {
    userId: bob.id,
    username: bob.user.username,
    addedUserId: cat.id,
    addedUsername: cat.user.username,
  };
  expect((await noticesIn(cat, channel))[0]).toEqual({ type: 'system_add_to_channel', user_id: bob.id, props });
  await ann.posts(channel, 'welcome');
  expect((await byCat.next('posted')).data.post.message).toBe('welcome');
  expect(await history(channel, cat)).toEqual([{ leave_time: null }]);
});

test('who is added from a thread is told there, and follows it', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const [cat, dan] = [await server.make.person(), await server.make.person()];
  for (const person of [cat, dan]) await enter(team, ann, person);
  const root = await ann.posts(channel, 'a plan');
  await bob.posts(channel, 'ask them', { root_id: root.id });
  const [atAnn, atCat] = [await server.listen(ann), await server.listen(cat)];
  const addInThread = (post_root_id: string, user_ids = [cat.id]) =>
    bob.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_ids, post_root_id } });
  const elsewhere = await ann.posts(await server.make.channel(ann, team), 'elsewhere');
  await expect(addInThread(elsewhere.id)).rejects.toMatchObject({ status: 400 });
  await expect(addInThread('not an id')).rejects.toMatchObject({
    status: 400,
    id: 'api.context.invalid_body_param.app_error',
  });
  await expect(cat.call(getChannelMember, { params: { channel_id: channel.id, user_id: 'me' } })).rejects.toThrow();

  await addInThread(root.id);
  const posted = await atCat.next('posted');
  expect(posted.data.post).toMatchObject({ root_id: root.id, type: 'system_add_to_channel', user_id: bob.id });
  expect(posted.data.mentions).toEqual([cat.id]);
  expect(posted.data.followers).toEqual([cat.id]);
  const updated = await atCat.next('thread_updated');
  expect(updated.data.thread).toMatchObject({ id: root.id, unread_mentions: 1, reply_count: 2 });
  expect((await atAnn.next('thread_updated')).data.thread).toMatchObject({ id: root.id, unread_mentions: 0 });
  await addInThread(root.id, [cat.id, dan.id]);
  const params = { user_id: 'me', team_id: team.id, thread_id: root.id };
  for (const person of [cat, dan])
    expect(await person.call(getUserThread, { params })).toMatchObject({ unread_mentions: 1 });
});

test('whoever joins by themselves is not announced in a thread', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const cat = await server.make.person();
  await enter(team, ann, cat);
  const root = await ann.posts(channel, 'a plan');
  const body = { user_id: cat.id, post_root_id: root.id };
  await cat.call(addChannelMember, { params: { channel_id: channel.id }, body });
  const { order, posts } = await cat.call(getChannelPosts, { params: { channel_id: channel.id } });
  expect(posts[order[0] ?? '']).toMatchObject({ type: 'system_join_channel', root_id: '' });
});

test('adding a member again changes nothing', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const before = await noticesIn(ann, channel);
  expect(await add(ann, channel, bob.id)).toMatchObject({ user_id: bob.id });
  expect(await noticesIn(ann, channel)).toEqual(before);
});

test('anyone in the team joins a public channel, and nobody a private one', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const closed = await server.make.channel(ann, team, { type: 'P' });
  const [cat, dan] = [await server.make.person(), await server.make.person()];
  await enter(team, ann, cat);
  expect(await add(cat, channel, cat.id)).toMatchObject({ user_id: cat.id });
  const props = { username: cat.user.username };
  expect((await noticesIn(cat, channel))[0]).toEqual({ type: 'system_join_channel', user_id: cat.id, props });
  const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
  await expect(add(cat, closed, cat.id)).rejects.toMatchObject(forbidden);
  await expect(add(dan, channel, dan.id)).rejects.toMatchObject(forbidden);
});

test('people are added who can be; the reason is told when nobody can', async () => {
  const { ann, bob, team, channel, stranger } = await server.make.conversation();
  const [cat, gone] = [await server.make.person(), await server.make.person()];
  await enter(team, ann, cat);
  await enter(team, ann, gone);
  await db.updateTable('users').set({ delete_at: 5 }).where('id', '=', gone.id).execute();
  const addMany = (...people: { id: string }[]) =>
    ann.call(addChannelMember, {
      params: { channel_id: channel.id },
      body: { user_ids: people.map(({ id }) => id) },
    }) as Promise<unknown> as Promise<ChannelMember[]>;
  await expect(add(ann, channel, stranger.id)).rejects.toMatchObject({
    status: 404,
    id: 'app.team.get_member.missing.app_error',
  });
  await expect(add(ann, channel, gone.id)).rejects.toMatchObject({
    status: 403,
    id: 'app.channel.add_member.deleted_user.app_error',
  });
  await expect(add(ann, channel, 'a'.repeat(26))).rejects.toMatchObject({ status: 404 });
  await expect(add(ann, channel, 'short')).rejects.toMatchObject({ status: 400 });
  const members = await addMany(stranger, gone, cat, bob);
  expect(members.map(({ user_id }) => user_id).toSorted()).toEqual([bob.id, cat.id].toSorted());
  await expect(addMany(gone)).rejects.toMatchObject({
    status: 403,
    id: 'app.channel.add_member.deleted_user.app_error',
  });
});

test('a hundred people are added with as many statements as one', async () => {
  const { ann, team, channel } = await server.make.conversation();
  await server.configure({ TeamSettings: { MaxUsersPerTeam: 500 } });

  const people = await insertedPeople(db, team, 100);
  const cat = await server.make.person();
  await enter(team, ann, cat);
  await add(ann, channel, cat.id);
  await remove(ann, channel, cat.id);
  let before = server.database.roundTrips();
  await add(ann, channel, cat.id);
  const forOne = server.database.roundTrips() - before;
  before = server.database.roundTrips();
  await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_ids: people } });
  expect(server.database.roundTrips() - before).toBeLessThanOrEqual(forOne + 1);
  const listed = await ann.call(getChannelMembers, {
    params: { channel_id: channel.id },
    query: { per_page: '200' },
  });
  expect(listed).toHaveLength(103);
});

test('who leaves is out at once, and the channel is told', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const [byAnn, byBob] = [await server.listen(ann), await server.listen(bob)];
  await remove(bob, channel, 'me');
  expect((await byAnn.next('user_removed')).data).toEqual({ user_id: bob.id, remover_id: bob.id });
  expect((await byBob.next('user_removed')).data).toEqual({ channel_id: channel.id, remover_id: bob.id });
  const props = { username: bob.user.username };
  expect((await noticesIn(ann, channel))[0]).toEqual({ type: 'system_leave_channel', user_id: bob.id, props });
  expect(await history(channel, bob)).toEqual([{ leave_time: expect.any(Number) }]);
  await expect(bob.posts(channel, 'still here?')).rejects.toMatchObject({ status: 403 });
  await ann.posts(channel, 'gone');
  await add(bob, channel, bob.id);
  await byBob.next('user_added');
  expect(byBob.heard).not.toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ post: expect.objectContaining({ message: 'gone' }) }) }),
  );
  await expect(remove(ann, channel, ann.id)).resolves.toEqual({ status: 'OK' });
  await expect(remove(ann, channel, ann.id)).rejects.toMatchObject({
    status: 404,
    id: 'app.channel.get_member.missing.app_error',
  });
});

test('removing others needs a permission and says who did it; Town Square and conversations are not left', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  await expect(remove(stranger, channel, bob.id)).rejects.toMatchObject({ status: 403 });
  await remove(ann, channel, bob.id);
  expect((await noticesIn(ann, channel))[0]).toEqual({
    type: 'system_remove_from_channel',
    user_id: ann.id,
    props: { removedUserId: bob.id, removedUsername: bob.user.username },
  });
  const townSquare = await db
    .selectFrom('channels')
    .select('id')
    .where('team_id', '=', team.id)
    .where('name', '=', 'town-square')
    .executeTakeFirstOrThrow();
  await expect(
    bob.call(removeChannelMember, { params: { channel_id: townSquare.id, user_id: 'me' } }),
  ).rejects.toMatchObject({ status: 400, id: 'api.channel.remove.default.app_error' });
  const direct = await server.make.direct(ann, bob);
  await expect(remove(bob, direct, 'me')).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.remove_channel_member.type.app_error',
  });
});

test('members are listed, without telling when others looked in', async () => {
  const { ann, bob, stranger, channel } = await server.make.conversation();
  await bob.posts(channel, 'I have read all of it');
  const params = { channel_id: channel.id };
  const members = await ann.call(getChannelMembers, { params });
  expect(members.map(({ user_id }) => user_id)).toEqual([ann.id, bob.id].toSorted());
  expect(members.find(({ user_id }) => user_id === bob.id)).toMatchObject({ last_viewed_at: -1, last_update_at: -1 });
  const own = await bob.call(getChannelMembersByIds, { params, body: [bob.id, stranger.id] });
  expect(own).toHaveLength(1);
  expect(own[0]?.last_viewed_at).toBeGreaterThan(0);
  await expect(stranger.call(getChannelMembers, { params })).rejects.toMatchObject({ status: 403 });
  await expect(ann.call(getChannelMembersByIds, { params, body: [] })).rejects.toMatchObject({ status: 400 });
  await expect(ann.call(getChannelMember, { params: { ...params, user_id: stranger.id } })).rejects.toMatchObject({
    status: 404,
    id: 'app.channel.get_member.missing.app_error',
  });
});

test('counters of messages are not touched by who comes and goes', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const counters = () =>
    db
      .selectFrom('channels')
      .select(['total_msg_count', 'total_msg_count_root'])
      .where('id', '=', channel.id)
      .executeTakeFirstOrThrow();
  await ann.posts(channel, 'one');
  expect(await counters()).toEqual({ total_msg_count: 1, total_msg_count_root: 1 });
  await remove(bob, channel, 'me');
  await add(bob, channel, bob.id);
  await remove(ann, channel, bob.id);
  await add(ann, channel, bob.id);
  expect(await counters()).toEqual({ total_msg_count: 1, total_msg_count_root: 1 });
});

test('who is removed as soon as they were added is still in the answer', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const cat = await server.make.person();
  await enter(team, ann, cat);
  // The removal comes with the commit: nobody could be quicker.
  await sql
    .raw(
      `CREATE FUNCTION remove_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN DELETE FROM channelmembers WHERE channelid = NEW.channelid AND userid = NEW.userid; RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER remove_at_once AFTER INSERT ON channelmembers DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW WHEN (NEW.userid = '${cat.id}') EXECUTE FUNCTION remove_at_once()`,
    )
    .execute(db);
  try {
    expect(await add(ann, channel, cat.id)).toMatchObject({ user_id: cat.id, channel_id: channel.id });
    await expect(
      ann.call(getChannelMember, { params: { channel_id: channel.id, user_id: cat.id } }),
    ).rejects.toMatchObject({ status: 404 });
  } finally {
    await sql.raw('DROP TRIGGER remove_at_once ON channelmembers; DROP FUNCTION remove_at_once()').execute(db);
  }
});
