import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startCanary } from '../../testing/hostile-addresses.ts';
import { Fetcher, type FetcherOptions, type FetchRequest } from './fetcher.ts';

interface Asked {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

let asked: Asked[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const listener: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    asked.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(request, response);
  });
};

/** Two hosts that the setting allows, which stand for the public internet. */
const one = createServer(listener);
const other = createServer(listener);
await once(one.listen(0, '127.0.0.2'), 'listening');
await once(other.listen(0, '127.0.0.3'), 'listening');
const urlOf = (server: typeof one, host: string) => `http://${host}:${(server.address() as AddressInfo).port}`;
const here = urlOf(one, '127.0.0.2');
const there = urlOf(other, '127.0.0.3');

const settings = { allowed: '127.0.0.2/31', acceptAnyCertificate: false };
const fetcher = new Fetcher({ settings: () => settings });
const bounds = { timeout: 20_000, maxBytes: 100_000 };
const get = (url: string, more: Partial<FetchRequest> = {}) => fetcher.fetch({ url, ...bounds, ...more });

beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await fetcher.close();
  for (const server of [one, other]) {
    server.closeAllConnections();
    server.close();
  }
});

function openFetcher(options: FetcherOptions): Fetcher {
  const opened = new Fetcher(options);
  onTestFinished(() => opened.close());
  return opened;
}

const redirectTo =
  (location: string, status = 302) =>
  (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/end') response.end('the end');
    else response.writeHead(status, { location }).end();
  };

test('an answer comes with its status, headers and body, whatever the status is', async () => {
  answer = (_request, response) => response.writeHead(418, { 'X-Tea': 'green' }).end('short and stout');
  const { status, headers, url, body } = await get(`${here}/pot?x=1`, {
    method: 'POST',
    headers: { 'X-Token': 'secret', 'Content-Type': 'application/json' },
    body: '{"a":1}',
  });
  expect({ status, tea: headers['x-tea'], url, body: await text(body) }).toEqual({
    status: 418,
    tea: 'green',
    url: `${here}/pot?x=1`,
    body: 'short and stout',
  });
  expect(asked).toMatchObject([
    {
      method: 'POST',
      url: '/pot?x=1',
      body: '{"a":1}',
      headers: { 'x-token': 'secret', 'accept-encoding': 'gzip, br' },
    },
  ]);
  expect(asked[0]?.headers['user-agent']).toMatch(/^Innermost\/[\d.]+$/);
});

test('a name that leads elsewhere at its second question is not followed there', async () => {
  const canary = await startCanary();
  onTestFinished(() => canary.close());
  const answers = ['127.0.0.2', '127.0.0.1'];
  let questions = 0;
  const rebinding = openFetcher({
    settings: () => settings,
    resolve: async () => [{ address: answers[questions++] ?? '127.0.0.1', family: 4 }],
  });
  answer = (_request, response) => response.setHeader('Connection', 'close').end('harmless');
  const port = new URL(here).port;
  const first = await rebinding.fetch({ url: `http://rebind.example:${port}/`, ...bounds });
  expect(await text(first.body)).toBe('harmless');
  // What was checked is what was connected to: one question for one connection.
  expect(questions).toBe(1);
  for (const url of [`http://rebind.example:${port}/`, `http://rebind.example:${canary.port}/`])
    await expect(rebinding.fetch({ url, ...bounds })).rejects.toMatchObject({ reason: 'refused' });
  expect(asked).toHaveLength(1);
  expect(canary.connections()).toBe(0);
});

test('a host that the setting names may be anywhere, and a change of the setting holds for the next call', async () => {
  answer = (_request, response) => response.end('inside');
  const changing = { allowed: '127.0.0.2', acceptAnyCertificate: false };
  const own = openFetcher({
    settings: () => ({ ...changing }),
    resolve: async () => [{ address: '127.0.0.3', family: 4 }],
  });
  const url = `http://n8n:${new URL(there).port}/`;
  await expect(own.fetch({ url, ...bounds })).rejects.toMatchObject({ reason: 'refused' });
  changing.allowed = '127.0.0.2 n8n';
  expect(await text((await own.fetch({ url, ...bounds })).body)).toBe('inside');
  // The connection is still open, but must not be used any more.
  changing.allowed = '';
  await expect(own.fetch({ url, ...bounds })).rejects.toMatchObject({ reason: 'refused' });
});

