import {
  createPost,
  getChannelPosts,
  getEditHistory,
  getPinnedPosts,
  getPost,
  getPostsAroundUnread,
  getPostsByIds,
  getPostThread,
} from '@innermost/protocol/posts.ts';
import { z } from 'zod';
import { signedIn } from '../../access/can.ts';
import { readsChannel } from '../../access/scopes/channel.ts';
import { readsPost } from '../../access/scopes/post.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { anyMap, defined, integer, text, textList } from '../../platform/http/fields.ts';
import { createPostOfCaller, mayCreatePost } from './create-post.ts';
import { AppError } from '../../platform/http/errors.ts';
import {
  onePost,
  pinnedPosts,
  postsAroundUnread,
  postsByIds,
  postsOfChannel,
  postsOfThread,
  versionsOfPost,
} from './read-posts.ts';

const priority = z
  .object({
    priority: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    requested_ack: z
      .boolean()
      .nullish()
      .transform((value) => value ?? null),
    persistent_notifications: z
      .boolean()
      .nullish()
      .transform((value) => value ?? null),
  })
  .nullish();

const newPost = z
  .object({
    id: text(),
    channel_id: text(),
    message: text(),
    root_id: text(),
    file_ids: textList(),
    props: anyMap(),
    pending_post_id: text(),
    type: text(),
    create_at: integer(),
    metadata: z.object({ priority }).nullish(),
  })
  .transform(({ id, metadata, ...post }) => {
    if (id !== '') throw new AppError('app.post.save.existing.app_error', 400);
    return {
      ...defined(post),
      channel_id: post.channel_id,
      message: post.message,
      metadata: metadata?.priority ? { priority: metadata.priority } : {},
    };
  });

export const postEndpoints = [
  endpoint(createPost, {
    access: mayCreatePost,
    body: newPost,
    bodyName: 'post',
    status: 201,
    transaction: 'none',
    because: 'one statement writes the post and all that follows from it',
    handle: createPostOfCaller,
  }),
  endpoint(getChannelPosts, { access: readsChannel(({ params }) => params.channel_id), handle: postsOfChannel }),
  endpoint(getPostsAroundUnread, {
    access: readsChannel(({ params }) => params.channel_id),
    handle: postsAroundUnread,
  }),
  endpoint(getPinnedPosts, { access: readsChannel(({ params }) => params.channel_id), handle: pinnedPosts }),
  endpoint(getPostThread, { access: readsPost(({ params }) => params.post_id), handle: postsOfThread }),
  endpoint(getPost, { access: readsPost(({ params }) => params.post_id), handle: onePost }),
  endpoint(getPostsByIds, {
    access: signedIn(),
    body: z.array(z.string()),
    bodyName: 'post_ids',
    transaction: 'none',
    because: 'reads only',
    handle: postsByIds,
  }),
  endpoint(getEditHistory, { access: readsPost(({ params }) => params.post_id), handle: versionsOfPost }),
];
