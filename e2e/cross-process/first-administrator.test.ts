/** How the first administrator comes about, and the way in that only this machine has. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient } from '@innermost/client/http.ts';
import { getCapabilities } from '@innermost/protocol/system.ts';
import { createUser, login } from '@innermost/protocol/users.ts';
import { afterAll, expect, test } from 'vitest';
import { startServerProcess } from '../../server/src/testing/server-process.ts';

const program = fileURLToPath(new URL('../../ctl/bin/innermost.mjs', import.meta.url));
const elsewhere = { MM_SERVICESETTINGS_SITEURL: 'https://chat.example.org/' };
const server = await startServerProcess({ env: elsewhere });
afterAll(() => server.dispose());

const owner = { MM_USER: 'owner', MM_PASSWORD: 'seven brass lanterns' };
const beside = { INNERMOST_DATA_DIR: server.dataDir };

async function innermost(args: string[], env: Record<string, string>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args, '--json'], { env: { PATH, ...env } });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await once(child, 'close');
  const report = JSON.parse(out) as {
    exit_code: number;
    url: string;
    checks: { id: string; status: string; detail: string; remedy: string }[];
  };
  return { ...report, failed: report.checks.filter(({ status }) => status === 'failed') };
}

async function setupToken(): Promise<string> {
  const line = /^Innermost is ready at \S+\n(?:Create the first account at (\S+)\n)?/m;
  for (;;) {
    const address = line.exec(server.output())?.[1];
    if (address !== undefined) {
      expect(address).toMatch(/^https:\/\/chat\.example\.org\/#setup=[a-z0-9]{26}$/);
      return address.split('=')[1] ?? '';
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('from elsewhere initialize asks for the setup token, and says where it is', async () => {
  const away = ['initialize', '--url', server.url];
  const without = await innermost(away, owner);
  expect(without.failed).toMatchObject([{ id: 'first_administrator' }]);
  expect(without.failed[0]?.remedy).toContain('--setup-token');
  const wrong = await innermost([...away, '--setup-token', 'x'.repeat(26)], owner);
  expect(wrong.failed[0]?.detail).toContain('not that of this server');
  expect(await createClient({ url: server.url }).call(getCapabilities)).toMatchObject({ has_accounts: false });
});

test('a start makes a new token; beside the server none is needed', async () => {
  const before = await setupToken();
  await server.kill9();
  await server.start();
  const client = createClient({ url: server.url });
  const body = { username: 'mallory', email: 'm@example.com', password: 'seven brass lanterns' };
  await expect(client.call(createUser, { body, headers: { 'X-Setup-Token': before } })).rejects.toMatchObject({
    status: 403,
  });
  const report = await innermost(['initialize'], { ...owner, ...beside });
  expect(report.failed).toEqual([]);
  expect(report.url).toContain('innermost.sock');
  await expect(client.call(login, { body: { login_id: 'owner', password: owner.MM_PASSWORD } })).resolves.toBeDefined();
});

test('beside the server initialize needs no password any more, and accounts are unlocked', async () => {
  expect(await innermost(['initialize'], beside)).toMatchObject({ exit_code: 0 });
  const client = createClient({ url: server.url });
  const attempt = (password: string) => client.call(login, { body: { login_id: 'owner', password } });
  for (let n = 0; n < 10; n += 1) await attempt('wrong').catch(() => undefined);
  await expect(attempt(owner.MM_PASSWORD)).rejects.toMatchObject({ status: expect.any(Number) });
  expect(await innermost(['user', 'unlock', 'Owner'], beside)).toMatchObject({ exit_code: 0 });
  await expect(attempt(owner.MM_PASSWORD)).resolves.toBeDefined();
  const unknown = await innermost(['user', 'unlock', 'nobody'], beside);
  expect(unknown).toMatchObject({ exit_code: 1, failed: [{ id: 'account' }] });
});
