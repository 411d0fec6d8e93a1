import { route, type StatusOk } from './route.ts';
import type { Team } from './teams.ts';

/** O public, P private, D direct, G group. Adopted databases may hold further labels, which are hidden. */
export type ChannelType = 'O' | 'P' | 'D' | 'G';

/** Times in ms. `total_msg_count` counts every post ever made but joins and leaves; it never falls. */
export interface Channel {
  id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  team_id: string;
  type: ChannelType;
  display_name: string;
  name: string;
  header: string;
  purpose: string;
  last_post_at: number;
  total_msg_count: number;
  extra_update_at: number;
  creator_id: string;
  scheme_id: string | null;
  props: Record<string, unknown> | null;
  group_constrained: boolean | null;
  shared: boolean | null;
  total_msg_count_root: number;
  policy_id: string | null;
  last_root_post_at: number;
  banner_info?: Record<string, unknown> | null;
  policy_enforced?: boolean;
  policy_is_active?: boolean;
  default_category_name?: string;
  autotranslation?: boolean;
}

/** A channel as administrators and searches over all teams see it. */
export interface ChannelWithTeam extends Channel {
  team_display_name: string;
  team_name: string;
  /** ms. */
  team_update_at: number;
}

export interface ChannelsWithCount {
  channels: ChannelWithTeam[];
  total_count: number;
}

export interface NewChannel {
  /** Must be absent or ''. */
  id?: string;
  team_id: string;
  name: string;
  display_name: string;
  type: 'O' | 'P';
  header?: string;
  purpose?: string;
}

export interface ChannelPatch {
  name?: string;
  display_name?: string;
  header?: string;
  purpose?: string;
  group_constrained?: boolean;
}

export interface ChannelNotifyProps {
  desktop?: string;
  mark_unread?: string;
  push?: string;
  email?: string;
  ignore_channel_mentions?: string;
  channel_auto_follow_threads?: string;
  [key: string]: string | undefined;
}

/** `msg_count` is how many of the channel's messages the member has *read*. Times in ms. */
export interface ChannelMember {
  channel_id: string;
  user_id: string;
  roles: string;
  last_viewed_at: number;
  msg_count: number;
  mention_count: number;
  mention_count_root: number;
  urgent_mention_count: number;
  msg_count_root: number;
  notify_props: ChannelNotifyProps;
  last_update_at: number;
  scheme_guest: boolean;
  scheme_user: boolean;
  scheme_admin: boolean;
  explicit_roles: string;
}

/** A membership with the team of its channel; the team's fields are empty for direct and group channels. */
export interface ChannelMemberWithTeam extends ChannelMember {
  team_display_name: string;
  team_name: string;
  /** ms. */
  team_update_at: number;
}

/** Real unread numbers: `msg_count` = total − read. */
export interface ChannelUnread {
  team_id: string;
  channel_id: string;
  msg_count: number;
  mention_count: number;
  mention_count_root: number;
  urgent_mention_count: number;
  msg_count_root: number;
}

export interface ChannelStats {
  channel_id: string;
  member_count: number;
  guest_count: number;
  pinnedpost_count: number;
  files_count: number;
}

export interface ChannelView {
  channel_id: string;
  prev_channel_id?: string;
  collapsed_threads_supported?: boolean;
}

export interface ChannelViewReply extends StatusOk {
  /** channel id → max(last_post_at, old last_viewed_at), ms. */
  last_viewed_at_times: Record<string, number>;
}

export interface ChannelSearch {
  term: string;
  exclude_default_channels?: boolean;
  not_associated_to_group?: string;
  team_ids?: string[];
  page?: number;
  per_page?: number;
  public?: boolean;
  private?: boolean;
  include_deleted?: boolean;
  include_search_by_id?: boolean;
  deleted?: boolean;
}

export interface SchemeRoles {
  scheme_admin: boolean;
  scheme_user: boolean;
  scheme_guest?: boolean;
}

