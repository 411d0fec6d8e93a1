import {
  getChannel,
  getChannelMember,
  getChannelStats,
  type Channel,
  type ChannelEvents,
  type ChannelMember,
  type ChannelStats,
} from '@innermost/protocol/channels.ts';
import { getUserChannelGroups, type User } from '@innermost/protocol/users.ts';

import { askChannels, askMembers, statusesByIds, usersByIds } from '../ask.ts';
import { dropPreviewsIn } from '../previews.ts';
import {
  keyed,
  put,
  select,
  strip,
  want,
  without,
  type ById,
  type Change,
  type LiveState,
  type Want,
} from '../state.ts';
import { wantRoles } from './roles.ts';
import { each, type Fetching, type Loading, type Slice } from './slice.ts';

interface Part {
  channels: ById<Channel>;
  /** My memberships by channel id. */
  members: ById<ChannelMember>;
  /** Group channel id → ids of its members. */
  groupMembers: ById<readonly string[]>;
  /** Channel id → how many members and pinned posts; of channels that were opened. */
  stats: ById<ChannelStats>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    channel: true;
    /** By channel id. */
    stats: true;
  }
}

export const channels = {
  empty: { channels: {}, members: {}, groupMembers: {}, stats: {} },

  events: {
    channel_created: (state, { channel_id }) => want(state, `channel:${channel_id}`),

    channel_updated(state, { channel }) {
      const held = state.channels[channel.id];
      if (!held || held.update_at > channel.update_at) return state;
      const counters = {
        total_msg_count: Math.max(held.total_msg_count, channel.total_msg_count),
        total_msg_count_root: Math.max(held.total_msg_count_root, channel.total_msg_count_root),
        last_post_at: Math.max(held.last_post_at, channel.last_post_at),
        last_root_post_at: Math.max(held.last_root_post_at, channel.last_root_post_at),
      };
      return { ...state, channels: put(state.channels, channel.id, { ...channel, ...counters }) };
    },

    channel_converted: (state, { channel_id }) =>
      state.channels[channel_id] ? want(state, `channel:${channel_id}`) : state,

    channel_deleted(state, { channel_id, delete_at }) {
      const channel = state.channels[channel_id];
      return channel ? { ...state, channels: put(state.channels, channel_id, { ...channel, delete_at }) } : state;
    },

    channel_restored: (state, { channel_id }) => want(state, `channel:${channel_id}`),

    channel_member_updated(state, { channelMember }) {
      if (channelMember.user_id !== state.me_id) return state;
      return { ...state, members: put(state.members, channelMember.channel_id, channelMember) };
    },

    direct_added: (state, _data, { broadcast }) => want(state, `channel:${broadcast.channel_id}`),

    group_added: (state, _data, { broadcast }) => want(state, `channel:${broadcast.channel_id}`),

    user_added(state, { user_id }, { broadcast }) {
      const recounted = wantStats(state, broadcast.channel_id);
      const isMe = user_id === state.me_id && broadcast.channel_id !== '';
      return isMe ? want(recounted, `channel:${broadcast.channel_id}`) : recounted;
    },

    user_removed(state, data, { broadcast }) {
      if ('channel_id' in data) return dropChannel(state, data.channel_id);
      if (data.user_id === state.me_id) return dropChannel(state, broadcast.channel_id);
      return wantStats(state, broadcast.channel_id);
    },

    multiple_channels_viewed(state, { channel_times }) {
      let { members } = state;
      for (const [id, viewedAt] of Object.entries(channel_times)) {
        const member = members[id];
        const channel = state.channels[id];
        if (!member || !channel) continue;
        members = put(members, id, {
          ...member,
          last_viewed_at: Math.max(member.last_viewed_at, viewedAt),
          // Posts that arrived after the view are still unread.
          ...(channel.last_post_at <= viewedAt && {
            msg_count: Math.max(member.msg_count, channel.total_msg_count),
            msg_count_root: Math.max(member.msg_count_root, channel.total_msg_count_root),
            mention_count: 0,
            mention_count_root: 0,
            urgent_mention_count: 0,
          }),
        });
      }
      return { ...state, members };
    },
  },

  async load({ once }) {
    const [loaded, members, groups] = await Promise.all([once(askChannels), once(askMembers), once(askGroups)]);
    return (state) => ({
      ...state,
      channels: keyed(loaded, (channel) => channel.id),
      members: keyed(members, (member) => member.channel_id),
      groupMembers: Object.fromEntries(Object.entries(groups).map(([id, people]) => [id, idsOf(people)])),
      wants: new Set([...state.wants, ...Object.keys(state.stats).map((id): Want => `stats:${id}`)]),
    });
  },

  wants: {
    channel: each(fetchChannel, (state, id) => dropChannel(state, id)),
    stats: each(async ({ api }, channel_id) => {
      const query = { exclude_files_count: 'true' };
      const stats = await api.call(getChannelStats, { params: { channel_id }, query });
      return (state) => ({ ...state, stats: { ...state.stats, [channel_id]: stats } });
    }),
  },

  comparable(state, shown) {
    const isShown = (id: string) => shown.channels.has(id);
    // The list of all memberships also names the team of each.
    const told = ['last_update_at', 'team_display_name', 'team_name', 'team_update_at'] as (keyof ChannelMember)[];
    return {
      channels: strip(
        select(state.channels, (channel) => isShown(channel.id)),
        'update_at',
        'extra_update_at',
      ),
      members: strip(
        select(state.members, (member) => isShown(member.channel_id)),
        ...told,
      ),
    };
  },
} satisfies Slice<Part, ChannelEvents, 'channel' | 'stats'>;

