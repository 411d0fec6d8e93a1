import { gunzipSync } from 'node:zlib';
import { getTimezones } from '@innermost/protocol/system.ts';
import { request, type IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { accepts, compressed, smallestCompressed } from './compression.ts';
import { HttpReply, jsonReply, jsonTextReply, type HttpRequest } from './message.ts';

const server = await startServer();

/** As it is on the wire: `fetch` would undo the compression. */
function ask(path: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ headers: IncomingHttpHeaders; body: Buffer; status: number }>((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(parts), status: response.statusCode ?? 0 }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('a large answer is compressed for who takes that, and every answer of a route says that it varies', async () => {
  const ann = await server.make.person();
  const token = { Authorization: `Bearer ${ann.token}` };
  const plain = await ask('/api/v4/system/timezones', token);
  expect(plain.headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': 'application/json' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  const packed = await ask('/api/v4/system/timezones', { ...token, 'Accept-Encoding': 'br, gzip;q=0.5' });
  expect(packed.headers).toMatchObject({
    vary: 'Accept-Encoding',
    'content-encoding': 'gzip',
    'content-type': 'application/json',
    'content-length': String(packed.body.length),
  });
  expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  expect(gunzipSync(packed.body)).toEqual(plain.body);
  expect(await ann.call(getTimezones)).toHaveLength(592);
});

test('small answers, refusals and pictures go as they are', async () => {
  const ann = await server.make.person();
  const headers = { Authorization: `Bearer ${ann.token}`, 'Accept-Encoding': 'gzip' };
  for (const path of ['/api/v4/users/me', `/api/v4/users/${ann.id}/image`, '/api/v4/users/abc']) {
    const answer = await ask(path, headers);
    expect(answer.headers['content-encoding'], path).toBeUndefined();
    expect(answer.headers['vary'], path).toBe('Accept-Encoding');
  }
  expect((await ask('/api/v4/no/such', headers)).headers['vary']).toBeUndefined();
});

const asking = (acceptEncoding: string, method = 'GET'): HttpRequest => ({
  id: '',
  method,
  url: '/',
  headers: { 'accept-encoding': acceptEncoding },
  params: {},
  query: {},
  ip: '',
  secure: false,
  peer: '127.0.0.1',
  host: '',
  unbelieved: undefined,
  isLocal: false,
  // Compression looks at no body.
  body: undefined as never,
});
const text = JSON.stringify('x'.repeat(smallestCompressed));
const large = jsonTextReply(text);

test.each([
  ['one that is compressed already', new HttpReply(200, large.body, { ...large.headers, 'Content-Encoding': 'br' })],
  ['one of another type', new HttpReply(200, large.body, { 'Content-Type': 'image/png' })],
  ['one of no type', new HttpReply(200, large.body)],
  ['a small one', jsonReply('x'.repeat(smallestCompressed - 3))],
  ['one that has not changed', new HttpReply(304, large.body, large.headers)],
])('%s stays as it is', (_name, reply) => {
  expect(compressed(reply, asking('gzip'))).toBe(reply);
});

test('only what was asked for is compressed', () => {
  for (const unwilling of ['', 'br', 'gzip;q=0', 'gzip;q=0.000, *', 'identity'])
    expect(compressed(large, asking(unwilling)), unwilling).toBe(large);
  expect(compressed(large, asking('gzip', 'HEAD'))).toBe(large);
  expect(['gzip', 'GZIP;q=1', '*', 'deflate, gzip'].map((header) => accepts(header, 'gzip'))).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test('beyond so many at once, answers go as they are', async () => {
  const answers = Array.from({ length: 100 }, () => compressed(large, asking('gzip')));
  expect(answers.filter((answer) => answer === large)).toHaveLength(36);
  for (const answer of answers) {
    const { body } = await answer;
    expect(Buffer.isBuffer(body) ? gunzipSync(body).toString() : body).toBe(text);
  }
  await expect(compressed(large, asking('gzip'))).resolves.not.toBe(large);
});
