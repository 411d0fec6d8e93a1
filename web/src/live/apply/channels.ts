import type { ChannelEvents } from '@innermost/protocol/channels.ts';

import { put, want, without, type LiveState } from '../state.ts';
import type { ApplyAll } from './event.ts';

export const channelEvents: ApplyAll<ChannelEvents> = {
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
};

/** Counts again what a channel's header shows, if it was ever shown. */
export function wantStats(state: LiveState, channelId: string): LiveState {
  return state.stats[channelId] ? want(state, `stats:${channelId}`) : state;
}

/** Forgets a channel that I am no longer in, with its posts. */
export function dropChannel(state: LiveState, channelId: string): LiveState {
  const posts = [...state.posts.values()].filter((post) => post.channel_id === channelId);
  const threads = Object.values(state.threads).filter((thread) => thread.channel_id === channelId);
  const keys = [channelId, ...posts.map((post) => post.id)];
  const categories = Object.values(state.categories).map((category) => ({
    ...category,
    channel_ids: category.channel_ids.filter((id) => id !== channelId),
  }));
  return {
    ...state,
    channels: without(state.channels, channelId),
    members: without(state.members, channelId),
    groupMembers: without(state.groupMembers, channelId),
    stats: without(state.stats, channelId),
    posts: state.posts.without(keys),
    spans: without(state.spans, ...keys),
    behind: without(state.behind, ...keys),
    threads: without(state.threads, ...threads.map((thread) => thread.id)),
    categories: Object.fromEntries(categories.map((category) => [category.id, category])),
  };
}
