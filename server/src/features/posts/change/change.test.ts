import { archiveChannel, getChannel } from '@innermost/protocol/channels.ts';
import {
  createPost,
  deletePost,
  getChannelPosts,
  getEditHistory,
  getPost,
  getPostsByIds,
  patchPost,
  pinPost,
  unpinPost,
  updatePost,
} from '@innermost/protocol/posts.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();

describe('an edit', () => {
  test('of somebody else is refused even when it changes nothing', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const post = await ann.posts(channel, 'x');
    for (const body of [{}, { is_pinned: true }])
      await expect(bob.call(patchPost, { params: { post_id: post.id }, body })).rejects.toMatchObject({ status: 403 });
    await expect(ann.call(getEditHistory, { params: { post_id: post.id } })).rejects.toMatchObject({ status: 404 });
  });

  test('holds no more files than a new post', async () => {
    const { ann, channel } = await server.make.conversation();
    const post = await ann.posts(channel, 'x');
    const file_ids = Array.from({ length: 11 }, (_, n) => `${n}`.padStart(26, 'a'));
    await expect(ann.call(patchPost, { params: { post_id: post.id }, body: { file_ids } })).rejects.toMatchObject({
      status: 400,
      id: 'model.post.is_valid.file_ids.app_error',
    });
  });

  test('in full names the post, empties the message that it leaves out, and keeps props', async () => {
    const { ann, channel } = await server.make.conversation();
    const post = await ann.posts(channel, 'before', { props: { mine: 1 } });
    const params = { post_id: post.id };
    await expect(ann.call(updatePost, { params, body: { id: channel.id, message: 'x' } })).rejects.toMatchObject({
      status: 400,
      id: 'api.context.invalid_body_param.app_error',
    });
    const edited = await ann.call(updatePost, { params, body: { id: post.id, message: 'after' } });
    expect(edited).toMatchObject({ message: 'after', props: { mine: 1 }, is_pinned: false });
    expect(await ann.call(updatePost, { params, body: { id: post.id } })).toMatchObject({
      message: '',
      props: { mine: 1 },
    });
  });
});

test('nothing changes in an archived channel', async () => {
  const { ann, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'x');
  const params = { post_id: post.id };
  await ann.call(archiveChannel, { params: { channel_id: channel.id } });
  const inPatch = { status: 400, id: 'api.post.patch_post.can_not_update_post_in_deleted.error' };
  await expect(ann.call(patchPost, { params, body: { message: 'y' } })).rejects.toMatchObject(inPatch);
  await expect(ann.call(pinPost, { params })).rejects.toMatchObject(inPatch);
  await expect(ann.call(unpinPost, { params })).rejects.toMatchObject(inPatch);
  await expect(ann.call(updatePost, { params, body: { id: post.id, message: 'y' } })).rejects.toMatchObject({
    status: 400,
    id: 'api.post.update_post.can_not_update_post_in_deleted.error',
  });
  await expect(ann.call(deletePost, { params })).rejects.toMatchObject({
    status: 400,
    id: 'api.post.delete_post.can_not_delete_post_in_deleted.error',
  });
});

