/** Forms with files, over real sockets: in any order, within limits, and from senders that do it wrong. */
import { beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../testing/person.ts';
import { startStreams } from '../testing/start-streams.ts';
import { fileLimit, underWay, type SeenForm } from '../testing/stream-endpoints.ts';

const server = await startStreams();
let ann: Person;
beforeAll(async () => {
  ann = await server.make.person();
});

const boundary = 'x-boundary-x';
const part = (head: string, body: string | Buffer = '', more = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n${more}\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
const file = (name: string, body: string | Buffer, type = 'text/plain') =>
  part(`name="files"; filename="${name}"`, body, `Content-Type: ${type}\r\n`);
const field = (name: string, value: string) => part(`name="${name}"`, value);
const end = Buffer.from(`--${boundary}--\r\n`);

interface Sent {
  type?: string | undefined;
  /** Bytes of a chunk; undefined sends all at once, by its length. */
  chunk?: number;
}

async function send(
  parts: readonly Buffer[],
  { type = `multipart/form-data; boundary=${boundary}`, chunk }: Sent = {},
) {
  const connection = server.connect();
  const body = Buffer.concat(parts);
  const length = chunk === undefined ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked';
  const head = `POST /api/v4/test/form HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${ann.token}\r\n`;
  await connection.write(`${head}${type === '' ? '' : `Content-Type: ${type}\r\n`}${length}\r\n\r\n`);
  if (chunk === undefined) void connection.write(body);
  else {
    for (let at = 0; at < body.length; at += chunk) {
      const bytes = body.subarray(at, at + chunk);
      void connection.write(`${bytes.length.toString(16)}\r\n`);
      void connection.write(bytes);
      void connection.write('\r\n');
    }
    void connection.write('0\r\n\r\n');
  }
  const answer = await connection.answer();
  await vi.waitFor(() => expect(underWay.bodies).toBe(0));
  // What the endpoint answers, or an error.
  return {
    status: answer.status,
    body: JSON.parse(answer.body.toString()) as SeenForm & { id: string; message: string },
  };
}

const refused = (id: string, status: number) => ({ status, body: { id: `api.context.${id}.app_error` } });

test.each([undefined, 1, 7, 1000])('fields and files come in any order (chunks of %s)', async (chunk) => {
  const bytes = Buffer.alloc(10_000, '\r\n--x-boundary-');
  const sent = [
    field('client_ids', 'one'),
    file('a.txt', 'hello'),
    field('channel_id', 'c1'),
    file('ünï 日本.png', bytes, 'image/png'),
    field('client_ids', 'two'),
    field('unknown', 'is ignored'),
    end,
  ];
  const { status, body } = await send(sent, chunk === undefined ? {} : { chunk });
  expect(status).toBe(200);
  expect(body.fields).toEqual({ channel_id: 'c1', client_ids: ['one', 'two'] });
  expect(body.files).toMatchObject([
    { field: 'files', name: 'a.txt', type: 'text/plain', size: 5, after: ['client_ids'] },
    { name: 'ünï 日本.png', type: 'image/png', size: bytes.length, after: ['client_ids', 'channel_id'] },
  ]);
});

test('a form may be empty, have no files, and empty files', async () => {
  expect(await send([end])).toMatchObject({ status: 200, body: { files: [], fields: { channel_id: '' } } });
  expect((await send([field('channel_id', 'c1'), end])).body.fields.channel_id).toBe('c1');
  expect((await send([file('', ''), end])).body.files).toMatchObject([{ name: '', size: 0 }]);
});

test('what is no form is refused', async () => {
  const form = [field('channel_id', 'c1'), end];
  for (const type of [
    '',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/mixed',
  ])
    expect(await send(form, { type }), type).toMatchObject(refused('invalid_form', 400));
  expect(await send(form, { type: 'multipart/form-data; boundary=another' })).toMatchObject(
    refused('invalid_form', 400),
  );
  expect(await send([Buffer.from('no parts at all')])).toMatchObject(refused('invalid_form', 400));
  expect(await send([])).toMatchObject(refused('invalid_form', 400));
});

test('a form without its end is refused, in whatever it stops', async () => {
  for (const parts of [
    [file('a', 'whole')],
    [file('a', 'not whole').subarray(0, -6)],
    [field('channel_id', 'c1').subarray(0, -4)],
    [Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; na`)],
  ])
    expect(await send(parts)).toMatchObject(refused('invalid_form', 400));
});

test('a sender who leaves in the middle of a file leaves nothing', async () => {
  const connection = server.connect();
  const head = `POST /api/v4/test/form HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${ann.token}\r\n`;
  const type = `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 100000\r\n\r\n`;
  await connection.write(head + type);
  await connection.write(file('a', Buffer.alloc(10_000)).subarray(0, -2));
  await vi.waitFor(() => expect(underWay.bodies).toBe(1));
  connection.socket.end();
  expect((await connection.answer()).body.toString()).toContain('api.context.incomplete_body.app_error');
  await vi.waitFor(() => expect(underWay.bodies).toBe(0));
});

test('files have a limit each, and the form one of how many', async () => {
  const most = file('a', Buffer.alloc(fileLimit));
  expect((await send([most, most, end])).body.files.map(({ size }) => size)).toEqual([fileLimit, fileLimit]);
  expect(await send([file('a', Buffer.alloc(fileLimit + 1)), end])).toMatchObject(refused('file_too_large', 413));
  const many = (count: number) => send([...Array.from({ length: count }, () => file('a', 'x')), end]);
  expect((await many(10)).body.files).toHaveLength(10);
  expect(await many(11)).toMatchObject(refused('form_too_long', 413));
});

test('fields have limits of how many, how long, and how long their names are', async () => {
  const fields = (count: number) => Array.from({ length: count }, () => field('client_ids', 'x'));
  expect((await send([...fields(100), end])).body.fields.client_ids).toHaveLength(100);
  expect(await send([...fields(101), end])).toMatchObject(refused('form_too_long', 413));
  expect(await send([...fields(10_000), end])).toMatchObject(refused('form_too_long', 413));
  expect((await send([field('channel_id', 'x'.repeat(65_536)), end])).status).toBe(200);
  expect(await send([field('channel_id', 'x'.repeat(65_537)), end])).toMatchObject(refused('form_too_long', 413));
  expect(await send([field('x'.repeat(300), 'x'), end])).toMatchObject(refused('invalid_form', 400));
});

test('parts that are neither, by the thousand, end in a refusal and not in work', async () => {
  const nameless = part('', 'x');
  expect(await send([...Array.from({ length: 10_000 }, () => nameless), end])).toMatchObject({ status: 400 });
  const noForm = Buffer.from(`--${boundary}\r\nContent-Type: text/plain\r\n\r\nx\r\n`);
  expect(await send([...Array.from({ length: 10_000 }, () => noForm), end])).toMatchObject(
    refused('form_too_long', 413),
  );
  const endless = Buffer.from(`--${boundary}\r\n${'X-Header: y\r\n'.repeat(100_000)}\r\nx\r\n`);
  expect((await send([endless, end])).status).toBeLessThan(500);
});

test('names of files are names, in any script, and at most so long', async () => {
  const named = async (name: string) => (await send([file(name, 'x'), end])).body.files[0]?.name;
  expect(await named('../../etc/passwd')).toBe('passwd');
  expect(await named('C:\\\\files\\\\a.txt')).toBe('a.txt');
  expect(await named('..')).toBe('');
  expect(await named('a\u0000b\u001bc.txt')).toBe('abc.txt');
  expect(await named('日'.repeat(100))).toBe('日'.repeat(100));
  expect(await named('%22quoted%22.txt')).toBe('%22quoted%22.txt');
  const long = await send([file('x'.repeat(300), 'x'), end]);
  expect(long).toMatchObject(refused('invalid_body_param', 400));
  expect(long.body.message).toContain('filename');
  const encoded = part('name="files"; filename="plain.txt"; filename*=UTF-8\'\'%e2%82%ac%20rates.txt', 'x');
  expect((await send([encoded, end])).body.files[0]?.name).toMatch(/^(plain|€ rates)\.txt$/);
});

test('broken encodings are replaced, not passed on', async () => {
  const name = Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a`),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('.txt"\r\n\r\nx\r\n'),
  ]);
  const value = part('name="channel_id"', Buffer.from([0x63, 0xff, 0x31]));
  const { status, body } = await send([name, value, end]);
  expect(status).toBe(200);
  expect(body.files[0]?.name).toBe('a\u{fffd}\u{fffd}.txt');
  expect(body.fields.channel_id).toBe('c\u{fffd}1');
});

test('a form that is refused in the middle is taken in to its end, and the connection goes on', async () => {
  const connection = server.connect();
  const body = Buffer.concat([part('name=""', 'x'), file('a', 'y'.repeat(200_000)), end]);
  const head = `POST /api/v4/test/form HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${ann.token}\r\n`;
  const type = `Content-Type: multipart/form-data; boundary=${boundary}\r\n`;
  await connection.write(`${head}${type}Content-Length: ${body.length}\r\n\r\n`);
  await connection.write(body.subarray(0, 200));
  expect((await connection.answer()).status).toBe(400);
  await connection.write(body.subarray(200));
  await connection.write(`GET /api/v4/system/ping HTTP/1.1\r\nHost: here\r\n\r\n`);
  expect((await connection.answer()).status).toBe(200);
});
