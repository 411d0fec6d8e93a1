/** s3rver: an S3 store of its own for one test file, over HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { ConfigPatch } from '../../config/config.ts';

export interface S3Peer {
  /** That reach its bucket `files`. */
  readonly settings: NonNullable<ConfigPatch['FileSettings']>;
  close(): Promise<void>;
}

export async function startS3Peer(): Promise<S3Peer> {
  const directory = await mkdtemp(join(tmpdir(), 'innermost-s3-'));
  const configureBuckets = [{ name: 'files', configs: [] }];
  const peer = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
  const { port } = await peer.run();
  return {
    settings: {
      DriverName: 'amazons3',
      AmazonS3Bucket: 'files',
      AmazonS3Endpoint: `127.0.0.1:${port}`,
      AmazonS3SSL: false,
      // The only ones that it knows.
      AmazonS3AccessKeyId: 'S3RVER',
      AmazonS3SecretAccessKey: 'S3RVER',
    },
    async close() {
      await peer.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
