import type { Post } from './posts.ts';
import { route, type StatusOk } from './route.ts';
import type { User } from './users.ts';

/** A thread as its follower sees it. Times in ms. */
export interface UserThread {
  id: string;
  reply_count: number;
  last_reply_at: number;
  last_viewed_at: number;
  participants: (Pick<User, 'id'> & Partial<User>)[];
  post: Post;
  unread_replies: number;
  unread_mentions: number;
  is_urgent: boolean;
  delete_at: number;
}

export interface UserThreadList {
  total: number;
  total_unread_threads: number;
  total_unread_mentions: number;
  total_unread_urgent_mentions: number;
  /** Wire: null where only the totals were asked for. */
  threads: UserThread[];
}

export const getUserThreads = route('GET', '/api/v4/users/:user_id/teams/:team_id/threads')
  .asks<
    | 'since'
    | 'deleted'
    | 'extended'
    | 'page'
    | 'per_page'
    | 'pageSize'
    | 'before'
    | 'after'
    | 'totalsOnly'
    | 'threadsOnly'
    | 'unread'
    | 'excludeDirect'
  >()
  .returns<UserThreadList>();
export const getUserThread = route('GET', '/api/v4/users/:user_id/teams/:team_id/threads/:thread_id')
  .asks<'extended'>()
  .returns<UserThread>();
export const followThread = route(
  'PUT',
  '/api/v4/users/:user_id/teams/:team_id/threads/:thread_id/following',
).returns<StatusOk>();
export const unfollowThread = route(
  'DELETE',
  '/api/v4/users/:user_id/teams/:team_id/threads/:thread_id/following',
).returns<StatusOk>();
/** `timestamp` in ms. */
export const readThread = route(
  'PUT',
  '/api/v4/users/:user_id/teams/:team_id/threads/:thread_id/read/:timestamp',
).returns<UserThread>();
export const setThreadUnread = route(
  'POST',
  '/api/v4/users/:user_id/teams/:team_id/threads/:thread_id/set_unread/:post_id',
).returns<UserThread>();
export const readAllThreads = route('PUT', '/api/v4/users/:user_id/teams/:team_id/threads/read').returns<StatusOk>();

export interface ThreadEvents {
  thread_updated: { thread: UserThread; previous_unread_mentions?: number; previous_unread_replies?: number };
  thread_follow_changed: { thread_id: string; state: boolean; reply_count: number };
  thread_read_changed:
    | Record<never, never>
    | { timestamp: number }
    | {
        thread_id: string;
        timestamp: number;
        unread_mentions: number;
        unread_replies: number;
        previous_unread_mentions: number;
        previous_unread_replies: number;
        channel_id: string;
      };
}
