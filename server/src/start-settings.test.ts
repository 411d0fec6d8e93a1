import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@innermost/client/http.ts';
import { getConfig, patchConfig, updateConfig } from '@innermost/protocol/system.ts';
import { createUser, login } from '@innermost/protocol/users.ts';
import { expect, test } from 'vitest';
import { makeStarts } from './testing/starts.ts';

const starts = makeStarts();
const account = { username: 'admin', email: 'admin@example.org', password: 'correct horse 9' };

async function signedIn(variables: Record<string, string> = {}) {
  const { address } = await starts.start(variables);
  const client = createClient({ url: address });
  await client.call(createUser, { body: account }).catch(() => undefined);
  await client.call(login, { body: { login_id: account.username, password: account.password } });
  return client;
}

const storedText = async () =>
  String((await starts.ask('SELECT value FROM configurations WHERE active'))[0]?.['value']);

async function store(sections: Record<string, Record<string, unknown>>): Promise<void> {
  // The row is the JSON that the server wrote.
  const stored = JSON.parse(await storedText()) as Record<string, Record<string, unknown>>;
  for (const [name, section] of Object.entries(sections)) stored[name] = { ...stored[name], ...section };
  await starts.ask('UPDATE configurations SET value = $1 WHERE active', [JSON.stringify(stored)]);
}

test('with a row full of values that did harm the server starts, lets people in, and leaves the row alone', async () => {
  await signedIn();
  await store({
    ServiceSettings: {
      MaximumLoginAttempts: 0,
      SessionLengthWebInHours: -1,
      SessionLengthMobileInHours: 0,
      MaximumPayloadSizeBytes: -1,
      MaximumURLLength: -1,
      CorsExposedHeaders: 'a\nb',
      SiteURL: ':::',
      ListenAddress: 'nowhere',
    },
    SqlSettings: { MaxOpenConns: -5, QueryTimeout: 1e300 },
    TeamSettings: { UserStatusAwayTimeout: 1e12 },
    LogSettings: { FileLocation: '/proc/x', ConsoleLevel: 7, MaxFieldSize: -1 },
    EmailSettings: { EnableSignInWithEmail: false, EnableSignInWithUsername: false },
    MetricsSettings: { Enable: true, ListenAddress: ':8065' },
  });
  const before = await storedText();
  const client = await signedIn();
  expect((await client.call(getConfig))['ServiceSettings']).toMatchObject({ MaximumLoginAttempts: 10 });
  expect(await storedText()).toBe(before);
  // The whole configuration, put back as a console does it, changes nothing of that.
  await client.call(updateConfig, { body: await client.call(getConfig) });
  expect(await storedText()).toBe(before);
});

test('a database address in a body is never what the next start uses, nor is an empty one in the stored row', async () => {
  const config = join(starts.dataDir, 'config.json');
  for (const variables of [{}, { MM_CONFIG: config }]) {
    const client = await signedIn(variables);
    const DataSource = 'postgres://nobody:x@127.0.0.1:1/none';
    await expect(client.call(patchConfig, { body: { SqlSettings: { DataSource } } })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('SqlSettings.DataSource'),
    });
    const whole = await client.call(getConfig);
    await client.call(updateConfig, { body: { ...whole, SqlSettings: { ...whole['SqlSettings'], DataSource } } });
    await signedIn(variables);
  }
  const sqlSettings = (JSON.parse(await storedText()) as { SqlSettings: object }).SqlSettings;
  expect(sqlSettings).not.toHaveProperty('DataSource');
});

test('PUT keeps what the environment fixes; a patch refuses another value only', async () => {
  const client = await signedIn({ MM_TEAMSETTINGS_SITENAME: 'Fixed' });
  const whole = await client.call(getConfig);
  const body = { ...whole, TeamSettings: { ...whole['TeamSettings'], SiteName: 'Other', MaxUsersPerTeam: 7 } };
  expect((await client.call(updateConfig, { body }))['TeamSettings']).toMatchObject({
    SiteName: 'Fixed',
    MaxUsersPerTeam: 7,
  });
  await client.call(patchConfig, { body: { TeamSettings: { SiteName: 'Fixed' } } });
  await expect(client.call(patchConfig, { body: { TeamSettings: { SiteName: 'Other' } } })).rejects.toMatchObject({
    status: 400,
    id: 'api.config.update_config.fixed.app_error',
    message: expect.stringContaining('MM_TEAMSETTINGS_SITENAME'),
  });
  await expect(client.call(patchConfig, { body: { PluginSettings: { EnableUploads: true } } })).rejects.toThrow(
    'PluginSettings.EnableUploads',
  );
});

