import { createPost } from '@innermost/protocol/posts.ts';
import { archiveChannel } from '@innermost/protocol/channels.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { job } from '../../../jobs/job.ts';
import { startServer } from '../../../testing/start-server.ts';
import { postWritten } from './post-to-write.ts';

const heard: string[] = [];
const follow = job('follow-post', {
  args: z.object({ id: z.string(), message: z.string() }),
  async run({ db }, { id, message }) {
    const post = await db.selectFrom('posts').select('message').where('id', '=', id).executeTakeFirst();
    heard.push(post?.message === message ? message : 'is not there');
  },
});

const server = await startServer({ jobs: [follow] });
const { services } = server.app;
postWritten.follow(services, follow, (_services, { record: { id, message } }) =>
  message.startsWith('follow') ? { args: { id, message }, options: { key: message } } : undefined,
);

/** Statements that the server has sent. */
const sent = () => server.database.roundTrips();

test('what follows a post is queued by the statement that writes it, and only where something follows', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  await ann.posts(channel, 'warm up');
  await bob.posts(channel, 'warm up');
  const before = sent();
  await ann.posts(channel, 'plain');
  expect(sent() - before).toBe(1);
  const root = await ann.posts(channel, 'follow a root');
  await bob.posts(channel, 'follow a reply', { root_id: root.id });
  // Several at once are written together.
  await Promise.all(['1', '2', '3'].map((n) => ann.posts(channel, `follow ${n}`)));
  await expect.poll(() => heard.length).toBe(5);
  expect(heard.toSorted()).toEqual(['follow 1', 'follow 2', 'follow 3', 'follow a reply', 'follow a root']);
});

test('nothing follows a post that is repeated or not accepted', async () => {
  const { ann, channel } = await server.make.conversation();
  const send = (message: string) =>
    ann.call(createPost, { body: { channel_id: channel.id, message, pending_post_id: 'the same' } });
  await send('follow once');
  await server.runJobsToEmpty();
  heard.length = 0;
  await send('follow once');
  await server.database.db.updateTable('channels').set({ delete_at: 1 }).where('id', '=', channel.id).execute();
  await expect(ann.posts(channel, 'follow never')).rejects.toMatchObject({ status: 400 });
  await server.runJobsToEmpty();
  expect(heard).toEqual([]);
});

test('two posts of one batch whose jobs are the same are written, and one job follows', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  heard.length = 0;
  await Promise.all([ann, bob, ann, bob].map((person) => person.posts(channel, 'follow the same')));
  await server.runJobsToEmpty();
  expect(new Set(heard)).toEqual(new Set(['follow the same']));
});

test('notices of the server are followed as well', async () => {
  const { ann, channel } = await server.make.conversation();
  const seen: string[] = [];
  postWritten.follow(services, follow, (_services, { record: { id, type, message } }) => {
    if (type !== '') seen.push(type);
    return type === 'system_channel_deleted' ? { args: { id, message } } : undefined;
  });
  heard.length = 0;
  await ann.call(archiveChannel, { params: { channel_id: channel.id } });
  await server.runJobsToEmpty();
  expect(seen).toContain('system_channel_deleted');
  expect(heard).toHaveLength(1);
});
