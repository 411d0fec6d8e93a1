import { createDirectChannel, removeChannelMember } from '@innermost/protocol/channels.ts';
import { deletePost, getFlaggedPosts, getPostInfo } from '@innermost/protocol/posts.ts';
import { savePreferences } from '@innermost/protocol/preferences.ts';
import { patchTeam } from '@innermost/protocol/teams.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();

test('where a post stands, for who may follow a link to it; others learn not even that there is one', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'hello');
  const info = (who: typeof ann, post_id = post.id) => who.call(getPostInfo, { params: { post_id } });
  expect(await info(bob)).toEqual({
    channel_id: channel.id,
    channel_type: channel.type,
    channel_display_name: channel.display_name,
    has_joined_channel: true,
    team_id: team.id,
    team_type: team.type,
    team_display_name: team.display_name,
    has_joined_team: true,
  });
  const unknown = await info(stranger, 'z'.repeat(26)).catch((error: unknown) => error);
  const hidden = await info(stranger).catch((error: unknown) => error);
  expect(hidden).toMatchObject({ status: 404, id: 'app.post.get.app_error' });
  expect(String(hidden)).toBe(String(unknown));
  // Whoever may join an open team may know where its public channels are.
  await ann.call(patchTeam, { params: { team_id: team.id }, body: { allow_open_invite: true } });
  if (channel.type === 'O')
    expect(await info(stranger)).toMatchObject({ has_joined_team: false, has_joined_channel: false });
  const direct = await ann.call(createDirectChannel, { body: [ann.id, bob.id] });
  const whispered = await ann.posts(direct, 'psst');
  expect(await info(bob, whispered.id)).toMatchObject({ channel_type: 'D', team_id: '', has_joined_team: false });
  await expect(info(stranger, whispered.id)).rejects.toMatchObject({ status: 404 });
  await ann.call(deletePost, { params: { post_id: post.id } });
  await expect(info(bob)).rejects.toMatchObject({ status: 404 });
});

test('saved posts, newest first, of the channels that one is in', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const direct = await ann.call(createDirectChannel, { body: [ann.id, bob.id] });
  const posts = [await ann.posts(channel, '1'), await ann.posts(channel, '2'), await ann.posts(direct, '3')];
  await ann.posts(channel, 'not saved');
  const flags = posts.map(({ id }) => ({ user_id: bob.id, category: 'flagged_post', name: id, value: 'true' }));
  await bob.call(savePreferences, { params: { user_id: 'me' }, body: flags });
  const list = async (query = {}) => {
    const { order, posts: found } = await bob.call(getFlaggedPosts, { params: { user_id: 'me' }, query });
    return order.map((id) => found[id]?.message);
  };
  expect(await list()).toEqual(['3', '2', '1']);
  expect(await list({ team_id: team.id })).toEqual(['3', '2', '1']);
  expect(await list({ channel_id: channel.id })).toEqual(['2', '1']);
  expect(await list({ per_page: 1, page: 1 })).toEqual(['2']);
  await expect(list({ channel_id: 'x' })).rejects.toMatchObject({ status: 400 });
  const ofBob = { params: { user_id: bob.id } };
  await expect(ann.call(getFlaggedPosts, ofBob)).rejects.toMatchObject({ status: 403 });
  await ann.call(deletePost, { params: { post_id: posts[1]?.id ?? '' } });
  await bob.call(removeChannelMember, { params: { channel_id: channel.id, user_id: 'me' } });
  expect(await list()).toEqual(['3']);
});