test('folders are taken from the environment and config.json, and from the API where the environment allows it', async () => {
  const allowed = join(starts.dataDir, '..', `${starts.dataDir.split('/').at(-1)}-more`);
  const config = join(starts.dataDir, 'config.json');
  await writeFile(config, JSON.stringify({ LogSettings: { FileLocation: join(allowed, 'from-file') } }));
  try {
    const client = await signedIn({ MM_CONFIG: config });
    const folderOf = async () => (await client.call(getConfig))['LogSettings']?.['FileLocation'];
    expect(await folderOf()).toBe(join(allowed, 'from-file'));
    const patch = { LogSettings: { FileLocation: join(allowed, 'other') } };
    await expect(client.call(patchConfig, { body: patch })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('LogSettings.FileLocation must lie in the data folder'),
    });
    const more = await signedIn({ INNERMOST_ALLOWED_DIRS: allowed });
    expect((await more.call(patchConfig, { body: patch }))['LogSettings']).toMatchObject(patch.LogSettings);
  } finally {
    await rm(allowed, { recursive: true, force: true });
  }
});

test.each([
  ['ServiceSettings.TLSCertFile', { MM_SERVICESETTINGS_TLSCERTFILE: '/none/cert.pem' }],
  ['ServiceSettings.TLSKeyFile', { MM_SERVICESETTINGS_TLSKEYFILE: '/dev/null/key.pem' }],
])('a certificate that is not there stops the start and names %s', async (name, variables) => {
  const started = starts.start({ MM_SERVICESETTINGS_CONNECTIONSECURITY: 'TLS', ...variables });
  await expect(started).rejects.toMatchObject({ name: 'StartupError', message: expect.stringContaining(name) });
});

test('a certificate that is not there cannot be asked for over the API', async () => {
  const client = await signedIn();
  const TLSCertFile = join(starts.dataDir, 'cert.pem');
  const patch = { ServiceSettings: { ConnectionSecurity: 'TLS', TLSCertFile } };
  await expect(client.call(patchConfig, { body: patch })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('ServiceSettings.TLSCertFile names a file that cannot be read'),
  });
  await writeFile(TLSCertFile, 'certificate');
  expect((await client.call(patchConfig, { body: patch }))['ServiceSettings']).toMatchObject({ TLSCertFile });
});

test.each([
  ['postgres://nobody@127.0.0.1:1/none', 'SqlSettings.DataSource'],
  ['mysql://nobody@127.0.0.1/none', 'MM_SQLSETTINGS_DATASOURCE'],
  ['postgres://nobody@127.0.0.1:1/none?sslmode=verify-full&sslrootcert=/none/ca.pem', 'SqlSettings.DataSource'],
])('a database address that is no good, %s, stops the start with its key', async (url, name) => {
  const started = starts.start({ MM_SQLSETTINGS_DATASOURCE: url });
  await expect(started).rejects.toMatchObject({ name: 'StartupError', message: expect.stringContaining(name) });
});

test('a folder for files that is none stops the start and names the setting', async () => {
  await writeFile(join(starts.dataDir, 'file'), '');
  await expect(starts.start({ MM_FILESETTINGS_DIRECTORY: join(starts.dataDir, 'file') })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('FileSettings.Directory'),
  });
});

test('a folder in which no files could be kept cannot be asked for over the API', async () => {
  const client = await signedIn();
  const change = async (Directory: string) =>
    (await client.call(patchConfig, { body: { FileSettings: { Directory } } }))['FileSettings'];
  await writeFile(join(starts.dataDir, 'note'), '');
  for (const name of ['note', 'note/below', 'x'.repeat(300), 'logs'])
    await expect(change(join(starts.dataDir, name))).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('FileSettings.Directory names a folder that'),
    });
  const Directory = join(starts.dataDir, 'not', 'yet');
  expect(await change(Directory)).toMatchObject({ Directory });
});

test('an S3 store that could not be opened cannot be asked for over the API', async () => {
  const client = await signedIn();
  const patch = (FileSettings: Record<string, unknown>) => client.call(patchConfig, { body: { FileSettings } });
  await expect(patch({ DriverName: 'amazons3' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('FileSettings.AmazonS3Bucket is empty'),
  });
  const s3 = { DriverName: 'amazons3', AmazonS3Bucket: 'files', AmazonS3Endpoint: '127.0.0.1:1', AmazonS3SSL: false };
  expect((await patch(s3))['FileSettings']).toMatchObject(s3);
  await expect(patch({ AmazonS3Bucket: '' })).rejects.toMatchObject({ status: 400 });
  const { address } = await starts.start();
  const body: unknown = await (await fetch(`${address}/api/v4/system/ping?get_server_status=true`)).json();
  expect(body).toMatchObject({ filestore_status: 'UNHEALTHY', database_status: 'OK' });
});

test('a configuration file that is none stops the start and names MM_CONFIG', async () => {
  const folder = join(starts.dataDir, 'config.json');
  await mkdir(folder);
  await expect(starts.start({ MM_CONFIG: folder })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('MM_CONFIG'),
  });
});
