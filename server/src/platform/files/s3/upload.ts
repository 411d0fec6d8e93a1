/** Puts a stream into S3: a short one at once, a long one in parts, which become a file when all are there. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type StorageClass,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { Config } from '../../config/config.ts';
import { FileStoreError, type PutOptions } from '../store.ts';
import type { S3Calls } from './calls.ts';
import { mostParts, partSizeFor, partsOf } from './parts.ts';

/** How files are written, as the settings say. */
export interface Written {
  readonly partSize: number;
  readonly how: { readonly ServerSideEncryption?: 'AES256'; readonly StorageClass?: StorageClass };
}

export function writtenAs(settings: Config['FileSettings']): Written {
  const { AmazonS3UploadPartSizeBytes: partSize, AmazonS3SSE, AmazonS3StorageClass } = settings;
  return {
    partSize,
    how: {
      ...(AmazonS3SSE && { ServerSideEncryption: 'AES256' }),
      // Stores have classes of their own, so any text is sent as it is.
      ...(AmazonS3StorageClass !== '' && { StorageClass: AmazonS3StorageClass as StorageClass }),
    },
  };
}

interface Target extends PutOptions {
  readonly Bucket: string;
  readonly Key: string;
}

/** Answers the bytes. Holds one part in memory. */
export async function upload(calls: S3Calls, target: Target, written: Written, stream: Readable): Promise<number> {
  const { Bucket, Key, signal } = target;
  const partSize = partSizeFor(written.partSize, target.size);
  const parts = partsOf(stream, partSize, target.watch);
  const first = await parts.next();
  const Body = first.value ?? Buffer.alloc(0);
  if (Body.length === partSize) return await uploadInParts(calls, target, written, Body, parts);
  await calls.send(
    'PutObject',
    Key,
    (client, options) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...written.how }), options),
    signal,
  );
  return Body.length;
}

async function uploadInParts(
  calls: S3Calls,
  { Bucket, Key, signal }: Target,
  { how }: Written,
  first: Buffer,
  more: AsyncGenerator<Buffer>,
): Promise<number> {
  const { UploadId } = await calls.send(
    'CreateMultipartUpload',
    Key,
    (client, options) => client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...how }), options),
    signal,
  );
  const place = { Bucket, Key, UploadId };
  const Parts: CompletedPart[] = [];
  let bytes = 0;
  const send = async (Body: Buffer): Promise<void> => {
    const PartNumber = Parts.length + 1;
    if (PartNumber > mostParts) throw tooManyParts();
    const { ETag } = await calls.send(
      'UploadPart',
      Key,
      (client, options) => client.send(new UploadPartCommand({ ...place, PartNumber, Body }), options),
      signal,
    );
    Parts.push({ ETag, PartNumber });
    bytes += Body.length;
  };
  try {
    await send(first);
    for await (const part of more) await send(part);
    await calls.send(
      'CompleteMultipartUpload',
      Key,
      (client, options) =>
        client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } }), options),
      signal,
    );
    return bytes;
  } catch (error) {
    // Parts cost money until they are let go.
    const letGo = calls.send('AbortMultipartUpload', Key, (client, options) =>
      client.send(new AbortMultipartUploadCommand(place), options),
    );
    await calls.tryTo('let go of an upload that failed', letGo);
    throw error;
  }
}

const tooManyParts = (): FileStoreError =>
  new FileStoreError(
    'too-large',
    `The file needs more than ${mostParts} parts: raise FileSettings.AmazonS3UploadPartSizeBytes.`,
  );
