import { createIncomingWebhook, deleteIncomingWebhook, getIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import {
  listIncomingWebhooks,
  updateIncomingWebhook,
  type ChangedIncomingWebhook,
  type IncomingWebhook,
  type NewIncomingWebhook,
} from '@innermost/protocol/webhooks.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

beforeEach(() =>
  server.configure({
    ServiceSettings: { EnableIncomingWebhooks: true, EnablePostUsernameOverride: true, EnablePostIconOverride: true },
  }),
);

const make = (owner: Person, channel: { id: string }, fields: Partial<NewIncomingWebhook> = {}) =>
  owner.call(createIncomingWebhook, { body: { channel_id: channel.id, ...fields } });
const get = (who: Person, { id }: { id: string }) => who.call(getIncomingWebhook, { params: { hook_id: id } });
const remove = (who: Person, { id }: { id: string }) => who.call(deleteIncomingWebhook, { params: { hook_id: id } });
const update = (who: Person, hook: IncomingWebhook, fields: Partial<ChangedIncomingWebhook> = {}) =>
  who.call(updateIncomingWebhook, { params: { hook_id: hook.id }, body: { ...hook, ...fields } });
const list = (who: Person, query: { team_id?: string; page?: number; per_page?: number } = {}) =>
  who.call(listIncomingWebhooks, { query }) as Promise<IncomingWebhook[]>;
const send = (hook: { id: string }) =>
  fetch(`${server.url}/hooks/${hook.id}`, { method: 'POST', body: '{"text":"x"}' }).then(({ status }) => status);
const refused = { status: 403, id: 'api.context.permissions.app_error' };

/** Gives members of every team some of the rights that only administrators have at first. */
async function grantMembers(...permissions: string[]): Promise<() => Promise<void>> {
  const { db } = server.database;
  const role = () => db.selectFrom('roles').select('permissions').where('name', '=', 'team_user').executeTakeFirst();
  const before = (await role())?.permissions ?? '';
  const set = async (value: string) => {
    await db.updateTable('roles').set({ permissions: value }).where('name', '=', 'team_user').execute();
    await server.app.services.directory.reloadRoles();
  };
  await set(`${before} ${permissions.join(' ')}`);
  return () => set(before);
}

test('a hook is created, found, listed, changed and deleted', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const fields = {
    display_name: 'Builds',
    description: 'From the CI',
    username: 'ci.bot',
    icon_url: 'https://ci.example/i.png',
  };
  const response = await fetch(`${server.url}/api/v4/hooks/incoming`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ann.token}` },
    body: JSON.stringify({ channel_id: channel.id, ...fields, id: 'ignored', create_at: 1 }),
  });
  expect(response.status).toBe(201);
  const hook = (await response.json()) as IncomingWebhook;
  expect(hook).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{26}$/),
    create_at: expect.any(Number),
    update_at: hook.create_at,
    delete_at: 0,
    user_id: ann.id,
    channel_id: channel.id,
    team_id: team.id,
    ...fields,
    channel_locked: false,
  });
  expect(await get(ann, hook)).toEqual(hook);
  expect(await list(ann, { team_id: team.id })).toEqual([hook]);
  expect(await send(hook)).toBe(200);

  const other = await server.make.channel(ann, team);
  const changed = await update(ann, hook, { display_name: 'Deploys', channel_id: other.id, channel_locked: true });
  expect(changed).toEqual({
    ...hook,
    display_name: 'Deploys',
    channel_id: other.id,
    channel_locked: true,
    update_at: expect.any(Number),
  });
  expect(changed.update_at).toBeGreaterThanOrEqual(hook.update_at);
  expect(await get(ann, hook)).toEqual(changed);

  expect(await send(hook)).toBe(200);
  expect(await remove(ann, hook)).toEqual({ status: 'OK' });
  expect(await list(ann, { team_id: team.id })).toEqual([]);
  const gone = { status: 404, id: 'app.webhooks.get_incoming.app_error' };
  await expect(get(ann, hook)).rejects.toMatchObject(gone);
  await expect(update(ann, hook)).rejects.toMatchObject(gone);
  await expect(remove(ann, hook)).rejects.toMatchObject(gone);
  expect(await send(hook)).toBe(400);
});

test('a change holds for the very next message', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const other = await server.make.channel(ann, team);
  const hook = await make(ann, channel, { username: 'before' });
  expect(await send(hook)).toBe(200);
  const heard = await server.listen(ann);
  await update(ann, hook, { username: 'after', channel_id: other.id });
  expect(await send(hook)).toBe(200);
  const { data, broadcast } = await heard.next('posted');
  expect(data.sender_name).toBe('after');
  expect(broadcast.channel_id).toBe(other.id);
  expect(bob.id).not.toBe(ann.id);
});

test('a hook is for administrators of the team, or whoever was given the right', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const hook = await make(ann, channel);
  for (const who of [bob, stranger]) {
    await expect(make(who, channel)).rejects.toMatchObject(refused);
    await expect(get(who, hook)).rejects.toMatchObject(refused);
    await expect(list(who, { team_id: team.id })).rejects.toMatchObject(refused);
    await expect(update(who, hook)).rejects.toMatchObject(refused);
    await expect(remove(who, hook)).rejects.toMatchObject(refused);
  }
  const takeBack = await grantMembers('manage_own_incoming_webhooks');
  try {
    await expect(make(stranger, channel)).rejects.toMatchObject(refused);
    const own = await make(bob, channel);
    expect(own.user_id).toBe(bob.id);
    expect(await list(bob, { team_id: team.id })).toEqual([own]);
    expect(await list(ann, { team_id: team.id })).toHaveLength(2);
    for (const task of [get, update, remove]) await expect(task(bob, hook)).rejects.toMatchObject(refused);
    await expect(make(bob, channel, { user_id: ann.id })).rejects.toMatchObject(refused);
    await expect(list(bob)).rejects.toMatchObject(refused);
    expect(await get(ann, own)).toEqual(own);
    expect(await remove(ann, own)).toEqual({ status: 'OK' });
  } finally {
    await takeBack();
  }
});

test('without the right to unlock, a hook is locked to its channel', async () => {
  const { bob, channel } = await server.make.conversation();
  const takeBack = await grantMembers('manage_own_incoming_webhooks');
  try {
    const hook = await make(bob, channel, { channel_locked: false });
    expect(hook.channel_locked).toBe(true);
    expect((await update(bob, hook, { channel_locked: false })).channel_locked).toBe(true);
  } finally {
    await takeBack();
  }
});

test('a private channel needs to be readable, for the hook and for its change', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  const closed = await server.make.channel(admin, team, { type: 'P' });
  await expect(make(ann, closed)).rejects.toMatchObject(refused);
  const hook = await make(ann, channel);
  await expect(update(ann, hook, { channel_id: closed.id })).rejects.toMatchObject(refused);
  const adminsHook = await make(admin, closed);
  for (const task of [get, update, remove]) await expect(task(ann, adminsHook)).rejects.toMatchObject(refused);
  expect(await get(admin, adminsHook)).toEqual(adminsHook);
  const own = await server.make.channel(ann, team, { type: 'P' });
  expect((await update(ann, hook, { channel_id: own.id })).channel_id).toBe(own.id);
  expect(bob.id).not.toBe(ann.id);
});

test('a hook may be somebody else’s, who has to exist', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  expect((await make(ann, channel, { user_id: bob.id })).user_id).toBe(bob.id);
  for (const user_id of ['x'.repeat(26), 'short'])
    await expect(make(ann, channel, { user_id })).rejects.toMatchObject({
      status: 404,
      id: 'app.user.missing_account.const',
    });
});

test('a hook stays in its team and keeps its id', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const elsewhere = await server.make.team(ann);
  const foreign = await server.make.channel(ann, elsewhere);
  const hook = await make(ann, channel);
  const mismatch = { status: 400, id: 'api.webhook.team_mismatch.app_error' };
  await expect(update(ann, hook, { channel_id: foreign.id })).rejects.toMatchObject(mismatch);
  await expect(update(ann, hook, { team_id: elsewhere.id })).rejects.toMatchObject(mismatch);
  await expect(update(ann, hook, { id: 'x'.repeat(26) })).rejects.toMatchObject({
    status: 400,
    id: 'api.context.invalid_body_param.app_error',
  });
  expect((await update(ann, hook, { team_id: team.id, channel_id: '' })).channel_id).toBe(channel.id);
});

test('lists are paged, with the total where asked, and of all teams for who may', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const hooks = [await make(ann, channel), await make(ann, channel), await make(ann, channel)];
  const ids = (page: IncomingWebhook[]) => page.map(({ id }) => id);
  expect(ids(await list(ann, { team_id: team.id, per_page: 2 }))).toEqual(ids(hooks.slice(0, 2)));
  expect(ids(await list(ann, { team_id: team.id, per_page: 2, page: 1 }))).toEqual(ids(hooks.slice(2)));
  expect(await list(ann, { team_id: team.id, per_page: 2, page: 2 })).toEqual([]);
  const query = { team_id: team.id, per_page: 1, include_total_count: true };
  expect(await ann.call(listIncomingWebhooks, { query })).toEqual({
    incoming_webhooks: hooks.slice(0, 1),
    total_count: 3,
  });
  const admin = await server.make.admin();
  expect((await list(admin, { per_page: 200 })).length).toBeGreaterThanOrEqual(3);
  expect(await list(admin, { team_id: 'x'.repeat(26) })).toEqual([]);
  await expect(list(ann)).rejects.toMatchObject(refused);
});

describe('refuses', () => {
  const shared = server.make.conversation();
  const long = (length: number) => '😀'.repeat(length);
  test.each([
    ['display_name', long(64), long(65), 'model.incoming_hook.display_name.app_error'],
    ['description', long(500), long(501), 'model.incoming_hook.description.app_error'],
    ['icon_url', 'x'.repeat(1024), 'x'.repeat(1025), 'model.incoming_hook.icon_url.app_error'],
    ['username', 'B'.repeat(64), 'b'.repeat(65), 'model.incoming_hook.username.app_error'],
    ['username', 'ci_bot-2.x', 'ci bot', 'api.incoming_webhook.invalid_username.app_error'],
    ['username', '', '<b>', 'api.incoming_webhook.invalid_username.app_error'],
    ['display_name', '<img src=x>', 'a\0b', 'model.incoming_hook.display_name.app_error'],
    ['display_name', '<img src=x>', 'a\u202Eb', 'model.incoming_hook.display_name.app_error'],
  ])('a %s that does not fit (%#)', async (field, good, bad, id) => {
    const { ann, channel } = await shared;
    const hook = await make(ann, channel, { [field]: good });
    expect(hook).toHaveProperty(field, good);
    await expect(make(ann, channel, { [field]: bad })).rejects.toMatchObject({ status: 400, id });
    await expect(update(ann, hook, { [field]: bad })).rejects.toMatchObject({ status: 400, id });
  });

  test('bodies and channels that are none', async () => {
    const { ann, bob } = await shared;
    const unknown = { status: 404, id: 'app.channel.get.existing.app_error' };
    for (const id of ['', 'short', 'x'.repeat(26)]) await expect(make(ann, { id })).rejects.toMatchObject(unknown);
    const post = (body: string) =>
      fetch(`${server.url}/api/v4/hooks/incoming`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${ann.token}` },
        body,
      }).then(({ status }) => status);
    for (const body of ['', '{', '[]', '{"channel_id":5}']) expect(await post(body)).toBe(400);
    for (const body of ['null', '{"channel_id":null}']) expect(await post(body)).toBe(404);
    const admin = await server.make.admin();
    const direct = await server.make.direct(ann, bob);
    await expect(make(ann, direct)).rejects.toMatchObject(refused);
    await expect(make(admin, await server.make.direct(admin, bob))).rejects.toMatchObject({
      status: 400,
      id: 'model.incoming_hook.team_id.app_error',
    });
  });
});

