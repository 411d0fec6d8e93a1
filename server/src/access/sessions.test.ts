import { getUser } from '@innermost/protocol/users.ts';
import { getStatusesByIds, setStatus } from '@innermost/protocol/status.ts';
import { createClient } from '@innermost/client/http.ts';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { startServer } from '../testing/start-server.ts';
import type { Person } from '../testing/person.ts';
import type { Session } from './session.ts';
import { Sessions, type SessionSettings } from './sessions.ts';

const minute = 60_000;
const hour = 60 * minute;
let now = Date.now();
const server = await startServer({ clock: { now: () => now } });
const { db } = server.database;

const usual: SessionSettings = {
  lengths: { web: 10 * hour, mobile: 20 * hour, sso: 30 * hour },
  extendWithActivity: true,
  idleTimeout: 0,
  allowPersonalTokens: false,
};
let settings = usual;
beforeEach(() => (settings = usual));
const owner = (await server.make.user()).id;
const keep = (cached?: number) => new Sessions(db, { now: () => now }, () => settings, cached);

async function stored(fields: Partial<Session> = {}): Promise<string> {
  const token = newId();
  const row = {
    id: newId(),
    token,
    user_id: owner,
    create_at: now,
    expires_at: now + 10 * hour,
    last_activity_at: now,
    device_id: '',
    roles: 'system_user',
    is_oauth: false,
    expired_notify: false,
    ...fields,
    props: JSON.stringify(fields.props ?? {}),
  };
  await db.insertInto('sessions').values(row).execute();
  return token;
}

async function found(sessions: Sessions, token: string): Promise<Session> {
  const session = await sessions.find(token);
  if (!session) throw new Error('no session');
  return session;
}

test('a session that fell out of the cache still counts for whoever holds it, and so does what changes', async () => {
  const sessions = keep(2);
  const token = await stored();
  const ofSocket = await found(sessions, token);
  for (let other = 0; other < 5; other += 1) await sessions.find(await stored());
  expect(sessions.isLive(ofSocket)).toBe(true);

  now += 5 * hour;
  sessions.amend(ofSocket.id, { roles: 'system_guest' });
  expect(ofSocket.roles).toBe('system_guest');
  const ofRequest = await found(sessions, token);
  expect(sessions.used(ofRequest)).toBe(true);
  now += 8 * hour;
  expect(sessions.isLive(ofSocket)).toBe(true);

  for (let other = 0; other < 5; other += 1) await sessions.find(await stored());
  sessions.forget([ofSocket.id]);
  expect(sessions.isLive(ofSocket)).toBe(false);
});

test('a session that changes while it is being loaded is read once more', async () => {
  const sessions = keep();
  const token = await stored();
  const { id } = await db.selectFrom('sessions').select('id').where('token', '=', token).executeTakeFirstOrThrow();
  const before = server.database.roundTrips();
  const loading = sessions.find(token);
  sessions.amend(id, { roles: 'system_guest' });
  expect(await loading).toMatchObject({ id });
  expect(server.database.roundTrips() - before).toBe(2);
});

test('a token that nobody has costs one round trip', async () => {
  const sessions = keep();
  const before = server.database.roundTrips();
  expect(await sessions.find(newId())).toBeUndefined();
  expect(await sessions.find('no token of ours')).toBeUndefined();
  expect(server.database.roundTrips() - before).toBe(2);
});

test('times that could not be written are written the next time', async () => {
  const sessions = keep();
  const session = await found(sessions, await stored());
  now += 10 * minute;
  sessions.used(session);
  await sql`ALTER TABLE sessions RENAME TO sessions_away`.execute(db);
  await expect(sessions.flush()).rejects.toThrow();
  await sql`ALTER TABLE sessions_away RENAME TO sessions`.execute(db);
  await sessions.flush();
  expect(await found(keep(), session.token)).toMatchObject({ last_activity_at: now });
});

test('activity prolongs a session by the length of its kind, once enough time has passed', async () => {
  const sessions = keep();
  const web = await found(sessions, await stored());
  const phone = await found(sessions, await stored({ device_id: 'apple:1', expires_at: now + 20 * hour }));
  const sso = await found(sessions, await stored({ props: { isSaml: 'true' }, expires_at: now + 30 * hour }));
  now += 4 * minute;
  expect(sessions.used(web)).toBe(false);
  now += 2 * minute;
  expect([sessions.used(web), sessions.used(phone), sessions.used(sso)]).toEqual([true, false, false]);
  expect(web.expires_at).toBe(now + 10 * hour);
  now += 13 * minute;
  expect([sessions.used(phone), sessions.used(sso)]).toEqual([true, true]);
  expect([phone.expires_at, sso.expires_at]).toEqual([now + 20 * hour, now + 30 * hour]);
  await sessions.flush();
  expect(await found(keep(), phone.token)).toMatchObject({ expires_at: now + 20 * hour, last_activity_at: now });

  settings = { ...usual, extendWithActivity: false };
  now += 6 * hour;
  const before = web.expires_at;
  expect(sessions.used(web)).toBe(false);
  expect(web.expires_at).toBe(before);
  now = before;
  expect(sessions.isLive(web)).toBe(false);
});

