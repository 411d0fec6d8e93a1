import { createClient } from '@innermost/client/http.ts';
import {
  attachDevice,
  changePassword,
  getSessions,
  getUser,
  login,
  revokeAllSessions,
  revokeEverySession,
  revokeSession,
} from '@innermost/protocol/users.ts';
import { setStatus } from '@innermost/protocol/status.ts';
import { expect, test } from 'vitest';
import { clearExpiredSessions } from './jobs.ts';
import { newId } from '../../platform/ids.ts';
import { signIn, testPassword, type Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const again = (person: Person, password = testPassword) => signIn(server.url, person.user, password);
const me = { params: { user_id: 'me' } };
const works = (person: Person) => expect(person.call(getUser, me)).resolves.toMatchObject({ id: person.id });
const ended = (person: Person) =>
  expect(person.call(getUser, me)).rejects.toMatchObject({ status: 401, id: 'api.context.session_expired.app_error' });

test('people see where they are signed in, and which of it is this device, but no tokens', async () => {
  const phone = await server.make.person();
  const client = createClient({ url: server.url });
  const headers = { 'User-Agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/126.0.0.0 Safari/537.36' };
  await client.call(login, { body: { login_id: phone.user.username, password: testPassword }, headers });
  const sessions = await phone.call(getSessions, me);
  expect(sessions).toHaveLength(2);
  expect(sessions[0]).toMatchObject({
    token: '',
    user_id: phone.id,
    roles: 'system_user',
    is_oauth: false,
    device_id: '',
    props: { platform: 'Macintosh', os: 'Mac OS', browser: 'Chrome/126.0.0.0', is_guest: 'false' },
  });
  // The browser signed in last, and the phone asks.
  expect(sessions.map((session) => session.is_current)).toEqual([false, true]);
  expect(
    (await again(phone).then((laptop) => laptop.call(getSessions, me))).filter((one) => one.is_current),
  ).toHaveLength(1);
  expect(JSON.stringify(sessions)).not.toContain(phone.token);
  expect(sessions[0]?.expires_at).toBe((sessions[0]?.create_at ?? 0) + 720 * 3_600_000);
});

test('a session is ended by its owner or an administrator, and its socket hears nothing more', async () => {
  const [ann, eve, admin] = await Promise.all([server.make.person(), server.make.person(), server.make.admin()]);
  const laptop = await again(ann);
  const [newest] = await ann.call(getSessions, me);
  const session_id = newest?.id ?? '';
  const revoke = (who: Person, user_id: string) =>
    who.call(revokeSession, { params: { user_id }, body: { session_id } });
  await expect(revoke(eve, ann.id)).rejects.toMatchObject({ status: 403 });
  await expect(revoke(eve, eve.id)).rejects.toMatchObject({ status: 400 });
  await works(laptop);
  const [own, revoked] = [await server.listen(ann), await server.listen(laptop)];
  await revoke(admin, ann.id);
  await ended(laptop);
  await works(ann);
  await ann.call(setStatus, { ...me, body: { user_id: ann.id, status: 'dnd' } });
  while ((await own.next('status_change')).data.status !== 'dnd');
  expect(revoked.heard.filter(({ data }) => 'status' in data && data.status === 'dnd')).toEqual([]);
  await expect(revoke(ann, ann.id)).rejects.toMatchObject({ status: 400, id: 'app.session.get.app_error' });
});

test('all sessions of a person end together', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  const laptop = await again(ann);
  await expect(bob.call(revokeAllSessions, { params: { user_id: ann.id } })).rejects.toMatchObject({ status: 403 });
  await works(laptop);
  await ann.call(revokeAllSessions, me);
  await ended(ann);
  await ended(laptop);
  await works(bob);
});

test('a changed password ends the other sessions, where that is configured', async () => {
  const ann = await server.make.person();
  const laptop = await again(ann);
  const change = (current_password: string, new_password: string) =>
    ann.call(changePassword, { ...me, body: { current_password, new_password } });
  await expect(change('not this one', 'another one')).rejects.toMatchObject({
    status: 400,
    id: 'api.user.update_password.incorrect.app_error',
  });
  await expect(change(testPassword, 'short')).rejects.toMatchObject({
    id: 'model.user.is_valid.pwd_min_length.app_error',
  });
  await expect(ann.call(changePassword, { ...me, body: { new_password: 'another one' } })).rejects.toMatchObject({
    status: 400,
    id: 'api.context.invalid_body_param.app_error',
  });
  await works(laptop);
  await change(testPassword, 'another one');
  await ended(laptop);
  await works(ann);
  await expect(again(ann)).rejects.toMatchObject({ status: 401 });

  const tablet = await again(ann, 'another one');
  await server.configure({ ServiceSettings: { TerminateSessionsOnPasswordChange: false } });
  await change('another one', 'a third one');
  await works(tablet);
  await server.configure({ ServiceSettings: { TerminateSessionsOnPasswordChange: true } });
});

