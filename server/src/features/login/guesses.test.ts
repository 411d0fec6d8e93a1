import { createClient } from '@innermost/client/http.ts';
import {
  changePassword,
  getUserAudits,
  login,
  patchUser,
  resetFailedAttempts,
  type Login,
  type User,
} from '@innermost/protocol/users.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { signIn, testPassword } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';
import { failureTraces } from '../users/failure-traces.ts';
import { slownessOf } from '../users/guesses.ts';
import { codeOfStep } from './totp.ts';

const minute = 60_000;
let elapsed = 0;
const server = await startServer({ clock: { elapsed: () => elapsed } });
const { services } = server.app;

const wrong = { status: 401, id: 'api.user.login.invalid_credentials_email_username' };
const tooMany = { status: 401, id: 'api.user.check_user_login_attempts.too_many.app_error' };

/** As a caller at an address, behind a proxy that is trusted. */
const at = (ip: string) => {
  const client = createClient({
    url: server.url,
    fetch: (url, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('X-Forwarded-For', ip);
      return fetch(url, { ...init, headers });
    },
  });
  return Object.assign(client, { attempt: (body: Login) => client.call(login, { body }) });
};
let lastAddress = 0;
const somewhere = () => at(`198.51.100.${(lastAddress += 1)}`);
const outcome = (attempt: Promise<User>) =>
  attempt.then(
    () => 'in',
    (error: { id: string }) => error.id,
  );
const guess = (user: User, password = 'wrong'): Login => ({ login_id: user.username, password });

const change = (id: string, fields: object) =>
  server.database.db.updateTable('users').set(fields).where('id', '=', id).execute();
async function failuresOf({ id }: User): Promise<number> {
  await failureTraces(services).settled();
  const row = await server.database.db
    .selectFrom('users')
    .select('failed_attempts')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.failed_attempts ?? -1;
}

beforeEach(async () => {
  await server.make.admin();
  await server.configure({
    ServiceSettings: { MaximumLoginAttempts: 3, EnableMultifactorAuthentication: false },
    EmailSettings: { RequireEmailVerification: false },
    InnermostSettings: { TrustedProxies: ['127.0.0.1'] },
  });
});

test('wrong passwords shut out one address, of one name, until they are forgotten', async () => {
  const [user, other] = [await server.make.user(), await server.make.user()];
  const [stranger, owner] = [somewhere(), somewhere()];
  for (let n = 0; n < 3; n += 1) await expect(stranger.attempt(guess(user))).rejects.toMatchObject(wrong);
  // Also the right one, however the name is written.
  await expect(stranger.attempt(guess(user, testPassword))).rejects.toMatchObject(tooMany);
  await expect(
    stranger.attempt({ login_id: ` ${user.username.toUpperCase()}`, password: testPassword }),
  ).rejects.toMatchObject(tooMany);
  expect(await failuresOf(user)).toBe(3);
  await expect(stranger.attempt(guess(other, testPassword))).resolves.toMatchObject({ id: other.id });
  await expect(owner.attempt(guess(user, testPassword))).resolves.toMatchObject({ id: user.id });
  expect(await failuresOf(user)).toBe(0);
  await expect(stranger.attempt(guess(user, testPassword))).rejects.toMatchObject(tooMany);
  // One in ten minutes is forgotten where three are too many.
  elapsed += 10 * minute + 1;
  await expect(stranger.attempt(guess(user))).rejects.toMatchObject(wrong);
  await expect(stranger.attempt(guess(user))).rejects.toMatchObject(tooMany);
  elapsed += 10 * minute + 1;
  await expect(stranger.attempt(guess(user, testPassword))).resolves.toMatchObject({ id: user.id });
  // The success began the count anew.
  for (let n = 0; n < 3; n += 1) await expect(stranger.attempt(guess(user))).rejects.toMatchObject(wrong);
});

test('a name of nobody is counted like any other', async () => {
  const stranger = somewhere();
  const nobody = { login_id: 'nobody-here', password: 'wrong' };
  for (let n = 0; n < 3; n += 1) await expect(stranger.attempt(nobody)).rejects.toMatchObject(wrong);
  await expect(stranger.attempt(nobody)).rejects.toMatchObject(tooMany);
  const byId = { id: 'x'.repeat(26), password: 'wrong' };
  for (let n = 0; n < 3; n += 1) await expect(stranger.attempt(byId)).rejects.toMatchObject(wrong);
  await expect(stranger.attempt(byId)).rejects.toMatchObject(tooMany);
});

test('guesses sent at once are counted before they are looked at, so that a right one among the rest tells nothing', async () => {
  const user = await server.make.user();
  const stranger = somewhere();
  const first = await Promise.all(Array.from({ length: 40 }, () => outcome(stranger.attempt(guess(user)))));
  expect(first.filter((id) => id === wrong.id)).toHaveLength(3);
  expect(first.filter((id) => id === tooMany.id)).toHaveLength(37);
  const passwords = Array.from({ length: 40 }, (_, n) => (n === 20 ? testPassword : 'wrong'));
  const then = await Promise.all(passwords.map((password) => outcome(stranger.attempt(guess(user, password)))));
  expect(new Set(then)).toEqual(new Set([tooMany.id]));
});