export const createChannel = route('POST', '/api/v4/channels').takes<NewChannel>().returns<Channel>();
export const createDirectChannel = route('POST', '/api/v4/channels/direct').takes<string[]>().returns<Channel>();
export const createGroupChannel = route('POST', '/api/v4/channels/group').takes<string[]>().returns<Channel>();
export const listAllChannels = route('GET', '/api/v4/channels')
  .asks<
    | 'page'
    | 'per_page'
    | 'include_total_count'
    | 'include_deleted'
    | 'not_associated_to_group'
    | 'exclude_default_channels'
  >()
  .returns<ChannelWithTeam[] | ChannelsWithCount>();
/** `system_console=false` searches what the caller may see, else everything. */
export const searchAllChannels = route('POST', '/api/v4/channels/search')
  .takes<ChannelSearch>()
  .asks<'system_console' | 'include_deleted' | 'exclude_remote'>()
  .returns<ChannelWithTeam[] | ChannelsWithCount>();
/** Group channels of the caller in which a member's username begins with the term. */
export const searchGroupChannels = route('POST', '/api/v4/channels/group/search')
  .takes<{ term: string }>()
  .returns<Channel[]>();
export const getChannel = route('GET', '/api/v4/channels/:channel_id').returns<Channel>();
export const getChannelByName = route('GET', '/api/v4/teams/:team_id/channels/name/:channel_name')
  .asks<'include_deleted'>()
  .returns<Channel>();
export const getChannelByNames = route('GET', '/api/v4/teams/name/:team_name/channels/name/:channel_name')
  .asks<'include_deleted'>()
  .returns<Channel>();
export const listPublicChannels = route('GET', '/api/v4/teams/:team_id/channels')
  .asks<'page' | 'per_page'>()
  .returns<Channel[]>();
export const listDeletedChannels = route('GET', '/api/v4/teams/:team_id/channels/deleted')
  .asks<'page' | 'per_page'>()
  .returns<Channel[]>();
export const getPublicChannelsByIds = route('POST', '/api/v4/teams/:team_id/channels/ids')
  .takes<string[]>()
  .returns<Channel[]>();
export const searchTeamChannels = route('POST', '/api/v4/teams/:team_id/channels/search')
  .takes<ChannelSearch>()
  .returns<Channel[]>();
export const autocompleteChannels = route('GET', '/api/v4/teams/:team_id/channels/autocomplete')
  .asks<'name'>()
  .returns<Channel[]>();
export const autocompleteChannelsForSearch = route('GET', '/api/v4/teams/:team_id/channels/search_autocomplete')
  .asks<'name'>()
  .returns<Channel[]>();
export const patchChannel = route('PUT', '/api/v4/channels/:channel_id/patch').takes<ChannelPatch>().returns<Channel>();
export const updateChannel = route('PUT', '/api/v4/channels/:channel_id')
  .takes<ChannelPatch & { id: string; type?: string }>()
  .returns<Channel>();
export const setChannelPrivacy = route('PUT', '/api/v4/channels/:channel_id/privacy')
  .takes<{ privacy: string }>()
  .returns<Channel>();
export const archiveChannel = route('DELETE', '/api/v4/channels/:channel_id').asks<'permanent'>().returns<StatusOk>();
export const restoreChannel = route('POST', '/api/v4/channels/:channel_id/restore').returns<Channel>();
export const getChannelStats = route('GET', '/api/v4/channels/:channel_id/stats')
  .asks<'exclude_files_count'>()
  .returns<ChannelStats>();
export const getChannelTimezones = route('GET', '/api/v4/channels/:channel_id/timezones').returns<string[] | null>();
export const getMemberCounts = route('POST', '/api/v4/channels/stats/member_count')
  .takes<string[]>()
  .returns<Record<string, number>>();

