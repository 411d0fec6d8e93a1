import { addChannelMember } from '@innermost/protocol/channels.ts';
import {
  getChannelPosts,
  getPinnedPosts,
  getPost,
  getPostsByIds,
  patchPost,
  pinPost,
} from '@innermost/protocol/posts.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { createIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();

test('whoever names people of the team who are not in the channel is told, alone', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const [one, two] = [await server.make.person(), await server.make.person()];
  for (const { id } of [one, two])
    await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: id } });
  const [atAnn, atBob] = [await server.listen(ann), await server.listen(bob)];
  const names = [one, two, bob, stranger].map(({ user }) => `@${user.username}`).join(' ');
  const root = await ann.posts(channel, 'root');
  const post = await ann.posts(channel, `${names} @nobody`, { root_id: root.id });
  const { data, broadcast } = await atAnn.next('ephemeral_message');
  expect(broadcast).toMatchObject({ user_id: ann.id, channel_id: channel.id });
  expect(data.post).toMatchObject({
    type: 'system_ephemeral',
    // Wire: nobody wrote it, and it never changes.
    user_id: '',
    update_at: 0,
    channel_id: channel.id,
    root_id: root.id,
    message: `@${one.user.username} and @${two.user.username} were not notified, because they are not in this channel.`,
  });
  const { add_channel_member } = data.post.props as { add_channel_member: Record<string, unknown> };
  expect(add_channel_member).toMatchObject({
    post_id: post.id,
    user_ids: [one.id, two.id],
    not_in_channel_user_ids: [one.id, two.id],
    not_in_channel_usernames: [one.user.username, two.user.username],
    not_in_groups_user_ids: [],
  });
  await ann.posts(channel, `@${one.user.username} alone`);
  expect((await atAnn.next('ephemeral_message')).data.post.message).toBe(
    `@${one.user.username} was not notified, because they are not in this channel.`,
  );
  // It is kept nowhere, and a message that names nobody brings no notice.
  await expect(ann.call(getPost, { params: { post_id: data.post.id } })).rejects.toMatchObject({ status: 404 });
  await ann.posts(channel, 'the end');
  const isEnd = ({ event, data: { post: heard } }: { event: string; data: { post?: { message?: string } } }) =>
    event === 'posted' && heard?.message === 'the end';
  for (const listener of [atAnn, atBob])
    await expect.poll(() => listener.heard.some((frame) => isEnd(frame as never))).toBe(true);
  expect(atAnn.heard.filter(({ event }) => event === 'ephemeral_message')).toHaveLength(2);
  expect(atBob.heard.filter(({ event }) => event === 'ephemeral_message')).toEqual([]);
});

test('to name many who are not in the channel costs no more than to name one', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const cost = async (count: number) => {
    const names: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const { id, user } = await server.make.person();
      await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: id } });
      names.push(`@${user.username}`);
    }
    const before = server.database.roundTrips();
    await ann.posts(channel, names.join(' '));
    return server.database.roundTrips() - before;
  };
  await ann.posts(channel, 'the first message');
  const ofOne = await cost(1);
  expect(await cost(4)).toBe(ofOne);
});

test('a name means whoever bears it now', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const old = bob.user.username;
  const heard = await server.listen(bob);
  await ann.posts(channel, `one @${old}`);
  expect((await heard.next('posted')).data.mentions).toEqual([bob.id]);
  await bob.call(patchUser, { params: { user_id: bob.id }, body: { username: `${old}-new` } });
  await ann.posts(channel, `two @${old}`);
  expect((await heard.next('posted')).data.mentions).toBeUndefined();
  const other = await server.make.person({ username: old, email: 'other@example.com' });
  await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: other.id } });
  await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: other.id } });
  const atOther = await server.listen(other);
  await ann.posts(channel, `three @${old}`);
  expect((await atOther.next('posted')).data.mentions).toEqual([other.id]);
});

