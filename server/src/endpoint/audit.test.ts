import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addChannelMember } from '@innermost/protocol/channels.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { savePreferences } from '@innermost/protocol/preferences.ts';
import { getUserAudits, searchUsers, setUserRoles } from '@innermost/protocol/users.ts';
import { createIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { askSocket } from '../testing/ask-socket.ts';
import type { Person } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

const server = await startServer();
const admin = await server.make.admin();

/** What the log has of a person beside sign-ins: the newest first. */
async function noted(person: Person): Promise<[action: string, extra: string][]> {
  const all = await admin.call(getUserAudits, { params: { user_id: person.id } });
  return all
    .filter(({ action }) => !action.endsWith('/login'))
    .map(({ action, extra_info }): [string, string] => [action, extra_info]);
}

const setRoles = (by: Person, user_id: string, roles: string) =>
  by.call(setUserRoles, { params: { user_id }, body: { roles } });

test('what an administrator changes is noted, with where it came from', async () => {
  const ann = await server.make.person();
  await setRoles(admin, ann.id, 'system_user system_manager');
  const [entry] = await admin.call(getUserAudits, { params: { user_id: 'me' } });
  expect(entry).toMatchObject({
    action: `/api/v4/users/${ann.id}/roles`,
    extra_info: 'PUT replaceRoles',
    ip_address: '127.0.0.1',
    user_id: admin.id,
  });
  expect(entry?.session_id).toHaveLength(26);
});

test('an entry says what was changed, however the client spells the address', async () => {
  const ann = await server.make.person();
  const response = await fetch(`${server.url}${'/'.repeat(600)}/api/v4/users/${ann.id}/%72oles?x=1`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${admin.token}` },
    body: JSON.stringify({ roles: 'system_user' }),
  });
  expect(response.status).toBe(200);
  expect((await noted(admin))[0]).toEqual([`/api/v4/users/${ann.id}/roles`, 'PUT replaceRoles']);
});

test('the address of a webhook, by which anybody may post, is not written down where it is used', async () => {
  const { channel } = await server.make.conversation();
  const before = await noted(admin);
  const { id } = await admin.call(createIncomingWebhook, { body: { channel_id: channel.id } });
  const response = await fetch(`${server.url}/hooks/${id}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${admin.token}` },
    body: JSON.stringify({ text: 'done' }),
  });
  expect(response.status).toBe(200);
  expect(await noted(admin)).toEqual([['/api/v4/hooks/incoming', 'POST createHook'], ...before]);
});

test('neither what is refused nor what only reads is noted, nor what others do', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const before = await noted(admin);
  await expect(setRoles(admin, ann.id, 'no_such_role')).rejects.toMatchObject({ status: 400 });
  await admin.call(searchUsers, { body: { term: 'u' } });
  await bob.posts(channel, 'hello');
  await expect(setRoles(bob, ann.id, 'system_user')).rejects.toMatchObject({ status: 403 });
  expect(await noted(admin)).toEqual(before);
  expect(await noted(bob)).toEqual([]);
});

test('a work without a transaction of the request is noted after it, and not held up when that fails', async () => {
  const { ann, channel, team } = await server.make.conversation();
  const other = await server.make.channel(ann, team);
  const add = (channel_id: string) =>
    admin.call(addChannelMember, { params: { channel_id }, body: { user_id: ann.id } });
  await add(channel.id);
  expect((await noted(admin))[0]).toEqual([`/api/v4/channels/${channel.id}/members`, 'POST addMembers']);

  const warn = vi.spyOn(server.app.services.log, 'warn');
  onTestFinished(() => warn.mockRestore());
  await server.database.db.schema.alterTable('audits').renameTo('audits_elsewhere').execute();
  onTestFinished(() => server.database.db.schema.alterTable('audits_elsewhere').renameTo('audits').execute());
  await add(other.id);
  expect(warn).toHaveBeenCalledWith(expect.anything(), 'what an administrator did could not be noted');
});

test('in a transaction there is no change without its entry', async () => {
  const ann = await server.make.person();
  await server.database.db.schema.alterTable('audits').renameTo('audits_elsewhere').execute();
  const change = setRoles(admin, ann.id, 'system_user system_manager');
  await expect(change).rejects.toMatchObject({ status: 500 });
  await server.database.db.schema.alterTable('audits_elsewhere').renameTo('audits').execute();
  const { roles } = await server.database.db
    .selectFrom('users')
    .select('roles')
    .where('id', '=', ann.id)
    .executeTakeFirstOrThrow();
  expect(roles).toBe('system_user');
});

test('what everybody does all day is not noted, and what is one’s own only where another does it', async () => {
  const { ann, channel } = await server.make.conversation();
  const before = await noted(admin);
  await admin.call(createPost, { body: { channel_id: channel.id, message: 'hello' } });
  const save = (user_id: string) =>
    admin.call(savePreferences, {
      params: { user_id },
      body: [{ user_id, category: 'display_settings', name: 'use_military_time', value: 'true' }],
    });
  await save(admin.id);
  expect(await noted(admin)).toEqual(before);
  await save(ann.id);
  expect(await noted(admin)).toEqual([[`/api/v4/users/${ann.id}/preferences`, 'PUT storePreferences'], ...before]);
});

test('the operator of the machine is noted as nobody', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'innermost-audit-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const socket = join(folder, 'local.sock');
  await server.app.listenOn(socket, 'local');
  const ann = await server.make.person();
  expect(await askSocket(socket, 'PUT', `/users/${ann.id}/roles`, { roles: 'system_user' })).toMatchObject({
    status: 200,
  });
  const entries = await server.database.db.selectFrom('audits').selectAll().where('user_id', '=', '').execute();
  expect(entries).toMatchObject([{ action: `/api/v4/users/${ann.id}/roles`, ip_address: '', session_id: '' }]);
});
