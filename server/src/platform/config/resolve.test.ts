import { expect, test } from 'vitest';
import { defaultConfig, resolveConfig, toStored } from './resolve.ts';
import { declared } from './tree.ts';

test('a fresh installation has the defaults', () => {
  const { config, overrides, problems } = resolveConfig({});
  expect(config.ServiceSettings).toMatchObject({ SiteURL: '', ListenAddress: ':8065', EnablePostIconOverride: true });
  expect(config.TeamSettings).toMatchObject({ SiteName: 'Innermost', EnableOpenServer: false, MaxUsersPerTeam: 50 });
  expect(config.MessageExportSettings.GlobalRelaySettings.CustomSMTPPort).toBe('25');
  expect(overrides.size).toBe(0);
  expect(problems).toEqual([]);
});

test('what is stored beats the default, and the environment beats both', () => {
  const stored = { TeamSettings: { SiteName: 'Stored', MaxUsersPerTeam: 7 } };
  const { config, overrides } = resolveConfig({ stored, env: { MM_TEAMSETTINGS_SITENAME: 'From outside' } });
  expect(config.TeamSettings).toMatchObject({ SiteName: 'From outside', MaxUsersPerTeam: 7, MaxChannelsPerTeam: 2000 });
  expect([...overrides]).toEqual(['TeamSettings.SiteName']);
});

test.each([
  ['MM_SERVICESETTINGS_SITEURL', '', 'ServiceSettings', 'SiteURL', ''],
  ['MM_SERVICESETTINGS_ENABLESVGS', '1', 'ServiceSettings', 'EnableSVGs', true],
  ['MM_SERVICESETTINGS_ENABLETUTORIAL', 'F', 'ServiceSettings', 'EnableTutorial', false],
  ['MM_SERVICESETTINGS_POSTEDITTIMELIMIT', '-1', 'ServiceSettings', 'PostEditTimeLimit', -1],
  ['MM_SERVICESETTINGS_COLLAPSEDTHREADS', 'default_on', 'ServiceSettings', 'CollapsedThreads', 'default_on'],
  [
    'MM_TEAMSETTINGS_EXPERIMENTALDEFAULTCHANNELS',
    ' a  b,c ',
    'TeamSettings',
    'ExperimentalDefaultChannels',
    ['a', 'b', 'c'],
  ],
  [
    'MM_SQLSETTINGS_DATASOURCEREPLICAS',
    '["postgres://a,b/c"]',
    'SqlSettings',
    'DataSourceReplicas',
    ['postgres://a,b/c'],
  ],
  [
    'MM_PLUGINSETTINGS_PLUGINSTATES',
    '{"a":{"Enable":true}}',
    'PluginSettings',
    'PluginStates',
    { a: { Enable: true } },
  ],
  ['MM_FEATUREFLAGS_APPSENABLED', 'true', 'FeatureFlags', 'AppsEnabled', true],
  ['MM_INNERMOSTSETTINGS_INITIALIZEDAT', '5', 'InnermostSettings', 'InitializedAt', 5],
])('%s=%s is read by its type', (variable, text, section, key, value) => {
  const { config, overrides, problems } = resolveConfig({ env: { [variable]: text } });
  expect(problems).toEqual([]);
  expect(config).toHaveProperty([section, key], value);
  expect([...overrides]).toEqual([`${section}.${key}`]);
});

test('a setting within a group has a variable, too', () => {
  const { config } = resolveConfig({ env: { MM_MESSAGEEXPORTSETTINGS_GLOBALRELAYSETTINGS_CUSTOMERTYPE: 'A10' } });
  expect(config.MessageExportSettings.GlobalRelaySettings).toMatchObject({ CustomerType: 'A10', CustomSMTPPort: '25' });
});