test('links to channels are named to those who may read them', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const open = await server.make.channel(ann, team, { display_name: 'Open' });
  const secret = await server.make.channel(ann, team, { type: 'P' });
  const other = await server.make.channel(ann, await server.make.team(ann));
  const [atAnn, atBob] = [await server.listen(ann), await server.listen(bob)];
  const message = `see ~${open.name}. Not ~${secret.name}, \`~${channel.name}\`, ~~${channel.name}~~ or ~${other.name}`;
  const post = await ann.posts(channel, message, { props: { channel_mentions: { forged: {} }, current_team_id: 'x' } });
  expect(Object.keys(post.props)).toEqual(['channel_mentions']);

  const link = { display_name: 'Open', team_name: team.name };
  const { data } = await atBob.next('posted');
  expect(data.post.props).toEqual({ channel_mentions: { [open.name]: { ...link, id: open.id } } });
  const toAnn = (await atAnn.next('posted')).data.post.props['channel_mentions'];
  expect(Object.keys(toAnn ?? {}).toSorted()).toEqual([open.name, secret.name].toSorted());

  await ann.call(pinPost, { params: { post_id: post.id } });
  const ofChannel = { params: { channel_id: channel.id } };
  const shown = [
    await bob.call(getPost, { params: { post_id: post.id } }),
    (await bob.call(getPostsByIds, { body: [post.id] }))[0],
    (await bob.call(getChannelPosts, ofChannel)).posts[post.id],
    (await bob.call(getChannelPosts, { ...ofChannel, query: { since: post.create_at - 1 } })).posts[post.id],
    (await bob.call(getPinnedPosts, ofChannel)).posts[post.id],
  ];
  for (const one of shown) expect(one?.props).toEqual({ channel_mentions: { [open.name]: link } });
  const edited = await ann.call(patchPost, { params: { post_id: post.id }, body: { message: 'no links' } });
  expect(edited.props).toEqual({});
});

test('a webhook links as well, and invents no links', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const hook = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
  const heard = await server.listen(bob);
  const send = (text: string) =>
    fetch(`${server.url}/hooks/${hook.id}`, {
      method: 'POST',
      body: JSON.stringify({ text, props: { channel_mentions: { forged: { id: channel.id, display_name: 'x' } } } }),
    });
  await send('no link');
  expect((await heard.next('posted')).data.post.props).not.toHaveProperty('channel_mentions');
  await send(`to ~${channel.name}`);
  const { channel_mentions } = (await heard.next('posted')).data.post.props;
  expect(channel_mentions).toMatchObject({ [channel.name]: { id: channel.id, display_name: channel.display_name } });
});

test('in a direct message the links are of the team that its author looks at', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const direct = await server.make.direct(ann, bob);
  const say = (current_team_id: string) => ann.posts(direct, `~${channel.name}`, { props: { current_team_id } });
  const { props } = await say(team.id);
  expect(Object.keys(props['channel_mentions'] ?? {})).toEqual([channel.name]);
  const elsewhere = await server.make.conversation();
  expect(
    (await ann.posts(direct, `~${elsewhere.channel.name}`, { props: { current_team_id: elsewhere.team.id } })).props,
  ).toEqual({});
});

test('whoever may not call the channel is told so', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const { db } = server.database;
  const permissions = (role: string) =>
    sql<{ permissions: string }>`SELECT permissions FROM roles WHERE name = ${role}`.execute(db);
  const kept = (await permissions('channel_user')).rows[0]?.permissions ?? '';
  const set = async (value: string) => {
    await sql`UPDATE roles SET permissions = ${value} WHERE name = 'channel_user'`.execute(db);
    await server.app.services.directory.reloadRoles();
  };
  await set(kept.replace('use_channel_mentions', ''));
  try {
    const heard = await server.listen(bob);
    const post = await bob.posts(channel, 'hey @all');
    expect(post.props).toEqual({ mentionHighlightDisabled: true });
    expect((await heard.next('ephemeral_message')).data.post).toMatchObject({ user_id: '', props: {} });
    expect(ann.id).not.toBe(bob.id);
  } finally {
    await set(kept);
  }
});
