import { archiveChannel } from '@innermost/protocol/channels.ts';
import { deleteReaction, listReactions, listReactionsOfPosts, saveReaction } from '@innermost/protocol/reactions.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

const react = (who: Person, post_id: string, emoji_name = 'taco') =>
  who.call(saveReaction, { body: { user_id: who.id, post_id, emoji_name } });

test('a member reacts, and everyone in the channel hears of it each time', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'lunch?');
  const heard = await server.listen(ann);
  const reaction = await react(bob, post.id);
  await react(bob, post.id);
  await react(bob, post.id, 'eyes');
  expect(reaction).toMatchObject({ emoji_name: 'taco', channel_id: channel.id, user_id: bob.id });
  expect((await heard.next('reaction_added')).data.reaction).toEqual(reaction);
  for (const name of ['taco', 'eyes']) expect((await heard.next('reaction_added')).data.reaction.emoji_name).toBe(name);
  expect(await ann.call(listReactions, { params: { post_id: post.id } })).toHaveLength(2);
});

test('taking a reaction back tells the channel; it can be given again', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'x');
  await react(bob, post.id);
  const heard = await server.listen(ann);
  const params = { user_id: 'me', post_id: post.id, emoji_name: 'taco' };
  await bob.call(deleteReaction, { params });
  const gone = { user_id: bob.id, post_id: post.id, emoji_name: 'taco', create_at: 0, delete_at: 0, channel_id: '' };
  expect((await heard.next('reaction_removed')).data.reaction).toMatchObject(gone);
  expect(await ann.call(listReactions, { params: { post_id: post.id } })).toBeNull();
  expect(await ann.call(listReactionsOfPosts, { body: [post.id] })).toEqual({ [post.id]: [] });
  await bob.call(deleteReaction, { params });
  await react(bob, post.id);
  expect(await ann.call(listReactionsOfPosts, { body: [post.id] })).toMatchObject({
    [post.id]: [{ emoji_name: 'taco' }],
  });
});

test('refused: to whoever cannot read the channel, for somebody else, in an archived channel', async () => {
  const { ann, bob, stranger, channel } = await server.make.conversation({ type: 'P' });
  const post = await ann.posts(channel, 'secret');
  await expect(react(bob, post.id)).resolves.toBeDefined();
  await expect(react(stranger, post.id)).rejects.toMatchObject({ status: 403 });
  await expect(
    bob.call(saveReaction, { body: { user_id: ann.id, post_id: post.id, emoji_name: 'eyes' } }),
  ).rejects.toMatchObject({ id: 'api.reaction.save_reaction.user_id.app_error', status: 403 });
  await expect(
    bob.call(deleteReaction, { params: { user_id: ann.id, post_id: post.id, emoji_name: 'taco' } }),
  ).rejects.toMatchObject({ status: 403 });
  await ann.call(archiveChannel, { params: { channel_id: channel.id } });
  await expect(react(bob, post.id, 'eyes')).rejects.toMatchObject({
    id: 'api.reaction.save.archived_channel.app_error',
  });
});

test.each([
  ['no_such_emoji', 404],
  ['taco/../x', 400],
  ['', 400],
  ['x'.repeat(65), 400],
])('an emoji called %j is answered %i', async (name, status) => {
  const { ann, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'x');
  await expect(react(ann, post.id, name)).rejects.toMatchObject({ status });
});

test('a post takes only so many different emoji', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'x');
  await server.configure({ ServiceSettings: { UniqueEmojiReactionLimitPerPost: 2 } });
  await react(ann, post.id, 'taco');
  await react(ann, post.id, 'eyes');
  await expect(react(ann, post.id, 'rocket')).rejects.toMatchObject({
    id: 'app.reaction.save.save.too_many_reactions',
  });
  await expect(react(bob, post.id, 'eyes')).resolves.toBeDefined();
});

test.each([
  ['no post', { post_id: '' }, 'api.reaction.save_reaction.invalid.app_error'],
  ['no user', { user_id: 'x' }, 'api.reaction.save_reaction.invalid.app_error'],
  ['no emoji', { emoji_name: '' }, 'api.reaction.save_reaction.invalid.app_error'],
  ['too long a name', { emoji_name: 'a'.repeat(65) }, 'api.reaction.save_reaction.invalid.app_error'],
  ['a name with a blank', { emoji_name: 'a b' }, 'model.reaction.is_valid.emoji_name.app_error'],
])('a reaction with %s is answered 400', async (_what, fields, id) => {
  const { ann, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'x');
  const body = { user_id: ann.id, post_id: post.id, emoji_name: 'taco', ...fields };
  await expect(ann.call(saveReaction, { body })).rejects.toMatchObject({ status: 400, id });
});