export const getMyChannels = route('GET', '/api/v4/users/:user_id/channels')
  .asks<'last_delete_at' | 'include_deleted' | 'page' | 'per_page'>()
  .returns<Channel[]>();
export const getMyTeamChannels = route('GET', '/api/v4/users/:user_id/teams/:team_id/channels')
  .asks<'last_delete_at' | 'include_deleted' | 'page' | 'per_page'>()
  .returns<Channel[]>();
/** Wire: `page=-1` answers newline-delimited JSON (`application/x-ndjson`), one member a line. */
export const getMyChannelMembers = route('GET', '/api/v4/users/:user_id/channel_members')
  .asks<'page' | 'per_page'>()
  .returns<ChannelMemberWithTeam[]>();
export const getMyTeamChannelMembers = route('GET', '/api/v4/users/:user_id/teams/:team_id/channels/members').returns<
  ChannelMember[]
>();
export const getChannelUnread = route(
  'GET',
  '/api/v4/users/:user_id/channels/:channel_id/unread',
).returns<ChannelUnread>();

export const getChannelMembers = route('GET', '/api/v4/channels/:channel_id/members')
  .asks<'page' | 'per_page'>()
  .returns<ChannelMember[]>();
export const getChannelMember = route('GET', '/api/v4/channels/:channel_id/members/:user_id').returns<ChannelMember>();
export const getChannelMembersByIds = route('POST', '/api/v4/channels/:channel_id/members/ids')
  .takes<string[]>()
  .returns<ChannelMember[]>();
/** Wire: with `user_ids` the answer is an array of members. */
export const addChannelMember = route('POST', '/api/v4/channels/:channel_id/members')
  .takes<{ user_id?: string; user_ids?: string[]; post_root_id?: string }>()
  .returns<ChannelMember>();
export const removeChannelMember = route('DELETE', '/api/v4/channels/:channel_id/members/:user_id').returns<StatusOk>();
export const setChannelNotifyProps = route('PUT', '/api/v4/channels/:channel_id/members/:user_id/notify_props')
  .takes<ChannelNotifyProps>()
  .returns<StatusOk>();
/** The team also stands in the query, where official clients put it. */
export const convertGroupChannel = route('POST', '/api/v4/channels/:channel_id/convert_to_channel')
  .takes<{ team_id: string; name: string; display_name: string }>()
  .asks<'team_id'>()
  .returns<Channel>();
/** Names with spaces between, instead of what the member had. */
export const setChannelMemberRoles = route('PUT', '/api/v4/channels/:channel_id/members/:user_id/roles')
  .takes<{ roles: string }>()
  .returns<StatusOk>();
export const setChannelSchemeRoles = route('PUT', '/api/v4/channels/:channel_id/members/:user_id/schemeRoles')
  .takes<SchemeRoles>()
  .returns<StatusOk>();
/** Teams that every active member of a direct or group channel belongs to. */
export const getCommonTeams = route('GET', '/api/v4/channels/:channel_id/common_teams').returns<Team[]>();
export const viewChannel = route('POST', '/api/v4/channels/members/:user_id/view')
  .takes<ChannelView>()
  .returns<ChannelViewReply>();
export const markChannelsRead = route('POST', '/api/v4/channels/members/:user_id/mark_read')
  .takes<string[]>()
  .returns<ChannelViewReply>();

export interface ChannelEvents {
  channel_created: { channel_id: string; team_id: string };
  channel_updated: { channel: Channel };
  channel_converted: { channel_id: string };
  channel_deleted: { channel_id: string; delete_at: number };
  channel_restored: { channel_id: string };
  channel_member_updated: { channelMember: ChannelMember };
  direct_added: { creator_id: string; teammate_id: string };
  group_added: { teammate_ids: string[] };
  user_added: { user_id: string; team_id: string };
  user_removed: { user_id: string; remover_id: string } | { channel_id: string; remover_id: string };
  multiple_channels_viewed: { channel_times: Record<string, number> };
}
