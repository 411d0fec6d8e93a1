/** What screens ask of the state: names, what is unread, and what I may do. */
import type { Channel } from '@innermost/protocol/channels.ts';
import type { Permission } from '@innermost/protocol/permissions.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import type { User } from '@innermost/protocol/users.ts';

import { t } from '../words/words.ts';
import type { LiveState } from './state.ts';

/** What every post changes in its channel. */
const counters = ['last_post_at', 'last_root_post_at', 'total_msg_count', 'total_msg_count_root'] as const;

/** The channel as it was, while nothing differs but what every post changes: for what shows none of that. */
export function steady(before: Channel | undefined, now: Channel | undefined): Channel | undefined {
  if (!before || !now || before === now) return now;
  const quiet: Channel = { ...now };
  for (const counter of counters) quiet[counter] = before[counter];
  const fields = Object.keys(quiet) as (keyof Channel)[];
  const isSame =
    fields.length === Object.keys(before).length && fields.every((field) => quiet[field] === before[field]);
  return isSame ? before : now;
}

/** The name people are shown by; `TeammateNameDisplay` may prefer nicknames. */
export function displayName(user: User | undefined, config: LiveState['config'] = {}): string {
  if (!user) return t('Someone');
  const fullName = `${user.first_name} ${user.last_name}`.trim();
  const nickname = config['TeammateNameDisplay'] === 'nickname_full_name' ? user.nickname : '';
  return nickname || fullName || user.username;
}

/** The person at the other end of a direct channel; myself in notes to myself. */
export function partnerId(channel: Pick<Channel, 'type' | 'name'>, meId: string): string {
  if (channel.type !== 'D') return '';
  const ids = channel.name.split('__');
  return ids.find((id) => id !== meId) ?? meId;
}

export function channelTitle(state: LiveState, channel: Channel): string {
  if (channel.type === 'D') return displayName(state.users[partnerId(channel, state.me_id)], state.config);
  if (channel.type !== 'G') return channel.display_name;
  const others = (state.groupMembers[channel.id] ?? []).filter((id) => id !== state.me_id);
  const names = others.map((id) => displayName(state.users[id], state.config).split(' ')[0]);
  return names.length > 0 ? names.join(', ') : channel.display_name;
}

/** Name of the channel as a word in a sentence: `#incidents`, or the person's name. */
export function channelLabel(state: LiveState, channel: Channel): string {
  const title = channelTitle(state, channel);
  return channel.type === 'O' || channel.type === 'P' ? `#${title}` : title;
}

export interface Unread {
  /** Messages that are new to me. */
  count: number;
  mentions: number;
  muted: boolean;
}

/** Threads are read on their own, so only root posts count here. */
export function unreadIn(state: LiveState, channelId: string): Unread {
  const channel = state.channels[channelId];
  const member = state.members[channelId];
  if (!channel || !member || channel.delete_at > 0) return { count: 0, mentions: 0, muted: false };
  const muted = member.notify_props.mark_unread === 'mention';
  const count = Math.max(0, channel.total_msg_count_root - member.msg_count_root);
  return { count: muted ? 0 : count, mentions: member.mention_count_root, muted };
}

export function isUnread({ count, mentions }: Unread): boolean {
  return count > 0 || mentions > 0;
}

/** What waits in a team's channels; direct messages belong to every team and are counted apart. */
export function unreadInTeam(state: LiveState, teamId: string): { mentions: number; unread: boolean } {
  let mentions = 0;
  let unread = false;
  for (const channel of Object.values(state.channels)) {
    if (channel.team_id !== teamId) continue;
    const inChannel = unreadIn(state, channel.id);
    mentions += inChannel.mentions;
    unread ||= isUnread(inChannel);
  }
  return { mentions, unread };
}

/** Followed threads of a team (and of direct messages) with something new; of all teams when none is named. */
export function unreadThreads(state: LiveState, teamId: string): { threads: number; mentions: number } {
  let threads = 0;
  let mentions = 0;
  for (const thread of Object.values(state.threads)) {
    const team = state.channels[thread.channel_id]?.team_id;
    if (team === undefined || (teamId !== '' && team !== '' && team !== teamId)) continue;
    if (thread.unread_replies > 0 || thread.unread_mentions > 0) threads += 1;
    mentions += thread.unread_mentions;
  }
  return { threads, mentions };
}

/** Whether I hold a permission system-wide, in a team, or in a channel (and then through its team too). */
export function can(
  state: LiveState,
  permission: Permission,
  scope: { team_id?: string | undefined; channel_id?: string | undefined } = {},
): boolean {
  const teamId = scope.team_id ?? state.channels[scope.channel_id ?? '']?.team_id ?? '';
  const named = [
    state.users[state.me_id]?.roles,
    state.teamMembers[teamId]?.roles,
    state.members[scope.channel_id ?? '']?.roles,
  ];
  return permissionsOf(state.roles, named.join(' ')).has(permission);
}

/** Whether I hold a permission system-wide or in some team of mine, as the server asks of what belongs to no team. */
export function canAnywhere(state: LiveState, permission: Permission): boolean {
  return can(state, permission) || Object.keys(state.teams).some((team_id) => can(state, permission, { team_id }));
}

/** Every row asks on every change, while roles change seldom: what they allow together is remembered. */
const allowed = new WeakMap<LiveState['roles'], Map<string, ReadonlySet<string>>>();

function permissionsOf(roles: LiveState['roles'], names: string): ReadonlySet<string> {
  const known = allowed.get(roles) ?? new Map<string, ReadonlySet<string>>();
  allowed.set(roles, known);
  const found = known.get(names) ?? new Set(names.split(' ').flatMap((name) => roles[name]?.permissions ?? []));
  known.set(names, found);
  return found;
}

export function isMine(state: Pick<LiveState, 'me_id'>, post: Pick<Post, 'user_id'>): boolean {
  return post.user_id === state.me_id;
}

export function teamsInOrder(state: LiveState): Team[] {
  const order = (state.preferences['teams_order/'] ?? '').split(',');
  const place = (team: Team) => (order.includes(team.id) ? order.indexOf(team.id) : order.length);
  return Object.values(state.teams).sort((a, b) => place(a) - place(b) || a.display_name.localeCompare(b.display_name));
}

export function teamByName(state: LiveState, name: string): Team | undefined {
  return Object.values(state.teams).find((team) => team.name === name);
}

/** The lane in which a channel is joined, and the place where it is said that it was not. */
export const joinOf = (channelId: string): string => `join:${channelId}`;
