import {
  followThread,
  getUserThread,
  getUserThreads,
  readAllThreads,
  readThread,
  setThreadUnread,
  unfollowThread,
} from '@innermost/protocol/threads.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { when, type Access, type AccessRequest } from '../../access/can.ts';
import { readsPostOr } from '../../access/scopes/post.ts';
import { checkSelfOr, selfOr } from '../../access/scopes/user.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { forbidden } from '../../platform/http/errors.ts';
import {
  follow,
  markAllThreadsRead,
  markThreadRead,
  markThreadUnread,
  threadOfUser,
  threadsOfUser,
  unfollow,
  type OwnThread,
} from './threads.ts';

/** One's own thread, or anybody's with `edit_other_users`, in a channel that the caller may read. */
function threadOf<R extends AnyRoute>(
  pick: (asked: AccessRequest<R>) => { user_id: string; thread_id: string },
): Access<R, OwnThread> {
  return when('oneself, or edit_other_users in the system; who may read the channel', async (asked) => {
    const { user_id, thread_id } = pick(asked);
    checkSelfOr(asked, 'edit_other_users', user_id);
    // Wire: an unknown thread looks forbidden.
    const refusal = () => forbidden('read_channel_content');
    const { channel } = await readsPostOr<R>(refusal, () => thread_id).check(asked);
    return { user_id, channel };
  });
}

/** What changes is told to the person; new replies of the channel change the same counts. */
const inLanesOfThread = {
  lanes: (_asked: unknown, { user_id, channel }: OwnThread) => [user_id, channel.id],
};

export const threadEndpoints = [
  endpoint(getUserThreads, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: threadsOfUser,
  }),
  endpoint(readAllThreads, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    transaction: 'none',
    because: 'which channels, and so which lanes, stands in the database',
    handle: markAllThreadsRead,
  }),
  endpoint(getUserThread, { access: threadOf(({ params }) => params), handle: threadOfUser }),
  endpoint(followThread, {
    access: threadOf(({ params }) => params),
    audit: 'others',
    ...inLanesOfThread,
    handle: follow,
  }),
  endpoint(unfollowThread, {
    access: threadOf(({ params }) => params),
    audit: 'others',
    ...inLanesOfThread,
    handle: unfollow,
  }),
  endpoint(readThread, {
    access: threadOf(({ params }) => params),
    audit: 'others',
    ...inLanesOfThread,
    handle: markThreadRead,
  }),
  endpoint(setThreadUnread, {
    access: threadOf(({ params }) => params),
    audit: 'others',
    ...inLanesOfThread,
    handle: markThreadUnread,
  }),
];