test.each([
  ['MM_TEAMSETTINGS_MAXUSERSPERTEAM', 'many', 'a whole number from 1 to 1000000 (people)'],
  ['MM_TEAMSETTINGS_MAXUSERSPERTEAM', '1.5', 'a whole number from 1 to 1000000 (people)'],
  ['MM_TEAMSETTINGS_ENABLEOPENSERVER', 'yes please', 'true or false'],
  ['MM_TEAMSETTINGS_RESTRICTDIRECTMESSAGE', 'some', 'one of any, team'],
  ['MM_PLUGINSETTINGS_PLUGINSTATES', '{', 'JSON'],
])('%s=%s is an error that names the variable and not the value', (variable, text, expected) => {
  const { config, overrides, problems } = resolveConfig({ env: { [variable]: text } });
  expect(problems).toMatchObject([
    { severity: 'error', message: `The environment variable ${variable} must be ${expected}.` },
  ]);
  expect(overrides.size).toBe(0);
  expect(config).toEqual(defaultConfig());
});

test('an empty variable of a number or boolean counts as not set', () => {
  const env = { MM_TEAMSETTINGS_MAXUSERSPERTEAM: '', MM_TEAMSETTINGS_ENABLEOPENSERVER: '' };
  expect(resolveConfig({ env })).toMatchObject({ problems: [], overrides: new Set() });
});

test('a variable that fits no setting is pointed out, and those of other programs are not', () => {
  const env = { MM_TEAMSETTINGS_SITENAM: 'x', MM_USER: 'x', MM_CONFIG: 'x', PATH: 'x' };
  expect(resolveConfig({ env }).problems).toMatchObject([{ severity: 'warning', name: 'MM_TEAMSETTINGS_SITENAM' }]);
});

test('a stored value of the wrong type falls back to the default and says so; null is as good as absent', () => {
  const stored = {
    TeamSettings: { MaxUsersPerTeam: '7', SiteName: null, TeammateNameDisplay: 'shouted' },
    LogSettings: 3,
  };
  const { config, problems } = resolveConfig({ stored });
  expect(config).toEqual(defaultConfig());
  expect(problems.map(({ name, severity }) => [name, severity])).toEqual([
    ['TeamSettings.MaxUsersPerTeam', 'warning'],
    ['TeamSettings.TeammateNameDisplay', 'warning'],
  ]);
});

test('a configuration cannot be changed in place', () => {
  const { config } = resolveConfig({ stored: { TeamSettings: { ExperimentalDefaultChannels: ['a'] } } });
  expect(() => (config.TeamSettings.ExperimentalDefaultChannels as string[]).push('b')).toThrow(TypeError);
});

test('what is unknown or unreadable survives a round trip', () => {
  const stored = {
    TeamSettings: { SiteName: 'Kept', MaxUsersPerTeam: 'odd', Forgotten: [1] },
    Elsewhere: { deep: { er: null } },
  };
  const again = toStored(stored, { TeamSettings: { EnableOpenServer: true } });
  expect(again).toMatchObject({
    TeamSettings: { SiteName: 'Kept', MaxUsersPerTeam: 'odd', Forgotten: [1], EnableOpenServer: true },
    Elsewhere: { deep: { er: null } },
  });
  expect(toStored(again, {})).toEqual(again);
});

test('every key is stored, so that the way back finds the values that held here; feature flags only if they were', () => {
  const written = toStored(undefined, {});
  const { FeatureFlags: _, ...expected } = defaultConfig();
  // Mattermost stops at an empty address of its database, and without one goes by its environment.
  const { DataSource: _address, ...sqlSettings } = expected.SqlSettings;
  expect(written).toEqual({ ...expected, SqlSettings: sqlSettings });
  expect(toStored({ SqlSettings: { DataSource: '' } }, {})['SqlSettings']).not.toHaveProperty('DataSource');
  const theirs = { SqlSettings: { DataSource: 'postgres://a/b' } };
  expect(toStored(theirs, {})).toHaveProperty('SqlSettings.DataSource', 'postgres://a/b');
  expect(toStored({ FeatureFlags: { AppsEnabled: true } }, {})).toHaveProperty('FeatureFlags', { AppsEnabled: true });
});

test('every default is readable as what it is declared', () => {
  expect(resolveConfig({ stored: toStored(undefined, {}) })).toMatchObject({ problems: [], config: defaultConfig() });
  expect(declared.length).toBeGreaterThan(550);
});
