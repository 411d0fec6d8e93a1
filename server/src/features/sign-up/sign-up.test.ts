import { createClient } from '@innermost/client/http.ts';
import { getPreferences } from '@innermost/protocol/preferences.ts';
import { getTeamsOfUser, getTeam } from '@innermost/protocol/teams.ts';
import { createUser, getUser, getUserByUsername, login, type NewUser } from '@innermost/protocol/users.ts';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { signIn, testPassword } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const admin = await server.make.admin();
const member = await server.make.person();
const nobody = createClient({ url: server.url });

let count = 0;
function somebody(fields: Partial<NewUser> = {}): NewUser {
  const username = `newcomer-${(count += 1)}`;
  return { username, email: `${username}@example.com`, password: testPassword, ...fields };
}
const signUp = (fields: Partial<NewUser> = {}, who = nobody) => who.call(createUser, { body: somebody(fields) });

beforeEach(() =>
  server.configure({
    TeamSettings: { EnableUserCreation: true, EnableOpenServer: true, RestrictCreationToDomains: '' },
    PasswordSettings: { MinimumLength: 8, Number: false, Uppercase: false },
  }),
);

test('a newcomer of an open server is a member, with the settings that every account begins with', async () => {
  const user = await signUp({ username: 'New.Comer_1', email: 'New@Example.com', first_name: 'Nora' });
  expect(user).toMatchObject({
    username: 'new.comer_1',
    email: 'new@example.com',
    first_name: 'Nora',
    roles: 'system_user',
    locale: 'en',
    delete_at: 0,
    auth_service: '',
    timezone: { useAutomaticTimezone: 'true', automaticTimezone: '', manualTimezone: '' },
    notify_props: {
      email: 'true',
      push: 'mention',
      desktop: 'mention',
      desktop_sound: 'true',
      mention_keys: '',
      channel: 'true',
      push_status: 'online',
      comments: 'never',
      first_name: 'false',
      desktop_threads: 'all',
      email_threads: 'all',
      push_threads: 'all',
    },
  });
  expect(user).not.toHaveProperty('password');
  expect(user.create_at).toBeGreaterThan(0);
  expect(user.update_at).toBe(user.create_at);
  const preferences = await admin.call(getPreferences, { params: { user_id: user.id } });
  expect(preferences.map(({ category, name, value }) => [category, name, value])).toEqual(
    expect.arrayContaining([
      ['recommended_next_steps', 'hide', 'false'],
      ['tutorial_step', user.id, '0'],
      ['system_notice', 'GMasDM', 'true'],
    ]),
  );
});

test('on a closed server only an administrator makes accounts', async () => {
  await server.configure({ TeamSettings: { EnableOpenServer: false } });
  const refusal = { status: 403, id: 'api.user.create_user.no_open_server' };
  await expect(signUp()).rejects.toMatchObject(refusal);
  await expect(signUp({}, member.client)).rejects.toMatchObject(refusal);
  await expect(signUp({}, admin.client)).resolves.toMatchObject({ roles: 'system_user' });
});

test('with creation off, only an administrator makes accounts, and an invitation does not help', async () => {
  await server.configure({ TeamSettings: { EnableUserCreation: false } });
  const refusal = { status: 501, id: 'api.user.create_user.signup_email_disabled.app_error' };
  await expect(signUp()).rejects.toMatchObject(refusal);
  await expect(signUp({}, member.client)).rejects.toMatchObject(refusal);
  const body = somebody();
  await expect(nobody.call(createUser, { query: { iid: 'a'.repeat(26) }, body })).rejects.toMatchObject(refusal);
  await expect(nobody.call(createUser, { query: { t: 'a'.repeat(64) }, body })).rejects.toMatchObject(refusal);
  await expect(signUp({}, admin.client)).resolves.toBeDefined();
});

test('an invite link lets its holder into a closed server and its team', async () => {
  await server.configure({ TeamSettings: { EnableOpenServer: false } });
  const team = await server.make.team(member);
  const { invite_id } = await member.call(getTeam, { params: { team_id: team.id } });
  const heard = await server.listen(member);
  const body = somebody();
  const user = await nobody.call(createUser, { query: { iid: invite_id }, body });
  expect(user.roles).toBe('system_user');
  const joined = await signIn(server.url, user);
  expect(await joined.call(getTeamsOfUser, { params: { user_id: 'me' } })).toMatchObject([{ id: team.id }]);
  expect(await heard.next('posted')).toMatchObject({ data: { post: { type: 'system_join_team', user_id: user.id } } });
  const shown = await joined.call(getPreferences, { params: { user_id: 'me' } });
  expect(shown).toContainEqual({ user_id: user.id, category: 'direct_channel_show', name: member.id, value: 'true' });
});

test('with an unknown invite link, or one that does not let in, no account is made', async () => {
  const byLink = (iid: string, fields: NewUser) => nobody.call(createUser, { query: { iid }, body: fields });
  const unknown = somebody();
  await expect(byLink(newId(), unknown)).rejects.toMatchObject({ status: 404 });
  const team = await server.make.team(member);
  const { invite_id } = await member.call(getTeam, { params: { team_id: team.id } });
  await server.database.db
    .updateTable('teams')
    .set({ allowed_domains: 'example.org' })
    .where('id', '=', team.id)
    .execute();
  const outsider = somebody();
  await expect(byLink(invite_id, outsider)).rejects.toMatchObject({ status: 400 });
  for (const { username } of [unknown, outsider])
    await expect(admin.call(getUserByUsername, { params: { username } })).rejects.toMatchObject({ status: 404 });
  await expect(nobody.call(createUser, { query: { t: 'a'.repeat(64) }, body: somebody() })).rejects.toMatchObject({
    status: 400,
    id: 'api.user.create_user.signup_link_invalid.app_error',
  });
});

