import {
  followThread,
  getUserThread,
  getUserThreads,
  readAllThreads,
  readThread,
  setThreadUnread,
  unfollowThread,
} from '@innermost/protocol/threads.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { readsPost } from '../../access/scopes/post.ts';
import { selfOr } from '../../access/scopes/user.ts';
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
} from './threads.ts';

/** One's own thread, in a channel that one may read. */
const ownThread = when('oneself, who may read the channel of the thread', async (request) => {
  const asked = request as AccessRequest<typeof getUserThread>;
  if (asked.params.user_id !== asked.session.user_id) throw forbidden('edit_other_users');
  const { channel } = await readsPost<typeof getUserThread>(({ params }) => params.thread_id).check(asked);
  return { user_id: asked.params.user_id, channel };
});

export const threadEndpoints = [
  endpoint(getUserThreads, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: threadsOfUser,
  }),
  endpoint(readAllThreads, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: markAllThreadsRead,
  }),
  endpoint(getUserThread, { access: ownThread, handle: threadOfUser }),
  endpoint(followThread, { access: ownThread, handle: follow }),
  endpoint(unfollowThread, { access: ownThread, handle: unfollow }),
  endpoint(readThread, { access: ownThread, handle: markThreadRead }),
  endpoint(setThreadUnread, { access: ownThread, handle: markThreadUnread }),
];
