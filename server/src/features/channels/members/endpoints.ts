import type { BodyOf } from '@innermost/protocol/route.ts';
import {
  addChannelMember,
  getChannelMember,
  getChannelMembers,
  getChannelMembersByIds,
  getMyChannelMembers,
  getMyTeamChannelMembers,
  removeChannelMember,
  setChannelNotifyProps,
  setChannelMemberRoles,
  setChannelSchemeRoles,
} from '@innermost/protocol/channels.ts';
import { can } from '../../../access/can.ts';
import { inChannel } from '../../../access/scopes/channel.ts';
import { selfOr } from '../../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../../endpoint/endpoint.ts';
import { inLaneOfChannel, inLaneOfUser } from '../../../endpoint/lanes.ts';
import {
  body,
  flag,
  object,
  optionalText,
  optionalTextList,
  text,
  textList,
  textMap,
} from '../../../platform/http/fields.ts';
import { seesChannel, selfInChannel, selfInTeam } from '../access.ts';
import { addMembers, mayAddMembers } from './add.ts';
import { memberOfChannel, memberships, membershipsInTeam, membersByIds, membersOfChannel } from './read.ts';
import { mayRemoveMember, removeMember } from './remove.ts';
import { setMemberRoles } from './roles.ts';
import { setNotifyProps, setSchemeRoles } from './settings.ts';

const newMembers = body<BodyOf<typeof addChannelMember>>({
  user_id: optionalText(),
  user_ids: optionalTextList(),
  post_root_id: optionalText(),
});

const inBatches = {
  transaction: 'none',
  because: 'long lists are added in batches, so that others get a word in',
} as const;

const membership = [
  endpoint(getChannelMembers, {
    onSocket: 'local',
    access: seesChannel(({ params }) => params.channel_id),
    handle: membersOfChannel,
  }),
  endpoint(getChannelMember, {
    onSocket: 'local',
    access: seesChannel(({ params }) => params.channel_id),
    handle: memberOfChannel,
  }),
  endpoint(getChannelMembersByIds, {
    access: seesChannel(({ params }) => params.channel_id),
    body: textList(),
    bodyName: 'user_ids',
    ...readsOnly,
    handle: membersByIds,
  }),
  endpoint(getMyTeamChannelMembers, { access: selfInTeam(({ params }) => params), handle: membershipsInTeam }),
  endpoint(getMyChannelMembers, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: memberships,
  }),
  endpoint(addChannelMember, {
    onSocket: 'local',
    access: mayAddMembers,
    body: newMembers,
    bodyName: 'member',
    ...inBatches,
    handle: addMembers,
  }),
  endpoint(removeChannelMember, {
    onSocket: 'local',
    access: mayRemoveMember,
    ...inLaneOfChannel,
    handle: removeMember,
  }),
];

const settings = [
  endpoint(setChannelNotifyProps, {
    audit: 'others',
    access: selfInChannel(({ params }) => params),
    body: textMap().transform((props) => props ?? {}),
    bodyName: 'notify_props',
    ...inLaneOfUser,
    bodyMayBeMissing: true,
    handle: setNotifyProps,
  }),
  endpoint(setChannelSchemeRoles, {
    access: can(
      'manage_channel_roles',
      inChannel(({ params }) => params.channel_id),
    ),
    body: object({ scheme_admin: flag(), scheme_user: flag(), scheme_guest: flag() }),
    bodyName: 'scheme_roles',
    lanes: ({ params }) => [params.user_id],
    handle: setSchemeRoles,
  }),
  endpoint(setChannelMemberRoles, {
    access: can(
      'manage_channel_roles',
      inChannel(({ params }) => params.channel_id),
    ),
    body: object({ roles: text() }),
    bodyName: 'roles',
    lanes: ({ params }) => [params.user_id],
    handle: setMemberRoles,
  }),
];

export const memberEndpoints = [...membership, ...settings];
