import { createPost } from '@innermost/protocol/posts.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { addChannelMember } from '@innermost/protocol/channels.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../../platform/ids.ts';
import { insertedPeople } from '../../../testing/inserted-people.ts';
import { startServer } from '../../../testing/start-server.ts';
import { noEffects, type PostToWrite } from './post-to-write.ts';
import { postWriter } from './batch.ts';

const server = await startServer();
const { services } = server.app;

async function scene() {
  const { ann, channel } = await server.make.conversation();
  const facts = await services.directory.channels.get(channel.id);
  if (!facts) throw new Error('no channel');
  const post = (message: string): PostToWrite => ({
    channel: facts,
    record: {
      id: newId(),
      user_id: ann.id,
      root_id: '',
      message,
      type: '',
      props: '{}',
      hashtags: '',
      file_ids: '[]',
      pending_post_id: '',
      priority: '',
      counted: true,
    },
    effects: noEffects,
  });
  return { channel, post };
}

const busy = { status: 503, id: 'api.context.server_busy.app_error' };

test('a post that waited too long is refused and not written, the next ones are', async () => {
  const { channel, post } = await scene();
  let elapsed = 0;
  const clock = { ...services.clock, elapsed: () => elapsed };
  const writer = postWriter({ ...services, clock });
  const held = await services.lanes.take([channel.id]);
  const late = writer.write(post('late'), () => undefined);
  elapsed = 30_000;
  const next = writer.write(post('next'), () => undefined);
  held.release();
  await expect(late).rejects.toMatchObject(busy);
  expect(await next).toBeDefined();
});

test('so many posts wait for a channel and no more; all that waited are written, in order', async () => {
  const { channel, post } = await scene();
  const held = await services.lanes.take([channel.id]);
  const heard: string[] = [];
  const writes = Array.from({ length: 2_000 }, (_, n) =>
    postWriter(services).write(post(String(n)), () => void heard.push(String(n))),
  );
  await expect(postWriter(services).write(post('too many'), () => undefined)).rejects.toMatchObject(busy);
  expect(heard).toEqual([]);
  held.release();
  await Promise.all(writes);
  expect(heard).toEqual(writes.map((_, n) => String(n)));
}, 60_000);

test('a post that is written is answered, whatever fails in telling of it', async () => {
  const { ann, stranger, team, channel } = await server.make.conversation();
  const member = { team_id: team.id, user_id: stranger.id };
  await ann.call(addTeamMember, { params: { team_id: team.id }, body: member });
  const publish = vi.spyOn(services.hub, 'publish').mockImplementation(() => {
    throw new Error('spoilt');
  });
  onTestFinished(() => publish.mockRestore());
  const body = { channel_id: channel.id, message: `@${stranger.user.username}` };
  expect(await ann.call(createPost, { body })).toMatchObject({ message: body.message });
});

test('while a thousand people are added, others post in between', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  await server.configure({ TeamSettings: { MaxUsersPerTeam: 5_000 } });
  const heard = await server.listen(ann);
  const people = await insertedPeople(server.database.db, team, 1_000);
  const adding = ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_ids: people } });
  await heard.next('user_added');
  const post = await bob.posts(channel, 'in between');
  await adding;
  const posted = () => heard.heard.flatMap((frame) => (frame.event === 'posted' ? [frame.data.post] : []));
  await expect.poll(() => posted().length).toBe(1_001);
  const notices = posted().map(({ create_at }) => create_at);
  expect(notices).toEqual(notices.toSorted((one, other) => one - other));
  expect(posted().at(-1)?.id).not.toBe(post.id);
}, 60_000);
