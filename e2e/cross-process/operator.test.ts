/** The operator's verbs as a person runs them: the program, as a process of its own, against the real server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from '@innermost/client/http.ts';
import { getCapabilities, getConfig } from '@innermost/protocol/system.ts';
import { createUser, getUserByUsername, login } from '@innermost/protocol/users.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../server/src/testing/start-server.ts';

const program = fileURLToPath(new URL('../../ctl/bin/innermost.mjs', import.meta.url));
const webDir = await mkdtemp(join(tmpdir(), 'innermost-web-'));
await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Innermost</title>');
afterAll(() => rm(webDir, { recursive: true }));

const server = await startServer({ webDir });
const fixed = await startServer({ webDir, variables: { MM_TEAMSETTINGS_ENABLEUSERCREATION: 'true' } });

const owner = { MM_USER: 'owner', MM_PASSWORD: 'correct horse battery' };
const verbs = ['initialize', 'verify', 'verify-user', 'verify-security'];

async function runProgram(args: string[], env: Record<string, string> = owner) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

interface Report {
  ok: boolean;
  exit_code: number;
  checks: { id: string; status: string; detail: string; remedy: string }[];
  summary: string;
}

/** Runs a verb with `--json`; the exit code and the document say the same. */
async function run(verb: string, { url }: Pick<TestServer, 'url'> = server, env = owner): Promise<Report> {
  const { code, out, err } = await runProgram([verb, '--url', url, '--json'], env);
  expect(err).toBe('');
  const report = JSON.parse(out) as Report;
  expect(report).toMatchObject({ verb, url, exit_code: code, ok: code === 0 });
  return report;
}

const failed = (report: Report) => report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
const detailOf = (report: Report, wanted: string) => report.checks.find(({ id }) => id === wanted)?.detail;

async function signedIn({ url }: Pick<TestServer, 'url'> = server): Promise<Client> {
  const client = createClient({ url });
  await client.call(login, { body: { login_id: owner.MM_USER, password: owner.MM_PASSWORD } });
  return client;
}

async function freeAddress(): Promise<string> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  taken.close();
  await once(taken, 'close');
  return `http://127.0.0.1:${port}`;
}

test.each(verbs)('%s: exit code 2 where nobody answers', async (verb) => {
  const url = await freeAddress();
  expect(await run(verb, { url })).toMatchObject({ exit_code: 2, checks: [], summary: expect.stringContaining(url) });
});