/** The other person of a direct channel; nobody for other channels and for notes to oneself. */
export function partnersIn(channel: Pick<Channel, 'type' | 'name'>, meId: string): string[] {
  return channel.type === 'D' ? channel.name.split('__').filter((id) => id !== meId) : [];
}

/** Who is in my group channels, by channel id. */
export async function askGroups({ api, once }: Loading): Promise<Record<string, User[]>> {
  const groups = (await once(askChannels)).filter((channel) => channel.type === 'G');
  return groups.length > 0 ? api.call(getUserChannelGroups, { body: groups.map((channel) => channel.id) }) : {};
}

function idsOf(people: readonly User[]): string[] {
  return people.map((user) => user.id);
}

/** The channel with my membership in it, and the people who give a direct or group channel its name. */
async function fetchChannel({ api, state }: Fetching, channel_id: string): Promise<Change> {
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
      groupMembers: groups ? { ...next.groupMembers, [channel_id]: idsOf(inGroup) } : next.groupMembers,
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

/** Counts again what a channel's header shows, if it was ever shown. */
export function wantStats(state: LiveState, channelId: string): LiveState {
  return state.stats[channelId] ? want(state, `stats:${channelId}`) : state;
}

/** Forgets a channel that I am no longer in, with its posts. */
export function dropChannel(state: LiveState, channelId: string): LiveState {
  const posts = [...state.posts.values()].filter((post) => post.channel_id === channelId);
  const threads = Object.values(state.threads).filter((thread) => thread.channel_id === channelId);
  const keys = [channelId, ...posts.map((post) => post.id)];
  const categories = Object.values(state.categories).map((category) => {
    const channel_ids = category.channel_ids.filter((id) => id !== channelId);
    return channel_ids.length < category.channel_ids.length ? { ...category, channel_ids } : category;
  });
  const rest = dropPreviewsIn(state, channelId);
  return {
    ...rest,
    channels: without(state.channels, channelId),
    members: without(state.members, channelId),
    groupMembers: without(state.groupMembers, channelId),
    stats: without(state.stats, channelId),
    posts: rest.posts.without(keys),
    spans: without(state.spans, ...keys),
    behind: without(state.behind, ...keys),
    threads: without(state.threads, ...threads.map((thread) => thread.id)),
    categories: Object.fromEntries(categories.map((category) => [category.id, category])),
  };
}
