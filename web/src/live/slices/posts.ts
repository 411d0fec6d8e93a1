import type { Channel, ChannelMember } from '@innermost/protocol/channels.ts';
import type { Post, PostEvents } from '@innermost/protocol/posts.ts';

import { changePost, dropNotice, holdNew, holdPosts } from '../hold.ts';
import { dropPreviewsOf, renewPreviews } from '../previews.ts';
import type { Span } from '../spans.ts';
import { put, want, without, type ById, type LiveState } from '../state.ts';
import { Table } from '../table.ts';
import { wantStats } from './channels.ts';
import type { Slice } from './slice.ts';

interface Part {
  posts: Table<Post>;
  /** Channel id → its root posts held; root post id → the thread's replies held. */
  spans: ById<readonly Span[]>;
  /** Keys of `spans` that missed events, with the `update_at` (ms) from which to ask. */
  behind: ById<number>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
}

/** Not counted in the totals of a channel (reference: wire/posts-and-mentions.md §2). */
const uncountedTypes = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_join_channel',
  'system_leave_channel',
  'system_join_team',
  'system_leave_team',
  'system_add_to_channel',
  'system_remove_from_channel',
  'system_add_to_team',
  'system_remove_from_team',
]);

/** No load of the session touches them: `pages.ts` brings them up to date. */
export const posts = {
  empty: { posts: Table.of({}), spans: {}, behind: {} },

  events: {
    posted(state, { post, mentions }) {
      const counted = countPost(state, post, mentions?.includes(state.me_id) ?? false);
      const known = counted.channels[post.channel_id] ? counted : want(counted, `channel:${post.channel_id}`);
      return holdNew(countReply(forgetSent(known, post), post), post);
    },

    // It comes from nobody, about what I wrote, and is shown as mine.
    ephemeral_message: (state, { post }) => holdNew(state, { ...post, user_id: post.user_id || state.me_id }),

    post_edited(state, { post }) {
      const held = state.posts.get(post.id);
      const isRecounted = !held || held.is_pinned !== post.is_pinned;
      const counted = isRecounted ? wantStats(state, post.channel_id) : state;
      const edited = renewPreviews(held ? holdPosts(counted, [post]) : counted, post);
      const channel = edited.channels[post.channel_id];
      // The server moves a channel's last_post_at to the time of an edit.
      if (!channel || post.edit_at <= channel.last_post_at) return edited;
      return { ...edited, channels: put(edited.channels, channel.id, { ...channel, last_post_at: post.edit_at }) };
    },

    post_deleted(state, { post }, { now }) {
      if (post.type === 'system_ephemeral') return state.posts.has(post.id) ? dropNotice(state, post) : state;
      const replies = repliesTo(state, post);
      let next = dropPreviewsOf(state, post.id);
      next = changePost(next, post.id, (held) => bury(held, post.delete_at || now));
      for (const reply of replies) next = changePost(next, reply.id, (held) => bury(held, post.delete_at || now));
      if (post.root_id === '') return { ...next, threads: without(next.threads, post.id) };
      // How many replies are left, and whose, only the server can tell.
      return state.posts.has(post.root_id) ? want(next, `root:${post.root_id}`) : next;
    },

    post_unread(state, data, { broadcast }) {
      const member = state.members[broadcast.channel_id];
      if (!member) return state;
      const { post_id: _, ...counters } = data;
      return { ...state, members: put(state.members, member.channel_id, { ...member, ...counters }) };
    },
  },

  comparable(state, shown) {
    const spans = Object.entries(state.spans).map(([key, held]) => [
      key,
      held.map((span) => ({ ...span, ids: span.ids.filter((id) => state.posts.get(id)?.delete_at === 0) })),
    ]);
    const told = Object.fromEntries(shown.posts.map((post) => [post.id, comparablePost(post)]));
    return { posts: told, spans: Object.fromEntries(spans) as ById<Span[]> };
  },
} satisfies Slice<Part, PostEvents>;

/**
 * My own post as the server's answer brings it. It is not counted here: only events come in the order in which the
 * server counted, and a post of someone else may still be on its way.
 */
