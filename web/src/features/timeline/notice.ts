import type { Post } from '@innermost/protocol/posts.ts';

/** A post that only its reader gets, and that is stored nowhere. */
export function isNotice(post: Pick<Post, 'type'>): boolean {
  return post.type === 'system_ephemeral';
}

/** Ids of the people that a notice offers to add to its channel. Props are whatever was sent. */
export function addableBy(post: Pick<Post, 'props'>): string[] {
  const offer = post.props['add_channel_member'];
  if (typeof offer !== 'object' || offer === null) return [];
  const { not_in_channel_user_ids: outside, user_ids: named } = offer as Record<string, unknown>;
  const ids = Array.isArray(outside) ? outside : named;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
