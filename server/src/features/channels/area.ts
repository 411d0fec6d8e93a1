import { area } from '../../area/area.ts';
import { channelEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const channels = area({
  name: 'channels',
  endpoints: channelEndpoints,
  settings: [
    'LocalizationSettings.DefaultServerLocale',
    'PrivacySettings.ShowFullName',
    'ServiceSettings.EnableAPIChannelDeletion',
    'ServiceSettings.EnableChannelViewedMessages',
    'ServiceSettings.ExperimentalEnableDefaultChannelLeaveJoinMessages',
    'TeamSettings.ExperimentalDefaultChannels',
    'TeamSettings.MaxChannelsPerTeam',
    'TeamSettings.RestrictDirectMessage',
  ],
  events: [
    'channel_converted',
    'channel_created',
    'channel_deleted',
    'channel_member_updated',
    'channel_restored',
    'channel_updated',
    'direct_added',
    'group_added',
    'multiple_channels_viewed',
    'user_added',
    'user_removed',
  ],
  examples,
});
