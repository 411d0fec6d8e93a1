import { createPost, getChannelPosts, getPost, patchPost, updatePost } from '@innermost/protocol/posts.ts';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

const identity = {
  from_bot: 'true',
  from_oauth_app: 'true',
  from_plugin: 'true',
  from_webhook: 'true',
  override_icon_emoji: ':crown:',
  override_icon_url: 'https://example.com/ceo.png',
  override_username: 'The CEO',
  override_anything: 'x',
  webhook_display_name: 'The CEO',
};
const other = {
  add_channel_member: {},
  ai_generated_by_username: 'the-ceo',
  channel_mentions: {},
  deleteBy: 'x',
  force_notification: 'x',
  previewed_post: 'y',
};
const attachments = [{ text: 'as on the wire', author_name: 'CI' }];
const switches = (on: boolean) =>
  server.configure({ ServiceSettings: { EnablePostUsernameOverride: on, EnablePostIconOverride: on } });

afterEach(async () => {
  await switches(true);
  await server.configure({ ServiceSettings: { ExperimentalEnableHardenedMode: false } });
});

async function tokenOf(person: Person): Promise<string> {
  const token = newId();
  const row = { id: newId(), token, user_id: person.id, description: 'CI', is_active: true };
  await db.insertInto('useraccesstokens').values(row).execute();
  return token;
}

