import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openConfigStore } from './config-store.ts';
import { memoryConfig } from './drivers/memory.ts';
import { readStored } from './read-value.ts';
import { defaultConfig, resolveConfig } from './resolve.ts';
import { declared, valueAt, withValueAt, type JsonObject } from './tree.ts';

const by = { by: 'test' };
let dataDir: string;

beforeEach(async () => {
  dataDir = await realpath(await mkdtemp(join(tmpdir(), 'innermost-bounds-')));
});

afterEach(() => rm(dataDir, { recursive: true }));

async function openStore(stored?: JsonObject, variables: Record<string, string> = {}) {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const driver = memoryConfig(stored);
  const paths = { dataDir, allowed: [join(dataDir, '..', 'innermost-allowed')] };
  return { store: await openConfigStore({ driver, variables, log, paths }), log, driver };
}

const patchOf = (name: string, value: unknown) => withValueAt({}, name.split('.'), value);

test('every default is within its own bounds, and so is the default of upstream that a path has', () => {
  for (const { name, setting } of declared) {
    expect(readStored(setting, setting.default), name).toEqual({ value: setting.default });
    if (setting.kind === 'path')
      expect(readStored(setting, setting.upstream), name).toEqual({ value: setting.upstream });
  }
});

test.each([
  ['ServiceSettings.MaximumLoginAttempts', 0, 'a whole number from 1 to 1000000 (attempts)'],
  ['ServiceSettings.SessionLengthWebInHours', -1, 'a whole number from 1 to 87648 (hours)'],
  ['ServiceSettings.MaximumPayloadSizeBytes', -1, 'a whole number from 100000 to 50000000 (bytes)'],
  ['ServiceSettings.MaximumURLLength', -1, 'a whole number from 1024 to 16000 (characters)'],
  ['ServiceSettings.SessionIdleTimeoutInMinutes', 1, '0, or a whole number from 5 to 5258880 (minutes)'],
  ['ServiceSettings.PostEditTimeLimit', -2, '-1, or a whole number from 0 to 315532800 (seconds)'],
  ['TeamSettings.UserStatusAwayTimeout', 2_147_484, 'a whole number from 10 to 604800 (seconds)'],
  ['TeamSettings.MaxUsersPerTeam', 1.5, 'a whole number from 1 to 1000000 (people)'],
  ['PasswordSettings.MinimumLength', 1000, 'a whole number from 5 to 72 (characters)'],
  ['LogSettings.ConsoleLevel', 'LOUD', 'one of INFO, DEBUG, WARN, ERROR, TRACE'],
  ['ServiceSettings.SiteURL', 'chat.example.org', 'an http or https address'],
  ['ServiceSettings.SiteURL', 'https://chat.example.org/x;Domain=.org', 'an http or https address'],
  ['ServiceSettings.WebsocketURL', 'not an address', 'an address such as wss://'],
  ['ServiceSettings.ListenAddress', ':99999', 'an address and port'],
  ['ServiceSettings.CorsExposedHeaders', 'X-A\r\nX-B: 1', 'names of headers'],
  ['ServiceSettings.AllowCorsFrom', 'https://a.example\n*', 'addresses such as'],
  ['ServiceSettings.FrameAncestors', 'https://a.example; script-src *', 'origins such as'],
  ['ServiceSettings.AllowedUntrustedInternalConnections', '10.0.0.0/99', 'hosts, IP addresses and ranges'],
  ['LocalizationSettings.DefaultClientLocale', 'en-too-long', 'a language'],
  ['DisplaySettings.CustomURLSchemes', ['javascript'], 'a list of at most 100, each an address scheme such as mmauth'],
  ['SupportSettings.HelpLink', 'javascript:alert(1)', 'an http, https or mailto address'],
  ['AnnouncementSettings.BannerColor', 'red;background:url(//x)', 'a colour'],
  ['EmailSettings.SMTPPort', '99999', 'a port'],
  ['CacheSettings.RedisAddress', 'cache', 'a host and port'],
  ['TeamSettings.SiteName', 'x'.repeat(101), 'a name of at most 100 characters'],
  ['TeamSettings.ExperimentalDefaultChannels', Array(51).fill('a'), 'a list of at most 50'],
  ['TeamSettings.EnableOpenServer', 'true', 'true or false'],
  ['MetricsSettings.ListenAddress', 8067, 'an address and port'],
])('%s: %s is refused with the key and what is allowed', async (name, value, expected) => {
  const { store } = await openStore();
  await expect(store.update(patchOf(name, value), by)).rejects.toMatchObject({
    name: 'InvalidSettingError',
    message: expect.stringContaining(`${name} must be ${expected}`),
  });
  expect(store.current().ServiceSettings).toEqual(defaultConfig().ServiceSettings);
});

