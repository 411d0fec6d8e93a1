/** Forms of posts that upstream's clients know, beside what a post says. */
import { patchChannel } from '@innermost/protocol/channels.ts';
import {
  createPost,
  getChannelPosts,
  getPost,
  getPostThread,
  patchPost,
  updatePost,
} from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

const button = { id: 'go', name: 'Go', type: 'button', integration: { url: 'http://127.0.0.1:1/x' } };

test('a full update without props keeps them, attachments included; with props it replaces them', async () => {
  const { ann, channel } = await server.make.conversation();
  const props = { attachments: [{ text: 'a table', actions: [button] }], mine: 'kept' };
  const post = await ann.posts(channel, 'before', { props });
  const params = { post_id: post.id };
  for (const body of [
    { id: post.id, message: 'after' },
    { id: post.id, message: 'again', props: null },
  ]) {
    // Go clients send null for a map that they do not fill.
    const edited = await ann.call(updatePost, { params, body: body as { id: string; message: string } });
    expect(edited).toMatchObject({
      message: body.message,
      props: { mine: 'kept', attachments: [{ text: 'a table' }] },
    });
  }
  expect((await ann.call(updatePost, { params, body: { id: post.id, message: 'x', props: {} } })).props).toEqual({});
});

test('attachments have every field there, numbered 0, as sent and as stored', async () => {
  const { ann, channel } = await server.make.conversation();
  const props = { attachments: [{ text: 'a', fields: [{ title: 't', value: 1, short: 'true' }], actions: [button] }] };
  const whole = {
    id: 0,
    fallback: '',
    color: '',
    pretext: '',
    author_name: '',
    author_link: '',
    author_icon: '',
    title: '',
    title_link: '',
    text: 'a',
    fields: [{ title: 't', value: 1, short: true }],
    image_url: '',
    thumb_url: '',
    footer: '',
    footer_icon: '',
    ts: null,
    actions: [{ id: 'go', name: 'Go', type: 'button' }],
  };
  const heard = await server.listen(ann);
  const post = await ann.posts(channel, '', { props });
  expect(post.props['attachments']).toEqual([whole]);
  expect((await heard.next('posted')).data.post.props['attachments']).toEqual([whole]);
  expect((await ann.call(getPost, { params: { post_id: post.id } })).props['attachments']).toEqual([whole]);
  const odd = await ann.posts(channel, '', { props: { attachments: [{ text: 5 }] } });
  expect(odd.props['attachments']).toEqual([{ text: 5 }]);
});

test('a link is an embed, an urgent post names itself, and what people write has a remote id', async () => {
  const { ann, channel } = await server.make.conversation();
  const priority = { priority: 'urgent', requested_ack: null, persistent_notifications: null };
  const body = { channel_id: channel.id, message: 'see https://example.org.', metadata: { priority } };
  const post = await ann.call(createPost, { body });
  const embeds = [{ type: 'link', url: 'https://example.org' }];
  expect(post).toMatchObject({ remote_id: '', metadata: { embeds, priority } });
  const read = await ann.call(getPost, { params: { post_id: post.id } });
  const named = { ...priority, PostId: post.id, ChannelId: channel.id };
  expect(read).toMatchObject({ remote_id: '', metadata: { embeds, priority: named } });
  await ann.call(patchChannel, { params: { channel_id: channel.id }, body: { header: 'new' } });
  const { order, posts } = await ann.call(getChannelPosts, { params: { channel_id: channel.id }, query: {} });
  const notice = posts[order[0] ?? ''];
  expect(notice?.type).toBe('system_header_change');
  expect(notice).not.toHaveProperty('remote_id');
});

test('who writes a root post has viewed the channel, as their other devices hear; a reply says nothing of it', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const [own, other] = [await server.listen(ann), await server.listen(bob)];
  const post = await ann.posts(channel, 'root');
  expect((await own.next('multiple_channels_viewed')).data.channel_times).toEqual({ [channel.id]: post.create_at });
  await ann.posts(channel, 'reply', { root_id: post.id });
  await ann.posts(channel, 'last');
  await own.next('multiple_channels_viewed');
  await other.next('posted');
  expect(own.heard.filter(({ event }) => event === 'multiple_channels_viewed')).toHaveLength(2);
  expect(other.heard.map(({ event }) => event)).not.toContain('multiple_channels_viewed');
});

test('a notice says that its author is online, and bears the author’s name in a direct message', async () => {
  const { ann, bob } = await server.make.conversation();
  const direct = await server.make.direct(ann, bob);
  const heard = await server.listen(bob);
  await ann.call(patchChannel, { params: { channel_id: direct.id }, body: { header: 'new' } });
  expect((await heard.next('posted')).data).toMatchObject({
    set_online: true,
    sender_name: 'System',
    channel_display_name: `@${ann.user.username}`,
  });
});

test('a thread: the root first, replies ascending, whole, by pages in either direction, and by changes', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const root = await ann.posts(channel, 'root');
  const replies = [];
  for (const message of ['1', '2', '3', '4']) replies.push(await bob.posts(channel, message, { root_id: root.id }));
  const [first, second, third, last] = replies.map(({ id }) => id);
  const read = (query: Record<string, string>, post_id = root.id) =>
    ann.call(getPostThread, { params: { post_id }, query });
  const crt = { collapsedThreads: 'true' };
  for (const form of [{}, crt]) {
    expect((await read(form)).order).toEqual([root.id, first, second, third, last]);
    expect((await read(form, third)).order).toEqual([root.id, first, second, third, last]);
    const down = await read({ ...form, perPage: '2', direction: 'down' });
    expect(down).toMatchObject({ order: [root.id, first, second], has_next: true });
    const from = { fromPost: second ?? '', fromCreateAt: String(replies[1]?.create_at) };
    expect(await read({ ...form, ...from, perPage: '9', direction: 'down' })).toMatchObject({
      order: [root.id, third, last],
      has_next: false,
    });
    expect(await read({ ...form, perPage: '2', direction: 'up' })).toMatchObject({
      order: [root.id, third, last],
      has_next: true,
    });
  }
  const since = String(replies[3]?.update_at);
  await bob.call(patchPost, { params: { post_id: second ?? '' }, body: { message: 'changed' } });
  expect((await read({ fromUpdateAt: since, updatesOnly: 'true' })).order).toEqual([root.id, second]);
  for (const wrong of [{ fromUpdateAt: since, direction: 'down' }, { updatesOnly: 'true' }])
    await expect(read(wrong)).rejects.toMatchObject({ status: 400, id: 'api.context.invalid_body_param.app_error' });
});
