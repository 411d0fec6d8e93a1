import { area } from '../../area/area.ts';
import { previewEndpoints } from './endpoints.ts';
import { previewLinks } from './jobs.ts';

export const previews = area({
  name: 'previews',
  endpoints: previewEndpoints,
  jobs: [previewLinks],
  settings: [
    'ExperimentalSettings.LinkMetadataTimeoutMilliseconds',
    'ImageProxySettings.Enable',
    'ImageProxySettings.ImageProxyType',
    'LocalizationSettings.DefaultServerLocale',
    'ServiceSettings.SiteURL',
  ],
});
