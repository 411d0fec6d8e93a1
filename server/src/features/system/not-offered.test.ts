import {
  getAnalytics,
  getMarketplacePlugins,
  getPlugins,
  getPluginStatuses,
  getScheduledPosts,
  getSchemes,
  testOAuth,
} from '@innermost/protocol/system.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };

test('what official clients ask on their way in has the shape they expect, and holds nothing', async () => {
  const admin = await server.make.admin();
  const { bob, stranger, team } = await server.make.conversation();
  expect(await admin.call(getPlugins)).toEqual({ active: [], inactive: [] });
  for (const route of [getPluginStatuses, getMarketplacePlugins, getSchemes]) {
    expect(await admin.call(route)).toEqual([]);
    await expect(bob.call(route)).rejects.toMatchObject(forbidden);
  }
  await expect(bob.call(getPlugins)).rejects.toMatchObject(forbidden);
  expect(await bob.call(testOAuth)).toEqual({ status: 'OK' });
  const params = { team_id: team.id };
  expect(await bob.call(getScheduledPosts, { params })).toEqual({ [team.id]: [] });
  expect(await bob.call(getScheduledPosts, { params, query: { includeDirectChannels: 'true' } })).toEqual({
    [team.id]: [],
    directChannels: [],
  });
  await expect(stranger.call(getScheduledPosts, { params })).rejects.toMatchObject(forbidden);
});

test('figures of the server and of a team', async () => {
  const admin = await server.make.admin();
  const { ann, bob, team, channel } = await server.make.conversation();
  for (const who of [ann, ann, bob]) await who.posts(channel, 'counted');
  const ask = async (name: string, team_id = team.id) =>
    Object.fromEntries(
      (await admin.call(getAnalytics, { query: { name, team_id } })).map((row) => [row.name, row.value] as const),
    );
  const standard = await ask('standard');
  expect(standard).toMatchObject({ unique_user_count: 2, total_master_db_connections: 0 });
  expect(standard['channel_open_count']).toBeGreaterThanOrEqual(2);
  expect(standard['post_count']).toBeGreaterThanOrEqual(3);
  expect((await ask('', ''))['unique_user_count']).toBeGreaterThan(2);
  const today = new Date().toISOString().slice(0, 10);
  const [posts, people] = [await ask('post_counts_day'), await ask('user_counts_with_posts_day')];
  expect(posts[today] ?? 0).toBeGreaterThanOrEqual(3);
  expect(people[today]).toBe(2);
  expect(await ask('bot_post_counts_day')).toEqual({});
  expect(await ask('extra_counts')).toMatchObject({ incoming_webhook_count: 0, command_count: 0 });
  await expect(ask('nonsense')).rejects.toMatchObject({ status: 400 });
  await expect(ann.call(getAnalytics)).rejects.toMatchObject(forbidden);
});
