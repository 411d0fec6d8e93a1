import type { Post } from '@innermost/protocol/posts.ts';
import type { Reaction, ReactionEvents } from '@innermost/protocol/reactions.ts';

import { changePost, wantUsers } from '../hold.ts';
import type { Slice } from './slice.ts';

export const reactions = {
  // They are in the posts.
  empty: {},

  events: {
    reaction_added(state, { reaction }) {
      const known = state.posts.has(reaction.post_id) ? wantUsers(state, [reaction.user_id]) : state;
      return changePost(known, reaction.post_id, (post) => {
        const reactions = post.metadata.reactions ?? [];
        if (reactions.some((held) => isSame(held, reaction))) return post;
        return withReactions(post, [...reactions, reaction], reaction.update_at);
      });
    },

    reaction_removed: (state, { reaction }) =>
      changePost(state, reaction.post_id, (post) => {
        const reactions = post.metadata.reactions ?? [];
        const left = reactions.filter((held) => !isSame(held, reaction));
        return left.length === reactions.length ? post : withReactions(post, left, reaction.update_at);
      }),
  },
} satisfies Slice<object, ReactionEvents>;

function isSame(a: Reaction, b: Reaction): boolean {
  return a.user_id === b.user_id && a.emoji_name === b.emoji_name;
}

/** Wire: `reactions` and `has_reactions` are left out where there are none. */
function withReactions(post: Post, reactions: Reaction[], update_at: number): Post {
  const { reactions: _, ...metadata } = post.metadata;
  const { has_reactions: __, ...rest } = post;
  const moved = { ...rest, update_at: Math.max(post.update_at, update_at) };
  if (reactions.length === 0) return { ...moved, metadata };
  return { ...moved, has_reactions: true, metadata: { ...metadata, reactions } };
}