test('only browser sessions end by idleness, and only where sessions are not prolonged', async () => {
  settings = { ...usual, extendWithActivity: false, idleTimeout: hour, allowPersonalTokens: true };
  const sessions = keep();
  const never = { expires_at: 0 };
  const web = await found(sessions, await stored(never));
  const others = await Promise.all(
    [
      { device_id: 'apple:2' },
      { props: { isMobile: 'true' } },
      { is_oauth: true },
      { props: { type: 'UserAccessToken' } },
    ].map(async (fields) => found(sessions, await stored({ ...never, ...fields }))),
  );
  now += hour - 1;
  expect(sessions.isLive(web)).toBe(true);
  now += 1;
  expect(sessions.isLive(web)).toBe(false);
  expect(others.map((session) => sessions.isLive(session))).toEqual([true, true, true, true]);
  settings = { ...settings, extendWithActivity: true };
  expect(sessions.isLive(web)).toBe(true);
});

test('a session of an account that is switched off lets nobody in', async () => {
  const ann = await server.make.person();
  expect(await ask(ann.token)).toMatchObject({ id: ann.id });
  // As in a database that was changed by hand.
  await db.updateTable('users').set({ delete_at: 1 }).where('id', '=', ann.id).execute();
  await server.app.services.sessions.readAgain();
  await refused(ann.token);
});

test('what a client asks by itself at intervals is no sign of life of its person', async () => {
  const ann = await server.make.person();
  const used = async () =>
    (await db.selectFrom('sessions').select('last_activity_at').where('token', '=', ann.token).executeTakeFirst())
      ?.last_activity_at;
  const begun = await used();
  now += hour;
  await ann.call(getStatusesByIds, { body: [ann.id] });
  await server.app.services.sessions.flush();
  expect(await used()).toBe(begun);
  await ask(ann.token);
  await server.app.services.sessions.flush();
  expect(await used()).toBe(now);
});

async function tokenFor(user_id: string, is_active = true): Promise<string> {
  const token = newId();
  await db
    .insertInto('useraccesstokens')
    .values({ id: newId(), token, user_id, description: 'x', is_active })
    .execute();
  return token;
}

const ask = (token: string) => createClient({ url: server.url, token }).call(getUser, { params: { user_id: 'me' } });
const refused = (token: string) =>
  expect(ask(token)).rejects.toMatchObject({ status: 401, id: 'api.context.session_expired.app_error' });

test('a personal access token that was never used lets its owner in, once such tokens are allowed', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  const token = await tokenFor(ann.id);
  await refused(token);
  await server.configure({ ServiceSettings: { EnableUserAccessTokens: true } });
  const answers = await Promise.all([ask(token), ask(token), ask(token)]);
  expect(answers.map(({ id }) => id)).toEqual([ann.id, ann.id, ann.id]);
  const rows = await db.selectFrom('sessions').selectAll().where('token', '=', token).execute();
  expect(rows).toMatchObject([
    { user_id: ann.id, roles: 'system_user', is_oauth: false, props: { type: 'UserAccessToken', is_guest: 'false' } },
  ]);
  expect(rows[0]?.expires_at).toBeGreaterThan(now + 99 * 365 * 24 * hour);
  expect(rows[0]?.props).not.toHaveProperty('is_bot');

  const asToken = { ...ann, token } satisfies Person;
  const socket = await server.listen(asToken);
  await ann.call(setStatus, { params: { user_id: 'me' }, body: { user_id: ann.id, status: 'dnd' } });
  while ((await socket.next('status_change')).data.status !== 'dnd');
  await refused(await tokenFor(ann.id, false));
  await refused(newId());
  await db.updateTable('users').set({ delete_at: now }).where('id', '=', bob.id).execute();
  await refused(await tokenFor(bob.id));
  await server.configure({ ServiceSettings: { EnableUserAccessTokens: false } });
  await refused(token);
});

test('the tokens of bots need no permission of the configuration', async () => {
  const bot = await server.make.user();
  const row = { user_id: bot.id, description: '', owner_id: newId(), create_at: now, update_at: now, delete_at: 0 };
  await db.insertInto('bots').values(row).execute();
  const token = await tokenFor(bot.id);
  expect(await ask(token)).toMatchObject({ id: bot.id });
  expect(await db.selectFrom('sessions').select('props').where('token', '=', token).executeTakeFirst()).toMatchObject({
    props: { is_bot: 'true' },
  });
});
