import { createClient } from '@innermost/client/http.ts';
import { changePassword, getUserAudits, login, type Login } from '@innermost/protocol/users.ts';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { beforeEach, expect, test, vi } from 'vitest';
import { testPassword } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';
import { noteSuccess } from './queries.ts';
import { codeOfStep } from './totp.ts';

const server = await startServer();
const signIn = (body: Login) => createClient({ url: server.url }).call(login, { body });
const wrong = { status: 401, id: 'api.user.login.invalid_credentials_email_username' };

beforeEach(() =>
  server.configure({
    ServiceSettings: { MaximumLoginAttempts: 10, EnableMultifactorAuthentication: false },
    EmailSettings: { EnableSignInWithEmail: true, EnableSignInWithUsername: true, RequireEmailVerification: false },
    GitLabSettings: { Enable: false },
    InnermostSettings: { TrustedProxies: [] },
  }),
);

const change = (id: string, fields: object) =>
  server.database.db.updateTable('users').set(fields).where('id', '=', id).execute();

async function storedPassword(id: string): Promise<string> {
  const row = await server.database.db.selectFrom('users').select('password').where('id', '=', id).executeTakeFirst();
  return row?.password ?? '';
}

test('a person signs in by name or address in any case of letters, and hears who he is', async () => {
  const user = await server.make.user();
  expect(await signIn({ login_id: user.username.toUpperCase(), password: testPassword })).toMatchObject({
    id: user.id,
    email: user.email,
    roles: 'system_user',
    notify_props: { push: 'mention' },
  });
  const again = await signIn({ login_id: ` ${user.email}`, password: testPassword });
  expect(again).not.toHaveProperty('last_login');
  expect(again).not.toHaveProperty('password');
  expect((await signIn({ id: user.id, password: testPassword })).id).toBe(user.id);
});

test('only a page gets cookies, everybody the token in its header', async () => {
  const user = await server.make.user();
  await server.configure({ InnermostSettings: { TrustedProxies: ['127.0.0.1'] } });
  const send = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/v4/users/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ login_id: user.username, password: testPassword }),
    });
  const program = await send({});
  expect(program.headers.get('Token')).toMatch(/^[a-z0-9]{26}$/);
  expect(program.headers.getSetCookie()).toEqual([]);

  const page = await send({ 'X-Requested-With': 'XMLHttpRequest', 'X-Forwarded-Proto': 'https' });
  const token = page.headers.get('Token') ?? '';
  const cookies = page.headers.getSetCookie();
  const attributes = 'Path=/; Max-Age=2592000;';
  expect(cookies[0]).toBe(`MMAUTHTOKEN=${token}; ${attributes} HttpOnly; Secure; SameSite=Lax`);
  expect(cookies[1]).toBe(`MMUSERID=${user.id}; ${attributes} Secure; SameSite=Lax`);
  expect(cookies[2]).toMatch(/^MMCSRF=[a-z0-9]{26}; Path=\/; Max-Age=2592000; Secure; SameSite=Lax$/);

  const csrf = /MMCSRF=(\w+)/.exec(cookies[2] ?? '')?.[1] ?? '';
  const logOut = (more: Record<string, string>) =>
    fetch(`${server.url}/api/v4/users/logout`, {
      method: 'POST',
      headers: { Cookie: `MMAUTHTOKEN=${token}`, ...more },
    });
  const me = () => fetch(`${server.url}/api/v4/users/me`, { headers: { Cookie: `MMAUTHTOKEN=${token}` } });
  expect((await me()).status).toBe(200);
  // A page of another site cannot sign a person out.
  expect((await logOut({})).status).toBe(200);
  expect((await me()).status).toBe(200);
  const out = await logOut({ 'X-CSRF-Token': csrf });
  expect(await out.json()).toEqual({ status: 'OK' });
  expect(out.headers.getSetCookie()[0]).toMatch(/^MMAUTHTOKEN=; Path=\/; Max-Age=0;/);
  expect((await me()).status).toBe(401);
  expect((await logOut({})).status).toBe(200);
});

test('an unknown name and a wrong password are the same answer', async () => {
  const user = await server.make.user();
  await expect(signIn({ login_id: user.username, password: 'wrong password' })).rejects.toMatchObject(wrong);
  await expect(signIn({ login_id: 'nobody-here', password: testPassword })).rejects.toMatchObject(wrong);
  await expect(signIn({ login_id: '', password: testPassword })).rejects.toMatchObject(wrong);
  await expect(signIn({ login_id: user.username, password: `${testPassword}${'x'.repeat(80)}` })).rejects.toMatchObject(
    wrong,
  );
  await expect(signIn({ login_id: user.username, password: '' })).rejects.toMatchObject({
    status: 400,
    id: 'api.user.login.blank_pwd.app_error',
  });
  await expect(
    signIn({ login_id: user.username, password: testPassword, device_id: 'x'.repeat(513) }),
  ).rejects.toMatchObject({ status: 400, id: 'api.context.invalid_body_param.app_error' });
  await server.configure({ EmailSettings: { EnableSignInWithUsername: false } });
  await expect(signIn({ login_id: user.username, password: testPassword })).rejects.toMatchObject({
    id: 'api.user.login.invalid_credentials_email',
  });
  await expect(signIn({ login_id: user.email, password: testPassword })).resolves.toBeDefined();
  await server.configure({ GitLabSettings: { Enable: true } });
  await expect(signIn({ login_id: user.username, password: testPassword })).rejects.toMatchObject({
    id: 'api.user.login.invalid_credentials_sso',
  });
});

