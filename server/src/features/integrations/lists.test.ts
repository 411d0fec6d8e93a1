import { listBots, listCommands, listOAuthApps, listOutgoingWebhooks } from '@innermost/protocol/integrations.ts';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
const secret = 'secretsecretsecretsecret22';
const times = { create_at: 1, update_at: 2, delete_at: 0 };

test('bots: of everybody for administrators, without disabled ones unless asked', async () => {
  const [admin, ann, gone] = [await server.make.admin(), await server.make.person(), await server.make.person()];
  const make = async (owner: string, delete_at = 0) => {
    const { id, user } = await server.make.person();
    await db
      .insertInto('bots')
      .values({ user_id: id, owner_id: owner, description: 'd', ...times, delete_at })
      .execute();
    return { id, username: user.username };
  };
  const [own, orphan, disabled] = [await make(ann.id), await make(gone.id), await make(ann.id, 5)];
  await db.updateTable('users').set({ delete_at: 1 }).where('id', '=', gone.id).execute();
  const list = async (query = {}) => (await admin.call(listBots, { query })).map(({ user_id }) => user_id);
  expect((await list()).toSorted()).toEqual([own.id, orphan.id].toSorted());
  expect(await list({ include_deleted: 'true' })).toHaveLength(3);
  expect(await list({ include_deleted: 'true' })).toContain(disabled.id);
  expect(await list({ only_orphaned: 'true' })).toEqual([orphan.id]);
  expect([...(await list({ per_page: 1 })), ...(await list({ per_page: 1, page: 1 }))].toSorted()).toEqual(
    (await list()).toSorted(),
  );
  const [shown] = (await admin.call(listBots)).filter(({ user_id }) => user_id === own.id);
  expect(shown).toMatchObject({ username: own.username, owner_id: ann.id, description: 'd', last_icon_update: 0 });
  await expect(ann.call(listBots)).rejects.toMatchObject(forbidden);
});

test('commands: for members without address and token, for those who manage them their own or all', async () => {
  const { ann, bob, stranger, team } = await server.make.conversation();
  const make = async (creator_id: string, trigger: string, delete_at = 0) =>
    db
      .insertInto('commands')
      .values({
        id: newId(),
        token: secret,
        ...times,
        delete_at,
        creator_id,
        team_id: team.id,
        trigger,
        method: 'P',
        url: `http://x/${secret}`,
      })
      .execute();
  await make(ann.id, 'one');
  await make(bob.id, 'two');
  await make(bob.id, 'old', 7);
  const list = (who: typeof ann, custom_only = 'false') =>
    who.call(listCommands, { query: { team_id: team.id, custom_only } });
  const all = await list(bob);
  expect(all.map(({ trigger }) => trigger)).toEqual(['one', 'two']);
  expect(all[0]).toMatchObject({ token: '', url: '', creator_id: ann.id, auto_complete: false, method: 'P' });
  expect(JSON.stringify([all, await list(ann, 'true')])).not.toContain(secret);
  expect(await list(ann, 'true')).toHaveLength(2);
  await expect(list(bob, 'true')).rejects.toMatchObject(forbidden);
  await expect(list(stranger)).rejects.toMatchObject(forbidden);
  await expect(ann.call(listCommands)).rejects.toMatchObject({ status: 400 });
});

test('outgoing hooks: by team and channel, for those who manage them, without tokens', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const make = (channel_id: string, trigger_words: string) =>
    db
      .insertInto('outgoingwebhooks')
      .values({
        id: newId(),
        token: secret,
        ...times,
        creator_id: bob.id,
        team_id: team.id,
        channel_id,
        trigger_words,
        callback_urls: '["http://x"]',
        trigger_when: 1,
      })
      .execute();
  await make(channel.id, '["deploy"]');
  await make('', 'no list');
  const list = (who: typeof ann, query: object) => who.call(listOutgoingWebhooks, { query });
  const all = await list(ann, { team_id: team.id });
  expect(all).toHaveLength(2);
  expect(new Set(all.map(({ trigger_words }) => trigger_words.join()))).toEqual(new Set(['', 'deploy']));
  expect(all[0]).toMatchObject({ token: '', callback_urls: ['http://x'], trigger_when: 1, creator_id: bob.id });
  expect(await list(ann, { channel_id: channel.id })).toHaveLength(1);
  expect(await list(ann, { team_id: team.id, per_page: 1, page: 2 })).toEqual([]);
  await expect(list(bob, { team_id: team.id })).rejects.toMatchObject(forbidden);
  await expect(list(ann, {})).rejects.toMatchObject(forbidden);
  expect(await list(await server.make.admin(), {})).toHaveLength(2);
  await server.configure({ ServiceSettings: { EnableOutgoingWebhooks: false } });
  await expect(list(ann, { team_id: team.id })).rejects.toMatchObject({ status: 501 });
});

test('OAuth applications: without secrets, for who manages them', async () => {
  const [admin, ann] = [await server.make.admin(), await server.make.person()];
  await db
    .insertInto('oauthapps')
    .values({
      id: newId(),
      creator_id: ann.id,
      create_at: 1,
      update_at: 1,
      client_secret: secret,
      name: 'CI',
      callback_urls: '["https://ci"]',
      mattermost_app_id: '',
    })
    .execute();
  const [app] = await admin.call(listOAuthApps);
  expect(app).toMatchObject({ name: 'CI', client_secret: '', callback_urls: ['https://ci'], is_trusted: false });
  await expect(ann.call(listOAuthApps)).rejects.toMatchObject(forbidden);
});
