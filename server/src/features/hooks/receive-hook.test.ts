import { archiveChannel, getChannelMember } from '@innermost/protocol/channels.ts';
import { getChannelPosts, type Post } from '@innermost/protocol/posts.ts';
import { forgetCaches } from '@innermost/protocol/system.ts';
import { createIncomingWebhook, type NewIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

beforeEach(() =>
  server.configure({
    ServiceSettings: {
      EnableIncomingWebhooks: true,
      EnablePostUsernameOverride: true,
      EnablePostIconOverride: true,
      EnableDeveloper: true,
    },
  }),
);

const make = (owner: Person, channel: { id: string }, fields: Partial<NewIncomingWebhook> = {}) =>
  owner.call(createIncomingWebhook, { body: { channel_id: channel.id, ...fields } });

interface Answer {
  status: number;
  type: string | null;
  text: string;
}

async function send(hook: { id: string }, payload: unknown, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/hooks/${hook.id}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(payload),
    ...init,
  });
  return { status: response.status, type: response.headers.get('Content-Type'), text: await response.text() };
}

async function deliver(hook: { id: string }, payload: unknown): Promise<void> {
  expect(await send(hook, payload)).toEqual({ status: 200, type: 'text/plain', text: 'ok' });
}

async function postsIn(reader: Person, channel: { id: string }): Promise<Post[]> {
  const list = await reader.call(getChannelPosts, { params: { channel_id: channel.id } });
  return list.order.flatMap((id) => list.posts[id] ?? []).filter(({ type }) => !type.startsWith('system_'));
}

async function newest(reader: Person, channel: { id: string }): Promise<Post> {
  const [post] = await postsIn(reader, channel);
  if (!post) throw new Error('The channel is empty.');
  return post;
}

/** A hook of Ann's in a channel of hers and Bob's. */
async function hooked(fields: Partial<NewIncomingWebhook> = {}) {
  const conversation = await server.make.conversation();
  return { ...conversation, hook: await make(conversation.ann, conversation.channel, fields) };
}

test('a build tells a channel by name, and everybody there hears of it once, in one round trip', async () => {
  const { ann, bob, team, channel } = await server.make.conversation({ name: 'ci-cd' });
  const elsewhere = await server.make.channel(ann, team);
  const hook = await make(ann, elsewhere, { display_name: 'Builds' });
  const [heardByAnn, heardByBob] = await Promise.all([server.listen(ann), server.listen(bob)]);
  const payload = {
    channel: 'ci-cd',
    username: 'BuildBot',
    icon_emoji: ':rocket:',
    text: 'Deployment to staging completed',
    attachments: [
      {
        color: 'good',
        fields: [
          { title: 'Build', value: '123', short: true },
          { title: 'Duration', value: '42s', short: true },
        ],
      },
    ],
  };
  await deliver(hook, payload);

  for (const heard of [heardByAnn, heardByBob]) {
    const { data, broadcast } = await heard.next('posted');
    expect(broadcast).toMatchObject({ channel_id: channel.id });
    expect(data).toMatchObject({ sender_name: 'BuildBot', channel_name: 'ci-cd', team_id: team.id, set_online: false });
    expect(data.post).toMatchObject({
      user_id: ann.id,
      channel_id: channel.id,
      root_id: '',
      message: 'Deployment to staging completed',
      type: 'slack_attachment',
      props: {
        from_webhook: 'true',
        webhook_display_name: 'Builds',
        override_username: 'BuildBot',
        override_icon_emoji: ':rocket:',
        override_icon_url: '/static/emoji/1f680.png',
        attachments: [{ id: 0, color: 'good', fields: payload.attachments[0]?.fields }],
      },
      metadata: { embeds: [{ type: 'message_attachment' }] },
    });
  }
  const before = server.database.roundTrips();
  await deliver(hook, payload);
  expect(server.database.roundTrips() - before).toBe(1);
  expect(await postsIn(bob, channel)).toHaveLength(2);
  await heardByBob.next('posted');
  expect(heardByBob.heard.filter(({ event }) => event === 'posted')).toHaveLength(2);
});

