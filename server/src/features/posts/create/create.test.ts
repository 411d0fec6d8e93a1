import { getChannelMember, getChannel, archiveChannel } from '@innermost/protocol/channels.ts';
import { createPost, getPost } from '@innermost/protocol/posts.ts';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();

describe('sending', () => {
  test('a member posts, everybody in the channel hears of it once, and it reads back the same', async () => {
    const { ann, bob, channel, team } = await server.make.conversation();
    const [atAnn, atBob] = [await server.listen(ann), await server.listen(bob)];

    const post = await ann.call(createPost, {
      body: { channel_id: channel.id, message: 'lunch? #food', pending_post_id: `${ann.id}:1`, props: { a: [1] } },
    });

    expect(post).toMatchObject({
      user_id: ann.id,
      channel_id: channel.id,
      message: 'lunch? #food',
      hashtags: '#food',
      pending_post_id: `${ann.id}:1`,
      props: { a: [1] },
      file_ids: [],
      reply_count: 0,
      participants: null,
      metadata: {},
    });
    for (const listener of [atAnn, atBob]) {
      const { data, broadcast } = await listener.next('posted');
      expect(data.post).toEqual(post);
      expect(data).toMatchObject({
        channel_type: 'O',
        channel_name: channel.name,
        channel_display_name: channel.display_name,
        sender_name: `@${ann.user.username}`,
        team_id: team.id,
        set_online: true,
      });
      expect(data.mentions).toBeUndefined();
      expect(broadcast.channel_id).toBe(channel.id);
    }
    const again = await bob.call(getPost, { params: { post_id: post.id } });
    expect(again).toEqual({ ...post, pending_post_id: '' });
  });

  test('a root post costs one round trip once the channel is known', async () => {
    const { ann, channel } = await server.make.conversation();
    await ann.posts(channel, 'warm up');
    const before = server.database.roundTrips();
    await ann.posts(channel, 'measured');
    expect(server.database.roundTrips() - before).toBe(1);
  });

  test('who may not: strangers, and everybody once the channel is archived', async () => {
    const { ann, bob, stranger, channel } = await server.make.conversation({ type: 'P' });
    await expect(bob.posts(channel, 'hi')).resolves.toBeDefined();
    await expect(stranger.posts(channel, 'hi')).rejects.toMatchObject({
      status: 403,
      id: 'api.context.permissions.app_error',
    });
    await ann.call(archiveChannel, { params: { channel_id: channel.id } });
    await expect(bob.posts(channel, 'hi')).rejects.toMatchObject({
      status: 400,
      id: 'api.post.create_post.can_not_post_to_deleted.error',
    });
  });

  test('times within a channel only grow, however many write at once', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const sent = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? ann : bob).posts(channel, `m${n}`)));
    const times = sent.map(({ create_at }) => create_at);
    expect(new Set(times).size).toBe(40);
    const { total_msg_count, last_post_at } = await ann.call(getChannel, { params: { channel_id: channel.id } });
    expect(total_msg_count).toBe(40);
    expect(last_post_at).toBe(Math.max(...times));
  });
});

describe('a repeated send', () => {
  test('makes one post, at once, later, and from another part of the code that lost its memory', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const heard = await server.listen(bob);
    const body = { channel_id: channel.id, message: 'only once', pending_post_id: `${ann.id}:77` };
    const together = await Promise.all([1, 2, 3].map(() => ann.call(createPost, { body })));
    const later = await ann.call(createPost, { body });
    expect(new Set([...together, later].map(({ id }) => id)).size).toBe(1);
    expect(later).toMatchObject({ message: 'only once', pending_post_id: `${ann.id}:77` });
    await ann.posts(channel, 'the end');
    await heard.next('posted');
    expect((await heard.next('posted')).data.post).toMatchObject({ message: 'the end' });
  });

  test('the same id from another person is another post', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const body = { channel_id: channel.id, message: 'x', pending_post_id: 'shared' };
    const [one, other] = [await ann.call(createPost, { body }), await bob.call(createPost, { body })];
    expect(one.id).not.toBe(other.id);
  });
});

