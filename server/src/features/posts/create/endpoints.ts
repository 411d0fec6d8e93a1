import { createPost } from '@innermost/protocol/posts.ts';
import { z } from 'zod';
import { endpoint } from '../../../endpoint/endpoint.ts';
import { AppError } from '../../../platform/http/errors.ts';
import {
  anyMap,
  defined,
  integer,
  object,
  optionalFlag,
  optionalText,
  text,
  textList,
} from '../../../platform/http/fields.ts';
import { createPostOfCaller, mayCreatePost } from './create.ts';

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

export const createEndpoints = [
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
];