test('forms and multipart forms arrive too; a session is neither needed nor looked at', async () => {
  const { hook, bob, channel } = await hooked();
  const payload = JSON.stringify({ text: 'a form & more' });
  const form = new URLSearchParams({ payload });
  expect(await send(hook, '', { body: form, headers: {} })).toMatchObject({ status: 200, text: 'ok' });
  const multipart = new FormData();
  multipart.set('text', 'many parts');
  multipart.set('username', 'parts');
  multipart.set('file', new Blob(['bytes']), 'a.txt');
  expect(await send(hook, '', { body: multipart, headers: {} })).toMatchObject({ status: 200, text: 'ok' });
  expect(await send(hook, '', { body: Buffer.from('{"text":"no type"}'), headers: {} })).toMatchObject({ status: 200 });
  const headers = { Authorization: 'Bearer nonsense', Cookie: 'MMAUTHTOKEN=nonsense' };
  expect(await send(hook, { text: 'with a session' }, { headers })).toMatchObject({ status: 200 });
  const posts = await postsIn(bob, channel);
  expect(posts.map(({ message }) => message)).toEqual(['with a session', 'no type', 'many parts', 'a form & more']);
  expect(posts[2]?.props).toMatchObject({ override_username: 'parts' });
});

test('a body beyond the limit is refused unread', async () => {
  const { hook } = await hooked();
  expect(await send(hook, { text: 'x'.repeat(299_000) })).toMatchObject({ status: 200 });
  const answer = await send(hook, { text: 'x'.repeat(300_001) });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.text)).toMatchObject({ id: 'api.context.request_body_too_large.app_error' });
});

test('the text is converted from Slack, and whom it calls is counted', async () => {
  const { ann, bob, hook, channel } = await hooked();
  const mentions = async () => {
    const params = { channel_id: channel.id, user_id: bob.id };
    return (await bob.call(getChannelMember, { params })).mention_count;
  };
  const attachment = {
    pretext: `<@${bob.id}>`,
    text: '<https://ci.example|log>',
    title: '<!here> <https://ci.example|log>',
    fields: [{ title: '<!here>', value: '<!all>' }],
    footer: '<!here>',
  };
  const before = await mentions();
  await deliver(hook, { text: `<@${ann.id}> <@${'x'.repeat(26)}> <!channel>`, attachments: [attachment] });
  const post = await newest(bob, channel);
  expect(post.message).toBe(`@${ann.user.username} <@${'x'.repeat(26)}> @channel`);
  expect(post.props['attachments']).toMatchObject([
    {
      pretext: `@${bob.user.username}`,
      text: '[log](https://ci.example)',
      title: '@here log',
      fields: [{ title: '@here', value: '@all' }],
      footer: '@here',
    },
  ]);
  expect(await mentions()).toBe(before + 1);
  await deliver(hook, { text: 'nobody' });
  expect(await mentions()).toBe(before + 1);
});