describe('a deleted post', () => {
  test('is shown to administrators who ask for it, empty', async () => {
    const { ann, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const post = await ann.posts(channel, 'gone');
    const params = { post_id: post.id };
    await ann.call(deletePost, { params });
    await expect(admin.call(getPost, { params })).rejects.toMatchObject({ status: 404 });
    const query = { include_deleted: true };
    expect(await admin.call(getPost, { params, query })).toMatchObject({ message: '', props: { deleteBy: ann.id } });
    await expect(ann.call(getPost, { params, query })).rejects.toMatchObject({ status: 403 });
  });
});

describe('deletion for good', () => {
  const allow = (EnableAPIPostDeletion: boolean) => server.configure({ ServiceSettings: { EnableAPIPostDeletion } });
  afterEach(() => allow(false));

  test('is for administrators where it is allowed, and leaves nothing', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const root = await ann.posts(channel, 'root');
    const reply = await bob.posts(channel, 'reply', { root_id: root.id });
    await bob.call(patchPost, { params: { post_id: reply.id }, body: { message: 'edited' } });
    await bob.call(saveReaction, { body: { user_id: bob.id, post_id: root.id, emoji_name: 'taco' } });
    const erase = (who: typeof ann) =>
      who.call(deletePost, { params: { post_id: root.id }, query: { permanent: true } });
    await expect(erase(admin)).rejects.toMatchObject({ status: 501 });
    await allow(true);
    await expect(erase(ann)).rejects.toMatchObject({ status: 403 });
    const heard = await server.listen(bob);
    await erase(admin);
    expect((await heard.next('post_deleted')).data.post.id).toBe(root.id);
    const { rows } = await sql<{ left: number }>`
      SELECT (SELECT count(*) FROM posts WHERE id = ${root.id} OR rootid = ${root.id} OR originalid = ${reply.id})
           + (SELECT count(*) FROM reactions WHERE postid = ${root.id})
           + (SELECT count(*) FROM threads WHERE postid = ${root.id})
           + (SELECT count(*) FROM threadmemberships WHERE postid = ${root.id}) AS left`.execute(server.database.db);
    expect(Number(rows[0]?.left)).toBe(0);
  });
});

describe('the time of a post', () => {
  test('is what an administrator says, when that is in the past', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const create_at = Date.now() - 86_400_000;
    const since = Date.now();
    const moved = await admin.posts(channel, 'from the archive', { create_at });
    expect(moved).toMatchObject({ create_at });
    expect(await bob.call(getPost, { params: { post_id: moved.id } })).toEqual({ ...moved, pending_post_id: '' });
    // Whoever asks for what is new must hear of it all the same.
    const list = await bob.call(getChannelPosts, { params: { channel_id: channel.id }, query: { since } });
    expect(list.posts[moved.id]).toMatchObject({ create_at });
    const { last_post_at } = await bob.call(getChannel, { params: { channel_id: channel.id } });
    expect(last_post_at).toBe(moved.update_at);
    expect((await ann.posts(channel, 'x', { create_at })).create_at).toBeGreaterThan(since);
    const later = Date.now() + 86_400_000;
    expect((await admin.posts(channel, 'x', { create_at: later })).create_at).toBeLessThan(later);
  });
});

test('more than 1000 ids at once have an error of their own', async () => {
  const { ann } = await server.make.conversation();
  const body = Array.from({ length: 1001 }, () => ann.id);
  await expect(ann.call(getPostsByIds, { body })).rejects.toMatchObject({
    status: 400,
    id: 'api.post.posts_by_ids.invalid_body.request_error',
  });
});

describe('what a new post may not be', () => {
  test.each([
    ['of an unknown type', { type: 'foo' }, 'model.post.is_valid.type.app_error'],
    ['of a type too long to keep', { type: `custom_${'x'.repeat(20)}` }, 'model.post.is_valid.type.app_error'],
    [
      'of a priority too long to keep',
      { metadata: { priority: { priority: 'x'.repeat(33), requested_ack: null, persistent_notifications: null } } },
      'api.context.invalid_body_param.app_error',
    ],
  ])('%s', async (_what, fields, id) => {
    const { ann, channel } = await server.make.conversation();
    const sending = ann.call(createPost, { body: { channel_id: channel.id, message: 'x', ...fields } });
    await expect(sending).rejects.toMatchObject({ status: 400, id });
  });
});

test('the address behind a button stays on the server, other props of that name do not', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(bob);
  const action = { id: 'a', name: 'Go' };
  const props = {
    integration: 'ci',
    attachments: [{ text: 'x', actions: [{ ...action, integration: { url: 'https://secret' }, Integration: {} }] }],
  };
  const shown = { integration: 'ci', attachments: [expect.objectContaining({ text: 'x', actions: [action] })] };
  const post = await ann.posts(channel, 'x', { props });
  expect(post).toMatchObject({ props: shown, metadata: { embeds: [{ type: 'message_attachment' }] } });
  expect((await heard.next('posted')).data.post.props).toEqual(shown);
  expect((await bob.call(getPost, { params: { post_id: post.id } })).props).toEqual(shown);
  expect((await ann.posts(channel, 'x', { props: { about: 'attachments' } })).metadata).toEqual({});
});