test('bots, people of other servers and of SSO are answered like a wrong password', async () => {
  const user = await server.make.user();
  const attempt = () => somewhere().attempt(guess(user, testPassword));
  await change(user.id, { remote_id: 'elsewhere' });
  await expect(attempt()).rejects.toMatchObject(wrong);
  await change(user.id, { remote_id: '', auth_service: 'gitlab', auth_data: '1' });
  await expect(attempt()).rejects.toMatchObject(wrong);
  await change(user.id, { auth_service: '', auth_data: null });
  await expect(attempt()).resolves.toMatchObject({ id: user.id });
  await server.database.db.insertInto('bots').values({ user_id: user.id, owner_id: user.id }).execute();
  await expect(attempt()).rejects.toMatchObject(wrong);
});

test('that an account was deactivated or not verified is told only to those who have its password', async () => {
  const user = await server.make.user();
  const attempt = (password: string) => somewhere().attempt(guess(user, password));
  await server.configure({ EmailSettings: { RequireEmailVerification: true } });
  await expect(attempt('wrong')).rejects.toMatchObject(wrong);
  await expect(attempt(testPassword)).rejects.toMatchObject({ id: 'api.user.login.not_verified.app_error' });
  await change(user.id, { delete_at: 1 });
  await expect(attempt('wrong')).rejects.toMatchObject(wrong);
  await expect(attempt(testPassword)).rejects.toMatchObject({ id: 'api.user.login.inactive.app_error' });
});

test('codes of the second factor are counted too, and asking for one is not', async () => {
  const user = await server.make.user();
  const secret = 'JBSWY3DPEHPK3PXP';
  await change(user.id, { mfa_active: true, mfa_secret: secret });
  await server.configure({ ServiceSettings: { EnableMultifactorAuthentication: true } });
  const stranger = somewhere();
  const attempt = (token?: string) =>
    stranger.attempt({ ...guess(user, testPassword), ...(token === undefined ? {} : { token }) });
  for (let n = 0; n < 5; n += 1)
    await expect(attempt()).rejects.toMatchObject({ id: 'mfa.validate_token.authenticate.app_error' });
  const code = codeOfStep(secret, Math.floor(Date.now() / 30_000));
  const bad = code === '000000' ? '000001' : '000000';
  const codes = Array.from({ length: 20 }, () => outcome(attempt(bad)));
  const answers = await Promise.all(codes);
  expect(answers.filter((id) => id === 'api.user.check_user_mfa.bad_code.app_error')).toHaveLength(3);
  expect(answers.filter((id) => id === tooMany.id)).toHaveLength(17);
  await expect(attempt(code)).rejects.toMatchObject(tooMany);
  await expect(
    somewhere().attempt({ ...guess(user, testPassword), token: codeOfStep(secret, Math.floor(Date.now() / 30_000)) }),
  ).resolves.toMatchObject({ id: user.id });
});

test('whoever has a session cannot guess the password with it, neither for a new one nor for a new address', async () => {
  const user = await server.make.user();
  const { token } = await signIn(server.url, user);
  const client = at('203.0.113.1');
  client.token = token;
  const params = { user_id: user.id };
  const incorrect = { status: 400, id: 'api.user.update_password.incorrect.app_error' };
  const renew = (current_password: string, who = client) =>
    who.call(changePassword, { params, body: { current_password, new_password: 'a new one 77' } });
  const move = (password: string) => client.call(patchUser, { params, body: { email: `new-${user.email}`, password } });
  await expect(renew('wrong')).rejects.toMatchObject(incorrect);
  await expect(move('wrong')).rejects.toMatchObject(incorrect);
  await expect(renew('wrong')).rejects.toMatchObject(incorrect);
  await expect(renew(testPassword)).rejects.toMatchObject(tooMany);
  await expect(move(testPassword)).rejects.toMatchObject(tooMany);
  const elsewhere = at('203.0.113.2');
  elsewhere.token = token;
  await expect(renew(testPassword, elsewhere)).resolves.toBeDefined();
});

