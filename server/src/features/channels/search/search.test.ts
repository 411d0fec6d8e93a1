import {
  addChannelMember,
  archiveChannel,
  autocompleteChannels,
  autocompleteChannelsForSearch,
  getPublicChannelsByIds,
  listAllChannels,
  listPublicChannels,
  searchAllChannels,
  searchTeamChannels,
  type Channel,
  type ChannelsWithCount,
} from '@innermost/protocol/channels.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();
const names = (found: unknown) => (found as Channel[]).map(({ name }) => name);

async function places() {
  const world = await server.make.conversation();
  const { ann, bob, team } = world;
  const make = (name: string, more: object = {}) =>
    server.make.channel(ann, team, { name, display_name: name.toUpperCase(), ...more });
  const [deploy, secret, hidden, old] = [
    await make('deploy-a'),
    await make('deploy-secret', { type: 'P' }),
    await make('deploy-hidden', { type: 'P' }),
    await make('deploy-old'),
  ];
  await ann.call(addChannelMember, { params: { channel_id: secret.id }, body: { user_id: bob.id } });
  await ann.call(archiveChannel, { params: { channel_id: old.id } });
  return { ...world, deploy, secret, hidden, old };
}

test('autocomplete offers public channels, archived ones too, and one’s own private ones, those that begin with the term first', async () => {
  const { bob, stranger, team, ann } = await places();
  await server.make.channel(ann, team, { name: 'all-deploys', display_name: 'A-Deploys' });
  const ask = (name: string) => bob.call(autocompleteChannels, { params: { team_id: team.id }, query: { name } });
  expect(names(await ask('~DEPLOY'))).toEqual(['deploy-a', 'deploy-old', 'deploy-secret', 'all-deploys']);
  expect(names(await ask('100%'))).toEqual([]);
  expect(names(await ask('_'))).toEqual([]);
  expect(names(await ask(''))).toContain('town-square');
  await expect(
    stranger.call(autocompleteChannels, { params: { team_id: team.id }, query: { name: '' } }),
  ).rejects.toMatchObject({ status: 403 });
});

test('for a search one’s own channels are offered, archived ones and people included', async () => {
  const { ann, bob, team } = await places();
  const direct = await server.make.direct(ann, bob);
  const ask = (name: string) =>
    ann.call(autocompleteChannelsForSearch, { params: { team_id: team.id }, query: { name } });
  expect(names(await ask('deploy')).toSorted()).toEqual(['deploy-a', 'deploy-hidden', 'deploy-old', 'deploy-secret']);
  expect(names(await ask(bob.user.username))).toEqual([direct.name]);
  // Under the other's name, as the lists of clients show it.
  expect((await ask(bob.user.username))[0]?.display_name).toBe(bob.user.username);
  expect(names(await ask(ann.user.username))).toEqual([]);
});

test('a search in the team answers 200, and finds archived channels when asked', async () => {
  const { bob, stranger, team } = await places();
  const params = { team_id: team.id };
  expect(names(await bob.call(searchTeamChannels, { params, body: { term: 'deploy' } }))).toEqual([
    'deploy-a',
    'deploy-secret',
  ]);
  const reply = await fetch(`${server.url}/api/v4/teams/${team.id}/channels/search`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${bob.token}` },
    body: JSON.stringify({ term: 'deploy', include_deleted: true }),
  });
  expect(reply.status).toBe(200);
  expect(names(await reply.json())).toContain('deploy-old');
  await expect(stranger.call(searchTeamChannels, { params, body: { term: '' } })).rejects.toMatchObject({
    status: 403,
  });
});

test('public channels come in pages and by id', async () => {
  const { bob, team, deploy, secret } = await places();
  const params = { team_id: team.id };
  const page = (number: string) => bob.call(listPublicChannels, { params, query: { page: number, per_page: '2' } });
  expect([...names(await page('0')), ...names(await page('1'))]).toEqual(
    names(await bob.call(listPublicChannels, { params })).slice(0, 4),
  );
  expect(names(await bob.call(getPublicChannelsByIds, { params, body: [deploy.id, secret.id] }))).toEqual(['deploy-a']);
  await expect(bob.call(getPublicChannelsByIds, { params, body: [secret.id] })).rejects.toMatchObject({ status: 404 });
});

test('administrators list and search all teams; others search what they may see', async () => {
  const { ann, bob, stranger, team, deploy } = await places();
  const admin = await server.make.admin();
  await expect(ann.call(listAllChannels)).rejects.toMatchObject({ status: 403 });
  const all = (await admin.call(listAllChannels, { query: { per_page: '200' } })) as Channel[];
  expect(all.find(({ id }) => id === deploy.id)).toMatchObject({
    team_name: team.name,
    team_display_name: team.display_name,
    team_update_at: team.update_at,
  });
  expect(all.every(({ type, delete_at }) => (type === 'O' || type === 'P') && delete_at === 0)).toBe(true);
  const counted = (await admin.call(listAllChannels, {
    query: { per_page: '1', include_total_count: 'true' },
  })) as ChannelsWithCount;
  expect(counted.channels).toHaveLength(1);
  expect(counted.total_count).toBe(all.length);
  const plain = (await admin.call(listAllChannels, {
    query: { per_page: '200', exclude_default_channels: 'true' },
  })) as Channel[];
  expect(names(plain)).not.toContain('town-square');

  const body = { term: 'deploy', team_ids: [team.id] };
  await expect(bob.call(searchAllChannels, { body })).rejects.toMatchObject({ status: 403 });
  const own = { body, query: { system_console: 'false' } };
  expect(names(await bob.call(searchAllChannels, own))).toEqual(['deploy-a', 'deploy-secret']);
  expect(names(await stranger.call(searchAllChannels, own))).toEqual([]);
  expect(names(await admin.call(searchAllChannels, { body: { ...body, private: true } }))).toEqual([
    'deploy-hidden',
    'deploy-secret',
  ]);
  expect(names(await admin.call(searchAllChannels, { body: { ...body, deleted: true } }))).toEqual(['deploy-old']);
  const byId = { term: deploy.id, include_search_by_id: true, page: 0, per_page: 5 };
  expect(await admin.call(searchAllChannels, { body: byId })).toMatchObject({
    channels: [{ id: deploy.id }],
    total_count: 1,
  });
});
