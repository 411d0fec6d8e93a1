import { listReactionsOfPosts, saveReaction } from '@innermost/protocol/reactions.ts';
import { example } from '../../area/example.ts';

export const examples = [
  example(listReactionsOfPosts, { body: ({ post_id }) => [post_id] }),
  example(saveReaction, {
    body: ({ self, post_id }) => ({ user_id: self, post_id, emoji_name: 'taco' }),
    needs: {
      all: 'api.reaction.save_reaction.invalid.app_error',
      emoji_name: 'api.reaction.save_reaction.invalid.app_error',
      post_id: 'api.reaction.save_reaction.invalid.app_error',
      user_id: 'api.reaction.save_reaction.invalid.app_error',
    },
  }),
];
