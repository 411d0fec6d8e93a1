import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultConfig, resolveConfig } from '../resolve.ts';
import { declared, withValueAt, type JsonObject } from '../tree.ts';
import { clientConfig, configHash } from './client-config.ts';
import type { ServerFacts } from './client-key.ts';
import { isLicensed, licence } from './licence.ts';

const facts: ServerFacts = {
  buildNumber: '0.1.0',
  buildHash: 'abc',
  buildDate: 'Mon Jan 1 2026',
  diagnosticId: 'd'.repeat(26),
  noAccounts: true,
  installationDate: 1_700_000_000_000,
  schemaVersion: 170,
  signingPublicKey: 'MFkw',
  maxPostSize: 16_383,
};

type Row = Record<string, string>;

/** No field of these files holds a comma or a quote within quotes that matters here. */
function readTable(file: string | URL): Row[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(fields(line).map((field, index) => [names[index] ?? '', field])));
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const rows = readTable(new URL('upstream-keys.csv', import.meta.url)).map((row) => ({
  key: row['key'] ?? '',
  endpoint: row['endpoint'] ?? '',
  audience: row['audience'] ?? '',
  type: row['type'] ?? '',
  initial: row['default'] ?? '',
}));
const keysFor = (endpoint: string, ...audiences: string[]) =>
  rows
    .filter((row) => row.endpoint === endpoint && audiences.includes(row.audience))
    .map(({ key }) => key)
    .toSorted();

const fresh = resolveConfig({}).config;
const announcing = resolveConfig({ stored: { InnermostSettings: { AnnounceLicensedFeatures: true } } }).config;
const told = (config = fresh, signedIn = true) => clientConfig(config, facts, { signedIn });

/** Where a fresh installation of ours differs from one of upstream, and why. */
const ours: Readonly<Record<string, string>> = {
  SiteName: 'Innermost',
  EnableDesktopLandingPage: 'false',
  // Notification recipes rely on these.
  EnablePostUsernameOverride: 'true',
  EnablePostIconOverride: 'true',
  // Nothing is sent to a vendor, and no page or key of a vendor is handed out.
  EnableDiagnostics: 'false',
  DiagnosticsEnabled: 'false',
  TermsOfServiceLink: '',
  PrivacyPolicyLink: '',
  AboutLink: '',
  HelpLink: '',
  ReportAProblemLink: '',
  ReportAProblemType: 'hidden',
  EnableAskCommunityLink: 'false',
  EnableGifPicker: 'false',
  CWSURL: '',
  // Plugins do not run here.
  PluginsEnabled: 'false',
  EnableMarketplace: 'false',
};

/** What a fresh server tells, but no table can hold. */
const computed: Readonly<Record<string, string>> = {
  BuildNumber: '0.1.0',
  BuildHash: 'abc',
  BuildDate: 'Mon Jan 1 2026',
  BuildEnterpriseReady: 'false',
  DiagnosticId: facts.diagnosticId,
  TelemetryId: facts.diagnosticId,
  NoAccounts: 'true',
  MaxPostSize: '16383',
  InstallationDate: '1700000000000',
  SchemaVersion: '170',
  AsymmetricSigningPublicKey: 'MFkw',
  GiphySdkKey: '',
  CWSMock: '',
};

test('a caller without a session hears exactly the anonymous keys, a signed-in one all', () => {
  expect(Object.keys(told(fresh, false)).toSorted()).toEqual(keysFor('config', 'everyone'));
  expect(Object.keys(told()).toSorted()).toEqual(keysFor('config', 'everyone', 'members'));
  expect([keysFor('config', 'everyone').length, Object.keys(told()).length]).toEqual([125, 255]);
});

test('every key is a text of its type, with the default of a fresh server', () => {
  const keys = new Set(keysFor('config', 'everyone', 'members'));
  for (const { key, type, initial } of rows.filter((row) => row.endpoint === 'config' && keys.has(row.key))) {
    const value = told()[key];
    if (type.startsWith('bool')) expect(value, key).toMatch(/^(true|false)$/);
    if (type.startsWith('int')) expect(value, key).toMatch(/^-?\d+$/);
    expect(value, key).toBe(ours[key] ?? computed[key] ?? initial);
  }
});