export function holdAnswered(state: LiveState, post: Post): LiveState {
  return holdNew(countReply(forgetSent(state, post), post), post);
}

/** The replies held of a post that may be a root; most have none, and then nothing is searched. */
function repliesTo(state: LiveState, post: Post): Post[] {
  const count = Math.max(post.reply_count, state.posts.get(post.id)?.reply_count ?? 0);
  if (post.root_id !== '' || (count === 0 && !state.spans[post.id])) return [];
  return [...state.posts.values()].filter((held) => held.root_id === post.id);
}

function bury(post: Post, delete_at: number): Post {
  const update_at = Math.max(post.update_at, delete_at);
  return { ...post, delete_at: post.delete_at || delete_at, update_at, message: '', metadata: {}, is_pinned: false };
}

/** The message left the outbox: it is a post now. */
function forgetSent(state: LiveState, post: Post): LiveState {
  const key = post.root_id || post.channel_id;
  const typing = state.typing[key];
  const quiet =
    typing && post.user_id in typing
      ? { ...state, typing: put(state.typing, key, without(typing, post.user_id)) }
      : state;
  return post.pending_post_id in quiet.outbox
    ? { ...quiet, outbox: without(quiet.outbox, post.pending_post_id) }
    : quiet;
}

/** Channel totals and my read marker. A post that is not newer than `last_post_at` has been counted already. */
function countPost(state: LiveState, post: Post, mentionsMe: boolean): LiveState {
  const channel = state.channels[post.channel_id];
  if (!channel || post.create_at <= channel.last_post_at) return state;
  const isRoot = post.root_id === '';
  const counts = isCounted(post) ? 1 : 0;
  const counted: Channel = {
    ...channel,
    last_post_at: post.create_at,
    total_msg_count: channel.total_msg_count + counts,
    ...(isRoot && {
      last_root_post_at: post.create_at,
      total_msg_count_root: channel.total_msg_count_root + counts,
    }),
  };
  const channels = put(state.channels, channel.id, counted);
  const member = state.members[channel.id];
  if (!member) return { ...state, channels };
  // What I wrote myself I have read; what the server wrote of my deeds counts as new to me too.
  const isMine = post.user_id === state.me_id && !isByMachine(post) && !post.type.startsWith('system_');
  const next = isMine && isRoot ? readAll(member, counted) : mentionsMe ? mentioned(member, isRoot) : member;
  return { ...state, channels, members: put(state.members, channel.id, next) };
}

/** Joins and leaves are not counted, and are nobody's news. */
export function isCounted(post: Post): boolean {
  return !uncountedTypes.has(post.type);
}

export function isByMachine(post: Post): boolean {
  return post.props['from_webhook'] === 'true' || post.props['from_bot'] === 'true';
}

function readAll(member: ChannelMember, channel: Channel): ChannelMember {
  return {
    ...member,
    msg_count: channel.total_msg_count,
    msg_count_root: channel.total_msg_count_root,
    mention_count: 0,
    mention_count_root: 0,
    urgent_mention_count: 0,
    last_viewed_at: Math.max(member.last_viewed_at, channel.last_post_at),
  };
}

function mentioned(member: ChannelMember, isRoot: boolean): ChannelMember {
  return {
    ...member,
    mention_count: member.mention_count + 1,
    mention_count_root: member.mention_count_root + (isRoot ? 1 : 0),
  };
}

/** A reply shows under its root: how many, when, and by whom, the last writer last. */
function countReply(state: LiveState, post: Post): LiveState {
  if (post.root_id === '' || state.posts.has(post.id)) return state;
  return changePost(state, post.root_id, (root) => {
    if (post.create_at <= root.last_reply_at) return root;
    const others = (root.participants ?? []).filter((participant) => participant.id !== post.user_id);
    return {
      ...root,
      reply_count: Math.max(root.reply_count + 1, post.reply_count),
      last_reply_at: post.create_at,
      update_at: Math.max(root.update_at, post.create_at),
      participants: [...others, { id: post.user_id }],
      ...(post.user_id === state.me_id && { is_following: true }),
    };
  });
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