test('accounts that may not sign in with a password', async () => {
  const user = await server.make.user();
  const attempt = () => signIn({ login_id: user.username, password: testPassword });
  await expect(attempt()).resolves.toBeDefined();

  await change(user.id, { delete_at: 1 });
  await expect(attempt()).rejects.toMatchObject({ status: 401, id: 'api.user.login.inactive.app_error' });
  await change(user.id, { delete_at: 0, auth_service: 'gitlab', auth_data: '1' });
  await expect(attempt()).rejects.toMatchObject(wrong);
  await change(user.id, { auth_service: '', auth_data: null, roles: 'system_guest' });
  await expect(attempt()).rejects.toMatchObject(wrong);
  await change(user.id, { roles: 'system_user' });
  await server.configure({ EmailSettings: { RequireEmailVerification: true } });
  await expect(attempt()).rejects.toMatchObject({ status: 401, id: 'api.user.login.not_verified.app_error' });
  await change(user.id, { email_verified: true });
  await expect(attempt()).resolves.toBeDefined();
});

test('a new password set by an administrator opens the account again', async () => {
  await server.configure({ ServiceSettings: { MaximumLoginAttempts: 3 } });
  const user = await server.make.user();
  const attempt = (password: string) => signIn({ login_id: user.username, password });
  const locked = { status: 401, id: 'api.user.check_user_login_attempts.too_many.app_error' };
  for (const guess of ['wrong one', 'wrong two', 'wrong three'])
    await expect(attempt(guess)).rejects.toMatchObject(wrong);
  await expect(attempt(testPassword)).rejects.toMatchObject(locked);

  const admin = await server.make.admin();
  await admin.call(changePassword, { params: { user_id: user.id }, body: { new_password: 'unlocked again' } });
  await expect(attempt('unlocked again')).resolves.toBeDefined();
});

test('a right password opens nothing when the account got another one, or was deactivated, while it was checked', async () => {
  const user = await server.make.user();
  const checkedHash = await storedPassword(user.id);
  const success = { userId: user.id, now: 1, checkedHash, newHash: undefined, mfaStep: undefined };
  const { db } = server.database;
  expect(await noteSuccess(db, success)).toBe(true);
  await change(user.id, { password: 'another' });
  expect(await noteSuccess(db, success)).toBe(false);
  await change(user.id, { password: checkedHash, delete_at: 1 });
  expect(await noteSuccess(db, success)).toBe(false);
});

test('a password of the older form still opens, and is written anew', async () => {
  const user = await server.make.user();
  expect(await storedPassword(user.id)).toMatch(
    /^\$pbkdf2\$f=SHA256,w=\d+,l=32\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  );
  await change(user.id, { password: await bcrypt('of older days', 10) });
  await expect(signIn({ login_id: user.username, password: testPassword })).rejects.toMatchObject(wrong);
  await signIn({ login_id: user.username, password: 'of older days' });
  expect(await storedPassword(user.id)).toMatch(/^\$pbkdf2\$/);
  await signIn({ login_id: user.username, password: 'of older days' });
  await change(user.id, { password: 'neither' });
  await expect(signIn({ login_id: user.username, password: 'neither' })).rejects.toMatchObject(wrong);
});

test('a second factor is asked for, and a code opens once', async () => {
  const user = await server.make.user();
  const secret = 'JBSWY3DPEHPK3PXP';
  await change(user.id, { mfa_active: true, mfa_secret: secret });
  const attempt = (token?: string) =>
    signIn({ login_id: user.username, password: testPassword, ...(token === undefined ? {} : { token }) });
  await expect(attempt()).resolves.toBeDefined();
  await server.configure({ ServiceSettings: { EnableMultifactorAuthentication: true } });
  await expect(attempt()).rejects.toMatchObject({ status: 401, id: 'mfa.validate_token.authenticate.app_error' });
  const code = codeOfStep(secret, Math.floor(Date.now() / 30_000));
  const other = code === '000000' ? '000001' : '000000';
  await expect(attempt(other)).rejects.toMatchObject({ status: 401, id: 'api.user.check_user_mfa.bad_code.app_error' });
  await expect(attempt(code)).resolves.toBeDefined();
  await expect(attempt(code)).rejects.toMatchObject({ status: 401 });
});

test('a sign-in is noted in the account and in the audit log, which is its owner’s to read', async () => {
  const person = await server.make.person();
  const me = { params: { user_id: 'me' } };
  const { last_login } = await server.database.db
    .selectFrom('users')
    .select('last_login')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  expect(last_login).toBeGreaterThan(0);
  const audits = await person.call(getUserAudits, me);
  expect(audits.map(({ extra_info }) => extra_info).sort()).toEqual([
    `attempt - login_id=${person.user.username}`,
    'authenticated',
    `success session_user=${person.id}`,
  ]);
  expect(audits[0]).toMatchObject({ user_id: person.id, action: '/api/v4/users/login' });
  expect(await person.call(getUserAudits, { ...me, query: { per_page: 1, page: 1 } })).toHaveLength(1);
  const other = await server.make.person();
  await expect(other.call(getUserAudits, { params: { user_id: person.id } })).rejects.toMatchObject({ status: 403 });
});

test('where the peer could not read the newer form, passwords are written in the older one', async () => {
  const user = await server.make.user();
  const { capabilities } = server.app.services;
  const format = vi.spyOn(capabilities, 'passwordFormat', 'get').mockReturnValue('bcrypt');
  await signIn({ login_id: user.username, password: testPassword });
  expect(await storedPassword(user.id)).toMatch(/^\$2b\$10\$/);
  const other = await server.make.user();
  expect(await storedPassword(other.id)).toMatch(/^\$2b\$10\$/);
  await expect(signIn({ login_id: 'nobody-here', password: testPassword })).rejects.toMatchObject(wrong);
  format.mockRestore();
  await signIn({ login_id: user.username, password: testPassword });
  expect(await storedPassword(user.id)).toMatch(/^\$pbkdf2\$/);
});
