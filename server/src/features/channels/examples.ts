import {
  createChannel,
  updateChannel,
  convertGroupChannel,
  addChannelMember,
  setChannelNotifyProps,
  setChannelMemberRoles,
  setChannelSchemeRoles,
  getChannelMembersByIds,
  patchChannel,
  setChannelPrivacy,
  createDirectChannel,
  createGroupChannel,
  searchGroupChannels,
  markChannelsRead,
  viewChannel,
  searchAllChannels,
  getMemberCounts,
  getPublicChannelsByIds,
  searchTeamChannels,
} from '@innermost/protocol/channels.ts';
import { example, invalid } from '../../area/example.ts';

export const examples = [
  example(createChannel, {
    body: ({ team_id, unusedName }) => ({ team_id, name: unusedName, display_name: 'Name', type: 'O' as const }),
    needs: {
      all: invalid,
      name: 'model.channel.is_valid.1_or_more.app_error',
      team_id: invalid,
      type: 'model.channel.is_valid.type.app_error',
    },
  }),
  example(updateChannel, {
    body: ({ channel_id }) => ({ id: channel_id, header: 'Calm' }),
    needs: { all: invalid, id: invalid },
  }),
  example(convertGroupChannel, {
    body: ({ channel_id, team_id, unusedName }) => ({ channel_id, team_id, name: unusedName, display_name: 'Name' }),
    needs: { all: invalid, name: 'model.channel.is_valid.1_or_more.app_error', team_id: invalid },
  }),
  example(addChannelMember, {
    body: ({ user_id }) => ({ user_id }),
    needs: { all: invalid, user_id: invalid, 'user_ids.0': invalid },
  }),
  example(setChannelNotifyProps, { body: () => ({ desktop: 'all' }) }),
  example(setChannelMemberRoles, { body: () => ({ roles: 'channel_user' }) }),
  example(setChannelSchemeRoles, { body: () => ({ scheme_user: true, scheme_admin: false }) }),
  example(getChannelMembersByIds, { body: ({ user_id }) => [user_id], needs: { '0': invalid, all: invalid } }),
  example(patchChannel, {
    body: ({ unusedName }) => ({ name: unusedName, display_name: 'Name' }),
    needs: { all: 'api.channel.patch_update_channel.no_changes.app_error' },
  }),
  example(setChannelPrivacy, { body: () => ({ privacy: 'O' }), needs: { all: invalid, privacy: invalid } }),
  example(createDirectChannel, { body: ({ self, user_id }) => [self, user_id], needs: { '0': invalid, all: invalid } }),
  example(createGroupChannel, {
    body: ({ user_id, friend }) => [user_id, friend],
    needs: { '0': invalid, all: 'api.channel.create_group.bad_size.app_error' },
  }),
  example(searchGroupChannels, { body: () => ({ term: 'name' }) }),
  example(markChannelsRead, { body: ({ channel_id }) => [channel_id], needs: { '0': invalid } }),
  example(viewChannel, { body: ({ channel_id }) => ({ channel_id, collapsed_threads_supported: true }) }),
  example(searchAllChannels, { body: () => ({ term: 'name' }) }),
  example(getMemberCounts, { body: ({ channel_id }) => [channel_id], needs: { '0': invalid } }),
  example(getPublicChannelsByIds, { body: ({ channel_id }) => [channel_id], needs: { '0': invalid, all: invalid } }),
  example(searchTeamChannels, { body: () => ({ term: 'name' }) }),
];
