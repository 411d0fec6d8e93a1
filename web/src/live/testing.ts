/** Small states for tests: one team, one channel with me in it, and posts at given minutes. */
import type { Channel, ChannelMember } from '@innermost/protocol/channels.ts';
import type { Broadcast, EventFrame, EventName, Events } from '@innermost/protocol/events.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import type { Reaction } from '@innermost/protocol/reactions.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import type { UserThread } from '@innermost/protocol/threads.ts';
import type { User } from '@innermost/protocol/users.ts';

import { emptyState } from './slices/slices.ts';
import type { ById, LiveState } from './state.ts';
import { Table } from './table.ts';

export const minute = 60_000;

export function makePost(id: string, minutes: number, fields: Partial<Post> = {}): Post {
  const create_at = minutes * minute;
  return {
    id,
    create_at,
    update_at: create_at,
    edit_at: 0,
    delete_at: 0,
    is_pinned: false,
    user_id: 'ann',
    channel_id: 'town',
    root_id: '',
    original_id: '',
    message: id,
    type: '',
    props: {},
    hashtags: '',
    file_ids: [],
    pending_post_id: '',
    reply_count: 0,
    last_reply_at: 0,
    participants: null,
    metadata: {},
    ...fields,
  };
}

export function makeUser(id: string, fields: Partial<User> = {}): User {
  return {
    id,
    create_at: 1,
    update_at: 1,
    delete_at: 0,
    username: id,
    auth_service: '',
    email: '',
    nickname: '',
    first_name: '',
    last_name: '',
    position: '',
    roles: 'system_user',
    locale: 'en',
    disable_welcome_email: false,
    ...fields,
  };
}

export function makeTeam(id: string, fields: Partial<Team> = {}): Team {
  return {
    id,
    create_at: 1,
    update_at: 1,
    delete_at: 0,
    display_name: 'Team',
    name: 'team',
    description: '',
    email: 'a@b.example',
    type: 'O',
    company_name: '',
    allowed_domains: '',
    invite_id: 'secret',
    allow_open_invite: false,
    scheme_id: '',
    group_constrained: false,
    policy_id: null,
    cloud_limits_archived: false,
    ...fields,
  };
}

export function makeChannel(id: string, fields: Partial<Channel> = {}): Channel {
  return {
    id,
    create_at: 1,
    update_at: 1,
    delete_at: 0,
    team_id: 'team',
    type: 'O',
    display_name: id,
    name: id,
    header: '',
    purpose: '',
    last_post_at: 0,
    total_msg_count: 0,
    extra_update_at: 0,
    creator_id: '',
    scheme_id: null,
    props: null,
    group_constrained: null,
    shared: null,
    total_msg_count_root: 0,
    policy_id: null,
    last_root_post_at: 0,
    ...fields,
  };
}

export function makeMember(channel_id: string, fields: Partial<ChannelMember> = {}): ChannelMember {
  return {
    channel_id,
    user_id: 'me',
    roles: 'channel_user',
    last_viewed_at: 0,
    msg_count: 0,
    mention_count: 0,
    mention_count_root: 0,
    urgent_mention_count: 0,
    msg_count_root: 0,
    notify_props: {},
    last_update_at: 0,
    scheme_guest: false,
    scheme_user: true,
    scheme_admin: false,
    explicit_roles: '',
    ...fields,
  };
}

export function makeFile(id: string, fields: Partial<FileInfo> = {}): FileInfo {
  return {
    id,
    user_id: 'me',
    channel_id: 'town',
    create_at: 1,
    update_at: 1,
    delete_at: 0,
    name: `${id}.txt`,
    extension: 'txt',
    size: 5,
    mime_type: 'text/plain',
    mini_preview: null,
    remote_id: null,
    archived: false,
    ...fields,
  };
}

export function makeReaction(post_id: string, user_id: string, emoji_name: string, create_at = 1): Reaction {
  const at = { create_at, update_at: create_at, delete_at: 0 };
  return { post_id, user_id, emoji_name, ...at, remote_id: null, channel_id: 'town' };
}

export function makeThread(root: Post, fields: Partial<UserThread> = {}): UserThread {
  return {
    id: root.id,
    reply_count: 1,
    last_reply_at: root.create_at + 1,
    last_viewed_at: 0,
    participants: [{ id: 'ann' }],
    post: root,
    unread_replies: 0,
    unread_mentions: 0,
    is_urgent: false,
    delete_at: 0,
    ...fields,
  };
}

/** Me, Ann and Bob in `town`, which is open, empty and read. */
export function inTown({
  posts,
  ...fields
}: Partial<Omit<LiveState, 'posts'>> & { posts?: ById<Post> | Table<Post> } = {}): LiveState {
  return {
    ...emptyState,
    me_id: 'me',
    users: { me: makeUser('me'), ann: makeUser('ann'), bob: makeUser('bob') },
    channels: { town: makeChannel('town') },
    members: { town: makeMember('town') },
    spans: { town: [{ ids: [], first: true, last: true }] },
    ...fields,
    posts: posts instanceof Table ? posts : Table.of(posts ?? {}),
  };
}

export function frame<E extends EventName>(event: E, data: Events[E], broadcast: Partial<Broadcast> = {}): EventFrame {
  const scope = {
    omit_users: null,
    user_id: '',
    channel_id: '',
    team_id: '',
    connection_id: '',
    omit_connection_id: '',
  };
  // The pair of name and data was checked by the signature; the union cannot express it.
  return { event, data, broadcast: { ...scope, ...broadcast }, seq: 1 } as unknown as EventFrame;
}

export function postedFrame(post: Post, mentions: string[] = []): EventFrame {
  return frame('posted', {
    post,
    channel_type: 'O',
    channel_display_name: '',
    channel_name: post.channel_id,
    sender_name: '',
    team_id: 'team',
    set_online: true,
    ...(mentions.length > 0 && { mentions }),
  });
}
