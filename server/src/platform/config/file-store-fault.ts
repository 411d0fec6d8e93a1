import type { Config } from './config.ts';
import { declared } from './tree.ts';

/** Why no file store can be made of the settings, as a sentence that names them; undefined where one can. */
export function fileStoreFault(
  { FileSettings }: Pick<Config, 'FileSettings'>,
  driver = FileSettings.DriverName,
): string | undefined {
  if (driver !== 'amazons3') return undefined;
  const { AmazonS3Bucket, AmazonS3AccessKeyId, AmazonS3SecretAccessKey, AmazonS3SignV2 } = FileSettings;
  if (AmazonS3Bucket === '') {
    return `FileSettings.AmazonS3Bucket is empty, and FileSettings.DriverName keeps files in S3: name the bucket (${variable('AmazonS3Bucket')}), or set the driver to local (${variable('DriverName')}).`;
  }
  if (AmazonS3SignV2) {
    return `FileSettings.AmazonS3SignV2 asks for signatures of version 2, which Amazon takes for no bucket made since 2020 and which do not cover the content: set it to false (${variable('AmazonS3SignV2')}); every store of the last ten years takes version 4.`;
  }
  if ((AmazonS3AccessKeyId === '') !== (AmazonS3SecretAccessKey === '')) {
    return `FileSettings.AmazonS3AccessKeyId and FileSettings.AmazonS3SecretAccessKey belong together: set both (${variable('AmazonS3AccessKeyId')}, ${variable('AmazonS3SecretAccessKey')}), or neither to use the role of the machine.`;
  }
  return undefined;
}

const variable = (key: string): string => declared.find(({ name }) => name === `FileSettings.${key}`)?.variable ?? '';
