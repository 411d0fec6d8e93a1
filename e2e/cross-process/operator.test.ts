/** The operator's verbs against the real server, in the order in which a person runs them. */
import { createClient } from '@innermost/client/http.ts';
import { getCapabilities } from '@innermost/protocol/system.ts';
import { createUser, getUserByUsername, login } from '@innermost/protocol/users.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../../ctl/src/cli.ts';
import { startServer } from '../../server/src/testing/start-server.ts';

const webDir = await mkdtemp(join(tmpdir(), 'innermost-web-'));
await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Innermost</title>');
afterAll(() => rm(webDir, { recursive: true }));

const server = await startServer({ webDir });
const owner = { MM_USER: 'owner', MM_PASSWORD: 'correct horse battery' };

interface Report {
  ok: boolean;
  exit_code: number;
  checks: { id: string; status: string; detail: string }[];
  summary: string;
  next: string;
}

async function run(verb: string, env: Record<string, string> = owner): Promise<Report> {
  let out = '';
  const code = await runCli([verb, '--url', server.url, '--json'], env, {
    print: (line) => (out += `${line}\n`),
    complain: () => {},
    isInteractive: false,
    hasColour: false,
    ask: () => Promise.reject(new Error('asked')),
    askHidden: () => Promise.reject(new Error('asked')),
  });
  const report = JSON.parse(out) as Report;
  expect(report.exit_code).toBe(code);
  return report;
}

const failed = (report: Report) => report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);

test('before anything, verify-security has nobody to sign in as', async () => {
  expect(failed(await run('verify-security'))).toEqual(['sign_in']);
});

test('initialize refuses a weak password, and creates nobody', async () => {
  expect(failed(await run('initialize', { ...owner, MM_PASSWORD: 'changemeplease' }))).toEqual(['password']);
  const capabilities = await createClient({ url: server.url }).call(getCapabilities);
  expect(capabilities).toMatchObject({ has_accounts: false, initialized_at: 0 });
});

test('while user creation is off even the first account is refused, with the remedy', async () => {
  await server.configure({ TeamSettings: { EnableUserCreation: false } });
  const report = await run('initialize');
  expect(failed(report)).toEqual(['first_administrator']);
  await server.configure({ TeamSettings: { EnableUserCreation: true } });
});

test('initialize creates the administrator, closes the door, and changes nothing the second time', async () => {
  const first = await run('initialize');
  expect(first.checks).toEqual(first.checks.filter(({ status }) => status === 'ok'));
  const client = createClient({ url: server.url });
  const { initialized_at } = await client.call(getCapabilities);
  expect(initialized_at).toBeGreaterThan(0);
  await client.call(login, { body: { login_id: 'owner', password: owner.MM_PASSWORD } });
  const user = await client.call(getUserByUsername, { params: { username: 'owner' } });
  expect(user.roles).toContain('system_admin');

  const second = await run('initialize');
  expect(second).toMatchObject({ ok: true });
  expect(second.checks.map(({ id }) => id)).not.toContain('first_administrator');
  expect(await client.call(getCapabilities)).toMatchObject({ initialized_at });
});

test('verify and verify-user pass, the latter twice with the same account', async () => {
  expect(await run('verify')).toMatchObject({ ok: true, exit_code: 0 });
  expect(await run('verify-user')).toMatchObject({ ok: true });
  const again = await run('verify-user');
  expect(again).toMatchObject({ ok: true });
  expect(again.checks.find(({ id }) => id === 'account')?.detail).toContain('from an earlier run');
});

test('verify-security passes, and leaves the reserved account deactivated', async () => {
  const report = await run('verify-security');
  expect(report.checks).toEqual(report.checks.filter(({ status }) => status === 'ok'));
  const client = createClient({ url: server.url });
  await client.call(login, { body: { login_id: 'owner', password: owner.MM_PASSWORD } });
  const account = await client.call(getUserByUsername, { params: { username: 'innermost-verify' } });
  expect(account.delete_at).toBeGreaterThan(0);
});

test('verify-security notices the doors that are opened again', async () => {
  await server.configure({ TeamSettings: { EnableUserCreation: true } });
  expect(failed(await run('verify-security'))).toEqual(['registration_closed', 'not_open']);
  await server.configure({ TeamSettings: { EnableOpenServer: true } });
  expect(failed(await run('verify-security'))).toEqual(['registration_closed', 'not_open']);
  await server.configure({ TeamSettings: { EnableUserCreation: false, EnableOpenServer: false } });
  await server.configure({ ServiceSettings: { AllowCorsFrom: '*', EnableDeveloper: true } });
  expect(failed(await run('verify-security'))).toEqual(['errors', 'api_headers', 'foreign_socket']);
  await server.configure({ ServiceSettings: { AllowCorsFrom: '', EnableDeveloper: false } });
});

test('somebody who is not an administrator is told so', async () => {
  const admin = createClient({ url: server.url });
  await admin.call(login, { body: { login_id: 'owner', password: owner.MM_PASSWORD } });
  const password = 'another long one';
  await admin.call(createUser, { body: { username: 'member', email: 'member@example.com', password } });
  const report = await run('verify', { MM_USER: 'member', MM_PASSWORD: password });
  expect(failed(report)).toEqual(['sign_in']);
  expect(report.checks.at(-1)?.detail).toContain('not a system administrator');
});
