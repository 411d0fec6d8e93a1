import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { createDirectChannel } from '@innermost/protocol/channels.ts';
import { getUserByUsername, type User } from '@innermost/protocol/users.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer, type TestServer } from '../../testing/start-server.ts';

const minute = 60_000;
let elapsed = 0;
const start = () =>
  startServer({
    until: onTestFinished,
    clock: { elapsed: () => elapsed },
    config: { InnermostSettings: { TrustedProxies: ['127.0.0.1'] } },
  });

let address = 0;
async function attack(server: TestServer, { username }: User, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1)
    await fetch(`${server.url}/api/v4/users/login`, {
      method: 'POST',
      headers: { 'X-Forwarded-For': `100.64.1.${(address += 1)}` },
      body: JSON.stringify({ login_id: username, password: 'wrong' }),
    });
}

async function noticesOf(person: Person): Promise<string[]> {
  const bot = await person.call(getUserByUsername, { params: { username: 'system-bot' } });
  const channel = await person.call(createDirectChannel, { body: [person.id, bot.id] });
  const { order, posts } = await person.call(getChannelPosts, { params: { channel_id: channel.id } });
  return order.map((id) => posts[id]).map((post) => (post?.user_id === bot.id ? post.message : '?'));
}

test('an attack is told to the owner and the administrators at once, once an hour, and shuts nobody out', async () => {
  const server = await start();
  const [admin, owner, other] = [await server.make.admin(), await server.make.person(), await server.make.person()];
  const [atOwner, atAdmin] = [await server.listen(owner), await server.listen(admin)];
  await attack(server, owner.user, 9);
  await attack(server, other.user, 1);
  await attack(server, owner.user, 1);
  const last = `100.64.1.${address}`;
  for (const heard of [atOwner, atAdmin]) expect((await heard.next('posted')).data.channel_type).toBe('D');
  expect(await noticesOf(owner)).toEqual([
    expect.stringMatching(new RegExp(`^There were 10 sign-ins to your.*\`${last}\``)),
  ]);
  expect(await noticesOf(admin)).toEqual([expect.stringContaining(`the account \`${owner.user.username}\` with`)]);
  expect(await noticesOf(other)).toEqual([]);

  await attack(server, owner.user, 2);
  elapsed += 31 * minute;
  await attack(server, owner.user, 10);
  expect(await noticesOf(owner)).toHaveLength(1);
  elapsed += 30 * minute;
  await attack(server, owner.user, 10);
  await expect.poll(() => noticesOf(owner)).toHaveLength(2);
  await expect.poll(() => noticesOf(admin)).toHaveLength(2);
});

test('nothing is sent in the name of a person who is called like the bot', async () => {
  const server = await start();
  const owner = await server.make.person();
  await server.database.db.updateTable('users').set({ username: 'system-bot' }).where('id', '=', owner.id).execute();
  const warn = vi.spyOn(server.app.services.log, 'warn');
  await attack(server, { ...owner.user, username: 'system-bot' }, 10);
  await vi.waitFor(() =>
    expect(warn.mock.calls.map(([fields, text]) => text ?? fields)).toContainEqual(
      expect.stringContaining('no active bot system-bot'),
    ),
  );
  const rows = await server.database.db.selectFrom('posts').select('id').execute();
  expect(rows).toEqual([]);
});
