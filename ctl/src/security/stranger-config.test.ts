import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { strangerConfigFaults } from './stranger-config.ts';

const table = new URL('../../../server/src/platform/config/client-config/upstream-keys.csv', import.meta.url);
const rows = (await readFile(table, 'utf8')).split('\n').map((line) => line.split(','));
const keysFor = (...audiences: string[]) =>
  rows
    .filter(([, endpoint, audience = '']) => endpoint === 'config' && audiences.includes(audience))
    .map(([key]) => key);

test('what clients need before anybody signed in is no fault, and what only members are told is', () => {
  const strangers = keysFor('everyone', 'announced-everyone');
  expect(strangers).toHaveLength(137);
  expect(strangerConfigFaults(Object.fromEntries(strangers.map((key) => [key, 'x'])))).toEqual([]);
  const members = keysFor('members', 'announced-members');
  expect(members.length).toBeGreaterThan(100);
  expect(strangerConfigFaults(Object.fromEntries(members.map((key) => [key, 'x'])))).toEqual(
    members.map((key) => `${key} is only for people who signed in`),
  );
});

test.each([
  [{ SiteURL: 'https://chat:swordfish@chat.example.com' }, 'SiteURL shows an address with a password'],
  [{ CustomBrandText: '-----BEGIN EC PRIVATE KEY-----' }, 'CustomBrandText shows a private key'],
  [{ SupportEmail: '$2a$10$abcdefghijklmnopqrstuv' }, 'SupportEmail shows a hashed password'],
  [{ DataSource: 'postgres://chat@localhost/chat' }, 'DataSource is only for people who signed in'],
  [{ SiteName: { DataSource: 'x' } }, 'SiteName is no text'],
])('%j is a fault', (config, fault) => {
  expect(strangerConfigFaults(config as Record<string, unknown>)).toEqual([fault]);
});

test('addresses and texts as they should be are none', () => {
  expect(
    strangerConfigFaults({ SiteURL: 'https://chat.example.com:8443/@home', AsymmetricSigningPublicKey: 'MFkw' }),
  ).toEqual([]);
});
