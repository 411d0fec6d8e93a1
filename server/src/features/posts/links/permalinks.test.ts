import { getChannelPosts, getPost, patchPost, type Post } from '@innermost/protocol/posts.ts';
import { deletePost } from '@innermost/protocol/posts.ts';
import { addChannelMember, type Channel } from '@innermost/protocol/channels.ts';
import { Client4 } from '@mattermost/client';
import { expect, test } from 'vitest';
import type { Person } from '../../../testing/person.ts';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();
await server.make.admin();
await server.configure({ ServiceSettings: { SiteURL: 'https://chat.example/sub' } });

const linkTo = (post: Post, team = 'any-team') => `look: https://chat.example/sub/${team}/pl/${post.id}`;
const read = (person: Person, post: Post) => person.call(getPost, { params: { post_id: post.id } });

const bare = { props: {}, metadata: {} };
/** What of a message may tell of another one. */
const told = (post: unknown) => {
  const { props, metadata } = post as Post;
  return { props, metadata };
};

/** Ann and Bob share a channel; Ann alone is in a private one of the same team. */
async function places() {
  const { ann, bob, team, channel } = await server.make.conversation();
  const secret = await server.make.channel(ann, team, { type: 'P' });
  return { ann, bob, team, channel, secret };
}

const preview = (channel: Channel, team: { name: string }, post: Post) => [
  {
    type: 'permalink',
    data: {
      post_id: post.id,
      team_name: team.name,
      channel_display_name: channel.display_name,
      channel_type: channel.type,
      channel_id: channel.id,
      post,
    },
  },
];

test('a message that another one links to is shown in it, everywhere', async () => {
  const { ann, bob, team, channel } = await places();
  const target = await ann.posts(channel, 'the *answer* https://example.invalid');
  const heard = await server.listen(bob);
  const post = await ann.posts(channel, linkTo(target));
  const embeds = preview(channel, team, { ...target, pending_post_id: '' });
  expect(post).toMatchObject({ props: { previewed_post: target.id }, metadata: { embeds } });
  expect((await heard.next('posted')).data.post).toMatchObject({
    props: { previewed_post: target.id },
    metadata: { embeds },
  });
  expect((await read(bob, post)).metadata).toEqual({ embeds });
  const { posts } = await bob.call(getChannelPosts, { params: { channel_id: channel.id } });
  expect(posts[post.id]?.metadata).toEqual({ embeds });
  const official = new Client4();
  official.setUrl(server.url);
  official.setToken(bob.token);
  const [embed] = (await official.getPost(post.id)).metadata.embeds;
  expect(embed?.data && 'post_id' in embed.data && embed.data.post?.message).toBe(target.message);
});

test('only those see it who may read it: in lists, events and answers', async () => {
  const { ann, bob, team, channel, secret } = await places();
  const target = await ann.posts(secret, 'secret');
  const heard = await server.listen(bob);
  const post = await ann.posts(channel, linkTo(target));
  const embeds = preview(secret, team, { ...target, pending_post_id: '' });
  expect((await read(ann, post)).metadata).toEqual({ embeds });
  const { posts } = await bob.call(getChannelPosts, { params: { channel_id: channel.id } });
  for (const seen of [(await heard.next('posted')).data.post, await read(bob, post), posts[post.id]])
    expect(told(seen)).toEqual(bare);
  await ann.call(patchPost, { params: { post_id: post.id }, body: { message: `${post.message} again` } });
  expect(told((await heard.next('post_edited')).data.post)).toEqual(bare);
  const named = await ann.posts(channel, `${linkTo(target)} in ~${secret.name}`);
  expect(named.props).toHaveProperty('channel_mentions');
  await ann.call(deletePost, { params: { post_id: named.id } });
  expect(told((await heard.next('post_deleted')).data.post)).toEqual(bare);
  expect(JSON.stringify(heard.heard)).not.toContain('"secret"');
  await ann.call(addChannelMember, { params: { channel_id: secret.id }, body: { user_id: bob.id } });
  expect((await read(bob, post)).metadata.embeds).toHaveLength(1);
});

test('who may not read a message cannot show it to others', async () => {
  const { ann, bob, channel, secret } = await places();
  const target = await ann.posts(secret, 'secret');
  const post = await bob.posts(channel, linkTo(target), { props: { previewed_post: target.id } });
  expect(told(post)).toEqual(bare);
  expect(told(await read(ann, post))).toEqual(bare);
  const edited = await bob.call(patchPost, {
    params: { post_id: post.id },
    body: { props: { previewed_post: target.id } },
  });
  expect(told(edited)).toEqual(bare);
});

test('what is shown shows no third message, and no channel that its reader may not know', async () => {
  const { ann, bob, channel, secret } = await places();
  const first = await ann.posts(channel, 'first');
  const second = await ann.posts(channel, `${linkTo(first)} in ~${secret.name}`);
  expect(second.props).toHaveProperty('channel_mentions');
  const third = await ann.posts(channel, linkTo(second));
  const shown = (await read(bob, third)).metadata.embeds?.[0]?.data?.['post'];
  expect(told(shown)).toEqual(bare);
});

test('a page of such messages costs one statement more, however many there are; one without costs none', async () => {
  const { ann, channel } = await places();
  const target = await ann.posts(channel, 'target');
  const statements = async () => {
    const before = server.database.roundTrips();
    await ann.call(getChannelPosts, { params: { channel_id: channel.id } });
    return server.database.roundTrips() - before;
  };
  await statements();
  expect(await statements()).toBe(1);
  for (let n = 0; n < 3; n += 1) await ann.posts(channel, linkTo(n === 1 ? await ann.posts(channel, 'more') : target));
  await statements();
  expect(await statements()).toBe(2);
});

test('an edit shows what it links to; what is gone, or switched off, is not shown', async () => {
  const { ann, bob, channel } = await places();
  const target = await ann.posts(channel, 'target');
  const post = await ann.posts(channel, 'nothing');
  const edit = (message: string) => ann.call(patchPost, { params: { post_id: post.id }, body: { message } });
  expect(await edit(linkTo(target))).toMatchObject({ props: { previewed_post: target.id } });
  expect((await read(bob, post)).metadata.embeds).toHaveLength(1);
  await server.configure({ ServiceSettings: { EnablePermalinkPreviews: false } });
  expect(told(await read(bob, post))).toEqual({
    props: {},
    metadata: { embeds: [{ type: 'link', url: expect.any(String) as string }] },
  });
  await server.configure({ ServiceSettings: { EnablePermalinkPreviews: true } });
  await ann.call(deletePost, { params: { post_id: target.id } });
  expect(told(await read(bob, post))).toEqual(bare);
  expect(told(await edit('nothing again'))).toEqual(bare);
});

test.each([
  'https://other.example/sub/team/pl/ID',
  'https://chat.example/team/pl/ID',
  'https://chat.example/sub/team/pl/none',
])('%s is no message of this server', async (form) => {
  const { ann, channel } = await places();
  const target = await ann.posts(channel, 'target');
  expect((await ann.posts(channel, form.replace('ID', target.id))).metadata.embeds?.[0]?.type).toBe('link');
});
