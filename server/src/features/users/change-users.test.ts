import {
  deactivateUser,
  getUser,
  patchUser,
  resetFailedAttempts,
  setUserActive,
  setUserRoles,
  updateUser,
  type UserPatch,
} from '@innermost/protocol/users.ts';
import { getConfig } from '@innermost/protocol/system.ts';
import { getStatusesByIds } from '@innermost/protocol/status.ts';
import { sql } from 'kysely';
import { beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { signIn, testPassword, type Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const admin = await server.make.admin();
const patch = (who: Person, body: UserPatch, user_id = 'me') => who.call(patchUser, { params: { user_id }, body });
const setRoles = (who: Person, of: Person, roles: string) =>
  who.call(setUserRoles, { params: { user_id: of.id }, body: { roles } });
const setActive = (who: Person, of: { id: string }, active: boolean) =>
  who.call(setUserActive, { params: { user_id: of.id }, body: { active } });

beforeEach(() =>
  server.configure({
    TeamSettings: { EnableUserDeactivation: false, RestrictCreationToDomains: '' },
    ServiceSettings: { EnableAPIUserDeletion: false },
    PrivacySettings: { ShowEmailAddress: true, ShowFullName: true },
  }),
);

test('a person changes his profile; he, others and administrators hear each what they may see', async () => {
  await server.configure({ PrivacySettings: { ShowEmailAddress: false, ShowFullName: false } });
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  const [own, others, admins] = await Promise.all([server.listen(ann), server.listen(bob), server.listen(admin)]);
  const changed = await patch(ann, {
    first_name: 'Ann',
    nickname: 'annie',
    notify_props: { push: 'all', custom: 'x' },
  });
  expect(changed).toMatchObject({ first_name: 'Ann', nickname: 'annie', notify_props: { push: 'all', custom: 'x' } });
  expect(changed.notify_props).not.toHaveProperty('desktop');
  expect(changed.update_at).toBeGreaterThan(ann.user.update_at);

  const toSelf = await own.next('user_updated');
  expect(toSelf.data.user).toMatchObject({ email: ann.user.email, notify_props: { push: 'all' } });
  expect(toSelf.broadcast).toMatchObject({ user_id: ann.id, omit_users: null });
  const toOthers = await others.next('user_updated');
  expect(toOthers.data.user).toMatchObject({ id: ann.id, nickname: 'annie', email: '', first_name: '' });
  expect(toOthers.data.user).not.toHaveProperty('notify_props');
  expect(toOthers.broadcast).toMatchObject({ omit_users: { [ann.id]: true }, contains_sanitized_data: true });
  const toAdmins = await admins.next('user_updated');
  expect(toAdmins.data.user).toMatchObject({ email: ann.user.email, first_name: 'Ann', notify_props: { push: 'all' } });
  expect(toAdmins.broadcast).toMatchObject({ omit_users: { [ann.id]: true }, contains_sensitive_data: true });
  await patch(ann, { nickname: 'done' });
  expect((await own.next('user_updated')).data.user.nickname).toBe('done');
  expect((await others.next('user_updated')).data.user.nickname).toBe('done');
});

test('nobody changes others without the right, and an administrator only as their like', async () => {
  const [ann, bob, helper] = await Promise.all([server.make.person(), server.make.person(), server.make.person()]);
  await expect(patch(bob, { nickname: 'x' }, ann.id)).rejects.toMatchObject({ status: 403 });
  await expect(patch(admin, { nickname: 'x' }, ann.id)).resolves.toMatchObject({ nickname: 'x' });
  await setRoles(admin, helper, 'system_user system_user_manager');
  await sql`UPDATE roles SET permissions = permissions || ' edit_other_users' WHERE name = 'system_user_manager'`.execute(
    server.database.db,
  );
  await server.app.services.directory.reloadRoles();
  await expect(patch(helper, { nickname: 'y' }, ann.id)).resolves.toMatchObject({ nickname: 'y' });
  await expect(patch(helper, { nickname: 'y' }, admin.id)).rejects.toMatchObject({ status: 403 });
});

test.each<[string, UserPatch]>([
  ['a reserved name', { username: 'all' }],
  ['the name of the bot that tells notices', { username: 'system-bot' }],
  ['an odd name', { username: 'a b' }],
  ['a name that is taken', { username: 'admin' }],
  ['a long nickname', { nickname: 'x'.repeat(65) }],
  ['a long position', { position: 'x'.repeat(129) }],
  ['an odd locale', { locale: 'klingon' }],
  ['props without end', { props: { big: 'x'.repeat(8_001) } }],
])('refuses %s', async (_what, body) => {
  const ann = await server.make.person();
  await expect(patch(ann, body)).rejects.toMatchObject({ status: 400 });
});

test('values of the wrong type are refused', async () => {
  const ann = await server.make.person();
  for (const body of [{ nickname: 5 }, { props: { a: 1 } }, { notify_props: 'all' }])
    // @ts-expect-error -- what the contract does not allow
    await expect(patch(ann, body)).rejects.toMatchObject({ status: 400 });
});

test('a new name is found at once where the old one was', async () => {
  const ann = await server.make.person();
  const username = `renamed-${newId().slice(0, 6)}`;
  expect(await patch(ann, { username: username.toUpperCase() })).toMatchObject({ username });
  expect((await signIn(server.url, { ...ann.user, username })).id).toBe(ann.id);
  expect(await server.app.services.directory.people.get(ann.id)).toMatchObject({ username });
});

test('a new address wants the password and has to be confirmed anew', async () => {
  const ann = await server.make.person();
  await server.database.db.updateTable('users').set({ email_verified: true }).where('id', '=', ann.id).execute();
  const email = `new-${ann.id}@example.com`;
  await expect(patch(ann, { email })).rejects.toMatchObject({ status: 400 });
  await expect(patch(ann, { email, password: 'not this' })).rejects.toMatchObject({
    status: 400,
    id: 'api.user.update_password.incorrect.app_error',
  });
  await expect(patch(ann, { email: ann.user.email })).resolves.toMatchObject({ email_verified: true });
  const changed = await patch(ann, { email: email.toUpperCase(), password: testPassword });
  expect(changed.email).toBe(email);
  expect(changed).not.toHaveProperty('email_verified');
  await expect(patch(admin, { email: ann.user.email }, ann.id)).resolves.toMatchObject({ email: ann.user.email });
  await server.configure({ TeamSettings: { RestrictCreationToDomains: 'example.org' } });
  await expect(patch(ann, { email, password: testPassword })).rejects.toMatchObject({
    id: 'api.user.update_user.accepted_domain.app_error',
  });
});

test('a whole user replaces what was there', async () => {
  const ann = await server.make.person();
  await patch(ann, { nickname: 'annie', position: 'Pilot' });
  const { id, username, email } = ann.user;
  const put = (body: UserPatch & { id: string }) => ann.call(updateUser, { params: { user_id: 'me' }, body });
  expect(await put({ id, username, email, nickname: 'new' })).toMatchObject({ nickname: 'new', position: '' });
  await expect(put({ id: newId(), username, email })).rejects.toMatchObject({ status: 400 });
  await expect(put({ id, username })).rejects.toMatchObject({ status: 400 });
});

test('a deactivated person is out at once and can come back', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  const [own, others] = await Promise.all([server.listen(ann), server.listen(bob)]);
  await own.next('status_change');
  await expect(setActive(bob, ann, false)).rejects.toMatchObject({
    status: 403,
    id: 'api.user.update_active.permissions.app_error',
  });
  const remove = bob.call(deactivateUser, { params: { user_id: ann.id } });
  await expect(remove).rejects.toMatchObject({ status: 403, id: 'api.context.permissions.app_error' });
  await setActive(admin, ann, false);
  const { data } = await others.next('user_updated');
  expect(data.user).toMatchObject({ id: ann.id });
  expect(data.user.delete_at).toBeGreaterThan(0);
  expect(await others.next('user_activation_status_change')).toMatchObject({ data: {} });
  await expect(ann.call(getUser, { params: { user_id: 'me' } })).rejects.toMatchObject({ status: 401 });
  await expect(signIn(server.url, ann.user)).rejects.toMatchObject({ id: 'api.user.login.inactive.app_error' });
  await vi.waitFor(async () =>
    expect(await bob.call(getStatusesByIds, { body: [ann.id] })).toMatchObject([{ status: 'offline' }]),
  );
  await setActive(admin, ann, true);
  expect((await signIn(server.url, ann.user)).id).toBe(ann.id);
});

test('people deactivate themselves only where that is configured', async () => {
  const ann = await server.make.person();
  const leave = () => ann.call(deactivateUser, { params: { user_id: 'me' } });
  await expect(leave()).rejects.toMatchObject({ status: 401, id: 'api.user.update_active.not_enable.app_error' });
  await server.configure({ TeamSettings: { EnableUserDeactivation: true } });
  await leave();
  await expect(signIn(server.url, ann.user)).rejects.toMatchObject({ id: 'api.user.login.inactive.app_error' });
});

test('erasing for good is switched off', async () => {
  const ann = await server.make.person();
  const erase = (who: Person) => who.call(deactivateUser, { params: { user_id: ann.id }, query: { permanent: true } });
  await expect(erase(ann)).rejects.toMatchObject({ status: 403 });
  await expect(erase(admin)).rejects.toMatchObject({ status: 401, id: 'api.user.delete_user.not_enabled.app_error' });
  await server.configure({ ServiceSettings: { EnableAPIUserDeletion: true } });
  await expect(erase(admin)).rejects.toMatchObject({ status: 501 });
  await expect(ann.call(getUser, { params: { user_id: 'me' } })).resolves.toBeDefined();
});

test('roles hold at once, in sessions that are open', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  const own = await server.listen(ann);
  await expect(setRoles(bob, ann, 'system_user')).rejects.toMatchObject({ status: 403 });
  await expect(setRoles(admin, ann, 'system_user emperor')).rejects.toMatchObject({ status: 400 });
  await expect(setRoles(admin, ann, ' ')).rejects.toMatchObject({ status: 400 });
  await expect(ann.call(getConfig)).rejects.toMatchObject({ status: 403 });
  await setRoles(admin, ann, 'system_user system_admin');
  expect(await own.next('user_role_updated')).toMatchObject({
    data: { user_id: ann.id, roles: 'system_user system_admin' },
    broadcast: { user_id: ann.id },
  });
  await expect(ann.call(getConfig)).resolves.toBeDefined();
  // Her open socket gets what is for administrators from now on, and no more once she is none.
  await patch(bob, { nickname: 'one' });
  expect((await own.next('user_updated')).broadcast).toHaveProperty('contains_sensitive_data', true);
  await setRoles(admin, ann, 'system_user');
  await patch(bob, { nickname: 'two' });
  expect((await own.next('user_updated')).broadcast).toHaveProperty('contains_sanitized_data', true);
  await expect(ann.call(getConfig)).rejects.toMatchObject({ status: 403 });
});

