import { getMyChannels } from '@innermost/protocol/channels.ts';
import { patchConfig, ping } from '@innermost/protocol/system.ts';
import { changePassword, getUser, logout } from '@innermost/protocol/users.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Session } from '../access/session.ts';
import { testPassword, type Person } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

let elapsed = 0;
const server = await startServer({ clock: { elapsed: () => elapsed } });
const admin = await server.make.admin();
const demanded = { EnableMultifactorAuthentication: true, EnforceMultifactorAuthentication: true };

const required = { status: 403, id: 'api.context.mfa_required.app_error' };
const channels = (person: Person) => person.call(getMyChannels, { params: { user_id: 'me' } });
const me = (person: Person, user_id = 'me') => person.call(getUser, { params: { user_id } });

async function setFactor(person: Person, mfa_active: boolean): Promise<void> {
  await server.database.db.updateTable('users').set({ mfa_active }).where('id', '=', person.id).execute();
  server.app.services.directory.forgetEverything();
}

/** Somebody whose session is of another kind. */
async function somebody(kind: Partial<Session>): Promise<Person> {
  const person = await server.make.person();
  Object.assign((await server.app.services.sessions.find(person.token)) ?? {}, kind);
  return person;
}

async function demand(): Promise<void> {
  // What was found out about administrators before holds no longer.
  elapsed += 60_000;
  await server.configure({ ServiceSettings: demanded });
  onTestFinished(() => server.configure({ ServiceSettings: { EnforceMultifactorAuthentication: false } }));
}

test('where a factor is demanded, people without one can see who they are and leave, and nothing else', async () => {
  const ann = await server.make.person();
  await setFactor(admin, true);
  await demand();
  await expect(channels(ann)).rejects.toMatchObject(required);
  await expect(me(ann, ann.id)).rejects.toMatchObject(required);
  expect((await me(ann)).id).toBe(ann.id);
  await ann.call(ping);
  await channels(admin);
  await setFactor(ann, true);
  await channels(ann);
  await setFactor(ann, false);
  await ann.call(logout);
});

test('bots, applications and guests need none, guests until their switch is on', async () => {
  await setFactor(admin, true);
  const bot = await somebody({ props: { is_bot: 'true' } });
  const app = await somebody({ is_oauth: true });
  const guest = await somebody({ roles: 'system_guest' });
  await demand();
  for (const person of [bot, app, guest]) expect(await channels(person)).toEqual([]);
  await server.configure({ GuestAccountsSettings: { EnforceMultifactorAuthentication: true } });
  await expect(channels(guest)).rejects.toMatchObject(required);
});

test('while no administrator has one the demand has no effect, and the log says so', async () => {
  const ann = await server.make.person();
  await setFactor(admin, false);
  const warn = vi.spyOn(server.app.services.log, 'warn');
  onTestFinished(() => warn.mockRestore());
  await demand();
  expect(await channels(ann)).toEqual([]);
  expect(await channels(ann)).toEqual([]);
  expect(warn.mock.calls.filter(([text]) => String(text).includes('has no effect'))).toHaveLength(1);
});

test('nobody demands a factor who has none', async () => {
  const patch = { body: { ServiceSettings: demanded } };
  await setFactor(admin, false);
  await expect(admin.call(patchConfig, patch)).rejects.toThrow('your own account has no second factor');
  await setFactor(admin, true);
  await admin.call(patchConfig, patch);
  await server.configure({ ServiceSettings: { EnforceMultifactorAuthentication: false } });
});

test('no application changes a password', async () => {
  const ann = await somebody({ is_oauth: true });
  const body = { current_password: testPassword, new_password: `${testPassword}!` };
  const call = ann.call(changePassword, { params: { user_id: ann.id }, body });
  await expect(call).rejects.toMatchObject({ status: 403 });
});
