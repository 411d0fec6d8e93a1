import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { resolveConfig } from '../../config/resolve.ts';
import { fileStoreContract, pathsOf, textOf } from '../testing/contract.ts';
import { startS3Peer } from '../testing/s3-peer.ts';
import { S3Store } from './s3-store.ts';

const peer = await startS3Peer();
afterAll(() => peer.close());
const lines: { fields: object; message: string }[] = [];
const write = (fields: object, message: string) => void lines.push({ fields, message });

function openStore(more: typeof peer.settings = {}): S3Store {
  const { config } = resolveConfig({ stored: { FileSettings: { ...peer.settings, ...more } }, env: {} });
  return new S3Store(config.FileSettings, { clock: systemClock, log: { info: write, warn: write } });
}

const bytes = (content: string) => Readable.from([Buffer.from(content)]);

describe('the contract, in a folder of the bucket', () => {
  const store = openStore({ AmazonS3PathPrefix: '/chat//files/' });
  afterAll(() => store.close());
  fileStoreContract(() => store);

  test('the folder has no slashes twice, and what lies beside it is not seen', async () => {
    await store.put('one', bytes('x'));
    const whole = openStore();
    await whole.put('chat/filesystem', bytes('y'));
    expect(await textOf(whole, 'chat/files/one')).toBe('x');
    expect(await pathsOf(store, 'system')).toEqual([]);
    expect(await pathsOf(store, 'one')).toEqual(['one']);
  });
});

test.each([5_242_879, 5_242_880, 5_242_881, 10_485_760])('%d bytes, about the size of a part', async (size) => {
  const store = openStore({ AmazonS3PathPrefix: 'sizes' });
  const content = randomBytes(size);
  expect(await store.put('file', Readable.from([content.subarray(0, 1_000_000), content.subarray(1_000_000)]))).toBe(
    size,
  );
  const read: Buffer[] = [];
  for await (const chunk of (await store.read('file')).body) read.push(chunk as Buffer);
  expect(Buffer.concat(read).equals(content)).toBe(true);
});

test.each([
  [{ AmazonS3Bucket: 'none' }, 'FileSettings.AmazonS3Bucket'],
  [{ AmazonS3Endpoint: '127.0.0.1:1' }, 'ECONNREFUSED'],
])('with %o the check says what to mend', async (settings, sentence) => {
  const store = openStore(settings);
  const failed = { name: 'FileStoreError', reason: 'unavailable', message: expect.stringContaining(sentence) };
  await expect(store.check()).rejects.toMatchObject(failed);
  await expect(store.put('file', bytes('x'))).rejects.toMatchObject(failed);
  await expect(store.read('file')).rejects.toMatchObject(failed);
});

test('calls are logged where that is asked for, without keys', async () => {
  lines.length = 0;
  await openStore().put('quiet', bytes('x'));
  expect(lines).toEqual([]);
  await openStore({ AmazonS3Trace: true }).put('logged', bytes('x'));
  expect(lines).toEqual([
    {
      fields: { call: 'PutObject', path: 'logged', outcome: 'done', ms: expect.any(Number) },
      message: expect.any(String),
    },
  ]);
});