test('redirects are followed up to their number, and 0 gives the redirect itself', async () => {
  answer = redirectTo('/next');
  await expect(get(here)).rejects.toMatchObject({ reason: 'redirects' });
  expect(asked).toHaveLength(6);
  await expect(get(here, { redirects: 1 })).rejects.toMatchObject({ reason: 'redirects' });
  expect(asked).toHaveLength(8);
  const { status, headers, body } = await get(here, { redirects: 0 });
  body.destroy();
  expect({ status, location: headers.location }).toEqual({ status: 302, location: '/next' });
  answer = redirectTo('end');
  const last = await get(`${here}/`);
  expect([last.url, await text(last.body)]).toEqual([`${here}/end`, 'the end']);
});

test.each([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [303, 'HEAD', 'HEAD', ''],
  [307, 'POST', 'POST', 'body'],
  [308, 'POST', 'POST', 'body'],
  [301, 'PUT', 'PUT', 'body'],
] as const)('after %d, %s goes on as %s', async (status, method, next, body) => {
  answer = redirectTo('/end', status);
  const headers = { 'content-type': 'text/plain', authorization: 'Bearer secret' };
  (await get(here, { method, headers, ...(method !== 'HEAD' && { body: 'body' }) })).body.resume();
  expect(asked[1]).toMatchObject({ method: next, body, headers: { authorization: 'Bearer secret' } });
  expect(asked[1]?.headers['content-type']).toBe(body === '' ? undefined : 'text/plain');
});

test('another origin is told neither credentials nor a body', async () => {
  answer = redirectTo(`${there}/end`);
  const headers = { authorization: 'Bearer secret', cookie: 'a=b', 'X-Token': 'secret', accept: 'text/html' };
  expect(await text((await get(here, { headers })).body)).toBe('the end');
  expect(asked[1]?.headers).toMatchObject({ accept: 'text/html', host: new URL(there).host });
  expect(JSON.stringify(asked[1]?.headers)).not.toMatch(/secret|a=b/);
  answer = redirectTo(`${there}/end`, 307);
  asked = [];
  await expect(get(here, { method: 'POST', body: 'token=secret' })).rejects.toMatchObject({ reason: 'redirects' });
  expect(asked).toHaveLength(1);
});

test('more bytes than asked for end the answer, and no less is cut off', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(100_000, 'x'));
  expect((await buffer((await get(here)).body)).length).toBe(100_000);
  await expect(buffer((await get(here, { maxBytes: 99_999 })).body)).rejects.toMatchObject({ reason: 'too-large' });
  answer = (_request, response) => {
    const more = (): boolean => response.writable && response.write(Buffer.alloc(10_000, 'x')) && more();
    response.on('drain', more);
    more();
  };
  await expect(buffer((await get(here)).body)).rejects.toMatchObject({ reason: 'too-large' });
});

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['identity', (content: Buffer) => content],
])('%s is unpacked, and a bomb is no larger than what was asked for', async (encoding, pack) => {
  answer = (_request, response) => response.setHeader('Content-Encoding', encoding).end(pack(Buffer.from('hello')));
  expect(await text((await get(here)).body)).toBe('hello');
  const bomb = pack(Buffer.alloc(50_000_000));
  answer = (_request, response) => response.setHeader('Content-Encoding', encoding).end(bomb);
  let bytes = 0;
  const reading = async () => {
    for await (const chunk of (await get(here)).body) bytes += (chunk as Buffer).length;
  };
  await expect(reading()).rejects.toMatchObject({ reason: 'too-large' });
  expect(bytes).toBeLessThanOrEqual(bounds.maxBytes);
});

test.each([
  ['packed twice', 'gzip, gzip', gzipSync(gzipSync('x'))],
  ['packed in an unknown way', 'zstd', Buffer.from('x')],
  ['not packed as it says', 'gzip', Buffer.from('x')],
  ['cut off', 'gzip', gzipSync(Buffer.from('hello')).subarray(0, 12)],
])('an answer that is %s cannot be read', async (_what, encoding, content) => {
  answer = (_request, response) => response.setHeader('Content-Encoding', encoding).end(content);
  await expect(text((await get(here)).body)).rejects.toMatchObject({ reason: 'bad-answer' });
});

