import type { Post } from '@innermost/protocol/posts.ts';

import { can, isMine } from './select.ts';
import type { LiveState } from './state.ts';

/** What the server would let me do with a post. */
export interface Permitted {
  react: boolean;
  /** Reply, and pin. */
  post: boolean;
  edit: boolean;
  remove: boolean;
}

export function permittedOn(state: LiveState, post: Post): Permitted {
  const { channel_id } = post;
  const isOpen = !isArchived(state, post);
  const own = isMine(state, post);
  const isEditable = post.delete_at === 0 && post.props['from_webhook'] !== 'true';
  return {
    react: isOpen && can(state, 'add_reaction', { channel_id }),
    post: isOpen && can(state, 'create_post', { channel_id }),
    edit: isOpen && isEditable && can(state, own ? 'edit_post' : 'edit_others_posts', { channel_id }),
    remove: isOpen && can(state, own ? 'delete_post' : 'delete_others_posts', { channel_id }),
  };
}

/** In an archived channel nothing changes any more. */
export function isArchived(state: LiveState, post: Post): boolean {
  return (state.channels[post.channel_id]?.delete_at ?? 0) > 0;
}
