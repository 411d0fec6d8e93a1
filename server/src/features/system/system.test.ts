import { createClient } from '@innermost/client/http.ts';
import {
  completeOnboarding,
  forgetCaches,
  getAgentsStatus,
  getConfig,
  getConfigEnvironment,
  getNotices,
  getOnboarding,
  getProfileAttributeFields,
  getServerLimits,
  getTimezones,
  getWebPlugins,
  patchConfig,
  ping,
  reportClientPerformance,
  updateConfig,
  writeLog,
} from '@innermost/protocol/system.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer({ config: { EmailSettings: { SMTPPassword: 'very secret' } } });
const nobody = createClient({ url: server.url });
const admin = await server.make.admin();
const person = await server.make.person();
const masked = '*'.repeat(32);

test('a sign of life asks nothing of the database, and on demand tells what stands behind', async () => {
  const sent = server.database.roundTrips();
  expect(await nobody.call(ping)).toEqual({
    status: 'OK',
    AndroidLatestVersion: '',
    AndroidMinVersion: '',
    IosLatestVersion: '',
    IosMinVersion: '',
    ActiveSearchBackend: 'database',
  });
  expect(server.database.roundTrips()).toBe(sent);
  expect(await nobody.call(ping, { query: { device_id: 'apple:x' } })).toMatchObject({
    CanReceiveNotifications: 'unknown',
  });
  const whole = await nobody.call(ping, { query: { get_server_status: true } });
  expect(whole).toMatchObject({ status: 'OK', database_status: 'OK', filestore_status: 'OK' });
  expect(whole).not.toHaveProperty('root_status');
  expect(await admin.call(ping, { query: { get_server_status: true } })).toHaveProperty('root_status');
});

test('files that cannot be kept are told, and who asks in a row asks the store once', async () => {
  let elapsed = 0;
  const own = await startServer({ clock: { elapsed: () => elapsed }, until: onTestFinished });
  const check = vi.spyOn(own.app.services.files, 'check');
  const ask = () =>
    createClient({ url: own.url }).call(ping, { query: { get_server_status: true, use_rest_semantics: true } });
  await Promise.all([ask(), ask(), ask()]);
  expect(await ask()).toMatchObject({ status: 'OK', filestore_status: 'OK' });
  expect(check).toHaveBeenCalledTimes(1);
  check.mockRejectedValue(new Error('the disk was pulled'));
  elapsed += 5_000;
  expect(await ask()).toMatchObject({ status: 'UNHEALTHY', database_status: 'OK', filestore_status: 'UNHEALTHY' });
});

test('an administrator sees the configuration without its secrets, and nobody else sees it', async () => {
  const response = await fetch(`${server.url}/api/v4/config`, { headers: { Authorization: `Bearer ${admin.token}` } });
  expect(response.headers.get('Cache-Control')).toContain('no-store');
  const text = await response.text();
  expect(text).not.toContain('very secret');
  expect(JSON.parse(text)).toMatchObject({
    EmailSettings: { SMTPPassword: masked },
    TeamSettings: { MaxUsersPerTeam: 50 },
  });
  await expect(person.call(getConfig)).rejects.toMatchObject({ status: 403 });
  await expect(person.call(getConfigEnvironment)).rejects.toMatchObject({ status: 403 });
  await expect(nobody.call(getConfig)).rejects.toMatchObject({ status: 401 });
  expect(await admin.call(getConfigEnvironment)).toEqual({});
});

test('a patch changes what it names, and keeps secrets that come back masked', async () => {
  const patch = { TeamSettings: { MaxUsersPerTeam: 77 }, EmailSettings: { SMTPPassword: masked } };
  await expect(person.call(patchConfig, { body: patch })).rejects.toMatchObject({ status: 403 });
  const changed = await admin.call(patchConfig, { body: patch });
  expect(changed).toMatchObject({ TeamSettings: { MaxUsersPerTeam: 77 }, EmailSettings: { SMTPPassword: masked } });
  expect(server.app.services.config.current().EmailSettings.SMTPPassword).toBe('very secret');
  const whole = await admin.call(getConfig);
  await admin.call(updateConfig, {
    body: { ...whole, TeamSettings: { ...whole['TeamSettings'], MaxUsersPerTeam: 50 } },
  });
  expect(await admin.call(getConfig)).toMatchObject({ TeamSettings: { MaxUsersPerTeam: 50 } });

  await expect(admin.call(patchConfig, { body: { TeamSettings: { MaxUsersPerTeam: 'many' } } })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('TeamSettings.MaxUsersPerTeam'),
  });
  // @ts-expect-error -- no section
  await expect(admin.call(patchConfig, { body: [] })).rejects.toMatchObject({ status: 400 });
  for (const section of ['yes', 1, true, []])
    // @ts-expect-error -- sections are objects
    await expect(admin.call(patchConfig, { body: { TeamSettings: section } })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('TeamSettings must be an object.'),
    });
  // @ts-expect-error -- null leaves a section as it is
  expect(await admin.call(patchConfig, { body: { TeamSettings: null } })).toMatchObject({ TeamSettings: {} });
});

test('the first administrator is led through the set-up once', async () => {
  await expect(person.call(completeOnboarding, { body: {} })).rejects.toMatchObject({ status: 403 });
  expect(await admin.call(getOnboarding)).toEqual({ name: 'FirstAdminSetupComplete', value: 'false' });
  await admin.call(completeOnboarding, { body: { organization: 'Example' } });
  expect(await admin.call(getOnboarding)).toEqual({ name: 'FirstAdminSetupComplete', value: 'true' });
});

test('what is not offered answers an honest nothing', async () => {
  expect(await person.call(getServerLimits)).toMatchObject({ maxUsersLimit: 0 });
  expect(await person.call(getNotices, { params: { team_id: newId() } })).toEqual([]);
  expect(await person.call(getProfileAttributeFields)).toEqual([]);
  expect(await person.call(getAgentsStatus)).toEqual({ available: false });
  expect(await person.call(reportClientPerformance)).toEqual({ status: 'OK' });
  expect(await nobody.call(getWebPlugins)).toEqual([]);
  await expect(nobody.call(getServerLimits)).rejects.toMatchObject({ status: 401 });
});

test('the small rest', async () => {
  expect(await person.call(getTimezones)).toContain('Europe/Berlin');
  await expect(person.call(forgetCaches)).rejects.toMatchObject({ status: 403 });
  expect(await admin.call(forgetCaches)).toEqual({ status: 'OK' });
  await expect(nobody.call(writeLog, { body: { level: 'ERROR', message: 'x' } })).rejects.toMatchObject({
    status: 403,
  });
  expect(await person.call(writeLog, { body: { level: 'ERROR', message: 'x' } })).toMatchObject({ level: 'DEBUG' });
  expect(await admin.call(writeLog, { body: { level: 'ERROR', message: 'x' } })).toMatchObject({ level: 'ERROR' });
});