test('an answer to HEAD has no body to unpack', async () => {
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 10 }).end();
  expect(await text((await get(here, { method: 'HEAD' })).body)).toBe('');
});

test('a host that does not answer, one that stops and one that trickles are left in time', async () => {
  const late = { name: 'FetchError', reason: 'timeout' };
  answer = () => undefined;
  await expect(get(here, { timeout: 300 })).rejects.toMatchObject(late);
  await expect(get(here, { inactivity: 300 })).rejects.toMatchObject(late);
  answer = (_request, response) => void response.write('begun');
  await expect(text((await get(here, { timeout: 1_000 })).body)).rejects.toMatchObject(late);
  await expect(text((await get(here, { inactivity: 300 })).body)).rejects.toMatchObject(late);
  answer = (_request, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(timer));
  };
  await expect(text((await get(here, { timeout: 1_000, inactivity: 5_000 })).body)).rejects.toMatchObject(late);
  const silent = openFetcher({ settings: () => settings, resolve: () => new Promise(() => undefined) });
  await expect(silent.fetch({ url: 'http://silent.example/', ...bounds, timeout: 300 })).rejects.toMatchObject(late);
});

test('whoever aborts hears the reason, before the answer and within it', async () => {
  answer = (_request, response) => void response.write('begun');
  const controller = new AbortController();
  const { body } = await get(here, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(text(body)).rejects.toThrow('enough');
  await expect(get(here, { signal: controller.signal })).rejects.toThrow('enough');
});

test('an answer that nobody reads ends its connection, and breaks nothing when it breaks', async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (_request, response) => {
      response.write('begun');
      response.once('close', resolve);
    };
  });
  (await get(here)).body.destroy();
  await closed;
  answer = (_request, response) => response.writeHead(200).write('begun', () => response.destroy());
  const { body } = await get(here);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(text(body)).rejects.toMatchObject({ reason: 'unreachable' });
});

test.each([
  ['headers without end', `HTTP/1.1 200 OK\r\n${'X-More: x\r\n'.repeat(5_000)}\r\n`, 'too-large'],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'bad-answer'],
  ['nothing', '', 'unreachable'],
])('an answer of %s is told as such', async (_what, bytes, reason) => {
  answer = (_request, response) => response.socket?.end(bytes);
  await expect(get(here)).rejects.toMatchObject({ name: 'FetchError', reason });
});

test('hosts that are not there are told apart', async () => {
  await expect(get('http://127.0.0.2:1/')).rejects.toMatchObject({ reason: 'unreachable' });
  const own = openFetcher({
    settings: () => settings,
    resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  });
  await expect(own.fetch({ url: 'http://none.example/', ...bounds })).rejects.toMatchObject({ reason: 'not-found' });
});

test('a line end in a header does not leave the server', async () => {
  answer = (_request, response) => response.end();
  await expect(get(here, { headers: { 'x-a': 'b\r\nx-c: d' } })).rejects.toMatchObject({ name: 'FetchError' });
  expect(asked).toEqual([]);
});

test('a certificate that nobody vouches for is refused, unless the setting says otherwise', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'innermost-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-nodes', '-newkey', 'rsa:2048'];
  execFileSync('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const secure = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, listener);
  await once(secure.listen(0, '127.0.0.2'), 'listening');
  onTestFinished(() => {
    secure.closeAllConnections();
    secure.close();
  });
  answer = (_request, response) => response.end('private');
  const url = `https://127.0.0.2:${(secure.address() as AddressInfo).port}/`;
  await expect(get(url)).rejects.toMatchObject({
    reason: 'tls',
    message: expect.stringContaining('ServiceSettings.EnableInsecureOutgoingConnections'),
  });
  const lenient = openFetcher({ settings: () => ({ ...settings, acceptAnyCertificate: true }) });
  expect(await text((await lenient.fetch({ url, ...bounds })).body)).toBe('private');
});
