import { createPublicKey } from 'node:crypto';
import { createClient, type Client } from '@innermost/client/http.ts';
import { getCapabilities, getClientConfig, getClientLicense, patchConfig } from '@innermost/protocol/system.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { publicKeyOf } from './facts.ts';

const server = await startServer();
const nobody = createClient({ url: server.url });
const before = await nobody.call(getClientConfig, { query: { format: 'old' } });
const hadAccounts = await nobody.call(getCapabilities);
const admin = await server.make.admin();

test('visitors get what a sign-in page needs, people the rest, and all of it is text', async () => {
  const visitor = await nobody.call(getClientConfig, { query: { format: 'old' } });
  expect(visitor).toMatchObject({
    Version: '11.6.0',
    EnableSignInWithEmail: 'true',
    EnableUserCreation: 'true',
    EnableOpenServer: 'false',
    PasswordMinimumLength: '8',
    WebsocketPort: '80',
    EnableSaml: 'false',
  });
  expect(visitor['DiagnosticId']).toMatch(/^[a-z0-9]{26}$/);
  expect(visitor).not.toHaveProperty('CollapsedThreads');
  expect(visitor).not.toHaveProperty('EnableSignUpWithGitLab');

  const full = await admin.call(getClientConfig);
  expect(full).toMatchObject({ ...visitor, CollapsedThreads: 'always_on', MaxPostSize: '16383', SchemaVersion: '155' });
  expect(Number(full['InstallationDate'])).toBeGreaterThan(1_600_000_000_000);
  for (const [key, value] of Object.entries(full))
    expect(`${key} ${typeof value} ${value}`).not.toMatch(/undefined|object|null|NaN/);
});

test('until the first account exists, clients are told so', async () => {
  expect(before['NoAccounts']).toBe('true');
  expect(hadAccounts).toMatchObject({ product: 'innermost', has_accounts: false, initialized_at: 0 });
  expect(await nobody.call(getClientConfig)).toMatchObject({ NoAccounts: 'false' });
  expect(await nobody.call(getCapabilities)).toMatchObject({ has_accounts: true });
});

test('the signing key is told as clients read it', async () => {
  const key = (await nobody.call(getClientConfig))['AsymmetricSigningPublicKey'] ?? '';
  const read = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  expect(read.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  expect(publicKeyOf('{"ecdsa_key":{"curve":"P-256","x":1,"y":2,"d":3}}')).toBeUndefined();
  expect(publicKeyOf('')).toBeUndefined();
});

test('the licence answer is honest, and the same whether its format is named or not', async () => {
  const ask = () => nobody.call(getClientLicense, { query: { format: 'old' } });
  expect(await ask()).toEqual({ IsLicensed: 'false' });
  expect(await nobody.call(getClientLicense)).toEqual(await ask());
});

test('an administrator may announce what clients hide behind a licence; everybody hears of it', async () => {
  const heard = await server.listen(await server.make.person());
  const announce = (AnnounceLicensedFeatures: boolean) =>
    admin.call(patchConfig, { body: { InnermostSettings: { AnnounceLicensedFeatures } } });
  await announce(true);
  expect((await heard.next('license_changed')).data.license).toMatchObject({ IsLicensed: 'true' });
  const license = (who: Client) => who.call(getClientLicense, { query: { format: 'old' } });
  expect(await license(nobody)).not.toHaveProperty('ExpiresAt');
  expect(await license(admin.client)).toHaveProperty('ExpiresAt');
  const version = (await fetch(`${server.url}/api/v4/system/ping`)).headers.get('X-Version-Id');
  expect(version).toMatch(/\.true$/);
  await announce(false);
  expect((await heard.next('license_changed')).data.license).toEqual({ IsLicensed: 'false' });
});

test('a change is told to everybody connected, and in the version that every answer carries', async () => {
  const person = await server.make.person();
  const heard = await server.listen(person);
  const version = async () => (await fetch(`${server.url}/api/v4/system/ping`)).headers.get('X-Version-Id');
  const old = await version();
  await admin.call(patchConfig, { body: { TeamSettings: { SiteName: 'Another name' } } });
  const { data } = await heard.next('config_changed');
  expect(data.config).toMatchObject({ SiteName: 'Another name', CollapsedThreads: 'always_on' });
  expect(data.config).toEqual(await person.call(getClientConfig));
  const changed = await version();
  expect(changed).toMatch(/^11\.6\.0\.11\.6\.0\.[0-9a-f]{64}\.false$/);
  expect(changed).not.toBe(old);
});
