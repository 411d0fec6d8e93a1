import { area } from '../../area/area.ts';
import { postEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { postJobs } from './jobs.ts';

export const posts = area({
  name: 'posts',
  endpoints: postEndpoints,
  jobs: postJobs,
  settings: [
    'ImageProxySettings.Enable',
    'ImageProxySettings.ImageProxyType',
    'PrivacySettings.ShowEmailAddress',
    'PrivacySettings.ShowFullName',
    'ServiceSettings.CollapsedThreads',
    'ServiceSettings.EnableAPIPostDeletion',
    'ServiceSettings.EnableChannelViewedMessages',
    'ServiceSettings.EnableLinkPreviews',
    'ServiceSettings.EnablePermalinkPreviews',
    'ServiceSettings.EnablePostIconOverride',
    'ServiceSettings.EnablePostUsernameOverride',
    'ServiceSettings.ExperimentalEnableHardenedMode',
    'ServiceSettings.MinimumHashtagLength',
    'ServiceSettings.PostEditTimeLimit',
    'ServiceSettings.PostPriority',
    'ServiceSettings.RestrictLinkPreviews',
    'ServiceSettings.SiteURL',
    'ServiceSettings.ThreadAutoFollow',
    'TeamSettings.MaxNotificationsPerChannel',
  ],
  events: ['ephemeral_message', 'multiple_channels_viewed', 'post_deleted', 'post_edited', 'post_unread', 'posted'],
  examples,
});