test('only administrators set somebody else’s password, and it signs that person out', async () => {
  const [ann, bob, admin] = await Promise.all([server.make.person(), server.make.person(), server.make.admin()]);
  const set = (who: Person, user_id: string) =>
    who.call(changePassword, { params: { user_id }, body: { new_password: 'set by another' } });
  await expect(set(bob, ann.id)).rejects.toMatchObject({
    status: 403,
    id: 'api.user.update_password.context.app_error',
  });
  await expect(set(admin, newId())).rejects.toMatchObject({ status: 403 });
  await works(ann);
  await set(admin, ann.id);
  await ended(ann);
  await works(await again(ann, 'set by another'));
});

test('a phone that signs in again, or is attached, replaces its former session', async () => {
  const ann = await server.make.person();
  const device_id = 'android_rn-v2:token-of-a-phone';
  const onPhone = async () => {
    const client = createClient({ url: server.url });
    await client.call(login, { body: { login_id: ann.user.username, password: testPassword, device_id } });
    return client;
  };
  const first = await onPhone();
  const second = await onPhone();
  await expect(first.call(getUser, me)).rejects.toMatchObject({ status: 401 });
  await expect(second.call(getUser, me)).resolves.toBeDefined();

  const attach = (body: object) => ann.call(attachDevice, { body });
  await expect(attach({ mobile_version: 'latest' })).rejects.toMatchObject({ status: 400 });
  await expect(attach({ device_notification_disabled: 'maybe' })).rejects.toMatchObject({ status: 400 });
  await expect(attach({ device_id: 'x'.repeat(513) })).rejects.toMatchObject({ status: 400 });
  await attach({ device_id, device_notification_disabled: 'false', mobile_version: '2.30.0' });
  await expect(second.call(getUser, me)).rejects.toMatchObject({ status: 401 });
  expect(await ann.call(getSessions, me)).toMatchObject([
    {
      device_id,
      props: { isMobile: 'true', device_notification_disabled: 'false', mobile_version: '2.30.0' },
    },
  ]);
});

test('beyond 500 sessions those unused for longest end', async () => {
  const ann = await server.make.person();
  const [own] = await ann.call(getSessions, me);
  const rows = Array.from({ length: 500 }, (_, index) => ({
    id: newId(),
    token: newId(),
    user_id: ann.id,
    create_at: 1,
    expires_at: 0,
    last_activity_at: 1000 + index,
    device_id: '',
    roles: 'system_user',
    is_oauth: false,
    expired_notify: false,
    props: '{}',
  }));
  await server.database.db.insertInto('sessions').values(rows).execute();
  await again(ann);
  const left = new Set((await ann.call(getSessions, me)).map(({ id }) => id));
  expect(left.size).toBe(500);
  expect(left).toContain(own?.id);
  expect(left).not.toContain(rows[0]?.id);
  expect(left).not.toContain(rows[1]?.id);
  expect(left).toContain(rows[2]?.id);
});

test('sessions that ran out more than a day ago leave the table', async () => {
  const ann = await server.make.person();
  const day = 24 * 3_600_000;
  const ends = { long_ago: Date.now() - 2 * day, just_now: Date.now() - 1000, never: 0 };
  for (const [id, expires_at] of Object.entries(ends)) {
    await server.database.db
      .insertInto('sessions')
      .values({ id, token: newId(), user_id: ann.id, create_at: 1, expires_at, last_activity_at: 1, props: '{}' })
      .execute();
  }
  await server.runJob(clearExpiredSessions, {});
  const left = await server.database.db.selectFrom('sessions').select('id').where('user_id', '=', ann.id).execute();
  expect(
    left
      .map(({ id }) => id)
      .filter((id) => id in ends)
      .sort(),
  ).toEqual(['just_now', 'never']);
  await works(ann);
});

test('an administrator signs everybody out', async () => {
  const [ann, admin] = await Promise.all([server.make.person(), server.make.admin()]);
  await expect(ann.call(revokeEverySession)).rejects.toMatchObject({ status: 403 });
  await admin.call(revokeEverySession);
  await ended(ann);
  await ended(admin);
});
