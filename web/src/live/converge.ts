/**
 * For tests: a client that applied the events must end where a client that loads afresh begins. `loadWhole` before the
 * action, `applyEvent` for each frame heard, `settle`, then compare `comparable` of that with `comparable` of another
 * `loadWhole`.
 */
import type { SidebarCategory } from '@innermost/protocol/categories.ts';
import type { Channel, ChannelMember } from '@innermost/protocol/channels.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { loadConfig, loadSession, type Api } from './load.ts';
import { loadNewest, loadThread } from './pages.ts';
import { emptyState, without, type ById, type LiveState } from './state.ts';
import { fetchWanted } from './wants.ts';

export interface Opened {
  channels?: readonly string[];
  /** Root post ids. */
  threads?: readonly string[];
}

/** Everything a client holds after signing in and opening these channels and threads. */
export async function loadWhole(api: Api, opened: Opened = {}): Promise<LiveState> {
  const changes = await Promise.all([
    loadConfig(api),
    loadSession(api, { teams: (teams) => teams.map((team) => team.id) }),
    ...(opened.channels ?? []).map((id) => loadNewest(api, id)),
    ...(opened.threads ?? []).map((id) => loadThread(api, id)),
  ]);
  const [config, session, ...pages] = changes;
  return settle(
    api,
    [config, session, ...pages].reduce<LiveState>((state, change) => change(state), emptyState),
  );
}

/** Fetches what events mentioned until nothing is wanted any more. */
export async function settle(api: Api, state: LiveState): Promise<LiveState> {
  let settled = state;
  for (let rounds = 0; settled.wants.size > 0 && rounds < 10; rounds += 1) {
    settled = (await fetchWanted(api, settled))(settled);
  }
  return settled;
}

/** The part of the state that must be equal, without what no event promises (presence, times of last change). */
export function comparable(state: LiveState) {
  const channels = select(state.channels, (channel) => channel.delete_at === 0);
  const shown = Object.values(state.spans).flatMap((spans) => spans.flatMap((span) => span.ids));
  const posts = shown.flatMap((id) => state.posts.get(id) ?? []).filter((post) => post.delete_at === 0);
  const people = new Set([state.me_id, ...posts.flatMap(peopleIn)]);
  return {
    me_id: state.me_id,
    // Of others' presence no event tells.
    status: state.statuses[state.me_id],
    users: comparableUsers(state, people),
    teams: strip(state.teams, 'update_at'),
    teamMembers: state.teamMembers,
    channels: strip(channels, 'update_at', 'extra_update_at'),
    members: comparableMembers(select(state.members, (member) => member.channel_id in channels)),
    categories: comparableCategories(state.categories, channels),
    categoryOrder: state.categoryOrder,
    preferences: state.preferences,
    roles: strip(
      select(state.roles, (role) => myRoles(state).has(role.name)),
      'update_at',
    ),
    config: state.config,
    license: withoutOwnersPart(state.license),
    posts: Object.fromEntries(posts.map((post) => [post.id, comparablePost(post)])),
    spans: Object.fromEntries(
      Object.entries(state.spans).map(([key, spans]) => [
        key,
        spans.map((span) => ({ ...span, ids: span.ids.filter((id) => state.posts.get(id)?.delete_at === 0) })),
      ]),
    ),
    threads: select(state.threads, (thread) => thread.unread_replies > 0 || thread.unread_mentions > 0),
  };
}

/** A role that I have no longer may still be known. */
function myRoles(state: LiveState): ReadonlySet<string> {
  const holders = [state.users[state.me_id], ...Object.values(state.teamMembers), ...Object.values(state.members)];
  return new Set(holders.flatMap((holder) => holder?.roles.split(' ') ?? []));
}

/** The licence answer tells administrators more, but the event tells all the same. */
function withoutOwnersPart(license: ById<string>): ById<string> {
  return without(license, 'Id', 'Name', 'Email', 'SkuName', 'IssuedAt', 'StartsAt', 'ExpiresAt');
}

/** Nobody is told of another person's roles. */
function comparableUsers(state: LiveState, people: ReadonlySet<string>) {
  const known = strip(
    select(state.users, (user) => people.has(user.id)),
    'update_at',
    'failed_attempts',
    // Empty in the copy for everybody, and left out of an administrator's.
    'auth_data',
  );
  const users = Object.entries(known).map(([id, { roles, ...user }]) => [
    id,
    id === state.me_id ? { ...user, roles } : user,
  ]);
  return Object.fromEntries(users) as Record<string, object>;
}

/** The server lists by name what is not sorted by hand, and leaves out what is archived. */
function comparableCategories(categories: ById<SidebarCategory>, channels: ById<Channel>) {
  const entries = Object.values(categories).map((category) => {
    const channel_ids = category.channel_ids.filter((id) => id in channels);
    return [
      category.id,
      { ...category, channel_ids: category.sorting === 'manual' ? channel_ids : channel_ids.sort() },
    ];
  });
  return Object.fromEntries(entries) as Record<string, SidebarCategory>;
}

/** The list of all memberships also names the team of each. */
function comparableMembers(members: ById<ChannelMember>) {
  const told = ['last_update_at', 'team_display_name', 'team_name', 'team_update_at'] as (keyof ChannelMember)[];
  return strip(members, ...told);
}

/** Events and answers fill in different things; of replies only the root's counters are kept up to date. */
function comparablePost(post: Post) {
  const { update_at: _, pending_post_id: __, has_reactions: ___, ...rest } = post;
  const isRoot = post.root_id === '';
  return {
    ...rest,
    is_following: post.is_following === true,
    participants: isRoot ? (post.participants ?? []).map((participant) => participant.id) : [],
    reply_count: isRoot ? post.reply_count : 0,
    last_reply_at: isRoot ? post.last_reply_at : 0,
  };
}

function peopleIn(post: Post): string[] {
  const reactors = (post.metadata.reactions ?? []).map((reaction) => reaction.user_id);
  return [post.user_id, ...(post.participants ?? []).map((participant) => participant.id), ...reactors];
}

function select<T>(map: ById<T>, holds: (item: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([, item]) => holds(item)));
}

function strip<T extends object>(map: ById<T>, ...fields: (keyof T)[]): Record<string, Partial<T>> {
  const stripped = Object.entries(map).map(([key, item]) => {
    const rest: Partial<T> = { ...item };
    for (const field of fields) delete rest[field];
    return [key, rest] as const;
  });
  return Object.fromEntries(stripped);
}