test('name and picture come from the request, else from the hook, and only where that is allowed', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const plain = await make(ann, channel);
  const named = await make(ann, channel, { username: 'ci.bot', icon_url: 'https://ci.example/own.png' });
  const shown = async (hook: { id: string }, payload: object) => {
    await deliver(hook, { text: 'x', ...payload });
    const { props } = await newest(bob, channel);
    return [props['override_username'], props['override_icon_url'], props['override_icon_emoji']];
  };
  const asked = { username: 'Deploy <b>Bot</b>', icon_url: 'https://a.example/i.png', icon_emoji: 'rocket' };
  expect(await shown(plain, {})).toEqual(['webhook', undefined, undefined]);
  const rocket = '/static/emoji/1f680.png';
  expect(await shown(plain, asked)).toEqual(['Deploy <b>Bot</b>', rocket, 'rocket']);
  const pictured = { icon_emoji: ':nonsense:', icon_url: 'https://a.example/i.png' };
  expect(await shown(plain, pictured)).toEqual(['webhook', 'https://a.example/i.png', ':nonsense:']);
  expect(await shown(plain, { icon_emoji: ':+1_dark_skin_tone:' })).toMatchObject({
    1: '/static/emoji/1f44d-1f3ff.png',
  });
  expect(await shown(named, {})).toEqual(['ci.bot', 'https://ci.example/own.png', undefined]);
  expect(await shown(named, { username: 'other' })).toEqual(['other', 'https://ci.example/own.png', undefined]);

  await server.configure({ ServiceSettings: { EnablePostUsernameOverride: false } });
  expect(await shown(named, asked)).toEqual([undefined, rocket, 'rocket']);
  await server.configure({ ServiceSettings: { EnablePostUsernameOverride: true, EnablePostIconOverride: false } });
  expect(await shown(named, asked)).toEqual(['Deploy <b>Bot</b>', undefined, undefined]);
  expect(await shown(named, { props: { override_icon_emoji: 'x' } })).toEqual(['ci.bot', undefined, undefined]);
});

test('an emoji of this server stands for a sender too, and one of an adopted post has its picture', async () => {
  const { bob, hook, channel } = await hooked();
  const { db } = server.database;
  const row = { id: 'e'.repeat(26), name: 'our-logo', creator_id: bob.id, create_at: 1, update_at: 1, delete_at: 0 };
  await db.insertInto('emoji').values(row).execute();
  await deliver(hook, { text: 'x', icon_emoji: ':our-logo:' });
  const post = await newest(bob, channel);
  expect(post.props['override_icon_url']).toBe(`/api/v4/emoji/${row.id}/image`);
  const props = JSON.stringify({ from_webhook: 'true', override_icon_emoji: ':tada:' });
  await sql`UPDATE posts SET props = ${props}::jsonb WHERE id = ${post.id}`.execute(db);
  expect((await newest(bob, channel)).props['override_icon_url']).toBe('/static/emoji/1f389.png');
});

test('props are kept but for those that only the server says', async () => {
  const { bob, hook, channel } = await hooked({ display_name: 'Own' });
  const forged = {
    from_webhook: 'false',
    from_bot: 'true',
    override_username: 'forged',
    override_icon_url: 'https://forged.example',
    webhook_display_name: 'forged',
    add_channel_member: {},
    force_notification: 'x',
  };
  await deliver(hook, { text: 'x', props: { ...forged, card: '### details', own: { a: [1, null] } } });
  expect((await newest(bob, channel)).props).toEqual({
    from_webhook: 'true',
    webhook_display_name: 'Own',
    override_username: 'webhook',
    card: '### details',
    own: { a: [1, null] },
  });
});

test('a bot that owns a hook stays known as one', async () => {
  const { ann, bob, hook, channel } = await hooked();
  const { db } = server.database;
  await db
    .insertInto('bots')
    .values({ user_id: ann.id, owner_id: bob.id, create_at: 1, update_at: 1, delete_at: 0 })
    .execute();
  server.app.services.directory.people.forget(ann.id);
  await deliver(hook, { text: 'x' });
  expect((await newest(bob, channel)).props).toMatchObject({ from_webhook: 'true', from_bot: 'true' });
});

test('a hook that was changed behind the server is read anew when caches are dropped', async () => {
  const { bob, hook, channel } = await hooked({ username: 'before' });
  const admin = await server.make.admin();
  const name = async () => {
    await deliver(hook, { text: 'x' });
    return (await newest(bob, channel)).props['override_username'];
  };
  expect(await name()).toBe('before');
  await server.database.db
    .updateTable('incomingwebhooks')
    .set({ username: 'after' })
    .where('id', '=', hook.id)
    .execute();
  expect(await name()).toBe('before');
  await admin.call(forgetCaches);
  expect(await name()).toBe('after');
});

