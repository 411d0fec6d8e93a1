import type { BodyOf } from '@innermost/protocol/route.ts';
import {
  createPost,
  deletePost,
  getChannelPosts,
  getEditHistory,
  getFlaggedPosts,
  getPinnedPosts,
  getPost,
  getPostInfo,
  getPostsAroundUnread,
  getPostsByIds,
  getPostThread,
  patchPost,
  pinPost,
  setPostUnread,
  unpinPost,
  updatePost,
} from '@innermost/protocol/posts.ts';
import { z } from 'zod';
import { signedIn, when, type AccessRequest } from '../../access/can.ts';
import { readsChannel } from '../../access/scopes/channel.ts';
import { readsPost, readsPostEvenDeleted, type OfPost } from '../../access/scopes/post.ts';
import { checkSelfOr, selfOr } from '../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { inLaneOfChannel } from '../../endpoint/lanes.ts';
import {
  anyMap,
  body,
  defined,
  flag,
  integer,
  object,
  optionalFlag,
  optionalText,
  optionalTextList,
  text,
  textList,
} from '../../platform/http/fields.ts';
import { isTrue } from '../../platform/http/paging.ts';
import { createPostOfCaller, mayCreatePost } from './create/endpoint.ts';
import { deletePostOfCaller } from './change/delete.ts';
import { patchPostOfCaller, pin, unpin, updatePostOfCaller } from './change/edit.ts';
import { markUnreadFrom } from './change/mark-unread.ts';
import { AppError } from '../../platform/http/errors.ts';
import { flaggedPosts, infoOfPost, mayFollowLink } from './read/find.ts';
import {
  onePost,
  pinnedPosts,
  postsAroundUnread,
  postsByIds,
  postsOfChannel,
  postsOfThread,
  versionsOfPost,
} from './read/lists.ts';

const priority = z
  .object({
    priority: optionalText().transform((value) => value ?? null),
    requested_ack: optionalFlag().transform((value) => value ?? null),
    persistent_notifications: optionalFlag().transform((value) => value ?? null),
  })
  .nullish();

const newPost = object({
  id: text(),
  channel_id: text(),
  message: text(),
  root_id: text(),
  file_ids: textList(),
  props: anyMap(),
  pending_post_id: text(),
  type: text(),
  create_at: integer(),
  metadata: object({ priority }),
}).transform(({ id, metadata, ...post }) => {
  if (id !== '') throw new AppError('app.post.save.existing.app_error');
  return {
    ...defined(post),
    channel_id: post.channel_id,
    message: post.message,
    metadata: metadata.priority ? { priority: metadata.priority } : {},
  };
});

const patch = body<BodyOf<typeof patchPost>>({
  message: optionalText(),
  props: anyMap(),
  file_ids: optionalTextList(),
  is_pinned: optionalFlag(),
});

const update = body<BodyOf<typeof updatePost>>({
  id: text(),
  message: optionalText(),
  props: anyMap(),
  file_ids: optionalTextList(),
  is_pinned: optionalFlag(),
});

/** One's own marker in a channel that one may read, or anybody's with `edit_other_users`. */
const markerOf = when(
  'oneself, or edit_other_users in the system; who may read the channel',
  async (asked: AccessRequest<typeof setPostUnread>) => {
    checkSelfOr(asked, 'edit_other_users', asked.params.user_id);
    const granted: OfPost = await readsPost<typeof setPostUnread>(({ params }) => params.post_id).check(asked);
    return { ...granted, user_id: asked.params.user_id };
  },
);

/** One's own view of a channel that one may read, or anybody's with `edit_other_users`. */
const viewOf = when(
  'oneself, or edit_other_users in the system; who may read the channel',
  async (asked: AccessRequest<typeof getPostsAroundUnread>) => {
    checkSelfOr(asked, 'edit_other_users', asked.params.user_id);
    return readsChannel<typeof getPostsAroundUnread>(({ params }) => params.channel_id).check(asked);
  },
);

export const postEndpoints = [
  endpoint(createPost, {
    audit: 'never',
    access: mayCreatePost,
    body: newPost,
    bodyName: 'post',
    status: 201,
    transaction: 'none',
    because: 'one statement writes the post and all that follows from it',
    handle: createPostOfCaller,
  }),
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
  endpoint(patchPost, {
    access: readsPost(({ params }) => params.post_id),
    body: patch,
    bodyName: 'post',
    ...inLaneOfChannel,
    handle: patchPostOfCaller,
  }),
  endpoint(updatePost, {
    access: readsPost(({ params }) => params.post_id),
    body: update,
    bodyName: 'post',
    ...inLaneOfChannel,
    handle: updatePostOfCaller,
  }),
  endpoint(deletePost, {
    onSocket: 'local',
    access: readsPost(({ params }) => params.post_id),
    ...inLaneOfChannel,
    handle: deletePostOfCaller,
  }),
  endpoint(pinPost, { access: readsPost(({ params }) => params.post_id), ...inLaneOfChannel, handle: pin }),
  endpoint(unpinPost, { access: readsPost(({ params }) => params.post_id), ...inLaneOfChannel, handle: unpin }),
  endpoint(setPostUnread, {
    audit: 'others',
    access: markerOf,
    lanes: (_asked, { channel, user_id }) => [channel.id, user_id],
    body: object({ collapsed_threads_supported: flag() }),
    bodyMayBeMissing: true,
    handle: markUnreadFrom,
  }),
  endpoint(getPostInfo, { access: mayFollowLink, handle: infoOfPost }),
  endpoint(getFlaggedPosts, { access: selfOr('manage_system', ({ params }) => params.user_id), handle: flaggedPosts }),
  endpoint(getEditHistory, { access: readsPost(({ params }) => params.post_id), handle: versionsOfPost }),
];
