import {
  getChannelPosts,
  getPostsAroundUnread,
  getPinnedPosts,
  getPostThread,
  getPost,
  getPostsByIds,
  getPostInfo,
  getFlaggedPosts,
  getEditHistory,
} from '@innermost/protocol/posts.ts';
import { signedIn, when, type AccessRequest } from '../../../access/can.ts';
import { readsChannel } from '../../../access/scopes/channel.ts';
import { readsPost, readsPostEvenDeleted } from '../../../access/scopes/post.ts';
import { checkSelfOr, selfOr } from '../../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../../endpoint/endpoint.ts';
import { textList } from '../../../platform/http/fields.ts';
import { isTrue } from '../../../platform/http/paging.ts';
import { flaggedPosts, infoOfPost, mayFollowLink } from './find.ts';
import {
  onePost,
  pinnedPosts,
  postsAroundUnread,
  postsByIds,
  postsOfChannel,
  postsOfThread,
  versionsOfPost,
} from './lists.ts';

/** One's own view of a channel that one may read, or anybody's with `edit_other_users`. */
const viewOf = when(
  'oneself, or edit_other_users in the system; who may read the channel',
  async (asked: AccessRequest<typeof getPostsAroundUnread>) => {
    checkSelfOr(asked, 'edit_other_users', asked.params.user_id);
    return readsChannel<typeof getPostsAroundUnread>(({ params }) => params.channel_id).check(asked);
  },
);

export const readEndpoints = [
  endpoint(getChannelPosts, {
    onSocket: 'local',
    access: readsChannel(({ params }) => params.channel_id),
    handle: postsOfChannel,
  }),
  endpoint(getPostsAroundUnread, { access: viewOf, handle: postsAroundUnread }),
  endpoint(getPinnedPosts, { access: readsChannel(({ params }) => params.channel_id), handle: pinnedPosts }),
  endpoint(getPostThread, { access: readsPost(({ params }) => params.post_id), handle: postsOfThread }),
  endpoint(getPost, {
    onSocket: 'local',
    access: readsPostEvenDeleted(
      ({ params }) => params.post_id,
      ({ query }) => isTrue(query.include_deleted),
    ),
    handle: onePost,
  }),
  endpoint(getPostsByIds, {
    access: signedIn(),
    body: textList(),
    bodyName: 'post_ids',
    ...readsOnly,
    handle: postsByIds,
  }),
  endpoint(getPostInfo, { access: mayFollowLink, handle: infoOfPost }),
  endpoint(getFlaggedPosts, { access: selfOr('manage_system', ({ params }) => params.user_id), handle: flaggedPosts }),
  endpoint(getEditHistory, { access: readsPost(({ params }) => params.post_id), handle: versionsOfPost }),
];
