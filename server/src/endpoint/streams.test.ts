/** Bodies that are read as streams, over real sockets: what is refused by the head alone, and what a bad sender gets. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../testing/person.ts';
import { startStreams } from '../testing/start-streams.ts';
import { bytesLimit, underWay } from '../testing/stream-endpoints.ts';

const server = await startStreams();
let ann: Person;
beforeAll(async () => {
  ann = await server.make.person();
});

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const json = ({ body }: { body: Buffer }): unknown => JSON.parse(body.toString());
const put = (size: number | string, more: readonly string[] = [], path = '/api/v4/test/bytes') =>
  [
    'PUT ' + path + ' HTTP/1.1',
    'Host: here',
    `Authorization: Bearer ${ann.token}`,
    ...lengthOf(size),
    ...more,
    '',
    '',
  ].join('\r\n');
const lengthOf = (size: number | string): string[] =>
  typeof size === 'number' ? [`Content-Length: ${size}`] : size === '' ? [] : [`Transfer-Encoding: ${size}`];
const refusal = (id: string, status: number) => ({ id: `api.context.${id}.app_error`, status_code: status });
const nothingIsLeft = () => vi.waitFor(() => expect(underWay.bodies).toBe(0));

test('bytes come whole, by length and in chunks, and the connection goes on', async () => {
  const connection = server.connect();
  const bytes = Buffer.alloc(300_000, 'abc');
  await connection.write(put(bytes.length));
  await connection.write(bytes);
  expect(json(await connection.answer())).toEqual({ size: bytes.length, sha256: sha256(bytes) });
  await connection.write(put('chunked'));
  for (const part of ['a', 'bc', 'd'.repeat(70_000)])
    await connection.write(`${part.length.toString(16)}\r\n${part}\r\n`);
  await connection.write('0\r\n\r\n');
  expect(json(await connection.answer())).toMatchObject({ size: 70_003 });
  await connection.write(put(0));
  expect(json(await connection.answer())).toEqual({ size: 0, sha256: sha256('') });
});

test('requests that follow each other without waiting are answered in order', async () => {
  const connection = server.connect();
  await connection.write(`${put(3)}abc${put('chunked')}2\r\nde\r\n0\r\n\r\n${put(1)}f`);
  const sizes = [await connection.answer(), await connection.answer(), await connection.answer()].map(json);
  expect(sizes).toMatchObject([{ size: 3 }, { size: 2 }, { size: 1 }]);
});

test('a stranger is refused before the body is read', async () => {
  const connection = server.connect();
  await connection.write(put(100_000_000).replace(ann.token, 'x'.repeat(26)));
  const answer = await connection.answer();
  expect(json(answer)).toMatchObject(refusal('session_expired', 401));
  expect(answer.headers).toMatchObject({ connection: 'close' });
  expect(underWay.bodies).toBe(0);
});

test('whoever may not do it is refused before the body is read', async () => {
  const connection = server.connect();
  await connection.write(put(100_000_000, [], '/api/v4/test/administered'));
  expect(json(await connection.answer())).toMatchObject(refusal('permissions', 403));
});

test('a body that announces too much is refused before it is read, and one that turns out so when it does', async () => {
  const announced = server.connect();
  await announced.write(put(bytesLimit + 1));
  expect(json(await announced.answer())).toMatchObject(refusal('body_too_large', 413));
  const unannounced = server.connect();
  await unannounced.write(put('chunked').replace('PUT', 'PATCH'));
  await unannounced.write('5\r\nabcde\r\n6\r\nfghijk\r\n');
  expect(json(await unannounced.answer())).toMatchObject(refusal('body_too_large', 413));
  await nothingIsLeft();
});

test('the answer reaches a client that sends on without looking', async () => {
  const connection = server.connect();
  await connection.write(put(600_000).replace(ann.token, 'x'.repeat(26)));
  await connection.write(Buffer.alloc(600_000));
  const answer = await connection.answer();
  expect([answer.status, answer.isWhole]).toEqual([401, true]);
  expect(await connection.ended).toBe('closed');
});

test('a small body that nobody wants costs no connection', async () => {
  const connection = server.connect();
  await connection.write(put(1000).replace('PUT /api/v4/test/bytes', 'POST /api/v4/test/ignored'));
  const answer = await connection.answer();
  expect([answer.status, answer.headers['connection']]).toEqual([200, 'keep-alive']);
  await connection.write(Buffer.alloc(1000));
  await connection.write(`${put(2)}ok`);
  expect(json(await connection.answer())).toMatchObject({ size: 2 });
});

test('a client that asks first is told to go on only when it may', async () => {
  const expects = ['Expect: 100-continue'];
  const connection = server.connect();
  await connection.write(put(4, expects));
  expect((await connection.answer()).status).toBe(100);
  await connection.write('body');
  expect(json(await connection.answer())).toMatchObject({ size: 4 });
  const stranger = server.connect();
  await stranger.write(put(100_000_000, expects).replace(ann.token, 'x'.repeat(26)));
  expect((await stranger.answer()).status).toBe(401);
  expect(await stranger.ended).toBe('closed');
  // Bodies in JSON too.
  const post = server.connect();
  await post.write(put(2, expects).replace('PUT /api/v4/test/bytes', 'POST /api/v4/users/ids'));
  expect((await post.answer()).status).toBe(100);
  await post.write('[]');
  expect((await post.answer()).status).toBe(400);
});

test('a body that ends early fails with a reason, and leaves nothing', async () => {
  const connection = server.connect();
  await connection.write(put(1000));
  await connection.write('half of it');
  await vi.waitFor(() => expect(underWay.bodies).toBe(1));
  connection.socket.end();
  const answer = await connection.answer();
  expect(json(answer)).toMatchObject(refusal('incomplete_body', 400));
  expect(await connection.ended).toBe('closed');
  await nothingIsLeft();
  const aborted = server.connect();
  await aborted.write(put('chunked'));
  await aborted.write('5\r\nabcde\r\n');
  await vi.waitFor(() => expect(underWay.bodies).toBe(1));
  aborted.socket.destroy();
  await nothingIsLeft();
});

test('the same of a body in JSON', async () => {
  const connection = server.connect();
  await connection.write(put(1000).replace('PUT /api/v4/test/bytes', 'POST /api/v4/users/ids'));
  await connection.write('["abc');
  connection.socket.end();
  expect(json(await connection.answer())).toMatchObject(refusal('incomplete_body', 400));
});

test.for([
  ['no length of a chunk', 'xyz\r\nabc\r\n'],
  ['a chunk that is longer than it says', '2\r\nabcdef\r\n'],
])('broken chunks fail: %s', async ([, bytes = '']) => {
  const connection = server.connect();
  await connection.write(put('chunked') + bytes);
  expect(json(await connection.answer())).toMatchObject(refusal('incomplete_body', 400));
  expect(await connection.ended).toBe('closed');
  await nothingIsLeft();
});

test('more than Content-Length says is no part of the body', async () => {
  const connection = server.connect();
  await connection.write(`${put(3)}abcNOT A REQUEST\r\n\r\n`);
  expect(json(await connection.answer())).toEqual({ size: 3, sha256: sha256('abc') });
  expect(await connection.ended).toBe('closed');
});

test('without any length there is no body', async () => {
  const connection = server.connect();
  await connection.write(put(''));
  expect(json(await connection.answer())).toMatchObject({ size: 0 });
});

test('HTTP/1.0 is served, without 100 Continue and chunks', async () => {
  const connection = server.connect();
  await connection.write(put(4, ['Expect: 100-continue']).replace('HTTP/1.1', 'HTTP/1.0'));
  await connection.write('body');
  const answer = await connection.answer();
  expect(json(answer)).toMatchObject({ size: 4 });
  expect(answer.headers['connection']).toBe('close');
});