const odd = [
  0,
  -1,
  1,
  2 ** 31,
  2 ** 53,
  1e308,
  Number.NaN,
  '',
  'NaN',
  '/proc/x',
  'http://',
  'a\nb',
  [],
  [null],
  {},
  true,
];

test.each(odd.map((value) => [value]))('with %s stored under every key, what holds is within the bounds', (value) => {
  let stored: JsonObject = {};
  for (const { path } of declared) stored = withValueAt(stored, path, value);
  const { config } = resolveConfig({ stored, paths: { dataDir, allowed: [] } });
  for (const { path, name, setting } of declared) {
    const held = valueAt(config, path);
    if (!(setting.kind === 'text' && setting.generated))
      expect(readStored(setting, held), name).toEqual({ value: held });
  }
});

test('only what changes is checked, so the whole configuration can be put back over a bad stored value', async () => {
  const stored = { ServiceSettings: { MaximumLoginAttempts: 0 }, TeamSettings: { SiteName: 'Ours' } };
  const { store, driver } = await openStore(stored);
  expect(store.current().ServiceSettings.MaximumLoginAttempts).toBe(10);
  const found = structuredClone(store.current());
  await store.update(
    { ...found, TeamSettings: { ...found.TeamSettings, SiteName: 'New' } },
    { by: 'test', whole: true },
  );
  expect(store.current().TeamSettings.SiteName).toBe('New');
  expect(await driver.load()).toHaveProperty('ServiceSettings.MaximumLoginAttempts', 0);
});

test('a stored value out of bounds is one line in the log with key, value and default, and the row stays', async () => {
  const stored = {
    ServiceSettings: { SessionLengthWebInHours: -1 },
    LogSettings: { FileLocation: '/proc/x' },
    EmailSettings: { SMTPPassword: 7 },
  };
  const { store, log, driver } = await openStore(stored);
  expect(store.current().ServiceSettings.SessionLengthWebInHours).toBe(720);
  expect(store.current().LogSettings.FileLocation).toBe('');
  const lines = log.warn.mock.calls.map(([, line]) => String(line));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(
    'The stored value of ServiceSettings.SessionLengthWebInHours (-1) is not used: it must be a whole number from 1 to 87648 (hours). Until it is corrected its default 720 holds.',
  );
  expect(lines[1]).toContain('LogSettings.FileLocation ("/proc/x") is not used: it must lie in the data folder');
  // Never the value of a secret.
  expect(lines[2]).toMatch(/^The stored value of EmailSettings\.SMTPPassword is not used: .* its default holds\.$/);
  expect(await driver.load()).toMatchObject(stored);
});

test('a variable out of bounds stops the start with its name', async () => {
  const variables = { MM_SERVICESETTINGS_MAXIMUMLOGINATTEMPTS: '0' };
  await expect(openStore(undefined, variables)).rejects.toThrow(
    'The environment variable MM_SERVICESETTINGS_MAXIMUMLOGINATTEMPTS must be a whole number from 1 to 1000000 (attempts).',
  );
});

test('a path sent over the API lies in the data folder or in an allowed one, links followed', async () => {
  const { store } = await openStore();
  await mkdir(join(dataDir, 'inside'));
  await symlink('/proc', join(dataDir, 'away'));
  const refused = [
    '/proc/x',
    '/etc',
    join(dataDir, 'away', 'x'),
    join(dataDir, 'inside', '..', '..', 'x'),
    `${dataDir}-not`,
    join(dataDir, 'postgres'),
  ];
  for (const FileLocation of refused)
    await expect(store.update({ LogSettings: { FileLocation } }, by), FileLocation).rejects.toThrow(
      'LogSettings.FileLocation must lie in the data folder',
    );
  for (const FileLocation of [
    join(dataDir, 'inside', 'new', 'logs'),
    join(dataDir, '..', 'innermost-allowed', 'x'),
    '',
  ])
    expect((await store.update({ LogSettings: { FileLocation } }, by)).LogSettings.FileLocation).toBe(FileLocation);
  await expect(store.update({ FileSettings: { Directory: '/opt/files' } }, by)).rejects.toThrow(
    'FileSettings.Directory',
  );
  // Upstream's own default, which consoles of adopted databases send back.
  expect((await store.update({ FileSettings: { Directory: './data/' } }, by)).FileSettings.Directory).toBe('./data/');
});

