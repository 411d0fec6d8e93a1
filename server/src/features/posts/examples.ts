import { createPost, updatePost, patchPost, getPostsByIds, setPostUnread } from '@innermost/protocol/posts.ts';
import { example, invalid } from '../../area/example.ts';

export const examples = [
  example(createPost, {
    body: ({ channel_id }) => ({ channel_id, message: 'hello' }),
    needs: { all: 'api.context.permissions.app_error', channel_id: 'api.context.permissions.app_error' },
  }),
  example(updatePost, {
    body: ({ post_id }) => ({ id: post_id, message: 'changed' }),
    needs: { all: invalid, id: invalid },
  }),
  example(patchPost, { body: () => ({ message: 'hello' }) }),
  example(getPostsByIds, { body: ({ post_id }) => [post_id], needs: { all: invalid } }),
  example(setPostUnread, { body: () => ({ collapsed_threads_supported: true }) }),
];
