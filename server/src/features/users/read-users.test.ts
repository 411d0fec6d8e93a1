import { createClient } from '@innermost/client/http.ts';
import {
  getDefaultUserImage,
  getKnownUsers,
  getUser,
  getUserByEmail,
  getUserByUsername,
  getUserImage,
  getUsersByIds,
  getUsersByUsernames,
  getUserStats,
  patchUser,
} from '@innermost/protocol/users.ts';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const [ann, bob, admin] = await Promise.all([server.make.person(), server.make.person(), server.make.admin()]);
await ann.call(patchUser, {
  params: { user_id: 'me' },
  body: { first_name: 'Ann', last_name: 'Archer', nickname: 'annie', position: 'Pilot', props: { customStatus: '{}' } },
});
const look = (who: Person, of: Person) => who.call(getUser, { params: { user_id: of.id } });
const privacy = (PrivacySettings: { ShowEmailAddress: boolean; ShowFullName: boolean }) =>
  server.configure({ PrivacySettings });

test('a person sees all of himself, and the profile of others', async () => {
  const me = await ann.call(getUser, { params: { user_id: 'me' } });
  expect(me).toMatchObject({ id: ann.id, email: ann.user.email, first_name: 'Ann', notify_props: { push: 'mention' } });
  expect(me.last_password_update).toBeGreaterThan(0);
  expect(await look(ann, ann)).toEqual(me);
  const seen = await look(bob, ann);
  expect(seen).toMatchObject({
    id: ann.id,
    username: ann.user.username,
    email: ann.user.email,
    first_name: 'Ann',
    last_name: 'Archer',
    position: 'Pilot',
    props: { customStatus: '{}' },
    roles: 'system_user',
    auth_data: '',
  });
  for (const hidden of [
    'notify_props',
    'last_password_update',
    'password',
    'mfa_secret',
    'last_login',
    'failed_attempts',
  ])
    expect(seen).not.toHaveProperty(hidden);
  expect(await look(admin, ann)).toHaveProperty('notify_props');
  await expect(createClient({ url: server.url }).call(getUser, { params: { user_id: ann.id } })).rejects.toMatchObject({
    status: 401,
  });
});

test('addresses and full names are hidden where that is configured, but not from administrators', async () => {
  await privacy({ ShowEmailAddress: false, ShowFullName: false });
  expect(await look(bob, ann)).toMatchObject({ email: '', first_name: '', last_name: '', nickname: 'annie' });
  expect(await look(ann, ann)).toMatchObject({ email: ann.user.email, first_name: 'Ann' });
  expect(await look(admin, ann)).toMatchObject({ email: ann.user.email, last_name: 'Archer' });
  expect(await bob.call(getUsersByIds, { body: [ann.id] })).toMatchObject([{ email: '', first_name: '' }]);
  const byEmail = (who: Person) => who.call(getUserByEmail, { params: { email: ann.user.email.toUpperCase() } });
  await expect(byEmail(bob)).rejects.toMatchObject({
    status: 403,
    id: 'api.user.get_user_by_email.permissions.app_error',
  });
  await expect(byEmail(admin)).resolves.toMatchObject({ id: ann.id });
  await privacy({ ShowEmailAddress: true, ShowFullName: true });
  await expect(byEmail(bob)).resolves.toMatchObject({ id: ann.id });
});

test('a user is found by name, and what does not exist is not found', async () => {
  const byName = (username: string) => bob.call(getUserByUsername, { params: { username } });
  expect(await byName(ann.user.username.toUpperCase())).toMatchObject({ id: ann.id });
  await expect(byName('nobody-of-this-name')).rejects.toMatchObject({
    status: 404,
    id: 'app.user.get_by_username.app_error',
  });
  await expect(bob.call(getUser, { params: { user_id: newId() } })).rejects.toMatchObject({
    status: 404,
    id: 'app.user.missing_account.const',
  });
  await expect(bob.call(getUser, { params: { user_id: 'short' } })).rejects.toMatchObject({
    status: 400,
    id: 'api.context.invalid_url_param.app_error',
  });
});

test('who holds the current version of a user gets none again', async () => {
  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v4/users/${ann.id}`, { headers: { Authorization: `Bearer ${bob.token}`, ...headers } });
  const etag = (await ask()).headers.get('ETag') ?? '';
  expect(etag).toMatch(/^11\.6\.0\./);
  const again = await ask({ 'If-None-Match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  await ann.call(patchUser, { params: { user_id: 'me' }, body: { nickname: 'anna' } });
  expect((await ask({ 'If-None-Match': etag })).status).toBe(200);
});

test('many users come in one answer and one round trip, unknown ones left out', async () => {
  const body = [ann.id, newId(), bob.id, ann.id];
  const before = server.database.roundTrips();
  const users = await admin.call(getUsersByIds, { body });
  expect(server.database.roundTrips() - before).toBe(1);
  expect(users.map(({ id }) => id).sort()).toEqual([ann.id, bob.id].sort());
  const { update_at } = await look(bob, bob);
  const changed = await admin.call(getUsersByIds, { body, query: { since: update_at } });
  expect(changed.map(({ id }) => id)).not.toContain(bob.id);
  expect(
    (await bob.call(getUsersByUsernames, { body: [ann.user.username.toUpperCase(), 'nobody-here'] })).map(
      ({ id }) => id,
    ),
  ).toEqual([ann.id]);
  await expect(bob.call(getUsersByIds, { body: [] })).rejects.toMatchObject({ status: 400 });
  await expect(bob.call(getUsersByUsernames, { body: [] })).rejects.toMatchObject({ status: 400 });
});

test('everybody has a picture, which clients keep', async () => {
  const ask = (who: Person, headers: Record<string, string> = {}) =>
    fetch(who.client.url(getUserImage, { params: { user_id: ann.id } }), {
      headers: { Authorization: `Bearer ${who.token}`, ...headers },
    });
  const picture = await ask(bob);
  expect(picture.headers.get('Content-Type')).toBe('image/png');
  expect(picture.headers.get('Cache-Control')).toBe('max-age=86400, private');
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([128, 128]);
  expect((await ask(bob, { 'If-None-Match': picture.headers.get('ETag') ?? '' })).status).toBe(304);
  const standard = await bob.call(getDefaultUserImage, { params: { user_id: ann.id } });
  expect(Buffer.from(standard)).toEqual(bytes);
  await expect(bob.call(getUserImage, { params: { user_id: newId() } })).rejects.toMatchObject({ status: 404 });
});

test('the number of people, and whom one knows', async () => {
  const { total_users_count } = await ann.call(getUserStats);
  await server.make.user();
  expect(await ann.call(getUserStats)).toEqual({ total_users_count: total_users_count + 1 });
  expect(await ann.call(getKnownUsers)).toEqual([]);
});

test('odd values in a stored row do no harm', async () => {
  const user = await server.make.user();
  await server.database.db
    .updateTable('users')
    .set({
      nickname: null,
      auth_service: null,
      delete_at: null,
      remote_id: null,
      props: '{"theme":7,"list":[1]}',
      notify_props: 'null',
      timezone: '"odd"',
    })
    .where('id', '=', user.id)
    .execute();
  expect(await admin.call(getUser, { params: { user_id: user.id } })).toMatchObject({
    nickname: '',
    auth_service: '',
    delete_at: 0,
    props: { theme: '7', list: '[1]' },
    notify_props: {},
    timezone: {},
  });
});
