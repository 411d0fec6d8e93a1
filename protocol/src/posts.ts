import { route, type StatusOk } from './route.ts';
import type { ChannelType } from './channels.ts';
import type { FileInfo } from './files.ts';
import type { Reaction } from './reactions.ts';
import type { User } from './users.ts';

export interface PostEmbed {
  type: 'image' | 'message_attachment' | 'opengraph' | 'link' | 'permalink' | 'boards';
  url?: string;
  data?: Record<string, unknown>;
}

export interface PostPriority {
  priority: string | null;
  requested_ack: boolean | null;
  persistent_notifications: boolean | null;
}

/** Every key is left out when it would be empty. */
export interface PostMetadata {
  embeds?: PostEmbed[];
  emojis?: { id: string; name: string; creator_id: string; create_at: number; update_at: number; delete_at: number }[];
  files?: FileInfo[];
  images?: Record<string, { width: number; height: number; format: string; frame_count: number }>;
  reactions?: Reaction[];
  priority?: PostPriority;
  acknowledgements?: { user_id: string; post_id: string; acknowledged_at: number }[];
}

/** Times in ms. `reply_count` is the thread's, on replies too. */
export interface Post {
  id: string;
  create_at: number;
  update_at: number;
  edit_at: number;
  delete_at: number;
  is_pinned: boolean;
  user_id: string;
  channel_id: string;
  root_id: string;
  original_id: string;
  message: string;
  /** As it was written, where `message` names pictures of other sites by addresses of this server. */
  message_source?: string;
  type: string;
  props: Record<string, unknown>;
  hashtags: string;
  file_ids: string[];
  pending_post_id: string;
  has_reactions?: boolean;
  remote_id?: string;
  reply_count: number;
  last_reply_at: number;
  /** Null unless fetched with collapsed threads; only `id` is filled unless asked as extended. */
  participants: (Pick<User, 'id'> & Partial<User>)[] | null;
  is_following?: boolean;
  metadata: PostMetadata;
}

export interface NewPost {
  channel_id: string;
  message: string;
  root_id?: string;
  file_ids?: string[];
  props?: Record<string, unknown>;
  pending_post_id?: string;
  type?: string;
  create_at?: number;
  metadata?: { priority?: PostPriority };
}

export interface PostPatch {
  message?: string;
  props?: Record<string, unknown>;
  file_ids?: string[];
  is_pinned?: boolean;
}

export interface PostList {
  /** Ids, newest first. */
  order: string[];
  posts: Record<string, Post>;
  next_post_id: string;
  prev_post_id: string;
  has_next?: boolean;
  first_inaccessible_post_time: number;
}

type ThreadQuery = 'skipFetchThreads' | 'collapsedThreads' | 'collapsedThreadsExtended';

export const createPost = route('POST', '/api/v4/posts').takes<NewPost>().asks<'set_online'>().returns<Post>();
export const getPost = route('GET', '/api/v4/posts/:post_id').asks<'include_deleted'>().returns<Post>();
export const getPostsByIds = route('POST', '/api/v4/posts/ids').takes<string[]>().returns<Post[]>();
export const updatePost = route('PUT', '/api/v4/posts/:post_id').takes<PostPatch & { id: string }>().returns<Post>();
export const patchPost = route('PUT', '/api/v4/posts/:post_id/patch').takes<PostPatch>().returns<Post>();
export const deletePost = route('DELETE', '/api/v4/posts/:post_id').asks<'permanent'>().returns<StatusOk>();
export const pinPost = route('POST', '/api/v4/posts/:post_id/pin').returns<StatusOk>();
export const unpinPost = route('POST', '/api/v4/posts/:post_id/unpin').returns<StatusOk>();
export const getEditHistory = route('GET', '/api/v4/posts/:post_id/edit_history').returns<Post[]>();
export const getChannelPosts = route('GET', '/api/v4/channels/:channel_id/posts')
  .asks<'page' | 'per_page' | 'since' | 'before' | 'after' | 'include_deleted' | ThreadQuery>()
  .returns<PostList>();
export const getPostsAroundUnread = route('GET', '/api/v4/users/:user_id/channels/:channel_id/posts/unread')
  .asks<'limit_before' | 'limit_after' | ThreadQuery>()
  .returns<PostList>();
export const getPinnedPosts = route('GET', '/api/v4/channels/:channel_id/pinned').returns<PostList>();
export const getPostThread = route('GET', '/api/v4/posts/:post_id/thread')
  .asks<'perPage' | 'fromPost' | 'fromCreateAt' | 'fromUpdateAt' | 'direction' | 'updatesOnly' | ThreadQuery>()
  .returns<PostList>();
/** Where a post stands, for who follows a link to it. Team fields are '' for direct and group messages. */
export interface PostInfo {
  channel_id: string;
  channel_type: string;
  channel_display_name: string;
  has_joined_channel: boolean;
  team_id: string;
  team_type: string;
  team_display_name: string;
  has_joined_team: boolean;
}
export const getPostInfo = route('GET', '/api/v4/posts/:post_id/info').returns<PostInfo>();
export const getFlaggedPosts = route('GET', '/api/v4/users/:user_id/posts/flagged')
  .asks<'team_id' | 'channel_id' | 'page' | 'per_page'>()
  .returns<PostList>();
export const setPostUnread = route('POST', '/api/v4/users/:user_id/posts/:post_id/set_unread')
  .takes<{ collapsed_threads_supported?: boolean }>()
  .returns<PostUnread>();

export interface PostUnread {
  team_id: string;
  user_id: string;
  channel_id: string;
  msg_count: number;
  mention_count: number;
  mention_count_root: number;
  urgent_mention_count: number;
  msg_count_root: number;
  last_viewed_at: number;
}

/** `mentions` and `followers` are user ids; the hub gives each receiver only its own. */
export interface PostedEvent {
  post: Post;
  channel_type: ChannelType;
  channel_display_name: string;
  channel_name: string;
  sender_name: string;
  team_id: string;
  set_online: boolean;
  otherFile?: 'true';
  image?: 'true';
  mentions?: string[];
  followers?: string[];
}

export interface PostEvents {
  posted: PostedEvent;
  ephemeral_message: { post: Post };
  post_edited: { post: Post };
  post_deleted: { post: Post; delete_by?: string };
  post_unread: Omit<PostUnread, 'team_id' | 'user_id' | 'channel_id'> & { post_id: string };
}
