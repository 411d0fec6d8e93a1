import { expect, test } from 'vitest';
import { weaknessesOf } from './weak-settings.ts';

const names = (section: string, key: string, value: unknown, more = {}) =>
  weaknessesOf({ [section]: { [key]: value, ...more } }).map(({ name }) => name);

test.each<[string, string, unknown[], unknown[]]>([
  ['PasswordSettings', 'MinimumLength', [5, 7], [8, 14]],
  ['ServiceSettings', 'MaximumLoginAttempts', [0, 51, 100_000], [3, 10]],
  ['ServiceSettings', 'EnableTesting', [true], [false]],
  ['ServiceSettings', 'EnableDeveloper', [true], [false]],
  ['ServiceSettings', 'AllowCorsFrom', ['*', 'https://a.example *'], ['', 'https://a.example']],
  ['ServiceSettings', 'AllowedUntrustedInternalConnections', ['0.0.0.0/0', 'n8n, ::/0'], ['', '10.0.0.0/8 n8n']],
  ['ServiceSettings', 'FrameAncestors', ['*', 'https:'], ['', 'https://a.example']],
  ['ServiceSettings', 'SessionLengthWebInHours', [0, -1, 87_600], [720]],
  ['InnermostSettings', 'TrustedProxies', [['0.0.0.0/0'], '::/0'], [['10.0.0.1'], '127.0.0.1', []]],
  ['ServiceSettings', 'TLSMinVer', ['1.0', '1.1'], ['1.2', '1.3']],
])('%s.%s', (section, key, weak, strong) => {
  for (const value of weak) expect(names(section, key, value), String(value)).toEqual([`${section}.${key}`]);
  for (const value of strong) expect(names(section, key, value), String(value)).toEqual([]);
});

test('metrics count only where they are served', () => {
  expect(names('MetricsSettings', 'ListenAddress', ':8067', { Enable: true })).toEqual([
    'MetricsSettings.ListenAddress',
  ]);
  expect(names('MetricsSettings', 'ListenAddress', '127.0.0.1:8067', { Enable: true })).toEqual([]);
  expect(names('MetricsSettings', 'ListenAddress', ':8067', { Enable: false })).toEqual([]);
});

test('a server without a configuration has no weak values of it', () => {
  expect(weaknessesOf({})).toEqual([]);
});
