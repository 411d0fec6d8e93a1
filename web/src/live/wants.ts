/** Fetches what events mentioned without bringing it (`state.wants`). */
import { ApiError } from '@innermost/client/errors.ts';
import { getCategories } from '@innermost/protocol/categories.ts';
import {
  getChannel,
  getChannelMember,
  getChannelStats,
  getMyTeamChannelMembers,
  getMyTeamChannels,
} from '@innermost/protocol/channels.ts';
import { getPostThread } from '@innermost/protocol/posts.ts';
import { getRolesByNames } from '@innermost/protocol/roles.ts';
import { getTeam, getTeamMember } from '@innermost/protocol/teams.ts';
import { getUserThread } from '@innermost/protocol/threads.ts';
import { getUserChannelGroups } from '@innermost/protocol/users.ts';

import { dropChannel } from './apply/channels.ts';
import { wantRoles } from './apply/teams.ts';
import { holdThread } from './apply/threads.ts';
import { holdPosts } from './hold.ts';
import { holdCategories, loadTeam, partnersIn, statusesByIds, usersByIds, type Api, type Change } from './load.ts';
import { keyed, want, type LiveState, type Want } from './state.ts';

const unchanged: Change = (state) => state;

/**
 * Asks for everything wanted and returns the change that brings it. What the server refuses is given up; the promise
 * rejects only when there is no answer.
 */
export async function fetchWanted(api: Api, state: LiveState): Promise<Change> {
  const asked = state.wants;
  if (asked.size === 0) return unchanged;
  const ids = (kind: string) => [...asked].filter((one) => one.startsWith(`${kind}:`)).map((one) => idOf(one));
  const changes = await Promise.all([
    ...ids('channel').map((id) => orGivenUp(fetchChannel(api, state, id), (next) => dropChannel(next, id))),
    ...ids('team').map((id) => orGivenUp(fetchTeam(api, id))),
    ...ids('categories').map((id) => orGivenUp(fetchCategories(api, id))),
    ...ids('root').map((id) => orGivenUp(fetchRoot(api, id))),
    ...ids('thread').map((id) => orGivenUp(fetchThread(api, state, id))),
    ...ids('stats').map((id) => orGivenUp(fetchStats(api, id))),
    orGivenUp(fetchUsers(api, ids('user'))),
    orGivenUp(fetchRoles(api, ids('role'))),
  ]);
  return (next) => {
    const wants: ReadonlySet<Want> = new Set([...next.wants].filter((one) => !asked.has(one)));
    return changes.reduce<LiveState>((current, change) => change(current), { ...next, wants });
  };
}

async function orGivenUp(change: Promise<Change>, onRefusal: Change = unchanged): Promise<Change> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return onRefusal;
    throw error;
  }
}

function idOf(one: Want): string {
  return one.slice(one.indexOf(':') + 1);
}

/** The channel with my membership in it, and the people who give a direct or group channel its name. */
async function fetchChannel(api: Api, state: LiveState, channel_id: string): Promise<Change> {
  const [channel, member] = await Promise.all([
    api.call(getChannel, { params: { channel_id } }),
    api.call(getChannelMember, { params: { channel_id, user_id: 'me' } }),
  ]);
  const partners = partnersIn(channel, state.me_id);
  const [people, statuses, groups] = await Promise.all([
    usersByIds(api, partners),
    statusesByIds(api, partners),
    channel.type === 'G' ? api.call(getUserChannelGroups, { body: [channel_id] }) : undefined,
  ]);
  const inGroup = groups?.[channel_id] ?? [];
  return (next) => {
    const known: LiveState = {
      ...next,
      channels: { ...next.channels, [channel_id]: channel },
      members: { ...next.members, [channel_id]: member },
      users: { ...next.users, ...keyed([...people, ...inGroup], (user) => user.id) },
      statuses: { ...next.statuses, ...statuses },
      groupMembers: groups ? { ...next.groupMembers, [channel_id]: inGroup.map((user) => user.id) } : next.groupMembers,
    };
    return wantRoles(wantPlace(known, channel_id, channel.team_id), member.roles);
  };
}

/** The server decides in which category a new channel appears. */
function wantPlace(state: LiveState, channelId: string, teamId: string): LiveState {
  const isPlaced = (team: string) =>
    Object.values(state.categories).some((one) => one.team_id === team && one.channel_ids.includes(channelId));
  const teams = Object.keys(state.categoryOrder).filter((team) => teamId === '' || team === teamId);
  return want(state, ...teams.filter((team) => !isPlaced(team)).map((team): Want => `categories:${team}`));
}

/** A team that I am in now, with the channels that came with it. */
async function fetchTeam(api: Api, team_id: string): Promise<Change> {
  const params = { team_id };
  const mine = { user_id: 'me', team_id };
  const [team, member, channels, members, contents] = await Promise.all([
    api.call(getTeam, { params }),
    api.call(getTeamMember, { params: mine }),
    api.call(getMyTeamChannels, { params: mine }),
    api.call(getMyTeamChannelMembers, { params: mine }),
    loadTeam(api, team_id),
  ]);
  return (state) => {
    const joined: LiveState = {
      ...state,
      teams: { ...state.teams, [team_id]: team },
      teamMembers: { ...state.teamMembers, [team_id]: member },
      channels: { ...state.channels, ...keyed(channels, (channel) => channel.id) },
      members: { ...state.members, ...keyed(members, (one) => one.channel_id) },
    };
    const roles = [member, ...members].map((one) => one.roles).join(' ');
    return wantRoles(contents(joined), roles);
  };
}

async function fetchCategories(api: Api, team_id: string): Promise<Change> {
  const categories = await api.call(getCategories, { params: { user_id: 'me', team_id } });
  return (state) => (state.teams[team_id] ? holdCategories(state, team_id, categories) : state);
}

/** Only the collapsed form of a thread tells its participants and time of the last reply. */
async function fetchRoot(api: Api, post_id: string): Promise<Change> {
  const query = { collapsedThreads: 'true', perPage: '1', direction: 'up' };
  const list = await api.call(getPostThread, { params: { post_id }, query });
  const root = list.posts[post_id];
  if (!root) return unchanged;
  return (state) => {
    const { posts } = state;
    // The answer is newer than what is held even where the counters went down.
    return holdPosts({ ...state, posts: posts.without([post_id]) }, [root]);
  };
}

async function fetchThread(api: Api, state: LiveState, thread_id: string): Promise<Change> {
  const channel = state.channels[state.posts.get(thread_id)?.channel_id ?? ''];
  const team_id = channel?.team_id || Object.keys(state.teams)[0];
  if (!team_id) return unchanged;
  const thread = await api.call(getUserThread, { params: { user_id: 'me', team_id, thread_id } });
  return (next) => holdThread(next, thread);
}

async function fetchStats(api: Api, channel_id: string): Promise<Change> {
  const stats = await api.call(getChannelStats, { params: { channel_id }, query: { exclude_files_count: 'true' } });
  return (state) => ({ ...state, stats: { ...state.stats, [channel_id]: stats } });
}

async function fetchUsers(api: Api, ids: readonly string[]): Promise<Change> {
  const users = await usersByIds(api, ids);
  return (state) => ({ ...state, users: { ...state.users, ...keyed(users, (user) => user.id) } });
}

async function fetchRoles(api: Api, names: readonly string[]): Promise<Change> {
  if (names.length === 0) return unchanged;
  const roles = await api.call(getRolesByNames, { body: [...names] });
  return (state) => ({ ...state, roles: { ...state.roles, ...keyed(roles, (role) => role.name) } });
}
