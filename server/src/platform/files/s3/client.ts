/** How the S3 store is reached, as `FileSettings.AmazonS3*` say it. */
import { S3Client } from '@aws-sdk/client-s3';
import type { Config } from '../../config/config.ts';

const amazon = /(?:^|\.)amazonaws\.com(?:\.cn)?$/;
/** Its own endpoint for the region is used instead. */
const usualEndpoint = 's3.amazonaws.com';

/** Opens no connection yet. */
export function openClient(settings: Config['FileSettings']): S3Client {
  const { AmazonS3Endpoint: host, AmazonS3SSL, AmazonS3AccessKeyId, AmazonS3SecretAccessKey } = settings;
  const isUsual = (host === '' || host === usualEndpoint) && AmazonS3SSL;
  const timeout = settings.AmazonS3RequestTimeoutMilliseconds;
  return new S3Client({
    region: settings.AmazonS3Region || 'us-east-1',
    ...(!isUsual && {
      endpoint: `${AmazonS3SSL ? 'https' : 'http'}://${host || usualEndpoint}`,
      // Other stores have no address for each bucket.
      forcePathStyle: !amazon.test(host.replace(/:\d+$/, '')),
    }),
    // Without a key: the role of the machine, from wherever the SDK finds it.
    ...(AmazonS3AccessKeyId !== '' && {
      credentials: { accessKeyId: AmazonS3AccessKeyId, secretAccessKey: AmazonS3SecretAccessKey },
    }),
    // Older and other stores refuse the checksums that the SDK adds of itself; the signature covers the content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: { connectionTimeout: Math.min(timeout, 10_000) },
  });
}
