import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from './cli.ts';
import type { Environment } from './credentials.ts';

async function run(args: string[], env: Environment = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    print: (line: string) => void out.push(line),
    complain: (line: string) => void err.push(line),
    isInteractive: false,
    hasColour: false,
    ask: () => Promise.reject(new Error('asked')),
    askHidden: () => Promise.reject(new Error('asked')),
  };
  const code = await runCli(args, env, terminal);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Answers every request the same way. */
async function serve(type: string, body: string, status = 200): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status, { 'Content-Type': type }).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

test('help lists every verb, and explains one', async () => {
  const help = await run([]);
  expect(help.code).toBe(0);
  expect((await run(['--help'])).out).toBe(help.out);
  for (const verb of ['initialize', 'verify', 'verify-user', 'verify-security'])
    expect(help.out).toContain(`  ${verb} `);
  expect((await run(['initialize', '--help'])).out).toContain('--email <address>');
  expect((await run(['help', 'verify'])).out).toContain('Usage: innermost verify');
});

test.each([
  [['verfy'], 'There is no verb "verfy". Did you mean verify?'],
  [['--json', 'quite-another'], 'There is no verb "quite-another". The verbs are: '],
  [['verify', '--jason'], 'There is no flag --jason. Did you mean --json?'],
  [['--ulr', 'http://localhost', 'verify'], 'There is no flag --ulr. Did you mean --url?'],
  [['verify', '--email', 'a@b'], 'verify has no flag --email.'],
  [['verify', '-x'], 'There is no flag --x.'],
  [['verify', '--url'], '--url wants a value: --url <address>.'],
  [['verify', '--url', '--json'], '--url wants a value'],
  [['verify', '--json=yes'], '--json stands alone'],
  [['verify', 'now'], 'See innermost verify --help.'],
  [['verify', '--url', 'http://'], 'is not the address of a server'],
])('%j is refused with a sentence and exit code 1', async (args, sentence) => {
  const { code, err } = await run(args);
  expect(code).toBe(1);
  expect(err).toContain(sentence);
});

test('a server that cannot be reached is exit code 2, in words and as JSON', async () => {
  const url = await freeAddress();
  const words = await run(['verify'], { INNERMOST_URL: url });
  expect(words.code).toBe(2);
  expect(words.err).toBe(`Cannot reach ${url} (ECONNREFUSED).`);

  const json = await run(['verify-security', '--json', '--url', `${url}/`]);
  expect(json.code).toBe(2);
  expect(JSON.parse(json.out)).toMatchObject({ verb: 'verify-security', url, ok: false, exit_code: 2, checks: [] });
});

test('flags stand before the verb or after it, with a blank or with =', async () => {
  const url = await freeAddress();
  const orders = [
    ['--url', url, '--json', 'initialize', '--email', 'ann@example.com'],
    [`--url=${url}`, 'initialize', '--email=ann@example.com', '--json'],
    ['--json', '--email', 'ann@example.com', '--url', url, 'initialize'],
    ['initialize', '--json', `--url=${url}`, '--email=ann@example.com'],
  ];
  for (const args of orders) {
    const { code, out } = await run(args, { MM_USER: 'ann', MM_PASSWORD: 'correct horse 9' });
    expect(code, args.join(' ')).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ verb: 'initialize', url, exit_code: 2 });
  }
  expect((await run(['--help', 'verify'])).out).toContain('Usage: innermost verify');
  expect((await run(['-h', 'verify'])).out).toContain('Usage: innermost verify');
});

test('so is an address where something else answers', async () => {
  const { code, err } = await run(['verify', '--url', await serve('text/html', '<h1>Hello</h1>')]);
  expect(code).toBe(2);
  expect(err).toContain('There is no chat server at');
});

test('failed checks: a line each, the summary, what to do, exit code 1', async () => {
  const health = { status: 'OK', database_status: 'UNHEALTHY', filestore_status: 'OK' };
  const { code, out, err } = await run(['verify', '--url', await serve('application/json', JSON.stringify(health))]);
  expect(code).toBe(1);
  expect(out).toContain('✓ ok      The file store is healthy.');
  expect(out).toContain('✗ FAILED  The database is healthy: the server says UNHEALTHY\n            → See');
  expect(err).toMatch(/^MM_USER and MM_PASSWORD must be set/);
});

test('where one of many checks fails the others still run, and the exit code is 1', async () => {
  const health = { status: 'OK', database_status: 'OK', filestore_status: 'OK', id: 'u1', roles: 'system_user' };
  const url = await serve('application/json', JSON.stringify(health));
  const { code, out } = await run(['verify', '--json', '--url', url], { MM_USER: 'ann', MM_PASSWORD: 'x' });
  expect(code).toBe(1);
  const report = JSON.parse(out) as { checks: { id: string; status: string; detail: string }[] };
  expect(report).toMatchObject({ ok: false, exit_code: 1, summary: '2 of 6 checks failed.' });
  expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'reachable ok',
    'server ok',
    'database ok',
    'file_store ok',
    'configuration failed',
    'sign_in failed',
  ]);
  expect(report.checks.at(-1)?.detail).toBe('ann is not a system administrator.');
});

test('a reader that leaves early, as head does, is no failure', async () => {
  const program = fileURLToPath(new URL('../bin/innermost.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, '--help']);
  child.stdout.destroy();
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, complaint]).toEqual([0, '']);
});

test('the program starts on whatever Node runs it, and hands on the exit code', async () => {
  const program = fileURLToPath(new URL('../bin/innermost.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, 'verify', '--url', await freeAddress(), '--json']);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ verb: 'verify', exit_code: 2 });
});
