import { createPost } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { forgetOldSends } from './jobs.ts';

const day = 24 * 3_600_000;
let now = Date.now();
const server = await startServer({ clock: { now: () => now } });

test('a send may be repeated for a week, and leaves nothing behind after that', async () => {
  const { ann, channel } = await server.make.conversation();
  const send = (pending_post_id: string) =>
    ann.call(createPost, { body: { channel_id: channel.id, message: 'hello', pending_post_id } });
  const early = await send('early');
  now += 4 * day;
  const late = await send('late');

  now += 2 * day;
  await server.runJob(forgetOldSends, {});
  expect((await send('early')).id).toBe(early.id);

  now += 2 * day;
  await server.runJob(forgetOldSends, {});
  expect((await send('late')).id).toBe(late.id);
  expect((await send('early')).id).not.toBe(early.id);
});