describe('counters', () => {
  const memberOf = (person: { id: string; call: typeof ann.call }, channelId: string) =>
    person.call(getChannelMember, { params: { channel_id: channelId, user_id: person.id } });
  let ann: Awaited<ReturnType<typeof server.make.person>>;

  test('the author has read the channel, others have not; a mention counts for whom it calls', async () => {
    const talk = await server.make.conversation();
    ann = talk.ann;
    const heard = await server.listen(talk.bob);
    const post = await ann.posts(talk.channel, `hi @${talk.bob.user.username}, and @${talk.stranger.user.username}`);
    expect((await heard.next('posted')).data.mentions).toEqual([talk.bob.id]);
    expect(await memberOf(ann, talk.channel.id)).toMatchObject({
      msg_count: 1,
      mention_count: 0,
      last_viewed_at: post.create_at,
    });
    // Having been added to the channel called Bob once already.
    expect(await memberOf(talk.bob, talk.channel.id)).toMatchObject({
      msg_count: 0,
      mention_count: 2,
      mention_count_root: 2,
    });
  });

  test('@channel calls everybody else, code calls nobody', async () => {
    const { ann: author, bob, channel } = await server.make.conversation();
    const { mention_count } = await memberOf(bob, channel.id);
    await author.posts(channel, 'see `@channel`');
    expect(await memberOf(bob, channel.id)).toMatchObject({ mention_count });
    await author.posts(channel, 'see @channel');
    expect(await memberOf(bob, channel.id)).toMatchObject({ mention_count: mention_count + 1 });
    expect(await memberOf(author, channel.id)).toMatchObject({ mention_count: 0 });
  });

  test('every direct message calls its receiver', async () => {
    const [one, other] = await Promise.all([server.make.person(), server.make.person()]);
    const channel = await server.make.direct(one, other);
    const heard = await server.listen(other);
    await one.posts(channel, 'psst');
    expect((await heard.next('posted')).data).toMatchObject({
      channel_type: 'D',
      channel_display_name: `@${one.user.username}`,
      mentions: [other.id],
      team_id: '',
    });
    expect(await memberOf(other, channel.id)).toMatchObject({ mention_count: 1 });
  });
});

describe('bad input', () => {
  const cases: [string, Record<string, unknown>, number, string][] = [
    ['no channel', { message: 'x' }, 403, 'api.context.permissions.app_error'],
    ['a channel that is no id', { channel_id: '../etc', message: 'x' }, 403, 'api.context.permissions.app_error'],
    ['an unknown channel', { channel_id: 'a'.repeat(26), message: 'x' }, 403, 'api.context.permissions.app_error'],
    ['a NUL in the message', { message: 'a\u0000b' }, 400, 'api.context.invalid_body_param.app_error'],
    ['a message that is no text', { message: 7 }, 400, 'api.context.invalid_body_param.app_error'],
    ['props that are no object', { message: 'x', props: [] }, 400, 'api.context.invalid_body_param.app_error'],
    ['a message too long', { message: 'x'.repeat(16384) }, 400, 'model.post.is_valid.message_length.app_error'],
    [
      'eleven files',
      { message: 'x', file_ids: Array.from({ length: 11 }, (_, n) => `${n}`.padStart(26, 'a')) },
      400,
      'model.post.is_valid.file_ids.app_error',
    ],
    ['a system type', { message: 'x', type: 'system_join_channel' }, 400, 'api.context.invalid_param.app_error'],
    ['an id of its own', { message: 'x', id: 'b'.repeat(26) }, 400, 'app.post.save.existing.app_error'],
    ['an unknown root', { message: 'x', root_id: 'c'.repeat(26) }, 400, 'api.post.create_post.root_id.app_error'],
  ];
  test.each(cases)('%s', async (what, fields, status, id) => {
    const { ann: author, channel } = await server.make.conversation();
    // Deliberately not what the types allow.
    const body = (what === 'no channel' ? fields : { channel_id: channel.id, ...fields }) as never;
    const sending = author.call(createPost, { body });
    await expect(sending).rejects.toMatchObject({ status, id });
  });

  test('16383 characters of four bytes each are one message', async () => {
    const { ann: author, channel } = await server.make.conversation();
    const message = '🚀'.repeat(16383);
    expect((await author.posts(channel, message)).message).toBe(message);
  });

  test('malformed JSON and a body over the limit', async () => {
    const { ann: author } = await server.make.conversation();
    const send = (body: string) =>
      fetch(`${server.url}/api/v4/posts`, {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${author.token}` },
      });
    const malformed = await send('{"channel_id": ');
    expect(malformed.status).toBe(400);
    expect(malformed.headers.get('content-type')).toBe('application/json');
    const large = await send(JSON.stringify({ message: 'x'.repeat(400_000) }));
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ id: 'api.context.request_body_too_large.app_error', status_code: 413 });
  });

  test('a root in another channel, and a reply as root', async () => {
    const { ann: author, channel, team } = await server.make.conversation();
    const elsewhere = await server.make.channel(author, team);
    const root = await author.posts(channel, 'root');
    const reply = await author.posts(channel, 'reply', { root_id: root.id });
    await expect(author.posts(elsewhere, 'x', { root_id: root.id })).rejects.toMatchObject({ status: 400 });
    await expect(author.posts(channel, 'x', { root_id: reply.id })).rejects.toMatchObject({ status: 400 });
  });
});
