import { createChannel, patchChannel } from '@innermost/protocol/channels.ts';
import { createTeam, patchTeam, updateTeam } from '@innermost/protocol/teams.ts';
import { createUser, login, patchUser } from '@innermost/protocol/users.ts';
import { createIncomingWebhook, updateIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { expect, test } from 'vitest';
import { testPassword } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const controls = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];
const refused = (answer: Promise<unknown>) => expect(answer).rejects.toMatchObject({ status: 400 });

test.each(controls.map((control) => [control.codePointAt(0)?.toString(16), control]))(
  'U+%s is refused in every name that is new or changed',
  async (_code, control) => {
    const { ann, team, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const bad = `in${control}voice`;
    const user = { user_id: ann.id };
    await refused(ann.call(patchUser, { params: user, body: { nickname: bad } }));
    await refused(ann.call(patchUser, { params: user, body: { first_name: bad } }));
    await refused(ann.call(patchUser, { params: user, body: { last_name: bad } }));
    await refused(ann.call(patchUser, { params: user, body: { position: bad } }));
    const account = { username: 'bad-name', email: 'bad-name@example.com', password: testPassword, first_name: bad };
    await refused(admin.call(createUser, { body: account }));
    await refused(ann.call(createTeam, { body: { name: 'bad-team', display_name: bad, type: 'O' } }));
    await refused(ann.call(patchTeam, { params: { team_id: team.id }, body: { display_name: bad } }));
    const wanted = { team_id: team.id, name: 'bad-channel', display_name: bad, type: 'O' as const };
    await refused(ann.call(createChannel, { body: wanted }));
    await refused(ann.call(patchChannel, { params: { channel_id: channel.id }, body: { display_name: bad } }));
    await refused(admin.call(createIncomingWebhook, { body: { channel_id: channel.id, display_name: bad } }));
    await refused(server.configure({ TeamSettings: { SiteName: bad } }).catch(() => Promise.reject({ status: 400 })));
  },
);

test('what an adopted database holds may be sent back unchanged', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  const odd = 'in\u202Evoice';
  const hook = await admin.call(createIncomingWebhook, { body: { channel_id: channel.id, display_name: 'hook' } });
  await db.updateTable('users').set({ nickname: odd }).where('id', '=', ann.id).execute();
  await db.updateTable('teams').set({ display_name: odd }).where('id', '=', team.id).execute();
  await db.updateTable('channels').set({ display_name: odd }).where('id', '=', channel.id).execute();
  await db.updateTable('incomingwebhooks').set({ display_name: odd }).where('id', '=', hook.id).execute();
  const body = { nickname: odd, position: 'Clerk' };
  expect(await ann.call(patchUser, { params: { user_id: ann.id }, body })).toMatchObject(body);
  const whole = { ...team, display_name: odd, description: 'New' };
  expect(await ann.call(updateTeam, { params: { team_id: team.id }, body: whole })).toMatchObject({
    description: 'New',
  });
  const patch = { display_name: odd, header: 'New' };
  expect(await ann.call(patchChannel, { params: { channel_id: channel.id }, body: patch })).toMatchObject(patch);
  const renamed = { ...hook, display_name: odd, description: 'New' };
  expect(await admin.call(updateIncomingWebhook, { params: { hook_id: hook.id }, body: renamed })).toMatchObject({
    description: 'New',
  });
});

test('nobody can be called here any more, and who is called so still signs in and may change other things', async () => {
  const admin = await server.make.admin();
  const ann = await server.make.person();
  const account = { username: 'here', email: 'here@example.com', password: testPassword };
  await refused(admin.call(createUser, { body: account }));
  await refused(ann.call(patchUser, { params: { user_id: ann.id }, body: { username: 'here' } }));
  await db.updateTable('users').set({ username: 'here' }).where('id', '=', ann.id).execute();
  expect(await ann.client.call(login, { body: { login_id: 'here', password: testPassword } })).toMatchObject({
    username: 'here',
  });
  const body = { username: 'here', nickname: 'Still' };
  expect(await ann.call(patchUser, { params: { user_id: ann.id }, body })).toMatchObject(body);
});
