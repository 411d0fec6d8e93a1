import { expect, test } from 'vitest';
import { readPayload } from './read-payload.ts';

const read = (type: string | undefined, body: string | Buffer) =>
  readPayload(type ?? '', typeof body === 'string' ? Buffer.from(body) : body);
const refusal = (part: string) =>
  expect.objectContaining({ id: `web.incoming_webhook.${part}.app_error`, status: 400 });

const formType = 'application/x-www-form-urlencoded';

test.each([
  undefined,
  '',
  'application/json',
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'text/plain',
  'foo',
  'application/vnd.ci+json;v="1',
])('with Content-Type %j the body is the JSON', async (type) => {
  expect(await read(type, '{"text":"hé 😀"}')).toMatchObject({ text: 'hé 😀' });
});

test.each(['a b', 'application/', '/json', 'application/json/x', 'text(plain)'])(
  'Content-Type %j is none',
  async (type) => {
    await expect(read(type, '"text"')).rejects.toEqual(refusal('media_type'));
  },
);

test.each([
  '',
  ' ',
  '{',
  '{"text":"a"',
  'hello',
  '"a"',
  '5',
  '[]',
  '[{"text":"a"}]',
  '{"text":"\u0001"}',
  "{'text':1}",
])('the body %j cannot be read', async (body) => {
  await expect(read('application/json', body)).rejects.toEqual(refusal('decode'));
});

test('a byte order mark before the JSON is overlooked', async () => {
  expect(await read('application/json', '\uFEFF{"text":"a"}')).toMatchObject({ text: 'a' });
});

test('a payload of null is none', async () => {
  expect(await read('application/json', ' null ')).toBeUndefined();
  expect(await read(formType, 'payload=null')).toBeUndefined();
});

test('raw line breaks are forgiven when there is no other fault', async () => {
  expect(await read('application/json', '{"text": "one\n\ttwo"}')).toMatchObject({ text: 'one\n\ttwo' });
  await expect(read('application/json', '{"text": "one\ntwo", }')).rejects.toEqual(refusal('decode'));
});

test('bytes that are no UTF-8 become replacement characters', async () => {
  const body = Buffer.concat([Buffer.from('{"text":"a'), Buffer.from([0xff, 0xc3]), Buffer.from('b"}')]);
  expect(await read('application/json', body)).toMatchObject({ text: 'a\uFFFD\uFFFDb' });
  await expect(read('application/json', Buffer.from('{"text":"a"}', 'utf16le'))).rejects.toEqual(refusal('decode'));
});

test.each([
  ['application/json; charset=iso-8859-1', 'latin1', 'Größe é'],
  ['application/json; charset="ISO-8859-15"', 'latin1', 'Größe'],
  ['text/plain;charset=windows-1252', 'latin1', 'é'],
  ['application/json; charset=utf-16', 'utf16le', 'Größe 雪'],
  ['application/json; charset=UTF-16LE', 'utf16le', 'Größe 雪'],
] as const)('the charset of %j is honoured', async (type, encoding, text) => {
  expect(await read(type, Buffer.from(`{"text":"${text}"}`, encoding))).toMatchObject({ text });
});

test('a byte order mark tells of UTF-16 in either order, whatever the header says', async () => {
  const little = Buffer.from('\uFEFF{"text":"Größe 雪"}', 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const body of [little, big])
    for (const type of ['application/json', 'application/json; charset=utf-8', formType])
      expect(await read(type, body)).toMatchObject({ text: 'Größe 雪' });
});

test('signs of Windows are read where the charset says so, and a charset that is not known is named', async () => {
  const body = Buffer.from([...Buffer.from('{"text":"'), 0x80, 0x93, 0x94, ...Buffer.from('"}')]);
  expect(await read('application/json; charset=windows-1252', body)).toMatchObject({ text: '€“”' });
  expect(await read('application/json; charset=latin1', body)).toMatchObject({ text: '€“”' });
  await expect(read('application/json; charset=klingon', body)).rejects.toMatchObject({
    id: 'web.incoming_webhook.media_type.app_error',
    detail: 'The charset "klingon" is not known.',
  });
});

test('a form is read in its charset', async () => {
  expect(await read(`${formType}; charset=latin1`, 'payload=%7B%22text%22%3A%22Gr%F6%DFe+%26%22%7D')).toMatchObject({
    text: 'Größe &',
  });
});

test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text(plain)', 'image/png'])(
  'a body that begins with a brace is JSON, although its type is %j',
  async (type) => {
    expect(await read(type, ' \n{"text":"a & b=50%+c"}')).toMatchObject({ text: 'a & b=50%+c' });
  },
);

test('a form is one without saying so, and its JSON may stand there unescaped', async () => {
  for (const type of [undefined, 'text/plain', 'application/json', formType]) {
    expect(await read(type, 'payload=%7B%22text%22%3A%22a+b%22%7D')).toMatchObject({ text: 'a b' });
    expect(await read(type, 'payload={"text":"a & b é"}')).toMatchObject({ text: 'a & b é' });
    expect(await read(type, 'payload={"text":"a+b%21"}&x=1')).toMatchObject({ text: 'a b!' });
  }
});

