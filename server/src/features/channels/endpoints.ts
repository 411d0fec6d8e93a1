import {
  archiveChannel,
  convertGroupChannel,
  createChannel,
  createDirectChannel,
  createGroupChannel,
  getChannel,
  getChannelByName,
  getChannelByNames,
  getChannelStats,
  getChannelTimezones,
  getChannelUnread,
  getMemberCounts,
  getMyChannels,
  getMyTeamChannels,
  getPublicChannelsByIds,
  listDeletedChannels,
  listPublicChannels,
  markChannelsRead,
  patchChannel,
  restoreChannel,
  setChannelPrivacy,
  updateChannel,
  viewChannel,
} from '@innermost/protocol/channels.ts';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { inTeam } from '../../access/scopes/team.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { inLaneOfChannel, inLaneOfUser } from '../../endpoint/lanes.ts';
import { body, flag, object, optionalText, text, textList } from '../../platform/http/fields.ts';
import { inChannelByType, seesChannel, selfInChannel, selfInTeam } from './access.ts';
import { newChannel, patch } from './bodies.ts';
import { archive, convert, mayArchive, mayConvert, mayRestore, restore } from './archive-channel.ts';
import { patchChannelFields, updateChannelFields } from './change-channel.ts';
import { convertGroup, mayConvertGroup } from './convert-group.ts';
import { createDirect, createGroup } from './conversations.ts';
import { createChannelOfCaller, mayCreateChannel } from './create-channel.ts';
import {
  channelByName,
  channelByNames,
  channelsOfUser,
  channelsOfUserInTeam,
  deletedChannels,
  oneChannel,
  publicChannels,
  publicChannelsByIds,
} from './read-channels.ts';
import { memberCounts, seesAllOfThem, statsOfChannel, timezonesOfChannel } from './stats.ts';
import { memberEndpoints } from './members/endpoints.ts';
import { searchEndpoints } from './search/endpoints.ts';
import { markRead, unreadOfChannel, viewOne } from './view-channels.ts';

const ids = textList();

const finding = [
  endpoint(getChannel, {
    onSocket: 'local',
    access: seesChannel(({ params }) => params.channel_id),
    handle: oneChannel,
  }),
  endpoint(getChannelByName, { onSocket: 'local', access: signedIn(), handle: channelByName }),
  endpoint(getChannelByNames, { onSocket: 'local', access: signedIn(), handle: channelByNames }),
  endpoint(listPublicChannels, {
    onSocket: 'local',
    access: can(
      'list_team_channels',
      inTeam(({ params }) => params.team_id),
    ),
    handle: publicChannels,
  }),
  endpoint(listDeletedChannels, {
    onSocket: 'local',
    access: can(
      'list_team_channels',
      inTeam(({ params }) => params.team_id),
    ),
    handle: deletedChannels,
  }),
  endpoint(getPublicChannelsByIds, {
    access: can(
      'view_team',
      inTeam(({ params }) => params.team_id),
    ),
    body: ids,
    bodyName: 'channel_ids',
    ...readsOnly,
    handle: publicChannelsByIds,
  }),
  endpoint(getMyChannels, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: channelsOfUser,
  }),
  endpoint(getMyTeamChannels, { access: selfInTeam(({ params }) => params), handle: channelsOfUserInTeam }),
];

const making = [
  endpoint(createChannel, {
    onSocket: 'local',
    access: mayCreateChannel,
    body: newChannel,
    bodyName: 'channel',
    status: 201,
    handle: createChannelOfCaller,
  }),
  endpoint(createDirectChannel, {
    access: can('create_direct_channel', inSystem()),
    body: ids,
    bodyName: 'user_ids',
    status: 201,
    handle: createDirect,
  }),
  endpoint(createGroupChannel, {
    access: can('create_group_channel', inSystem()),
    body: ids,
    bodyName: 'user_ids',
    status: 201,
    handle: createGroup,
  }),
];

/** In direct and group channels every member may change the header. */
const properties = ['manage_public_channel_properties', 'manage_private_channel_properties'] as const;

const changing = [
  endpoint(patchChannel, {
    onSocket: 'local',
    access: inChannelByType(...properties, ({ params }) => params.channel_id),
    body: body(patch),
    bodyName: 'channel',
    ...inLaneOfChannel,
    handle: patchChannelFields,
  }),
  endpoint(updateChannel, {
    access: inChannelByType(...properties, ({ params }) => params.channel_id),
    body: body({ ...patch, id: text(), type: optionalText() }),
    bodyName: 'channel',
    ...inLaneOfChannel,
    handle: updateChannelFields,
  }),
  endpoint(setChannelPrivacy, {
    onSocket: 'local',
    access: mayConvert,
    body: object({ privacy: text() }),
    bodyName: 'privacy',
    ...inLaneOfChannel,
    handle: convert,
  }),
  endpoint(convertGroupChannel, {
    access: mayConvertGroup,
    body: object({ channel_id: text(), team_id: text(), name: text(), display_name: text() }),
    ...inLaneOfChannel,
    handle: convertGroup,
  }),
  endpoint(archiveChannel, { onSocket: 'local', access: mayArchive, ...inLaneOfChannel, handle: archive }),
  endpoint(restoreChannel, { onSocket: 'local', access: mayRestore, ...inLaneOfChannel, handle: restore }),
];

const oneStatement = { transaction: 'none', because: 'one statement that is its own transaction' } as const;

const reading = [
  endpoint(viewChannel, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: body({ channel_id: text(), prev_channel_id: text(), collapsed_threads_supported: flag() }),
    bodyName: 'channel_view',
    ...oneStatement,
    ...inLaneOfUser,
    handle: viewOne,
  }),
  endpoint(markChannelsRead, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: ids,
    bodyName: 'channel_ids',
    ...oneStatement,
    ...inLaneOfUser,
    handle: markRead,
  }),
  endpoint(getChannelUnread, { access: selfInChannel(({ params }) => params), handle: unreadOfChannel }),
  endpoint(getChannelStats, { access: seesChannel(({ params }) => params.channel_id), handle: statsOfChannel }),
  endpoint(getChannelTimezones, {
    access: seesChannel(({ params }) => params.channel_id),
    handle: timezonesOfChannel,
  }),
  endpoint(getMemberCounts, {
    access: seesAllOfThem,
    body: ids,
    bodyName: 'channel_ids',
    ...readsOnly,
    handle: memberCounts,
  }),
];

export const channelEndpoints = [
  ...finding,
  ...making,
  ...changing,
  ...reading,
  ...memberEndpoints,
  ...searchEndpoints,
];
