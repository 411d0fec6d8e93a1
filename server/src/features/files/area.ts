import { area } from '../../area/area.ts';
import { fileEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { fileJobs } from './jobs.ts';

export const files = area({
  name: 'files',
  endpoints: fileEndpoints,
  jobs: fileJobs,
  settings: [
    'FileSettings.AmazonS3Bucket',
    'FileSettings.ArchiveRecursion',
    'FileSettings.Directory',
    'FileSettings.DriverName',
    'FileSettings.EnableFileAttachments',
    'FileSettings.EnablePublicLink',
    'FileSettings.ExtractContent',
    'FileSettings.MaxFileSize',
    'FileSettings.PublicLinkSalt',
    'ServiceSettings.SiteURL',
  ],
  examples,
});
