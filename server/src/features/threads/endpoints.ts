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
const threadOf = when('oneself, or edit_other_users in the system; who may read the channel', async (request) => {
  const asked = request as AccessRequest<typeof getUserThread>;
  checkSelfOr(asked, 'edit_other_users', asked.params.user_id);
  // Wire: an unknown thread looks forbidden.
  const refusal = () => forbidden('read_channel_content');
  const { channel } = await readsPostOr<typeof getUserThread>(refusal, ({ params }) => params.thread_id).check(asked);
  return { user_id: asked.params.user_id, channel };
});

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
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    transaction: 'none',
    because: 'which channels, and so which lanes, stands in the database',
    handle: markAllThreadsRead,
  }),
  endpoint(getUserThread, { access: threadOf, handle: threadOfUser }),
  endpoint(followThread, { access: threadOf, ...inLanesOfThread, handle: follow }),
  endpoint(unfollowThread, { access: threadOf, ...inLanesOfThread, handle: unfollow }),
  endpoint(readThread, { access: threadOf, ...inLanesOfThread, handle: markThreadRead }),
  endpoint(setThreadUnread, { access: threadOf, ...inLanesOfThread, handle: markThreadUnread }),
];
