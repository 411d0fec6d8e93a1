import { area } from '../../area/area.ts';
import { previewLinks } from './jobs.ts';

export const previews = area({
  name: 'previews',
  jobs: [previewLinks],
  settings: ['ExperimentalSettings.LinkMetadataTimeoutMilliseconds', 'LocalizationSettings.DefaultServerLocale'],
});
