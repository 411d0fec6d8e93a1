import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openConfigStore, type ConfigStore } from '../config-store.ts';
import { fileConfig } from './file.ts';

let folder: string;
let path: string;
const opened: ConfigStore[] = [];
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'innermost-config-'));
  path = join(folder, 'config.json');
  vi.clearAllMocks();
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(folder, { recursive: true });
});

async function openStore(variables: Record<string, string> = {}): Promise<ConfigStore> {
  const store = await openConfigStore({ driver: fileConfig({ path, every: 10 }), variables, log });
  opened.push(store);
  return store;
}

async function stored(): Promise<Record<string, Record<string, unknown>>> {
  return JSON.parse(await readFile(path, 'utf8'));
}

test('a file that is not there is made, readable by its owner alone', async () => {
  await openStore();
  expect(await stored()).toHaveProperty('TeamSettings.SiteName', 'Innermost');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a change is stored beside what was there and nothing else is left in the folder', async () => {
  await writeFile(path, '\uFEFF{"TeamSettings":{"SiteName":"Ours","Old":1},"Mine":{}}');
  await chmod(path, 0o640);
  const store = await openStore();
  await store.update({ TeamSettings: { MaxUsersPerTeam: 9 } }, { by: 'test' });
  expect(await stored()).toMatchObject({ TeamSettings: { SiteName: 'Ours', Old: 1, MaxUsersPerTeam: 9 }, Mine: {} });
  expect((await stat(path)).mode & 0o777).toBe(0o640);
  expect(await readdir(folder)).toEqual(['config.json']);
});

test('a file edited by hand is taken over', async () => {
  const store = await openStore();
  const changed = new Promise<string>((resolve) => store.onChange((config) => resolve(config.TeamSettings.SiteName)));
  const next = { ...(await stored()), TeamSettings: { SiteName: 'Edited' } };
  await writeFile(join(folder, 'next'), JSON.stringify(next));
  await rename(join(folder, 'next'), path);
  expect(await changed).toBe('Edited');
  expect(store.current().TeamSettings.SiteName).toBe('Edited');
});

test('a broken file leaves everything as it was, and the log names the line', async () => {
  const store = await openStore();
  const before = store.current();
  await writeFile(path, '{\n "TeamSettings": {\n  "SiteName": oops\n }\n}');
  await vi.waitFor(() => expect(log.error).toHaveBeenCalled());
  expect(log.error.mock.calls[0]?.[1]).toMatch(/config\.json is not valid JSON: see line 3\. The configuration stays/);
  expect(store.current()).toBe(before);
});

test('a broken file refuses the start, and names the line', async () => {
  await writeFile(path, '{\n "TeamSettings": }');
  await expect(openStore()).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringMatching('see line 2'),
  });
  await writeFile(path, '[]');
  await expect(openStore()).rejects.toThrow('is not a JSON object');
});

test('changes made at once are all kept', async () => {
  const store = await openStore();
  await Promise.all([
    store.update({ TeamSettings: { SiteName: 'Both' } }, { by: 'test' }),
    store.update({ TeamSettings: { MaxUsersPerTeam: 12 } }, { by: 'test' }),
  ]);
  expect(await stored()).toMatchObject({ TeamSettings: { SiteName: 'Both', MaxUsersPerTeam: 12 } });
  expect(store.current().TeamSettings).toMatchObject({ SiteName: 'Both', MaxUsersPerTeam: 12 });
});

test('a file written by hand keeps its form until something in it changes', async () => {
  const first = await openStore();
  const salt = first.current().FileSettings.PublicLinkSalt;
  const text = `{"FileSettings":{"PublicLinkSalt":"${salt}"},"SqlSettings":{"AtRestEncryptKey":"k"}}`;
  await writeFile(path, text);
  const store = await openStore();
  expect(store.current().FileSettings.PublicLinkSalt).toBe(salt);
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('a file that goes away changes nothing', async () => {
  const store = await openStore();
  const before = store.current();
  await rm(path);
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalled());
  expect(store.current()).toBe(before);
});

test('what the environment fixes is not written into the file', async () => {
  await writeFile(path, '{"TeamSettings":{"SiteName":"Stored"}}');
  const store = await openStore({ MM_TEAMSETTINGS_SITENAME: 'Fixed', MM_SQLSETTINGS_ATRESTENCRYPTKEY: 'k' });
  await store.update({ TeamSettings: { SiteName: 'Fixed', MaxUsersPerTeam: 3 } }, { by: 'test' });
  expect(store.current().TeamSettings).toMatchObject({ SiteName: 'Fixed', MaxUsersPerTeam: 3 });
  expect(await stored()).toMatchObject({ TeamSettings: { SiteName: 'Stored', MaxUsersPerTeam: 3 } });
  expect(await stored()).toHaveProperty('SqlSettings.AtRestEncryptKey', '');
});

test('a change goes through a link to the file behind it', async () => {
  await writeFile(join(folder, 'real.json'), '{}');
  await symlink('real.json', path);
  const store = await openStore();
  await store.update({ TeamSettings: { SiteName: 'Linked' } }, { by: 'test' });
  expect(await readFile(join(folder, 'real.json'), 'utf8')).toContain('"SiteName": "Linked"');
  expect((await readdir(folder)).toSorted()).toEqual(['config.json', 'real.json']);
});