test('long numbers keep their digits, short ones stay numbers', async () => {
  const long = '12345678901234567890';
  const body = `{"attachments":[{"ts":1700000000.25,"fields":[{"value":${long}},{"value":-0.12345678901234567},{"value":1e3},{"value":1234567.5}]}],"props":{"id":${long},"n":5}}`;
  const payload = await read('application/json', body);
  expect(payload?.attachments?.[0]?.fields?.map(({ value }) => value)).toEqual([
    long,
    '-0.12345678901234567',
    '1000',
    '1234567.5',
  ]);
  expect(payload?.attachments?.[0]?.ts).toBe(1_700_000_000.25);
  expect(payload?.props).toEqual({ id: long, n: 5 });
});

test('what is wrong with the JSON is told by its place, never by what stands there', async () => {
  await expect(read('application/json', '{\n"text" "secret"}')).rejects.toMatchObject({
    detail: 'It is no JSON from line 2, column 8 on.',
  });
  for (const body of ['secret', '{"text": secret}'])
    await expect(read('application/json', body)).rejects.toMatchObject({ detail: 'It is no JSON.' });
});

test('what the database could not hold is left out', async () => {
  const body = String.raw`{"text":"a\u0000b\ud83dc","props":{"k\u0000":["\udc00"]},"username":"\u00e9"}`;
  expect(await read('application/json', body)).toMatchObject({
    text: 'ab\uFFFDc',
    props: { k: ['\uFFFD'] },
    username: 'é',
  });
});

test('depth is bounded, at no cost of stack', async () => {
  const nested = (depth: number) => `{"text":"a","props":{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
  expect(await read('application/json', nested(400))).toMatchObject({ text: 'a' });
  await expect(read('application/json', nested(600))).rejects.toEqual(refusal('decode'));
  await expect(read('application/json', nested(140_000))).rejects.toEqual(refusal('decode'));
  await expect(read('application/json', `{"a":`.repeat(50_000))).rejects.toEqual(refusal('decode'));
});

test('a form holds the JSON in its payload', async () => {
  const payload = encodeURIComponent('{"text":"50 % of a+b & c; é"}').replaceAll('%20', '+');
  expect(await read(`${formType}; charset=UTF-8`, `token=x&payload=${payload}&y=`)).toMatchObject({
    text: '50 % of a+b & c; é',
  });
});

test.each([
  ['payload=%7B%zz', 'parse_form'],
  ['payload=100%', 'parse_form'],
  ['payload=', 'decode'],
  ['text=hello', 'decode'],
  ['', 'decode'],
  ['payload=hello', 'decode'],
  ['payload=%FF', 'decode'],
])('the form %j is refused as %s', async (body, part) => {
  await expect(read(formType, body)).rejects.toEqual(refusal(part));
});

interface Part {
  name: string;
  value: string;
  file?: string;
}

function multipart(parts: Part[], boundary = 'xYzZY'): [type: string, body: string] {
  const head = ({ name, file }: Part) =>
    `Content-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}`;
  const texts = parts.map((part) => `--${boundary}\r\n${head(part)}\r\n\r\n${part.value}\r\n`);
  return [`multipart/form-data; boundary=${boundary}`, `${texts.join('')}--${boundary}--\r\n`];
}

test('the fields of a multipart form are those of the payload; files are ignored', async () => {
  const [type, body] = multipart([
    { name: 'text', value: 'one\ntwo\0 é' },
    { name: 'username', value: 'ci' },
    { name: 'icon_url', value: 'https://ci.example/i.png' },
    { name: 'icon_emoji', value: ':rocket:' },
    { name: 'channel', value: '#ops' },
    { name: 'type', value: 'custom_ci' },
    { name: 'whatever', value: 'bytes', file: '../../a.png' },
  ]);
  expect(await read(type, body)).toMatchObject({
    text: 'one\ntwo é',
    username: 'ci',
    icon_url: 'https://ci.example/i.png',
    icon_emoji: ':rocket:',
    channel: '#ops',
    type: 'custom_ci',
  });
  const [quoted] = multipart([], '--------------------------1234');
  expect(quoted).toContain('boundary=');
  const [, long] = multipart([{ name: 'text', value: 'a' }], '--------------------------1234');
  expect(await read('Multipart/Form-Data; boundary="--------------------------1234"', long)).toMatchObject({
    text: 'a',
  });
});

test('a multipart form with unknown fields, cut short or without a boundary is refused', async () => {
  const [type, body] = multipart([{ name: 'text', value: 'a' }]);
  expect(await read(type, body)).toMatchObject({ text: 'a' });
  await expect(read(type, body.slice(0, -20))).rejects.toEqual(refusal('parse_multipart'));
  await expect(read('multipart/form-data', body)).rejects.toEqual(refusal('parse_multipart'));
  await expect(read('multipart/form-data; boundary=other', body)).rejects.toEqual(refusal('parse_multipart'));
  for (const name of ['payload', 'attachments', '__proto__', 'toString'])
    await expect(read(...multipart([{ name, value: '{}' }]))).rejects.toEqual(refusal('parse_multipart'));
});

test('a multipart form of nothing but boundaries is read to its end', async () => {
  const parts = Array.from({ length: 3_000 }, () => ({ name: 'text', value: 'a' }));
  expect(await read(...multipart(parts))).toMatchObject({ text: 'a' });
  await expect(read('multipart/form-data; boundary=b', '--b\r\n'.repeat(60_000))).rejects.toEqual(
    refusal('parse_multipart'),
  );
});