test('an administrator unlocks an account for every address, and sees whether there is something to unlock', async () => {
  const [admin, user] = [await server.make.admin(), await server.make.user()];
  const strangers = [somewhere(), somewhere()];
  const params = { user_id: user.id };
  const seen = async (etag = '') => {
    const url = `${server.url}/api/v4/users/${user.id}`;
    const headers = { Authorization: `Bearer ${admin.token}`, 'If-None-Match': etag };
    const answer = await fetch(url, { headers });
    const body = answer.status === 200 ? ((await answer.json()) as User) : undefined;
    return { attempts: body?.failed_attempts, status: answer.status, etag: answer.headers.get('ETag') ?? '' };
  };
  const before = await seen();
  expect(before.attempts).toBeUndefined();
  for (const stranger of strangers)
    for (let n = 0; n < 4; n += 1)
      await outcome(stranger.attempt(n % 2 === 0 ? guess(user) : { login_id: user.email, password: 'wrong' }));
  for (const stranger of strangers) await outcome(stranger.attempt(guess(user)));
  expect(slownessOf(services, user.username)).toBe(0);
  expect(await failuresOf(user)).toBe(10);
  expect(await seen(before.etag)).toMatchObject({ status: 200, attempts: 10 });
  for (const stranger of strangers)
    await expect(stranger.attempt(guess(user, testPassword))).rejects.toMatchObject(tooMany);

  const member = await server.make.person();
  await expect(member.call(resetFailedAttempts, { params })).rejects.toMatchObject({ status: 403 });
  await expect(strangers[0]?.attempt(guess(user, testPassword))).rejects.toMatchObject(tooMany);
  await admin.call(resetFailedAttempts, { params });
  expect(await failuresOf(user)).toBe(0);
  for (const stranger of strangers) {
    await expect(stranger.attempt(guess(user))).rejects.toMatchObject(wrong);
    await expect(stranger.attempt(guess(user, testPassword))).resolves.toMatchObject({ id: user.id });
  }
});

test('where everybody may look like one address, none is shut out', async () => {
  await server.configure({ InnermostSettings: { TrustedProxies: [] } });
  const user = await server.make.user();
  for (let n = 0; n < 5; n += 1) await expect(at('192.0.2.9').attempt(guess(user))).rejects.toMatchObject(wrong);
  // A request without the header may have come through the same proxy.
  await expect(
    createClient({ url: server.url }).call(login, { body: guess(user, testPassword) }),
  ).resolves.toBeDefined();
  elapsed += 11 * minute;
  const direct = createClient({ url: server.url });
  for (let n = 0; n < 3; n += 1) await expect(direct.call(login, { body: guess(user) })).rejects.toMatchObject(wrong);
  await expect(direct.call(login, { body: guess(user) })).rejects.toMatchObject(tooMany);
});

test('a name that is guessed at from many addresses is answered more slowly, up to two seconds, and recovers', async () => {
  const user = await server.make.user();
  const from = (n: number) => at(`100.64.0.${n}`);
  for (let n = 0; n < 10; n += 1) await outcome(from(n).attempt(guess(user)));
  expect(slownessOf(services, user.username)).toBe(0);
  for (let n = 10; n < 13; n += 1) await outcome(from(n).attempt(guess(user)));
  expect(slownessOf(services, user.username)).toBe(300);
  await expect(from(99).attempt(guess(user, testPassword))).resolves.toMatchObject({ id: user.id });
  expect(slownessOf(services, 'somebody-else')).toBe(0);
  elapsed += 30 * minute;
  expect(slownessOf(services, user.username)).toBe(0);
});

test('failures are in the log, and in the audit log once a minute for an account and address, with their number', async () => {
  const person = await server.make.person();
  const [info, warn] = [vi.spyOn(services.log, 'info'), vi.spyOn(services.log, 'warn')];
  const stranger = at('192.0.2.66');
  for (let n = 0; n < 5; n += 1) await outcome(stranger.attempt(guess(person.user)));
  await outcome(stranger.attempt({ login_id: 'evil\u001b[31m\nname', password: 'swordfish' }));
  const about = { user_id: person.id, username: person.user.username, ip: '192.0.2.66', action: '/api/v4/users/login' };
  const { user_id, username, ip, action } = about;
  const lines = info.mock.calls.filter(([, text]) => text === 'a wrong password or code was given');
  expect(lines.map(([fields]) => fields)).toEqual([
    ...[1, 2, 3].map(() => ({ user_id, username, ip, action })),
    { login_id: '(not a name)', ip, action },
  ]);
  expect(warn.mock.calls.filter(([, text]) => text?.startsWith('too many wrong passwords'))).toHaveLength(1);

  const audits = async () => {
    await failureTraces(services).settled();
    const all = await person.call(getUserAudits, { params: { user_id: 'me' } });
    return all.filter(({ ip_address }) => ip_address === ip).map(({ extra_info }) => extra_info);
  };
  const who = `login_id=${person.user.username}`;
  expect(await audits()).toEqual([`failed=1 refused=0 - ${who}`]);
  elapsed += minute;
  failureTraces(services).look();
  expect((await audits()).toSorted()).toEqual([`failed=1 refused=0 - ${who}`, `failed=2 refused=2 - ${who}`]);
  elapsed += minute;
  failureTraces(services).look();
  expect(await audits()).toHaveLength(2);
});
