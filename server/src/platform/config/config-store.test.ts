import { expect, test, vi } from 'vitest';
import { openConfigStore } from './config-store.ts';
import { memoryConfig } from './drivers/memory.ts';
import { hideSecrets } from './patch.ts';
import type { JsonObject } from './tree.ts';

const by = { by: 'test' };

async function openStore(options: { stored?: JsonObject; variables?: Record<string, string>; adopted?: boolean } = {}) {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const driver = memoryConfig(options.stored);
  const { variables = {}, adopted = false } = options;
  return { store: await openConfigStore({ driver, variables, log, adopted }), log, driver };
}

test('a change makes another object, tells those who listen, and reaches what is stored', async () => {
  const { store, driver } = await openStore();
  const before = store.current();
  const heard = vi.fn();
  const stop = store.onChange(heard);
  const after = await store.update({ TeamSettings: { EnableOpenServer: true } }, by);
  expect(before.TeamSettings.EnableOpenServer).toBe(false);
  expect(after.TeamSettings.EnableOpenServer).toBe(true);
  expect(store.current()).toBe(after);
  expect(heard.mock.calls).toEqual([[after, before]]);
  expect(await driver.load()).toHaveProperty('TeamSettings.EnableOpenServer', true);

  stop();
  await store.update({ TeamSettings: { EnableOpenServer: false } }, by);
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a change to what already holds is none', async () => {
  const { store } = await openStore();
  const heard = vi.fn();
  store.onChange(heard);
  const before = store.current();
  expect(
    await store.update({ TeamSettings: { EnableOpenServer: false }, ThemeSettings: { AllowedThemes: [] } }, by),
  ).toBe(before);
  expect(heard).not.toHaveBeenCalled();
});

test('a listener that fails stops neither the change nor the others', async () => {
  const { store, log } = await openStore();
  const heard = vi.fn();
  store.onChange(() => {
    throw new Error('no');
  });
  store.onChange(heard);
  await store.update({ TeamSettings: { SiteName: 'Next' } }, by);
  expect(heard).toHaveBeenCalledOnce();
  expect(log.error).toHaveBeenCalledOnce();
});

test('the log says who changed which settings, never to what', async () => {
  const { store, log } = await openStore();
  await store.update({ EmailSettings: { SMTPPassword: 'swordfish', SMTPServer: 'mail' } }, { by: 'ann' });
  expect(log.info.mock.calls[0]?.[0]).toEqual({
    by: 'ann',
    changed: ['EmailSettings.SMTPPassword', 'EmailSettings.SMTPServer'],
  });
  expect(JSON.stringify(log.info.mock.calls)).not.toContain('swordfish');
});

test('a setting that the environment fixes cannot be changed, and the refusal names the variable', async () => {
  const { store } = await openStore({ variables: { MM_TEAMSETTINGS_ENABLEOPENSERVER: 'true' } });
  expect([...store.overrides()]).toEqual(['TeamSettings.EnableOpenServer']);
  const patch = { TeamSettings: { EnableOpenServer: false, SiteName: 'Not this either' } };
  await expect(store.update(patch, by)).rejects.toMatchObject({
    name: 'FixedSettingError',
    variables: ['MM_TEAMSETTINGS_ENABLEOPENSERVER'],
    message: expect.stringContaining('MM_TEAMSETTINGS_ENABLEOPENSERVER'),
  });
  expect(store.current().TeamSettings.SiteName).toBe('Innermost');
  await store.update({ TeamSettings: { EnableOpenServer: true, SiteName: 'This' } }, by);
  expect(store.current().TeamSettings.SiteName).toBe('This');
});

test('a value of the wrong type is refused and names the setting', async () => {
  const { store } = await openStore();
  const patch = { TeamSettings: { MaxUsersPerTeam: '3' as unknown as number } };
  await expect(store.update(patch, by)).rejects.toMatchObject({
    name: 'InvalidSettingError',
    message: 'TeamSettings.MaxUsersPerTeam must be a whole number from 1 to 1000000 (people).',
  });
});

test('secrets are hidden from clients, and what is hidden comes back without harm', async () => {
  const stored = {
    EmailSettings: { SMTPPassword: 'swordfish' },
    SqlSettings: { DataSourceReplicas: ['postgres://a:b@c/d'] },
    PluginSettings: { Plugins: { x: { token: 'hush' } } },
    AutoTranslationSettings: { LibreTranslate: { APIKey: 'inner' } },
  };
  const { store } = await openStore({ stored });
  const shown = hideSecrets(store.current());
  expect(shown.EmailSettings.SMTPPassword).toBe('********************************');
  expect(shown.LdapSettings.BindPassword).toBe('');
  for (const secret of ['swordfish', 'postgres://', 'hush', 'inner', store.current().FileSettings.PublicLinkSalt]) {
    expect(JSON.stringify(shown)).not.toContain(secret);
  }
  const before = store.current();
  expect(await store.update(shown, by)).toBe(before);
  await store.update({ EmailSettings: { SMTPPassword: 'new' } }, by);
  expect(store.current().EmailSettings.SMTPPassword).toBe('new');
  const replicas = [...shown.SqlSettings.DataSourceReplicas, 'postgres://second'];
  await store.update({ SqlSettings: { DataSourceReplicas: replicas } }, by);
  expect(store.current().SqlSettings.DataSourceReplicas).toEqual(['postgres://a:b@c/d', 'postgres://second']);
});

test('a wrong variable refuses the start and is named', async () => {
  const variables = { MM_TEAMSETTINGS_MAXUSERSPERTEAM: 'x', MM_SERVICESETTINGS_ENABLESVGS: 'x' };
  await expect(openStore({ variables })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringMatching(/MM_SERVICESETTINGS_ENABLESVGS.*MM_TEAMSETTINGS_MAXUSERSPERTEAM/),
  });
});

test('webhooks override names on a fresh installation, not on an adopted one without its configuration, which says so', async () => {
  const fresh = await openStore();
  expect(fresh.store.current().ServiceSettings.EnablePostUsernameOverride).toBe(true);
  expect(fresh.log.warn).not.toHaveBeenCalled();

  const adopted = await openStore({ adopted: true });
  expect(adopted.store.current().ServiceSettings).toMatchObject({
    EnablePostUsernameOverride: false,
    EnablePostIconOverride: false,
  });
  expect(adopted.log.warn.mock.calls[0]?.[1]).toContain('EnablePostUsernameOverride');

  const stored = { ServiceSettings: { EnablePostUsernameOverride: true } };
  const complete = await openStore({ adopted: true, stored });
  expect(complete.store.current().ServiceSettings.EnablePostUsernameOverride).toBe(true);
  expect(complete.log.warn).not.toHaveBeenCalled();
});

test('what another process stored holds after a reload', async () => {
  const { store, driver } = await openStore();
  await driver.change((stored) => ({ ...stored, TeamSettings: { SiteName: 'Elsewhere' } }));
  expect(store.current().TeamSettings.SiteName).toBe('Innermost');
  await store.reload();
  expect(store.current().TeamSettings.SiteName).toBe('Elsewhere');
});

test('changes made at once are all kept', async () => {
  const { store } = await openStore();
  await Promise.all([
    store.update({ TeamSettings: { SiteName: 'A' } }, by),
    store.update({ TeamSettings: { MaxUsersPerTeam: 4 } }, by),
  ]);
  expect(store.current().TeamSettings).toMatchObject({ SiteName: 'A', MaxUsersPerTeam: 4 });
});
