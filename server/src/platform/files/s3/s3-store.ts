/** The store in a bucket of S3, or of what speaks like it. Loaded only where it is configured. */
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import type { TimeOfDay } from '../../clock.ts';
import type { Config } from '../../config/config.ts';
import { chunksOf } from '../chunks.ts';
import { checkNewPath, checkPath, checkPrefix } from '../paths.ts';
import {
  behindTheEnd,
  checkRange,
  FileStoreError,
  notFound,
  type ByteRange,
  type FileContent,
  type FileStat,
  type FileStore,
  type ListedFile,
  type OpenFile,
  type PutOptions,
} from '../store.ts';
import { S3Calls, type S3Log } from './calls.ts';
import { openClient } from './client.ts';
import { isAbsent, nameOf } from './errors.ts';
import { upload, writtenAs, type Written } from './upload.ts';

export interface S3StoreOptions {
  readonly clock: TimeOfDay;
  readonly log: S3Log;
}

/** S3 copies no more at once. */
const largestCopy = 5 * 2 ** 30;
/** ms after which an upload counts as left behind; other processes may share the bucket. */
const abandonedAfter = 86_400_000;

export class S3Store implements FileStore {
  readonly driver = 'amazons3';
  readonly #client: S3Client;
  readonly #calls: S3Calls;
  readonly #bucket: string;
  /** '' or with a slash at its end. */
  readonly #prefix: string;
  readonly #written: Written;
  readonly #clock: TimeOfDay;

  /** Opens no connection yet. */
  constructor(settings: Config['FileSettings'], { clock, log }: S3StoreOptions) {
    this.#client = openClient(settings);
    this.#calls = new S3Calls(this.#client, settings, log);
    this.#bucket = settings.AmazonS3Bucket;
    const folders = settings.AmazonS3PathPrefix.split('/').filter((name) => name !== '');
    this.#prefix = folders.map((name) => `${name}/`).join('');
    this.#written = writtenAs(settings);
    this.#clock = clock;
  }

  async put(path: string, content: FileContent, options: PutOptions = {}): Promise<number> {
    const stream = chunksOf(content, options.signal);
    try {
      return await upload(this.#calls, { ...this.#at(checkNewPath(path)), ...options }, this.#written, stream);
    } finally {
      stream.destroy();
    }
  }

  async read(path: string, range?: ByteRange): Promise<OpenFile> {
    const place = this.#at(checkPath(path));
    if (range) checkRange(range);
    const Range = range && `bytes=${range.first}-${range.last ?? ''}`;
    const found = await this.#calls.send('GetObject', path, (client, signal) =>
      client.send(new GetObjectCommand({ ...place, ...(Range && { Range }) }), signal),
    );
    if (!(found.Body instanceof Readable)) throw new TypeError('S3 answered without a stream');
    const size = range ? sizeIn(found.ContentRange) : found.ContentLength;
    if (size === undefined || (range && range.first >= size)) {
      found.Body.destroy();
      if (size !== undefined) throw behindTheEnd(size);
      throw new FileStoreError('unavailable', 'The S3 store does not say how large the file is, or ignores the range.');
    }
    return { size, modified_at: found.LastModified?.getTime() ?? 0, body: this.#calls.guarded(path, found.Body) };
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const place = this.#at(checkPath(path));
    try {
      const found = await this.#calls.send('HeadObject', path, (client, signal) =>
        client.send(new HeadObjectCommand(place), signal),
      );
      return { size: found.ContentLength ?? 0, modified_at: found.LastModified?.getTime() ?? 0 };
    } catch (error) {
      if (error instanceof FileStoreError && error.reason === 'not-found') return undefined;
      throw error;
    }
  }

  async move(from: string, to: string): Promise<void> {
    const target = this.#at(checkNewPath(to));
    const found = await this.stat(from);
    if (!found) throw notFound(from);
    if (from === to) return;
    if (found.size > largestCopy) {
      await this.put(to, (await this.read(from)).body, { size: found.size });
    } else {
      const { Bucket, Key } = this.#at(from);
      const CopySource = `${Bucket}/${Key}`.split('/').map(encodeURIComponent).join('/');
      await this.#calls.send('CopyObject', from, (client, signal) =>
        client.send(new CopyObjectCommand({ ...target, CopySource, ...this.#written.how }), signal),
      );
    }
    await this.remove(from);
  }

  async remove(path: string): Promise<void> {
    const place = this.#at(checkPath(path));
    await this.#calls.send('DeleteObject', path, (client, signal) =>
      client.send(new DeleteObjectCommand(place), signal),
    );
  }

  async *list(prefix: string): AsyncIterable<ListedFile> {
    const query = { Bucket: this.#bucket, Prefix: this.#prefix + checkPrefix(prefix) };
    let token: string | undefined;
    do {
      const page = { ...query, ...(token !== undefined && { ContinuationToken: token }) };
      const { Contents, NextContinuationToken } = await this.#calls.send('ListObjectsV2', prefix, (client, signal) =>
        client.send(new ListObjectsV2Command(page), signal),
      );
      for (const { Key = '', Size = 0, LastModified } of Contents ?? []) {
        // Consoles of S3 make these as folders.
        if (Key.endsWith('/')) continue;
        yield { path: Key.slice(this.#prefix.length), size: Size, modified_at: LastModified?.getTime() ?? 0 };
      }
      token = NextContinuationToken;
    } while (token !== undefined);
  }

  async sweep(): Promise<number> {
    const query = { Bucket: this.#bucket, Prefix: this.#prefix };
    const before = this.#clock.now() - abandonedAfter;
    const { Uploads } = await this.#calls.send('ListMultipartUploads', '', (client, signal) =>
      client.send(new ListMultipartUploadsCommand(query), signal).catch((error: unknown) => {
        // Stores that do not offer it clear away by themselves, or not at all.
        if (nameOf(error) === 'NotImplemented') return { Uploads: [] };
        throw error;
      }),
    );
    let removed = 0;
    for (const { Key, UploadId, Initiated } of Uploads ?? []) {
      if (!Initiated || Initiated.getTime() > before) continue;
      await this.#calls.send('AbortMultipartUpload', Key ?? '', (client, signal) =>
        client.send(new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key, UploadId }), signal),
      );
      removed += 1;
    }
    return removed;
  }

  async check(): Promise<void> {
    await this.#calls.send('HeadBucket', '', (client, signal) =>
      client.send(new HeadBucketCommand({ Bucket: this.#bucket }), signal).catch((error: unknown) => {
        if (!isAbsent(error)) throw error;
        // HEAD has no body that would say what is missing.
        throw Object.assign(new Error('no such bucket', { cause: error }), { name: 'NoSuchBucket' });
      }),
    );
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  #at(path: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: this.#prefix + path };
  }
}

/** Of `bytes 0-3/10`: 10. */
function sizeIn(contentRange: string | undefined): number | undefined {
  const total = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}
