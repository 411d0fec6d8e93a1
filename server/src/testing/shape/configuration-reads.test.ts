import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declared } from '../../platform/config/tree.ts';
import { configurationReads } from './configuration-reads.ts';

const root = join(import.meta.dirname, '../..');

/** All but the machinery that handles settings as such, and reads every one of them. */
const isReader = (path: string) =>
  !/\.test\.ts$|^testing\//.test(path) &&
  !/^platform\/config\/(?:sections\/.*|(?!agreements|file-store-fault|next-start)[^/]+)$/.test(path);

const sources = globSync('**/*.ts', { cwd: root })
  .filter(isReader)
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const { reads, lost } = configurationReads(sources);
const isOfClients = (path: string) => path.startsWith('platform/config/client-config/');
/** Read one by one only in name: all of them are told to clients. */
const isFeatureFlag = (name: string) => name.startsWith('FeatureFlags.');

test('no section of the configuration goes where its reads cannot be followed', () => {
  expect(lost).toEqual(['platform/config/client-config/client-config.ts: Object.entries(config.FeatureFlags)']);
});

test('every setting that code reads is marked with when it applies, and every one marked so is read', () => {
  const marked = declared.filter(({ name, setting }) => setting.applies !== undefined && !isFeatureFlag(name));
  expect([...reads.keys()].toSorted()).toEqual(marked.map(({ name }) => name).toSorted());
});

test('what only clients are told is marked so, and nothing else', () => {
  const told = [...reads].filter(([, paths]) => [...paths].every(isOfClients)).map(([name]) => name);
  const marked = declared.filter(({ name, setting }) => setting.applies === 'clients' && !isFeatureFlag(name));
  expect(marked.map(({ name }) => name).toSorted()).toEqual(told.toSorted());
});

test.each([
  ['const a = config.ServiceSettings.SiteURL;', 'ServiceSettings.SiteURL'],
  ['const { SiteURL: url } = call.config.ServiceSettings;', 'ServiceSettings.SiteURL'],
  ['const { ServiceSettings } = config; f(ServiceSettings.SiteURL);', 'ServiceSettings.SiteURL'],
  ['const { ServiceSettings: { SiteURL } } = config;', 'ServiceSettings.SiteURL'],
  ['const s = config.current().ServiceSettings; f(s?.SiteURL);', 'ServiceSettings.SiteURL'],
  ['const f = ({ ServiceSettings: s }: Config) => s.SiteURL;', 'ServiceSettings.SiteURL'],
  ["function f(rules: Config['ServiceSettings']) { return rules.SiteURL; }", 'ServiceSettings.SiteURL'],
  ["type T = Config['ServiceSettings']; const f = ({ SiteURL }: T) => SiteURL;", 'ServiceSettings.SiteURL'],
  ["valueAt(stored, ['SqlSettings', 'DataSource']);", 'SqlSettings.DataSource'],
  ["const keys = { Url: 'ServiceSettings.SiteURL' };", 'ServiceSettings.SiteURL'],
  ['f(config.AutoTranslationSettings.LibreTranslate.URL);', 'AutoTranslationSettings.LibreTranslate.URL'],
])('%s is seen as a read', (text, name) => {
  expect([...configurationReads([{ path: 'a.ts', text }]).reads.keys()]).toEqual([name]);
});

test.each([
  'f(config.ServiceSettings);',
  'const all = [config.ServiceSettings];',
  'const s = config.ServiceSettings; f(s[key]);',
  'const { SiteURL, ...rest } = config.ServiceSettings;',
  'const f = () => config.ServiceSettings;',
  'for (const one of Object.values(config.ServiceSettings)) f(one);',
  'const copy = { ...config.ServiceSettings };',
  'const held = { settings: config.ServiceSettings };',
  'this.settings = config.ServiceSettings;',
  'return config.ServiceSettings;',
])('%s is reported, for its reads cannot be followed', (text) => {
  expect(configurationReads([{ path: 'a.ts', text: `function g() { ${text} }` }]).lost).not.toEqual([]);
});