test('everybody hears of a new account', async () => {
  const heard = await server.listen(member);
  const user = await signUp();
  expect(await heard.next('new_user')).toMatchObject({ data: { user_id: user.id }, broadcast: { user_id: '' } });
});

test('what only administrators may set is ignored from others', async () => {
  const claims = { auth_service: 'gitlab', auth_data: '7', email_verified: true };
  expect(await signUp(claims)).toMatchObject({ auth_service: '' });
  const made = await signUp({ ...claims, password: '' }, admin.client);
  expect(made).toMatchObject({ auth_service: 'gitlab', email_verified: true });
  expect(await admin.call(getUser, { params: { user_id: made.id } })).toMatchObject({ auth_data: '7' });
  const asOthersSee = await member.call(getUser, { params: { user_id: made.id } });
  expect(asOthersSee).toMatchObject({ auth_data: '', auth_service: '' });
});

test('a name or an address is given once, in any case of letters', async () => {
  await signUp({ username: 'taken', email: 'taken@example.com' });
  await expect(signUp({ username: 'TAKEN' })).rejects.toMatchObject({
    status: 400,
    id: 'app.user.save.username_exists.app_error',
  });
  await expect(signUp({ email: 'Taken@Example.com' })).rejects.toMatchObject({
    status: 400,
    id: 'app.user.save.email_exists.app_error',
  });
  await server.database.db
    .insertInto('usergroups')
    .values({ id: 'g'.repeat(26), name: 'crew', display_name: 'Crew', source: 'custom', allow_reference: true })
    .execute();
  await expect(signUp({ username: 'crew' })).rejects.toMatchObject({ id: 'app.user.save.username_exists.app_error' });
});

test('tools name the service of a password account `email`', async () => {
  const wanted = { auth_service: 'email', auth_data: '', password: testPassword };
  const made = await signUp(wanted, admin.client);
  expect(made.auth_service).toBe('');
  const credentials = { login_id: made.email, password: wanted.password };
  expect(await nobody.call(login, { body: credentials })).toMatchObject({ id: made.id });
  // So do databases that such a tool once filled.
  await server.database.db.updateTable('users').set({ auth_service: 'email' }).where('id', '=', made.id).execute();
  expect(await nobody.call(login, { body: credentials })).toMatchObject({ id: made.id, auth_service: '' });
});

test('who gives no username gets one', async () => {
  for (const username of ['', ' ']) expect((await signUp({ username })).username).toMatch(/^[a-z0-9]{26}$/);
});

test.each<[string, Partial<NewUser>, string]>([
  ['odd username', { username: 'a b' }, 'model.user.is_valid.username.app_error'],
  ['long username', { username: 'x'.repeat(65) }, 'model.user.is_valid.username.app_error'],
  ['reserved username', { username: 'Channel' }, 'model.user.is_valid.username.app_error'],
  ['no address', { email: 'nowhere' }, 'model.user.is_valid.email.app_error'],
  ['long address', { email: `${'x'.repeat(120)}@example.com` }, 'model.user.is_valid.email.app_error'],
  ['long nickname', { nickname: 'x'.repeat(65) }, 'model.user.is_valid.nickname.app_error'],
  ['long position', { position: 'x'.repeat(129) }, 'model.user.is_valid.position.app_error'],
  ['odd locale', { locale: 'klingon' }, 'model.user.is_valid.locale.app_error'],
  ['short password', { password: 'short' }, 'model.user.is_valid.pwd_min_length.app_error'],
  ['long password', { password: 'ü'.repeat(37) }, 'model.user.is_valid.pwd_max_length.app_error'],
  ['boundless properties', { props: { a: 'x'.repeat(8_000) } }, 'api.context.invalid_body_param.app_error'],
  ['an id', { id: 'a'.repeat(26) }, 'app.user.save.existing.app_error'],
])('refuses %s', async (_what, fields, id) => {
  await expect(signUp(fields)).rejects.toMatchObject({ status: 400, id });
});

test('wrong types are refused as the body’s fault', async () => {
  const send = (body: string) => fetch(`${server.url}/api/v4/users`, { method: 'POST', body });
  const wrong = await send(JSON.stringify({ ...somebody(), username: 7 }));
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ id: 'api.context.invalid_body_param.app_error', status_code: 400 });
  expect((await send('{"username":')).status).toBe(400);
});

test('password rules and permitted domains are those of the configuration', async () => {
  await server.configure({
    TeamSettings: { RestrictCreationToDomains: '@example.org, example.net' },
    PasswordSettings: { MinimumLength: 12, Number: true, Uppercase: true },
  });
  await expect(signUp()).rejects.toMatchObject({ id: 'api.user.create_user.accepted_domain.app_error', status: 400 });
  const here = { email: 'x@example.net' };
  await expect(signUp({ ...here, password: 'elevenchars' })).rejects.toMatchObject({
    id: 'model.user.is_valid.pwd_min_length.app_error',
    message: 'A password must have at least 12 characters.',
  });
  await expect(signUp({ ...here, password: 'lower case only' })).rejects.toMatchObject({
    id: 'model.user.is_valid.pwd_uppercase_number.app_error',
  });
  await expect(signUp({ ...here, password: 'Mixed with 1' })).resolves.toBeDefined();
});