describe('in the order in which they are run', () => {
  test('before anything, verify-security has nobody to sign in as', async () => {
    expect(failed(await run('verify-security'))).toEqual(['sign_in']);
  });

  test.each(['changemeplease', 'short', 'owner owner owner'])(
    'initialize refuses the password %s, and creates nobody',
    async (MM_PASSWORD) => {
      const report = await run('initialize', server, { ...owner, MM_PASSWORD });
      expect([report.exit_code, ...failed(report)]).toEqual([1, 'password']);
      const capabilities = await createClient({ url: server.url }).call(getCapabilities);
      expect(capabilities).toMatchObject({ has_accounts: false, initialized_at: 0 });
    },
  );

  test('while user creation is off even the first account is refused, with the remedy', async () => {
    await server.configure({ TeamSettings: { EnableUserCreation: false } });
    const report = await run('initialize');
    expect(failed(report)).toEqual(['first_administrator']);
    expect(report.checks.at(-1)?.remedy).toContain('MM_TEAMSETTINGS_ENABLEUSERCREATION=true');
    await server.configure({ TeamSettings: { EnableUserCreation: true } });
  });

  test('initialize creates the administrator, closes the door, and changes nothing the second time', async () => {
    await server.configure({ TeamSettings: { EnableOpenServer: true } });
    expect(failed(await run('initialize'))).toEqual([]);
    const client = await signedIn();
    const { initialized_at } = await client.call(getCapabilities);
    expect(initialized_at).toBeGreaterThan(0);
    const user = await client.call(getUserByUsername, { params: { username: 'owner' } });
    expect(user.roles).toContain('system_admin');
    const { TeamSettings } = await client.call(getConfig);
    expect(TeamSettings).toMatchObject({ EnableUserCreation: false, EnableOpenServer: false });

    const second = await run('initialize');
    expect(second).toMatchObject({ ok: true });
    expect(second.checks.map(({ id }) => id)).not.toContain('first_administrator');
    expect(await client.call(getCapabilities)).toMatchObject({ initialized_at });
  });

  test('verify passes, with a line for each check and a summary', async () => {
    const { code, out } = await runProgram(['verify', '--url', server.url]);
    expect(code).toBe(0);
    const lines = out.split('\n').filter((line) => line.startsWith('✓ ok'));
    expect(lines).toHaveLength(8);
    expect(out).toContain(`\nAll 8 checks passed.\n`);
    const report = await run('verify');
    expect(report.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['database', 'file_store', 'socket', 'message']),
    );
  });

  test('verify-user passes twice with the same account, which it leaves deactivated', async () => {
    const account = async () =>
      (await signedIn()).call(getUserByUsername, { params: { username: 'innermost-verify' } });
    await server.configure({ TeamSettings: { RestrictCreationToDomains: '@example.org, example.net' } });
    const first = await run('verify-user');
    expect(failed(first)).toEqual([]);
    await server.configure({ TeamSettings: { RestrictCreationToDomains: '' } });
    expect(detailOf(first, 'account')).toContain('created now');
    const { id } = await account();
    const again = await run('verify-user');
    expect(failed(again)).toEqual([]);
    expect(detailOf(again, 'account')).toContain('from an earlier run');
    expect(again.checks.map((check) => check.id)).toEqual(
      expect.arrayContaining(['user_sign_in', 'user_post', 'deactivate', 'session_ended', 'sign_in_refused']),
    );
    const now = await account();
    expect(now.id).toBe(id);
    expect(now.delete_at).toBeGreaterThan(0);
  });

  test('verify-security passes, and leaves the reserved account deactivated', async () => {
    const report = await run('verify-security');
    expect(failed(report)).toEqual([]);
    expect(detailOf(report, 'stranger_socket')).toMatch(/^after [45]\.\d s$/);
    const account = await (await signedIn()).call(getUserByUsername, { params: { username: 'innermost-verify' } });
    expect(account.delete_at).toBeGreaterThan(0);
  });

  test('verify-security notices doors that are opened again, and a server that tells too much', async () => {
    await server.configure({
      TeamSettings: { EnableUserCreation: true, EnableOpenServer: true },
      ServiceSettings: { AllowCorsFrom: '*', EnableDeveloper: true },
      SupportSettings: { HelpLink: 'https://owner:swordfish@help.example.com' },
    });
    const report = await run('verify-security');
    expect([report.exit_code, ...failed(report)]).toEqual([
      1,
      'registration_closed',
      'not_open',
      'weak_settings',
      'stranger_config',
      'errors',
      'api_headers',
      'foreign_socket',
    ]);
    expect(detailOf(report, 'registration_closed')).toContain('400');
    expect(detailOf(report, 'stranger_config')).toBe('HelpLink shows an address with a password');
    await server.configure({
      TeamSettings: { EnableUserCreation: false, EnableOpenServer: false },
      ServiceSettings: { AllowCorsFrom: '', EnableDeveloper: false },
      SupportSettings: { HelpLink: '' },
    });
  });

  test('somebody who is not an administrator is told so', async () => {
    const body = { username: 'member', email: 'member@example.com', password: 'another long one' };
    await (await signedIn()).call(createUser, { body });
    for (const verb of verbs) {
      const report = await run(verb, server, { MM_USER: body.username, MM_PASSWORD: body.password });
      expect(failed(report)).toEqual(['sign_in']);
      expect(report.checks.at(-1)?.detail).toContain('not a system administrator');
    }
  });
});

describe('where the environment of the server keeps the door open', () => {
  test('initialize names the variable', async () => {
    const report = await run('initialize', fixed);
    expect([report.exit_code, ...failed(report)]).toEqual([1, 'environment']);
    expect(detailOf(report, 'environment')).toContain('MM_TEAMSETTINGS_ENABLEUSERCREATION in');
    expect(await (await signedIn(fixed)).call(getCapabilities)).toMatchObject({ initialized_at: 0 });
  });

  test('that strangers are refused with 403 by default is not a closed door', async () => {
    const report = await run('verify-security', fixed);
    expect([report.exit_code, ...failed(report)]).toEqual([1, 'initialized', 'registration_closed', 'not_open']);
    expect(detailOf(report, 'registration_closed')).toContain('403');
  });
});