/** Posts over HTTP with a token of its own, whatever kind of session that begins. */
async function sends(token: string, channel_id: string, props: Record<string, unknown>) {
  const response = await fetch(`${server.url}${createPost.path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel_id, message: 'x', props }),
  });
  const post = (await response.json()) as { id: string; props: Record<string, unknown> };
  return { status: response.status, ...post };
}

async function makeBot(owner: Person): Promise<void> {
  const row = { user_id: owner.id, description: '', owner_id: newId(), create_at: 1, update_at: 1, delete_at: 0 };
  await db.insertInto('bots').values(row).execute();
}

describe('a new post', () => {
  test('of a person is said by that person, whatever its props claim', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const heard = await server.listen(bob);
    const post = await ann.posts(channel, 'x', { props: { ...identity, ...other, attachments, mine: 1 } });
    const kept = { attachments: [expect.objectContaining(attachments[0] ?? {})], mine: 1 };
    expect(post.props).toEqual(kept);
    const { data } = await heard.next('posted');
    expect(data.sender_name).toBe(`@${ann.user.username}`);
    expect(data.post.props).toEqual(kept);
    expect((await bob.call(getPost, { params: { post_id: post.id } })).props).toEqual(kept);
  });

  test('of a personal access token is said by its owner', async () => {
    await server.configure({ ServiceSettings: { EnableUserAccessTokens: true } });
    const { ann, channel } = await server.make.conversation();
    const token = await tokenOf(ann);
    expect(await sends(token, channel.id, { ...identity, mine: 1 })).toMatchObject({ status: 201, props: { mine: 1 } });
    expect(Object.keys((await sends(token, channel.id, identity)).props)).toEqual([]);
  });

  test('of an OAuth application is said by the person, and marked', async () => {
    const { ann, channel } = await server.make.conversation();
    await db.updateTable('sessions').set({ is_oauth: true }).where('token', '=', ann.token).execute();
    await server.app.services.sessions.readAgain();
    expect((await sends(ann.token, channel.id, { ...identity, mine: 1 })).props).toEqual({
      mine: 1,
      from_oauth_app: 'true',
    });
  });

  test('of a bot bears another name and picture while the switches are on', async () => {
    await server.configure({ ServiceSettings: { EnableUserAccessTokens: true } });
    const { ann, bob, channel } = await server.make.conversation();
    await makeBot(bob);
    const token = await tokenOf(bob);
    const heard = await server.listen(ann);
    const { override_icon_emoji, override_username } = identity;
    // The emoji stands for the sender, so its picture takes the place of the one that was sent.
    const override_icon_url = '/static/emoji/1f451.png';
    const sent = { override_icon_emoji, override_icon_url, override_username, from_webhook: 'true' };
    expect((await sends(token, channel.id, { ...identity, from_oauth_app: 'x' })).props).toMatchObject(sent);
    expect((await heard.next('posted')).data.sender_name).toBe('The CEO');
    expect((await sends(token, channel.id, identity)).props).not.toHaveProperty('webhook_display_name');
    await server.configure({ ServiceSettings: { EnablePostIconOverride: false } });
    expect((await sends(token, channel.id, identity)).props).toEqual({
      override_username,
      from_webhook: 'true',
      from_bot: 'true',
    });
    await switches(false);
    expect((await sends(token, channel.id, identity)).props).toEqual({ from_bot: 'true' });
  });

  test('names a bot as its helper, or its author, but no other person', async () => {
    const { ann, bob, stranger, channel } = await server.make.conversation();
    await makeBot(stranger);
    const by = async (id: unknown) =>
      (await ann.posts(channel, 'x', { props: { ...other, ai_generated_by: id } })).props;
    expect(await by(bob.id)).toEqual({});
    expect(await by({ id: bob.id })).toEqual({});
    for (const one of [stranger, ann])
      expect(await by(one.id)).toEqual({ ai_generated_by: one.id, ai_generated_by_username: one.user.username });
  });

  test('in hardened mode is refused when a person sends what integrations say', async () => {
    const { ann, channel } = await server.make.conversation();
    await server.configure({ ServiceSettings: { ExperimentalEnableHardenedMode: true } });
    await expect(ann.posts(channel, 'x', { props: { override_username: 'The CEO' } })).rejects.toMatchObject({
      status: 400,
    });
    await expect(ann.posts(channel, 'x', { props: { mine: 1 } })).resolves.toMatchObject({ props: { mine: 1 } });
  });
});

test.each<Record<string, unknown>>([
  { mine: { attachments: [{ image_url: 'https://example.com/a.png' }] } },
  { attachments: null, mine: [{ attachments: [1] }] },
  { attachments: 'none', mine: { previewed_post: 1, channel_mentions: 1 } },
])('%j has no attachments, in answers and in lists', async (props) => {
  const { ann, bob, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'see https://example.com/', { props });
  const embeds = [{ type: 'link', url: 'https://example.com/' }];
  expect(post).toMatchObject({ props, metadata: { embeds } });
  const { posts } = await bob.call(getChannelPosts, { params: { channel_id: channel.id } });
  expect(posts[post.id]).toMatchObject({ props, metadata: { embeds } });
});

describe('an edit', () => {
  const stored = { from_webhook: 'true', override_username: 'CI', webhook_display_name: 'CI', mine: 1 };
  const makePost = async (by: Person, channel: { id: string }, props: object) => {
    const post = await by.posts(channel, 'x');
    await sql`UPDATE posts SET props = ${JSON.stringify(props)}::jsonb WHERE id = ${post.id}`.execute(db);
    return post;
  };

  test.each([false, true])(
    'keeps who speaks and ignores what is sent about it; by an administrator: %s',
    async (asAdmin) => {
      const { ann, channel } = await server.make.conversation();
      const editor = asAdmin ? await server.make.admin() : ann;
      const params = { post_id: (await makePost(ann, channel, stored)).id };
      const props = { ...identity, ...other, ai_generated_by: ann.id, mine: 2 };
      const patched = await editor.call(patchPost, { params, body: { props } });
      expect(patched.props).toEqual({ ...stored, mine: 2 });
      const updated = await editor.call(updatePost, { params, body: { id: params.post_id, message: 'y', props } });
      expect(updated.props).toEqual({ ...stored, mine: 2 });
      const emptied = await editor.call(patchPost, { params, body: { props: {} } });
      expect(emptied.props).toEqual({ ...stored, mine: undefined });
    },
  );

  test('adds no other speaker to a post that has none, in hardened mode either', async () => {
    const { ann, channel } = await server.make.conversation();
    await server.configure({ ServiceSettings: { ExperimentalEnableHardenedMode: true } });
    const { id } = await ann.posts(channel, 'x');
    const props = { ...identity, mine: 1 };
    const edited = await ann.call(patchPost, { params: { post_id: id }, body: { props } });
    expect(edited.props).toEqual({ mine: 1 });
  });
});
