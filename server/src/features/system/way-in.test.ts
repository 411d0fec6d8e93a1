import { getConfig, patchConfig, updateConfig } from '@innermost/protocol/system.ts';
import { getUser, setUserRoles, verifyUserEmailWithoutToken } from '@innermost/protocol/users.ts';
import { beforeEach, expect, test } from 'vitest';
import { signIn, type Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const demand = { EmailSettings: { RequireEmailVerification: true } };
const refusal = (text: string) => ({
  status: 400,
  message: expect.stringMatching(new RegExp(`EmailSettings\\.RequireEmailVerification.*${text}.*email/verify/member`)),
});

beforeEach(async () => {
  await server.configure({ EmailSettings: { RequireEmailVerification: false } });
  await db.updateTable('users').set({ email_verified: false }).execute();
});

async function secondAdmin(): Promise<Person> {
  const person = await server.make.person();
  const admin = await server.make.admin();
  await admin.call(setUserRoles, { params: { user_id: person.id }, body: { roles: 'system_user system_admin' } });
  return person;
}

test('confirmed addresses are not demanded by somebody whose own is not, by either route, with a mail server or without', async () => {
  const admin = await server.make.admin();
  const other = await secondAdmin();
  await admin.call(verifyUserEmailWithoutToken, { params: { user_id: other.id } });
  for (const SMTPServer of ['', 'mail.example.com']) {
    await server.configure({ EmailSettings: { SMTPServer } });
    await expect(admin.call(patchConfig, { body: demand })).rejects.toMatchObject(refusal('your own'));
    const whole = await admin.call(getConfig);
    const body = { ...whole, EmailSettings: { ...whole['EmailSettings'], ...demand.EmailSettings } };
    await expect(admin.call(updateConfig, { body })).rejects.toMatchObject(refusal('your own'));
  }
  expect((await admin.call(getConfig))['EmailSettings']?.['RequireEmailVerification']).toBe(false);
  await signIn(server.url, admin.user);
});

test('once the own address is confirmed they are demanded, and who demanded it signs in again', async () => {
  const admin = await server.make.admin();
  const confirmed = await admin.call(verifyUserEmailWithoutToken, { params: { user_id: admin.id } });
  expect(confirmed).toMatchObject({ id: admin.id, email_verified: true });
  await admin.call(patchConfig, { body: demand });
  expect((await signIn(server.url, admin.user)).id).toBe(admin.id);
  // The whole configuration, as consoles put it back, changes nothing about it.
  await db.updateTable('users').set({ email_verified: false }).where('id', '=', admin.id).execute();
  await admin.call(updateConfig, { body: await admin.call(getConfig) });
});

test('a bot that administers does not demand them while no administrator could sign in', async () => {
  const admin = await server.make.admin();
  const bot = await secondAdmin();
  const row = { user_id: bot.id, description: '', owner_id: admin.id, create_at: 1, update_at: 1, delete_at: 0 };
  await db.insertInto('bots').values(row).execute();
  await db.updateTable('users').set({ email_verified: true }).where('id', '=', bot.id).execute();
  await expect(bot.call(patchConfig, { body: demand })).rejects.toMatchObject(refusal('no administrator'));
  await bot.call(verifyUserEmailWithoutToken, { params: { user_id: admin.id } });
  await bot.call(patchConfig, { body: demand });
});

test('an administrator vouches for the address of somebody else, who then signs in; nobody else may', async () => {
  const admin = await server.make.admin();
  const ann = await server.make.person();
  const params = { user_id: ann.id };
  await expect(ann.call(verifyUserEmailWithoutToken, { params })).rejects.toMatchObject({ status: 403 });
  await expect(admin.call(verifyUserEmailWithoutToken, { params: { user_id: 'a'.repeat(26) } })).rejects.toMatchObject({
    status: 404,
  });
  await server.configure(demand);
  await expect(signIn(server.url, ann.user)).rejects.toMatchObject({ status: 401 });
  const heard = await server.listen(admin);
  expect(await admin.call(verifyUserEmailWithoutToken, { params })).toMatchObject({ email_verified: true });
  expect((await heard.next('user_updated')).data.user).toMatchObject({ id: ann.id, email_verified: true });
  const again = await signIn(server.url, ann.user);
  expect(await again.call(getUser, { params: { user_id: 'me' } })).toMatchObject({ id: ann.id, email_verified: true });
});
