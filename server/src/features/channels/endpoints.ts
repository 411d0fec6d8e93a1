import {
  addChannelMember,
  createChannel,
  createDirectChannel,
  createGroupChannel,
  getChannel,
  getChannelByName,
  getChannelByNames,
  getChannelMember,
  getChannelMembers,
  getChannelMembersByIds,
  getMyChannelMembers,
  getMyChannels,
  getMyTeamChannelMembers,
  getMyTeamChannels,
  getPublicChannelsByIds,
  listDeletedChannels,
  listPublicChannels,
  removeChannelMember,
} from '@innermost/protocol/channels.ts';
import { z } from 'zod';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { inTeam } from '../../access/scopes/team.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { defined, optionalText, text } from '../../platform/http/fields.ts';
import { seesChannel, selfInTeam } from './access.ts';
import { addMembers, mayAddMembers } from './add-members.ts';
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
import { memberOfChannel, memberships, membershipsInTeam, membersByIds, membersOfChannel } from './read-members.ts';
import { mayRemoveMember, removeMember } from './remove-member.ts';

const reads = { transaction: 'none', because: 'reads only' } as const;
const ids = z.array(z.string());

const newChannel = z
  .object({
    id: optionalText(),
    team_id: text(),
    name: text(),
    display_name: text(),
    // Other types are refused by name.
    type: z.string().pipe(z.custom<'O' | 'P'>(() => true)),
    header: optionalText(),
    purpose: optionalText(),
  })
  .transform(({ team_id, name, display_name, type, ...rest }) => ({
    team_id,
    name,
    display_name,
    type,
    ...defined(rest),
  }));

const newMembers = z
  .object({ user_id: optionalText(), user_ids: ids.optional(), post_root_id: optionalText() })
  .transform(defined);

const finding = [
  endpoint(getChannel, { access: seesChannel(({ params }) => params.channel_id), handle: oneChannel }),
  endpoint(getChannelByName, { access: signedIn(), handle: channelByName }),
  endpoint(getChannelByNames, { access: signedIn(), handle: channelByNames }),
  endpoint(listPublicChannels, {
    access: can(
      'list_team_channels',
      inTeam(({ params }) => params.team_id),
    ),
    handle: publicChannels,
  }),
  endpoint(listDeletedChannels, {
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
    ...reads,
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

const membership = [
  endpoint(getChannelMembers, { access: seesChannel(({ params }) => params.channel_id), handle: membersOfChannel }),
  endpoint(getChannelMember, { access: seesChannel(({ params }) => params.channel_id), handle: memberOfChannel }),
  endpoint(getChannelMembersByIds, {
    access: seesChannel(({ params }) => params.channel_id),
    body: ids,
    bodyName: 'user_ids',
    ...reads,
    handle: membersByIds,
  }),
  endpoint(getMyTeamChannelMembers, { access: selfInTeam(({ params }) => params), handle: membershipsInTeam }),
  endpoint(getMyChannelMembers, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: memberships,
  }),
  endpoint(addChannelMember, { access: mayAddMembers, body: newMembers, bodyName: 'member', handle: addMembers }),
  endpoint(removeChannelMember, { access: mayRemoveMember, handle: removeMember }),
];

export const channelEndpoints = [...finding, ...making, ...membership];