test('name and picture are left blank while they may not be overridden', async () => {
  const { ann, channel } = await server.make.conversation();
  const fields = { username: 'ci', icon_url: 'https://ci.example/i.png' };
  const hook = await make(ann, channel, fields);
  await server.configure({ ServiceSettings: { EnablePostUsernameOverride: false, EnablePostIconOverride: false } });
  expect(await make(ann, channel, fields)).toMatchObject({ username: '', icon_url: '' });
  expect(await update(ann, hook, fields)).toMatchObject({ username: '', icon_url: '' });
});

test('while the feature is off nothing is managed', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const hook = await make(ann, channel);
  await server.configure({ ServiceSettings: { EnableIncomingWebhooks: false } });
  const off = { status: 501, id: 'api.incoming_webhook.disabled.app_error' };
  await expect(make(ann, channel)).rejects.toMatchObject(off);
  await expect(list(ann, { team_id: team.id })).rejects.toMatchObject(off);
  for (const task of [get, update, remove]) await expect(task(ann, hook)).rejects.toMatchObject(off);
});

test('somebody new in the team may not manage hooks until made an administrator', async () => {
  const { ann, stranger, team, channel } = await server.make.conversation();
  await ann.call(addTeamMember, {
    params: { team_id: team.id },
    body: { team_id: team.id, user_id: stranger.id },
  });
  await expect(make(stranger, channel)).rejects.toMatchObject(refused);
});
