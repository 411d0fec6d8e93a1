/** What s3rver cannot show: a server of the test writes down what is asked, and answers as told. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import type { ConfigPatch } from '../../config/config.ts';
import { resolveConfig } from '../../config/resolve.ts';
import { S3Store } from './s3-store.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let answer: Answer = (_request, response) => response.end();
let asked: { method: string; url: URL; headers: IncomingMessage['headers']; size: number }[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '', 'http://store');
    asked.push({ method: request.method ?? '', url, headers: request.headers, size: body.length });
    answer(request, response, body);
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

function openStore(more: ConfigPatch['FileSettings'] = {}): S3Store {
  const FileSettings = {
    AmazonS3Bucket: 'bucket',
    AmazonS3Endpoint: `127.0.0.1:${port}`,
    AmazonS3SSL: false,
    AmazonS3AccessKeyId: 'key',
    AmazonS3SecretAccessKey: 'secret',
    AmazonS3PathPrefix: 'chat',
    ...more,
  };
  const { config } = resolveConfig({ stored: { FileSettings }, env: {} });
  const log = { info: () => undefined, warn: () => undefined };
  return new S3Store(config.FileSettings, { clock: systemClock, log });
}

const bytes = (content: string) => Readable.from([Buffer.from(content)]);
const zeros = (megabytes: number) => Readable.from(Array.from({ length: megabytes }, () => Buffer.alloc(1_000_000)));
const calls = () => asked.map(({ method, url }) => `${method} ${url.pathname}${url.search}`);

const multipart: Answer = (request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://store');
  if (searchParams.has('uploads')) {
    response.end('<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>');
  } else if (searchParams.has('partNumber')) response.setHeader('ETag', '"tag"').end();
  else if (request.method === 'POST') {
    response.end('<CompleteMultipartUploadResult><ETag>"all"</ETag></CompleteMultipartUploadResult>');
  } else response.writeHead(204).end();
};

test('encryption, class and region are asked for, and the content is signed', async () => {
  answer = multipart;
  const store = openStore({ AmazonS3SSE: true, AmazonS3StorageClass: 'STANDARD_IA', AmazonS3Region: 'eu-central-1' });
  await store.put('a+b&c=d/ü.txt', bytes('x'));
  await store.put('large', zeros(6));
  expect(calls()).toEqual([
    'PUT /bucket/chat/a%2Bb%26c%3Dd/%C3%BC.txt?x-id=PutObject',
    'POST /bucket/chat/large?uploads=',
    'PUT /bucket/chat/large?partNumber=1&uploadId=u1&x-id=UploadPart',
    'PUT /bucket/chat/large?partNumber=2&uploadId=u1&x-id=UploadPart',
    'POST /bucket/chat/large?uploadId=u1',
  ]);
  expect(asked.slice(2, 4).map(({ size }) => size)).toEqual([5_242_880, 757_120]);
  for (const { headers } of [asked[0]!, asked[1]!]) {
    expect(headers).toMatchObject({ 'x-amz-server-side-encryption': 'AES256', 'x-amz-storage-class': 'STANDARD_IA' });
    expect(headers.authorization).toContain('/eu-central-1/s3/aws4_request');
  }
  for (const { headers } of asked) expect(headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
});

test('a file whose size is known has parts so large that S3 takes them all', async () => {
  answer = multipart;
  await openStore().put('large', zeros(7), { size: 60_000_000_000 });
  expect(asked.filter(({ url }) => url.searchParams.has('partNumber')).map(({ size }) => size)).toEqual([
    6_000_000, 1_000_000,
  ]);
});

test('an upload that fails is let go of, whatever failed', async () => {
  answer = (request, response, body) => {
    if (request.url?.includes('partNumber=2')) response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    else multipart(request, response, body);
  };
  await expect(openStore().put('large', zeros(12))).rejects.toMatchObject({ reason: 'unavailable' });
  expect(calls().at(-1)).toBe('DELETE /bucket/chat/large?uploadId=u1&x-id=AbortMultipartUpload');
  async function* broken() {
    yield* zeros(6);
    throw new Error('the sender went away');
  }
  asked = [];
  await expect(openStore().put('large', broken())).rejects.toThrow('the sender went away');
  expect(calls().at(-1)).toBe('DELETE /bucket/chat/large?uploadId=u1&x-id=AbortMultipartUpload');
});

test('a move copies and then removes, with the whole source encoded', async () => {
  answer = (request, response) => {
    if (request.method === 'HEAD') response.setHeader('Content-Length', '5').end();
    else if (request.method === 'PUT') response.end('<CopyObjectResult><ETag>"tag"</ETag></CopyObjectResult>');
    else response.writeHead(204).end();
  };
  await openStore().move('a/from +&%20.txt', 'to');
  expect(calls()).toEqual([
    'HEAD /bucket/chat/a/from%20%2B%26%2520.txt',
    'PUT /bucket/chat/to?x-id=CopyObject',
    'DELETE /bucket/chat/a/from%20%2B%26%2520.txt?x-id=DeleteObject',
  ]);
  expect(asked[1]!.headers['x-amz-copy-source']).toBe('bucket/chat/a/from%20%2B%26%2520.txt');
});

test('uploads that were left behind a day ago are let go of, younger ones are not', async () => {
  const uploads = [
    ['old', systemClock.now() - 86_500_000],
    ['young', systemClock.now() - 86_300_000],
  ] as const;
  const rows = uploads.map(
    ([key, at]) =>
      `<Upload><Key>chat/${key}</Key><UploadId>${key}</UploadId><Initiated>${new Date(at).toISOString()}</Initiated></Upload>`,
  );
  answer = (request, response) => {
    if (request.method === 'GET')
      response.end(`<ListMultipartUploadsResult>${rows.join('')}</ListMultipartUploadsResult>`);
    else response.writeHead(204).end();
  };
  expect(await openStore().sweep()).toBe(1);
  expect(calls()).toEqual([
    'GET /bucket/?prefix=chat%2F&uploads=',
    'DELETE /bucket/chat/old?uploadId=old&x-id=AbortMultipartUpload',
  ]);
});

test('a list goes on until S3 has no more', async () => {
  const page = (key: string, more: string) =>
    `<ListBucketResult>${more}<Contents><Key>chat/${key}</Key><Size>3</Size><LastModified>2026-11-30T00:00:00.000Z</LastModified></Contents><Contents><Key>chat/folder/</Key></Contents></ListBucketResult>`;
  answer = (request, response) => {
    const isFirst = !request.url?.includes('continuation-token');
    response.end(isFirst ? page('a', '<NextContinuationToken>more</NextContinuationToken>') : page('b', ''));
  };
  const listed = [];
  for await (const one of openStore().list('')) listed.push(one);
  const about = { size: 3, modified_at: Date.UTC(2026, 10, 30) };
  expect(listed).toEqual([
    { path: 'a', ...about },
    { path: 'b', ...about },
  ]);
  expect(calls().map((call) => /continuation-token=more/.test(call))).toEqual([false, true]);
});

test('a key that is not accepted is told by the names of its settings', async () => {
  answer = (_request, response) => response.writeHead(403).end();
  const failed = { reason: 'unavailable', message: expect.stringContaining('AmazonS3SecretAccessKey') };
  await expect(openStore().check()).rejects.toMatchObject(failed);
  await expect(openStore().stat('file')).rejects.toMatchObject(failed);
  await expect(openStore().put('file', bytes('x'))).rejects.toMatchObject(failed);
});

const tooLate = {
  reason: 'unavailable',
  message: expect.stringContaining('FileSettings.AmazonS3RequestTimeoutMilliseconds'),
};

test('a store that does not answer is not waited for beyond the set time', async () => {
  answer = () => undefined;
  const store = openStore({ AmazonS3RequestTimeoutMilliseconds: 200 });
  await expect(store.check()).rejects.toMatchObject(tooLate);
  await expect(store.put('file', bytes('x'))).rejects.toMatchObject(tooLate);
  await expect(store.read('file')).rejects.toMatchObject(tooLate);
});

test('a file that stops coming fails, one that comes slowly or is read slowly does not', async () => {
  const pieces = 8;
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': pieces });
    let sent = 0;
    const timer = setInterval(() => {
      response.write('x');
      sent += 1;
      if (sent < pieces) return;
      clearInterval(timer);
      response.end();
    }, 250);
  };
  const store = openStore({ AmazonS3RequestTimeoutMilliseconds: 1500 });
  const { body } = await store.read('slow');
  expect((await buffer(body)).toString()).toBe('x'.repeat(pieces));
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half');
  };
  await expect(buffer((await store.read('stuck')).body)).rejects.toMatchObject(tooLate);
});

test('a connection that breaks in the middle of a file is an error, not the end', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  };
  await expect(buffer((await openStore().read('cut')).body)).rejects.toMatchObject({ reason: 'unavailable' });
});

test('a file that nobody reads is let go of, and breaks nothing when it breaks', async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half');
      response.once('close', resolve);
    };
  });
  (await openStore().read('unread')).body.destroy();
  await closed;
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  };
  const { body } = await openStore().read('cut');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(buffer(body)).rejects.toMatchObject({ reason: 'unavailable' });
});

test('a store that ignores ranges is found out', async () => {
  answer = (_request, response) => response.setHeader('Content-Length', '10').end('0123456789');
  await expect(openStore().read('file', { first: 3 })).rejects.toMatchObject({ reason: 'unavailable' });
});

test('Amazon’s own address is that of the region, others are used as they are', async () => {
  const { openClient } = await import('./client.ts');
  const endpointOf = async (more: ConfigPatch['FileSettings']) => {
    const { config } = resolveConfig({ stored: { FileSettings: { AmazonS3Bucket: 'bucket', ...more } }, env: {} });
    const client = openClient(config.FileSettings);
    const endpoint = await client.config.endpoint?.();
    return { endpoint: endpoint && `${endpoint.protocol}//${endpoint.hostname}`, path: client.config.forcePathStyle };
  };
  expect(await endpointOf({})).toEqual({ endpoint: undefined, path: false });
  expect(await endpointOf({ AmazonS3Endpoint: 's3.eu-west-1.amazonaws.com' })).toEqual({
    endpoint: 'https://s3.eu-west-1.amazonaws.com',
    path: false,
  });
  expect(await endpointOf({ AmazonS3Endpoint: 'minio.example.org:9000', AmazonS3SSL: false })).toEqual({
    endpoint: 'http://minio.example.org',
    path: true,
  });
});
