import {
  convertGroupChannel,
  createGroupChannel,
  getChannelMember,
  getMyTeamChannels,
  setChannelMemberRoles,
} from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { getUserThreads } from '@innermost/protocol/threads.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };

async function group() {
  const { ann, bob, stranger, team } = await server.make.conversation();
  const cat = await server.make.person();
  const channel = await ann.call(createGroupChannel, { body: [bob.id, cat.id] });
  const convert = (who: typeof ann, body = {}) =>
    who.call(convertGroupChannel, {
      params: { channel_id: channel.id },
      query: { team_id: team.id },
      body: { team_id: team.id, name: `crew-${team.id.slice(0, 6)}`, display_name: 'Crew', ...body },
    });
  const join = () =>
    ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: cat.id } });
  return { ann, bob, cat, stranger, team, channel, convert, join };
}

test('a group message becomes a private channel of the team, with its messages and threads', async () => {
  const { ann, bob, cat, team, channel, convert, join } = await group();
  const root = await ann.posts(channel, 'before');
  await bob.posts(channel, 'reply', { root_id: root.id });
  await join();
  const heard = await server.listen(bob);
  const made = await convert(ann);
  expect(made).toMatchObject({ id: channel.id, type: 'P', team_id: team.id, display_name: 'Crew', creator_id: ann.id });
  expect((await heard.next('channel_updated')).data.channel).toMatchObject({ id: channel.id, type: 'P' });
  const params = { user_id: 'me', team_id: team.id };
  expect((await cat.call(getMyTeamChannels, { params })).map(({ id }) => id)).toContain(channel.id);
  const { posts } = await cat.call(getChannelPosts, { params: { channel_id: channel.id } });
  const notice = Object.values(posts).find(({ type }) => type === 'system_gm_to_channel');
  expect(notice?.props).toMatchObject({ convertedByUserId: ann.id });
  expect(notice?.props['gmMembersDuringConversionIDs']).toHaveLength(3);
  const { threads } = await ann.call(getUserThreads, { params, query: { excludeDirect: 'true' } });
  expect(threads.map(({ id }) => id)).toEqual([root.id]);
  await cat.posts(channel, 'after');
});

test('not by others, not while somebody is outside the team, and only a group message', async () => {
  const { ann, stranger, convert, join, channel } = await group();
  await expect(convert(stranger)).rejects.toMatchObject(forbidden);
  await expect(convert(ann)).rejects.toMatchObject({
    status: 400,
    id: 'app.channel.group_message_conversion.channel_member_missing',
  });
  await join();
  await expect(convert(ann, { name: 'Bad Name' })).rejects.toMatchObject({ status: 400 });
  await expect(convert(ann, { name: 'town-square' })).rejects.toMatchObject({
    status: 400,
    id: 'store.sql_channel.save_channel.exists.app_error',
  });
  await convert(ann);
  await expect(convert(ann)).rejects.toMatchObject({
    status: 404,
    id: 'app.channel.group_message_conversion.original_channel_not_gm',
  });
  await ann.posts(channel, 'still here');
});

test('roles of a member of the channel as one text', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const params = { channel_id: channel.id, user_id: bob.id };
  const set = (who: typeof ann, roles: string) => who.call(setChannelMemberRoles, { params, body: { roles } });
  await set(ann, 'channel_user channel_admin system_post_all');
  expect(await ann.call(getChannelMember, { params })).toMatchObject({
    scheme_admin: true,
    explicit_roles: 'system_post_all',
  });
  for (const [roles, id] of [
    ['channel_user nonsense', 'app.role.check_roles_exist.role_not_found'],
    ['channel_user team_admin', 'api.channel.update_channel_member_roles.scheme_role.app_error'],
    ['channel_guest', 'api.channel.update_channel_member_roles.guest_and_user.app_error'],
  ] as const)
    await expect(set(ann, roles)).rejects.toMatchObject({ status: 400, id });
  await set(ann, 'channel_user');
  await expect(set(bob, 'channel_user channel_admin')).rejects.toMatchObject(forbidden);
});