test('the last administrator stays, however it is tried', async () => {
  const lastAdmin = { status: 400, id: 'app.user.update.lastAdmin.app_error' };
  const second = await server.make.person();
  await expect(setRoles(admin, admin, 'system_user')).rejects.toMatchObject(lastAdmin);
  await server.configure({ TeamSettings: { EnableUserDeactivation: true } });
  await expect(setActive(admin, admin, false)).rejects.toMatchObject(lastAdmin);
  await setRoles(admin, second, 'system_user system_admin');
  // Both take the other's right at the same time: one of them stays.
  const results = await Promise.allSettled([
    setRoles(admin, second, 'system_user'),
    setRoles(second, admin, 'system_user'),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = results[0]?.status === 'fulfilled' ? admin : second;
  await setRoles(left, left === admin ? second : admin, 'system_user system_admin');
});

test('what another server has counted shuts nobody out, and an administrator sets it back for the way back', async () => {
  const ann = await server.make.person();
  const params = { user_id: ann.id };
  await server.database.db.updateTable('users').set({ failed_attempts: 10 }).where('id', '=', ann.id).execute();
  await expect(ann.call(resetFailedAttempts, { params })).rejects.toMatchObject({ status: 403 });
  expect((await admin.call(getUser, { params })).failed_attempts).toBe(10);
  await admin.call(resetFailedAttempts, { params });
  expect(await admin.call(getUser, { params })).not.toHaveProperty('failed_attempts');
  await server.database.db.updateTable('users').set({ failed_attempts: 10 }).where('id', '=', ann.id).execute();
  expect((await signIn(server.url, ann.user)).id).toBe(ann.id);
  expect(await admin.call(getUser, { params })).not.toHaveProperty('failed_attempts');
});
