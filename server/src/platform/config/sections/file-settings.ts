import { bucket, folderInBucket, host, key, oneLine } from '../forms.ts';
import { choice, duration, flag, folder, generatedSecret, group, secret, text, whole } from '../setting.ts';

export const fileSettings = group({
  EnableFileAttachments: flag(true, 'Messages may have files.', { applies: 'now' }),
  EnableMobileUpload: flag(true, 'Mobile apps may upload.', { applies: 'clients' }),
  EnableMobileDownload: flag(true, 'Mobile apps may download.', { applies: 'clients' }),
  MaxFileSize: whole(104_857_600, 'Largest file, in bytes.', {
    min: 1024,
    max: 1_099_511_627_776,
    unit: 'bytes',
    applies: 'now',
  }),
  MaxImageResolution: whole(33_177_600, 'Largest image that is decoded, in pixels.', {
    min: 10_000,
    max: 268_435_456,
    unit: 'pixels',
    applies: 'now',
  }),
  MaxImageDecoderConcurrency: whole(-1, 'Images decoded at a time; -1 is one per processor.', {
    min: 1,
    max: 64,
    unit: 'images',
    or: -1,
    applies: 'now',
  }),
  DriverName: choice('local', ['amazons3'], 'Where files are kept: on disk or in an S3 store.', {
    applies: 'restart',
  }),
  Directory: folder('', 'Folder of the files; empty is `files` in the data folder.', {
    upstream: './data/',
    applies: 'restart',
  }),
  EnablePublicLink: flag(false, 'People may make links to files that work without sign-in.', { applies: 'now' }),
  ExtractContent: flag(true, 'Read the text of documents so that they can be searched.', { applies: 'now' }),
  ArchiveRecursion: flag(false, 'Read documents within archives, too.', { applies: 'now' }),
  PublicLinkSalt: generatedSecret('Makes public links unguessable; changing it breaks those in use.', {
    applies: 'now',
  }),
  InitialFont: text('nunito-bold.ttf', 'Kept for compatibility; has no effect.', { form: oneLine }),
  AmazonS3AccessKeyId: text(
    '',
    'Name of the key to the S3 store; empty, with an empty AmazonS3SecretAccessKey, uses the machine’s role.',
    { form: oneLine, applies: 'restart' },
  ),
  AmazonS3SecretAccessKey: secret('Key to the S3 store.', { applies: 'restart' }),
  AmazonS3Bucket: text('', 'Bucket in the S3 store. It must exist.', { form: bucket, applies: 'restart' }),
  AmazonS3PathPrefix: text('', 'Folder within the bucket.', { form: folderInBucket, applies: 'restart' }),
  AmazonS3Region: text('', 'Region of the bucket; empty is us-east-1.', { form: key, applies: 'restart' }),
  AmazonS3Endpoint: text('s3.amazonaws.com', 'Host of the S3 store, with a port where it has one.', {
    form: host,
    applies: 'restart',
  }),
  AmazonS3SSL: flag(true, 'Speak HTTPS with the S3 store.', { applies: 'restart' }),
  AmazonS3SignV2: flag(false, 'Kept for compatibility; must be false, as only the current signatures are made.', {
    applies: 'restart',
  }),
  AmazonS3SSE: flag(false, 'Ask the S3 store to encrypt what it keeps.', { applies: 'restart' }),
  AmazonS3Trace: flag(false, 'Log calls to the S3 store.', { applies: 'restart' }),
  AmazonS3RequestTimeoutMilliseconds: duration(
    30_000,
    'How long a call to the S3 store may take, and how long one that brings a file may bring nothing, in milliseconds.',
    { unit: 'milliseconds', max: 3_600_000, applies: 'restart' },
  ),
  AmazonS3UploadPartSizeBytes: whole(
    5_242_880,
    'Size of the parts of large uploads, in bytes; each is held in memory.',
    {
      min: 5_242_880,
      max: 5_368_709_120,
      unit: 'bytes',
      applies: 'restart',
    },
  ),
  AmazonS3StorageClass: text('', 'Storage class of what is written.', { form: key, applies: 'restart' }),
  DedicatedExportStore: flag(false, 'Keep exports apart from files.'),
  ExportDriverName: choice('local', ['amazons3'], 'Where exports are kept: on disk or in an S3 store.'),
  ExportDirectory: folder('', 'Folder of the exports; empty is `files` in the data folder.', { upstream: './data/' }),
  ExportAmazonS3AccessKeyId: text('', 'Name of the key to the export store.', { form: oneLine }),
  ExportAmazonS3SecretAccessKey: secret('Key to the export store.'),
  ExportAmazonS3Bucket: text('', 'Bucket in the export store.', { form: oneLine }),
  ExportAmazonS3PathPrefix: text('', 'Folder within the export bucket.', { form: oneLine }),
  ExportAmazonS3Region: text('', 'Region of the export bucket.', { form: oneLine }),
  ExportAmazonS3Endpoint: text('s3.amazonaws.com', 'Host of the export store.', { form: host }),
  ExportAmazonS3SSL: flag(true, 'Speak HTTPS with the export store.'),
  ExportAmazonS3SignV2: flag(false, 'Sign in the older way that some S3 stores want.'),
  ExportAmazonS3SSE: flag(false, 'Ask the export store to encrypt what it keeps.'),
  ExportAmazonS3Trace: flag(false, 'Log calls to the export store.'),
  ExportAmazonS3RequestTimeoutMilliseconds: duration(
    30_000,
    'How long a call to the export store may take, in milliseconds.',
    { unit: 'milliseconds', max: 3_600_000 },
  ),
  ExportAmazonS3PresignExpiresSeconds: duration(21_600, 'How long a download link to an export works, in seconds.', {
    unit: 'seconds',
    max: 604_800,
  }),
  ExportAmazonS3UploadPartSizeBytes: whole(104_857_600, 'Size of the parts of large exports, in bytes.', {
    min: 5_242_880,
    max: 5_368_709_120,
    unit: 'bytes',
  }),
  ExportAmazonS3StorageClass: text('', 'Storage class of exports.', { form: oneLine }),
});
