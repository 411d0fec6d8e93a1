/** What the web client knows and the socket keeps true. Plain data: every change is a pure function from state to state. */
import type { SidebarCategory } from '@innermost/protocol/categories.ts';
import type { Channel, ChannelMember, ChannelStats } from '@innermost/protocol/channels.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import type { Role } from '@innermost/protocol/roles.ts';
import type { Team, TeamMember } from '@innermost/protocol/teams.ts';
import type { UserThread } from '@innermost/protocol/threads.ts';
import type { User } from '@innermost/protocol/users.ts';

import type { Span } from './spans.ts';
import { Table } from './table.ts';

export type ById<T> = Readonly<Record<string, T>>;

/** A thread I follow; its root post and participants are in `posts`. */
export interface FollowedThread extends Omit<UserThread, 'post' | 'participants'> {
  channel_id: string;
}

/** A message that the server has not acknowledged yet. */
export interface Unsent {
  /** `<user id>:<ms>`; the server makes one post of it however often it is sent. */
  pending_post_id: string;
  user_id: string;
  channel_id: string;
  root_id: string;
  message: string;
  create_at: number;
  /** Set when the server refused it; without it the message waits for its turn or for the connection. */
  error?: string;
}

/**
 * Something that an event mentioned and the client has to ask for: `channel:<id>`, `team:<id>`, `user:<id>`,
 * `categories:<team id>`, `root:<post id>` (counters of a thread's root), `thread:<post id>`, `role:<name>`,
 * `stats:<channel id>`.
 */
export type Want = `${'channel' | 'team' | 'user' | 'categories' | 'root' | 'thread' | 'role' | 'stats'}:${string}`;

export interface LiveState {
  /** Empty when nobody is signed in. */
  me_id: string;
  users: ById<User>;
  /** User id → presence. */
  statuses: ById<string>;
  teams: ById<Team>;
  /** My memberships by team id. */
  teamMembers: ById<TeamMember>;
  channels: ById<Channel>;
  /** My memberships by channel id. */
  members: ById<ChannelMember>;
  /** Group channel id → ids of its members. */
  groupMembers: ById<readonly string[]>;
  /** Channel id → how many members and pinned posts; of channels that were opened. */
  stats: ById<ChannelStats>;
  categories: ById<SidebarCategory>;
  /** Team id → category ids in order; a team without an entry has not been asked for yet. */
  categoryOrder: ById<readonly string[]>;
  /** `<category>/<name>` → value. */
  preferences: ById<string>;
  /** By name. */
  roles: ById<Role>;
  posts: Table<Post>;
  /** Channel id → its root posts held; root post id → the thread's replies held. */
  spans: ById<readonly Span[]>;
  /** Keys of `spans` that missed events, with the `update_at` (ms) from which to ask. */
  behind: ById<number>;
  /** By root post id: all unread ones of the teams loaded, and those that a page of the list brought. */
  threads: ById<FollowedThread>;
  config: ById<string>;
  license: ById<string>;
  /** Channel id or root post id → user id → when typing was last heard of (ms). */
  typing: ById<ById<number>>;
  /** By pending post id. */
  outbox: ById<Unsent>;
  wants: ReadonlySet<Want>;
}

export const emptyState: LiveState = {
  me_id: '',
  users: {},
  statuses: {},
  teams: {},
  teamMembers: {},
  channels: {},
  members: {},
  groupMembers: {},
  stats: {},
  categories: {},
  categoryOrder: {},
  preferences: {},
  roles: {},
  posts: Table.of({}),
  spans: {},
  behind: {},
  threads: {},
  config: {},
  license: {},
  typing: {},
  outbox: {},
  wants: new Set(),
};

export function want(state: LiveState, ...wants: Want[]): LiveState {
  const missing = wants.filter((one) => !state.wants.has(one));
  return missing.length > 0 ? { ...state, wants: new Set([...state.wants, ...missing]) } : state;
}

/** Maps that the run of `inOneCopy` under way has made: nobody else has seen them, so they may be changed in place. */
let ownCopies: WeakSet<object> | undefined;

/** Runs changes of which only the last state is looked at: each map is copied once for all of them. */
export function inOneCopy<T>(run: () => T): T {
  const outer = ownCopies;
  ownCopies = new WeakSet();
  try {
    return run();
  } finally {
    ownCopies = outer;
  }
}

/** The map with one entry more, or another value for it. */
export function put<T>(map: ById<T>, key: string, value: T): ById<T> {
  if (ownCopies?.has(map)) {
    // Made below, as a plain object of this very type.
    (map as Record<string, T>)[key] = value;
    return map;
  }
  const copy = { ...map, [key]: value };
  ownCopies?.add(copy);
  return copy;
}

export function without<T>(map: ById<T>, ...keys: string[]): ById<T> {
  if (!keys.some((key) => key in map)) return map;
  const rest: Record<string, T> = { ...map };
  for (const key of keys) delete rest[key];
  return rest;
}

export function keyed<T>(items: readonly T[], key: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map((item) => [key(item), item]));
}
