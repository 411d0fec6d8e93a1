import { addChannelMember, patchChannel } from '@innermost/protocol/channels.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startServer } from '../testing/start-server.ts';

const server = await startServer();
const { bus } = server.app.services;

test('messages that locked a channel carry its version, which only grows', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const cat = await server.make.person();
  await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: cat.id } });
  const root = await ann.posts(channel, 'root');
  const send = vi.spyOn(bus, 'send');
  onTestFinished(() => send.mockRestore());
  const params = { channel_id: channel.id };
  for (let n = 0; n < 20; n += 1)
    await Promise.all([
      ann.posts(channel, `one ${n}`),
      bob.posts(channel, `other ${n}`),
      bob.posts(channel, `reply ${n}`, { root_id: root.id }),
      ann.call(patchChannel, { params, body: { header: `header ${n}` } }),
    ]);
  await ann.call(addChannelMember, { params, body: { user_id: cat.id } });
  const said = send.mock.calls.map(([message]) => message);
  const versions = said.flatMap((message) => message.versions[channel.id] ?? []);
  // At least the notices of the headers and of the new member, each in a transaction of its own.
  expect(versions.length).toBeGreaterThan(20);
  for (const [index, version] of versions.entries()) expect(version).toBeGreaterThan(versions[index - 1] ?? 0);
  const row = server.database.db.selectFrom('channels').select('last_post_at').where('id', '=', channel.id);
  expect(versions.at(-1)).toBe((await row.executeTakeFirstOrThrow()).last_post_at);
  // Every event about a new post comes with the version.
  for (const { emissions, versions: of } of said)
    if (emissions.some(({ event }) => event === 'posted')) expect(of[channel.id]).toBeDefined();
});
