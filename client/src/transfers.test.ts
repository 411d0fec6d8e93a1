/** Uploads and downloads in Node, against plain servers that count, break and stand still. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { route, type StatusOk } from '@innermost/protocol/route.ts';
import { NetworkError } from './errors.ts';
import { createClient } from './http.ts';
import type { Progress } from './options.ts';

const sendBytes = route('PUT', '/api/v4/bytes/:name').takesBytes().returns<StatusOk>();
const sendForm = route('POST', '/api/v4/files').takesForm<{ channel_id: string; ids: string[] }>().returns<StatusOk>();
const getBytes = route('GET', '/api/v4/bytes/:name').returns<Uint8Array>();
const named = { params: { name: 'a' } };

let server: Server;
let url: string;
let handle: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Received {
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Takes a whole request, and says OK. */
function takes(): Promise<Received> {
  return new Promise((resolve) => {
    handle = (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        resolve({ headers: request.headers, body: Buffer.concat(parts) });
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"status":"OK"}');
      });
    };
  });
}

async function* chunks(count: number, size = 1000): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n += 1) yield Buffer.alloc(size, n);
}

const refuse = (response: ServerResponse, status: number, id: string) =>
  response
    .writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
    .end(JSON.stringify({ id, message: 'No.', detailed_error: '', request_id: '', status_code: status }));

test('a file goes with its length and type, and tells how far it is', async () => {
  const received = takes();
  const steps: Progress[] = [];
  const file = new Blob([Buffer.alloc(300_000, 'a')], { type: 'image/png' });
  const client = createClient({ url, token: 'secret' });
  const answer = await client.upload(sendBytes, { ...named, body: file, onProgress: (step) => steps.push(step) });
  expect(answer).toEqual({ status: 'OK' });
  const { headers, body } = await received;
  expect(headers).toMatchObject({
    authorization: 'Bearer secret',
    'content-type': 'image/png',
    'content-length': '300000',
  });
  expect(body).toEqual(Buffer.alloc(300_000, 'a'));
  expect(steps.length).toBeGreaterThan(1);
  expect(steps.at(-1)).toEqual({ done: 300_000, total: 300_000 });
});

test('streams of Node and of the platform go in chunks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'innermost-upload-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), 'from the disk');
  const client = createClient({ url });
  for (const [body, text] of [
    [createReadStream(join(folder, 'file')), 'from the disk'],
    [ReadableStream.from([Buffer.from('from '), Buffer.from('memory')]), 'from memory'],
  ] as const) {
    const received = takes();
    await client.upload(sendBytes, { ...named, body });
    const { headers, body: bytes } = await received;
    expect([headers['transfer-encoding'], headers['content-type'], bytes.toString()]).toEqual([
      'chunked',
      'application/octet-stream',
      text,
    ]);
  }
});

test('a form has its fields first, and its length when all of it is known', async () => {
  const client = createClient({ url });
  const form = (content: Blob | AsyncIterable<Uint8Array>) => ({
    fields: { channel_id: 'c1', ids: ['1', '2'] },
    files: [{ field: 'files', name: 'ä "b".txt', type: 'text/plain', content }],
  });
  const known = takes();
  await client.upload(sendForm, { body: form(new Blob(['hello'])) });
  const { headers, body } = await known;
  expect(headers['content-length']).toBe(String(body.length));
  const parts = body.toString().split(/\r\n?--innermost-[^\r]*\r\n|^--innermost-[^\r]*\r\n/);
  expect(parts.filter((part) => part !== '')).toEqual([
    'Content-Disposition: form-data; name="channel_id"\r\n\r\nc1',
    'Content-Disposition: form-data; name="ids"\r\n\r\n1',
    'Content-Disposition: form-data; name="ids"\r\n\r\n2',
    'Content-Disposition: form-data; name="files"; filename="ä %22b%22.txt"\r\nContent-Type: text/plain\r\n\r\nhello',
  ]);
  const unknown = takes();
  await client.upload(sendForm, { body: form(chunks(2, 3)) });
  expect((await unknown).headers['transfer-encoding']).toBe('chunked');
});

test('a refusal that comes before the end of the body is the refusal', async () => {
  handle = (_request, response) => refuse(response, 401, 'api.context.session_expired.app_error');
  const ended: string[] = [];
  const client = createClient({ url, onSessionEnded: ({ id }) => ended.push(id) });
  const sent = client.upload(sendBytes, { ...named, body: chunks(10_000) });
  await expect(sent).rejects.toMatchObject({ name: 'ApiError', status: 401 });
  expect(ended).toHaveLength(1);
});