test('every listed difference is one', () => {
  for (const [key, value] of Object.entries(ours)) {
    expect(rows.find((row) => row.key === key)?.initial, key).not.toBe(value);
  }
});

const reference = new URL('../../../../../../shared/reference/api/client-config.csv', import.meta.url);

test.skipIf(!existsSync(reference))('the checked-in keys are those of the reference', () => {
  const known = readTable(reference).map((row) => [
    row['key'],
    row['endpoint'],
    row['type'],
    row['default_fresh_team_edition'],
  ]);
  expect(rows.map((row) => [row.key, row.endpoint, row.type, row.initial])).toEqual(known);
});

test('when announced, the keys that need a licence upstream appear, but for those about what is not set', () => {
  const absent = new Set(['CustomTermsOfServiceId', 'IntuneScope', 'IntuneAuthService']);
  const wanted = (...audiences: string[]) => keysFor('config', ...audiences).filter((key) => !absent.has(key));
  expect(Object.keys(told(announcing, false)).toSorted()).toEqual(wanted('everyone', 'announced-everyone'));
  expect(Object.keys(told(announcing)).toSorted()).toEqual(
    wanted('everyone', 'members', 'announced-everyone', 'announced-members'),
  );
});

test('settings reach clients, and a plugin or marketplace that was on elsewhere does not', () => {
  const stored = {
    TeamSettings: { SiteName: 'Crew', EnableOpenServer: true },
    WranglerSettings: { AllowedEmailDomain: ['a.org', 'b.org'] },
    AnnouncementSettings: { EnableBanner: true, BannerText: 'Hi' },
    ServiceSettings: { GiphySdkKey: 'mine' },
    PluginSettings: { Enable: true, EnableMarketplace: true },
  };
  expect(told(resolveConfig({ stored }).config)).toMatchObject({
    SiteName: 'Crew',
    EnableOpenServer: 'true',
    WranglerAllowedEmailDomain: 'a.org,b.org',
    BannerText: 'Hi',
    BannerColor: '#f2a93b',
    EnableGifPicker: 'true',
    PluginsEnabled: 'false',
    EnableMarketplace: 'false',
  });
});

test('no secret is ever told', () => {
  let stored: JsonObject = { InnermostSettings: { AnnounceLicensedFeatures: true } };
  for (const { path, setting } of declared.filter((one) => one.setting.secret)) {
    const value = { text: 'swordfish', list: ['swordfish'], json: { a: 'swordfish' } }[setting.kind as 'text'];
    stored = withValueAt(stored, path, value);
  }
  const { config } = resolveConfig({ stored });
  expect(JSON.stringify(config)).toContain('swordfish');
  expect(JSON.stringify([told(config), licence(config, { full: true })])).not.toContain('swordfish');
});

test('an answer is computed once for each configuration and set of facts', () => {
  expect(told()).toBe(told());
  expect(clientConfig(fresh, { ...facts, noAccounts: false }, { signedIn: false })['NoAccounts']).toBe('false');
  expect(told(fresh, false)['NoAccounts']).toBe('true');
});

test('the hash follows the configuration', () => {
  expect(configHash(fresh)).toMatch(/^[0-9a-f]{64}$/);
  expect(configHash(defaultConfig())).toBe(configHash(fresh));
  expect(configHash(announcing)).not.toBe(configHash(fresh));
});

test('the licence answer is honest, and complete when announced', () => {
  expect(licence(fresh, { full: true })).toEqual({ IsLicensed: 'false' });
  expect(isLicensed(fresh)).toBe(false);

  expect(isLicensed(announcing)).toBe(true);
  const full = licence(announcing, { full: true });
  expect(Object.keys(full).toSorted()).toEqual(keysFor('license', 'everyone', 'announced', 'full'));
  expect(Object.keys(full)).toHaveLength(39);
  expect(Object.keys(licence(announcing, { full: false })).toSorted()).toEqual(
    keysFor('license', 'everyone', 'announced'),
  );
  for (const { key, type } of rows.filter(({ endpoint }) => endpoint === 'license')) {
    expect(full[key], key).toBeTypeOf('string');
    if (type.startsWith('bool')) expect(full[key], key).toMatch(/^(true|false)$/);
    if (type.startsWith('int')) expect(full[key], key).toMatch(/^\d+$/);
  }
});