test('the secret address of an action stays with the server', async () => {
  const { bob, hook, channel } = await hooked();
  const heard = await server.listen(bob);
  const url = 'https://ci.example/secret-retry';
  await deliver(hook, { attachments: [{ actions: [{ type: 'button', name: 'Retry', integration: { url } }] }] });
  const { data } = await heard.next('posted');
  const post = await newest(bob, channel);
  for (const text of [JSON.stringify(data.post), JSON.stringify(post)]) {
    expect(text).toContain('"name":"Retry"');
    expect(text).not.toContain('secret-retry');
  }
  const row = await server.database.db.selectFrom('posts').select('props').where('id', '=', post.id).executeTakeFirst();
  expect(JSON.stringify(row?.props)).toContain('secret-retry');
});

test('a type may be chosen, unless there are attachments', async () => {
  const { bob, hook, channel } = await hooked();
  const typeOf = async (payload: object) => {
    await deliver(hook, payload);
    return (await newest(bob, channel)).type;
  };
  expect(await typeOf({ text: 'x' })).toBe('');
  expect(await typeOf({ text: 'x', type: 'custom_ci' })).toBe('custom_ci');
  expect(await typeOf({ text: 'x', type: 'custom_ci', attachments: [] })).toBe('custom_ci');
  expect(await typeOf({ text: 'x', type: 'custom_ci', attachments: [{ text: 'y' }] })).toBe('slack_attachment');
});

test('a priority is stored and shown', async () => {
  const { bob, hook, channel } = await hooked();
  await deliver(hook, { text: 'x', priority: { priority: 'urgent', requested_ack: true } });
  const { metadata } = await newest(bob, channel);
  expect(metadata.priority).toMatchObject({ priority: 'urgent', requested_ack: true, persistent_notifications: null });
  await deliver(hook, { text: 'x', priority: { priority: '' } });
});

test('long text becomes several posts in order, the attachments with the last', async () => {
  const { bob, hook, channel } = await hooked();
  const text = `${'a'.repeat(16_383)}${'b'.repeat(16_383)}end`;
  await deliver(hook, { text, username: 'long', attachments: [{ text: 'x' }], priority: { priority: 'important' } });
  const posts = (await postsIn(bob, channel)).toReversed();
  expect(posts.map(({ message }) => message)).toEqual(['a'.repeat(16_383), 'b'.repeat(16_383), 'end']);
  expect(posts.map(({ type }) => type)).toEqual(['', '', 'slack_attachment']);
  expect(posts.map(({ props }) => [props['override_username'], 'attachments' in props])).toEqual([
    ['long', false],
    ['long', false],
    ['long', true],
  ]);
  expect(posts.map(({ metadata }) => metadata.priority?.priority)).toEqual(['important', undefined, undefined]);
});

test('posting reads nothing for the owner and does not show him online', async () => {
  const { ann, bob, hook, channel } = await hooked();
  const heard = await server.listen(bob);
  const unread = () => ann.call(getChannelMember, { params: { channel_id: channel.id, user_id: ann.id } });
  const before = await unread();
  await deliver(hook, { text: `hello @${ann.user.username}` });
  await heard.next('posted');
  expect(await unread()).toMatchObject({
    msg_count: before.msg_count,
    last_viewed_at: before.last_viewed_at,
    mention_count: before.mention_count + 1,
  });
  const statuses = heard.heard.filter(({ event, data }) => event === 'status_change' && data.user_id === ann.id);
  expect(statuses).toEqual([]);
});

test('archiving a channel deletes its hooks', async () => {
  const { ann, hook, channel } = await hooked();
  await deliver(hook, { text: 'before' });
  await ann.call(archiveChannel, { params: { channel_id: channel.id } });
  await expect.poll(async () => (await send(hook, { text: 'after' })).status).toBe(400);
  const row = await server.database.db
    .selectFrom('incomingwebhooks')
    .select('delete_at')
    .where('id', '=', hook.id)
    .executeTakeFirst();
  expect(row?.delete_at).toBeGreaterThan(0);
});
