/** Answers that are streamed, over real sockets: ranges, conditions, clients that leave, and sources that fail. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Person } from '../testing/person.ts';
import { startStreams } from '../testing/start-streams.ts';
import { pattern, underWay } from '../testing/stream-endpoints.ts';

const server = await startStreams();
let ann: Person;
beforeAll(async () => {
  ann = await server.make.person();
});
beforeEach(() => {
  underWay.opened = 0;
});

interface Asked {
  method?: string;
  kind?: string;
  size?: number;
  headers?: readonly string[];
  version?: string;
}

const requestFor = ({ method = 'GET', kind = 'plain', size = 1000, headers = [], version = '1.1' }: Asked): string =>
  [
    `${method} /api/v4/test/content/${kind}?size=${size} HTTP/${version}`,
    'Host: here',
    `Authorization: Bearer ${ann.token}`,
    ...headers,
    '',
    '',
  ].join('\r\n');

async function ask(asked: Asked = {}) {
  const connection = server.connect();
  await connection.write(requestFor(asked));
  const answer = await connection.answer({ toHead: asked.method === 'HEAD' });
  await vi.waitFor(() => expect(underWay.contents).toBe(0));
  return { ...answer, connection };
}

const range = (value: string, ...more: string[]): Asked => ({ headers: [`Range: ${value}`, ...more] });
const etag = '"v-1000"';
const modified = 'Tue, 14 Nov 2023 22:13:20 GMT';

test('a content comes whole, says what it is, and is not compressed', async () => {
  const { status, headers, body } = await ask({ headers: ['Accept-Encoding: gzip, br'], size: 300_000 });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '300000',
    'content-disposition': `attachment; filename="_n_code _name_.bin"; filename*=UTF-8''%C3%9Cn%C3%AFcode%20%22name%22.bin`,
    'accept-ranges': 'bytes',
    etag: '"v-300000"',
    'last-modified': modified,
  });
  expect(headers['content-encoding']).toBeUndefined();
  expect(body.equals(pattern(300_000))).toBe(true);
  const text = await ask({ kind: 'text', headers: ['Accept-Encoding: gzip'], size: 5000 });
  expect(text.headers['content-encoding']).toBeUndefined();
});

test('of an unknown size it comes in chunks, or until the connection ends', async () => {
  const { headers, body, isWhole } = await ask({ kind: 'unknown', size: 100_000, ...range('bytes=0-1') });
  expect(headers['transfer-encoding']).toBe('chunked');
  expect([headers['accept-ranges'], headers['content-length'], isWhole]).toEqual([undefined, undefined, true]);
  expect(body.equals(pattern(100_000))).toBe(true);
  const old = await ask({ kind: 'unknown', size: 100_000, version: '1.0' });
  expect([old.body.length, old.headers['transfer-encoding']]).toEqual([100_000, undefined]);
});

test('an empty content is one', async () => {
  for (const kind of ['plain', 'unknown', 'text']) {
    const { status, body, isWhole } = await ask({ kind, size: 0 });
    expect([status, body.length, isWhole], kind).toEqual([200, 0, true]);
  }
});

test('HEAD says the same, and opens nothing; every GET has it', async () => {
  const { body: _body, connection: _got, headers: got, ...get } = await ask();
  const { headers, connection, ...head } = await ask({ method: 'HEAD' });
  expect(underWay.opened).toBe(1);
  const ids = { 'x-request-id': expect.any(String), date: expect.any(String), expires: undefined };
  expect({ ...headers, ...ids }).toEqual({ ...got, ...ids });
  expect([head.status, head.isWhole]).toEqual([get.status, true]);
  await connection.write(requestFor({ size: 3 }));
  expect((await connection.answer()).body).toEqual(pattern(3));
  for (const path of ['/api/v4/users/me', '/api/v4/system/ping']) {
    const both = ['GET', 'HEAD'].map((method) =>
      fetch(server.streamUrl + path, { method, headers: { Authorization: `Bearer ${ann.token}` } }),
    );
    const [full, bare] = await Promise.all(both);
    expect(bare?.status).toBe(full?.status);
    expect(bare?.headers.get('content-length')).toBe(String((await full?.arrayBuffer())?.byteLength));
    expect(await bare?.text()).toBe('');
  }
});

test.each([
  ['bytes=0-0', 0, 0],
  ['bytes=10-19', 10, 19],
  ['bytes=990-', 990, 999],
  ['bytes=990-5000', 990, 999],
  ['bytes=-10', 990, 999],
  ['bytes=-5000', 0, 999],
  ['Bytes=0-999', 0, 999],
])('the range %s is answered with that part', async (asked, start, end) => {
  const { status, headers, body } = await ask(range(asked));
  expect(status).toBe(206);
  expect(headers).toMatchObject({
    'content-range': `bytes ${start}-${end}/1000`,
    'content-length': String(end - start + 1),
    etag,
  });
  expect(body).toEqual(pattern(end - start + 1, start));
});

test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('the range %s is not there', async (asked) => {
  const { status, headers, body } = await ask(range(asked));
  expect(status).toBe(416);
  expect(headers).toMatchObject({ 'content-range': 'bytes */1000', 'content-type': 'application/json' });
  expect(body.toString()).toContain('api.context.range_not_satisfiable.app_error');
  expect(underWay.opened).toBe(0);
});

