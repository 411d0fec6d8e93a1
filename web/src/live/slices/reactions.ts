import type { Post } from '@innermost/protocol/posts.ts';
import type { Reaction, ReactionEvents } from '@innermost/protocol/reactions.ts';

import { changePost, wantUsers } from '../hold.ts';
import type { LiveState } from '../state.ts';
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

/** Those with an emoji that was deleted at a time (ms) go with it; later ones are with another of its name. */
export function withoutReactions(state: LiveState, emoji_name: string, until: number): LiveState {
  const goes = (one: Reaction) => one.emoji_name === emoji_name && one.create_at <= until;
  const changed: [string, Post][] = [];
  for (const post of state.posts.values()) {
    const held = post.metadata.reactions ?? [];
    const left = held.filter((one) => !goes(one));
    if (left.length < held.length) changed.push([post.id, withReactions(post, left, until)]);
  }
  return changed.length === 0 ? state : { ...state, posts: state.posts.set(changed) };
}

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