test('an upload ends when its caller says so, and lets go of its source', async () => {
  handle = (request) => void request.resume();
  const stop = new AbortController();
  const reason = new Error('another file was chosen');
  let isOpen = true;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        yield Buffer.alloc(1000);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      isOpen = false;
    }
  }
  const sent = createClient({ url }).upload(sendBytes, {
    ...named,
    body: endless(),
    signal: stop.signal,
    onProgress: ({ done }) => done > 5000 && stop.abort(reason),
  });
  await expect(sent).rejects.toBe(reason);
  await expect.poll(() => isOpen).toBe(false);
  await expect(
    createClient({ url }).upload(sendBytes, { ...named, body: new Blob([]), signal: stop.signal }),
  ).rejects.toBe(reason);
});

test('an upload that stands still fails, in the sending and in the waiting for an answer', async () => {
  handle = () => undefined;
  const client = createClient({ url });
  const stuck = client.upload(sendBytes, { ...named, body: chunks(100_000), idleTimeoutMs: 200 });
  await expect(stuck).rejects.toSatisfy((error) => error instanceof NetworkError && error.timedOut);
  const unanswered = client.upload(sendBytes, { ...named, body: new Blob(['a']), idleTimeoutMs: 200 });
  await expect(unanswered).rejects.toMatchObject({ timedOut: true });
});

test('a download comes as it is read, and tells how far it is', async () => {
  handle = (_request, response) =>
    response.writeHead(200, { 'Content-Length': 200_000 }).end(Buffer.alloc(200_000, 'a'));
  const steps: Progress[] = [];
  const client = createClient({ url });
  const { status, size, stream } = await client.download(getBytes, {
    ...named,
    onProgress: (step) => steps.push(step),
  });
  expect([status, size]).toEqual([200, 200_000]);
  expect(steps).toEqual([]);
  expect(await new Response(stream).bytes()).toHaveLength(200_000);
  expect(steps.at(-1)).toEqual({ done: 200_000, total: 200_000 });
});

test('a part is asked for by its range, and what one has is not sent again', async () => {
  handle = (request, response) => {
    if (request.headers['if-none-match']) response.writeHead(304).end();
    else response.writeHead(206, { 'Content-Range': 'bytes 1-2/5' }).end('bc');
  };
  const client = createClient({ url });
  const part = await client.download(getBytes, { ...named, headers: { Range: 'bytes=1-2' } });
  expect([part.status, await new Response(part.stream).text()]).toEqual([206, 'bc']);
  const known = await client.download(getBytes, { ...named, headers: { 'If-None-Match': '"e"' } });
  expect([known.status, await new Response(known.stream).text()]).toEqual([304, '']);
});

test('a download that breaks off or stands still never looks whole', async () => {
  const client = createClient({ url });
  handle = (_request, response) => {
    response.writeHead(200, { 'Content-Length': 1000 }).write('half');
    setTimeout(() => response.destroy(), 50);
  };
  const broken = await client.download(getBytes, named);
  await expect(new Response(broken.stream).text()).rejects.toBeInstanceOf(NetworkError);
  handle = (_request, response) => void response.writeHead(200, { 'Content-Length': 1000 }).write('half');
  const stuck = await client.download(getBytes, { ...named, idleTimeoutMs: 200 });
  await expect(new Response(stuck.stream).text()).rejects.toMatchObject({ timedOut: true });
  handle = (_request, response) => refuse(response, 404, 'api.context.404.app_error');
  await expect(client.download(getBytes, named)).rejects.toMatchObject({ status: 404 });
});

test('a reader who takes its time is not a connection that stands still', async () => {
  handle = (_request, response) => response.writeHead(200).end(Buffer.alloc(500_000));
  const { stream } = await createClient({ url }).download(getBytes, { ...named, idleTimeoutMs: 100 });
  const reader = stream.getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await reader.read()).done).toBe(false);
  await reader.cancel();
});

test('only uploads send streams, and of the kind that the route takes', () => {
  const client = createClient({ url });
  const never = () => {
    // @ts-expect-error a stream is sent by upload
    void client.call(sendBytes, { ...named, body: new Blob([]) });
    // @ts-expect-error the route takes a form
    void client.upload(sendForm, { body: new Blob([]) });
    // @ts-expect-error a field is missing
    void client.upload(sendForm, { body: { fields: { channel_id: 'c1' }, files: [] } });
    // @ts-expect-error the route has a parameter
    void client.upload(sendBytes, { body: new Blob([]) });
  };
  expect(never).toBeTypeOf('function');
});