test.each(['bytes=', 'bytes=-', 'bytes=5-2', 'bytes=a-b', 'items=0-1', 'bytes=0-1,5-6', 'bytes=0-1;x'])(
  'the range %s means all of it',
  async (asked) => {
    expect(await ask(range(asked))).toMatchObject({ status: 200, body: pattern(1000) });
  },
);

test.each([
  [`If-Range: ${etag}`, 206],
  ['If-Range: "v-999"', 200],
  [`If-Range: W/${etag}`, 200],
  [`If-Range: ${modified}`, 206],
  ['If-Range: Tue, 14 Nov 2023 22:13:21 GMT', 200],
])('a part is given only of what the client has the rest of: %s', async (condition, status) => {
  expect((await ask(range('bytes=0-9', condition))).status).toBe(status);
});

test.each([
  [`If-None-Match: ${etag}`, 304],
  [`If-None-Match: "other", W/${etag}`, 304],
  ['If-None-Match: *', 304],
  ['If-None-Match: "v-999"', 200],
  [`If-Modified-Since: ${modified}`, 304],
  ['If-Modified-Since: Tue, 14 Nov 2023 22:13:19 GMT', 200],
  ['If-Modified-Since: yesterday', 200],
  ['If-Modified-Since: 1', 200],
])('what the client has is not sent again: %s', async (condition, status) => {
  const answer = await ask({ headers: [condition] });
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({ etag, 'last-modified': modified });
  expect(underWay.opened).toBe(status === 304 ? 0 : 1);
  await answer.connection.write(requestFor({ size: 3 }));
  expect((await answer.connection.answer()).body).toEqual(pattern(3));
});

test('a changed tag counts more than an old date', async () => {
  const headers = [`If-Modified-Since: ${modified}`, 'If-None-Match: "v-999"'];
  expect((await ask({ headers })).status).toBe(200);
});

test('what cannot be opened is an error like any other', async () => {
  const { status, body } = await ask({ kind: 'missing' });
  expect(status).toBe(500);
  expect(JSON.parse(body.toString())).toMatchObject({ id: 'api.internal_error' });
});

test.each([
  ['broken', '1.1'],
  ['brokenUnknown', '1.1'],
  ['brokenUnknown', '1.0'],
  ['short', '1.1'],
  ['long', '1.1'],
])('a source that fails on the way never looks like success: %s, HTTP/%s', async (kind, version) => {
  const errors = vi.spyOn(server.app.services.log, 'error');
  const connection = server.connect();
  await connection.write(requestFor({ kind, size: 1_000_000, version }));
  const answer = await connection.answer().catch(() => undefined);
  expect(answer?.isWhole ?? false).toBe(false);
  expect(await connection.ended).toBe('reset');
  expect(errors).toHaveBeenCalledWith(
    expect.objectContaining({ request_id: expect.any(String), path: `/api/v4/test/content/${kind}` }),
    'an answer broke off',
  );
  await vi.waitFor(() => expect(underWay.contents).toBe(0));
  errors.mockRestore();
});

test('a client that leaves lets go of the source, and is no error', async () => {
  const errors = vi.spyOn(server.app.services.log, 'error');
  const connection = server.connect();
  connection.socket.pause();
  await connection.write(requestFor({ size: 100_000_000 }));
  await vi.waitFor(() => expect(underWay.contents).toBe(1));
  connection.socket.destroy();
  await vi.waitFor(() => expect(underWay.contents).toBe(0));
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});

test('contents that are asked for without waiting come in order', async () => {
  const connection = server.connect();
  await connection.write(requestFor({ size: 300_000 }) + requestFor({ size: 5 }) + requestFor(range('bytes=1-2')));
  const answers = [await connection.answer(), await connection.answer(), await connection.answer()];
  expect(answers.map(({ body }) => body.length)).toEqual([300_000, 5, 2]);
  expect(answers[0]?.body.equals(pattern(300_000))).toBe(true);
});