test('the environment may name any path', async () => {
  const { store, log } = await openStore(undefined, { MM_LOGSETTINGS_FILELOCATION: '/var/log/chat' });
  expect(store.current().LogSettings.FileLocation).toBe('/var/log/chat');
  expect(log.warn).not.toHaveBeenCalled();
});

test('settings that only harm together are refused together, and stored so fall back together', async () => {
  const { store } = await openStore();
  await store.update({ EmailSettings: { EnableSignInWithEmail: false } }, by);
  await expect(store.update({ EmailSettings: { EnableSignInWithUsername: false } }, by)).rejects.toThrow(
    'EmailSettings.EnableSignInWithEmail and EmailSettings.EnableSignInWithUsername must not both be false',
  );
  const metrics = { Enable: true, ListenAddress: ':8065' };
  await expect(store.update({ MetricsSettings: metrics }, by)).rejects.toThrow('must have different ports');

  const bad = await openStore({
    EmailSettings: { EnableSignInWithEmail: false, EnableSignInWithUsername: false },
    MetricsSettings: metrics,
  });
  expect(bad.store.current().EmailSettings).toMatchObject({ EnableSignInWithEmail: true });
  expect(bad.store.current().MetricsSettings.Enable).toBe(false);
  expect(bad.log.warn).toHaveBeenCalledTimes(2);
  const variables = {
    MM_EMAILSETTINGS_ENABLESIGNINWITHEMAIL: 'false',
    MM_EMAILSETTINGS_ENABLESIGNINWITHUSERNAME: 'false',
  };
  await expect(openStore(undefined, variables)).rejects.toThrow('or nobody could sign in');
});

test('an address on which this machine cannot listen is refused before the next start finds out', async () => {
  const { store } = await openStore();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = other.address();
  const port = typeof taken === 'object' && taken ? taken.port : 0;
  for (const ListenAddress of ['203.0.113.77:8065', `127.0.0.1:${port}`, '127.0.0.1:0'])
    await expect(store.update({ ServiceSettings: { ListenAddress } }, by), ListenAddress).rejects.toThrow(
      'ServiceSettings.ListenAddress must',
    );
  other.close();
  await once(other, 'close');
  await store.update({ ServiceSettings: { ListenAddress: `127.0.0.1:${port}` } }, by);
  expect(store.current().ServiceSettings.ListenAddress).toBe(`127.0.0.1:${port}`);
});

test('what the environment or config.json alone decide stays: silently in the whole, with a refusal in a patch', async () => {
  const { store, driver } = await openStore(undefined, { MM_TEAMSETTINGS_SITENAME: 'Fixed' });
  const patches = [
    { SqlSettings: { DataSource: 'postgres://nobody@127.0.0.1:1/none' } },
    { PluginSettings: { EnableUploads: true } },
    { TeamSettings: { SiteName: 'Other' } },
  ];
  for (const patch of patches) {
    await expect(store.update(patch, by)).rejects.toMatchObject({ name: 'FixedSettingError' });
    await store.update({ ...patch, SupportSettings: { SupportEmail: 'a@example.org' } }, { by: 'test', whole: true });
  }
  await store.update({ TeamSettings: { SiteName: 'Fixed' }, PluginSettings: { EnableUploads: false } }, by);
  expect(store.current()).toMatchObject({
    TeamSettings: { SiteName: 'Fixed' },
    PluginSettings: { EnableUploads: false },
    SupportSettings: { SupportEmail: 'a@example.org' },
    SqlSettings: { DataSource: '' },
  });
  expect((await driver.load())?.['SqlSettings']).not.toHaveProperty('DataSource');
});
