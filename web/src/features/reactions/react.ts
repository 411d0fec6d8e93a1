import { deleteReaction, saveReaction, type Reaction } from '@innermost/protocol/reactions.ts';

import { live } from '../../live/live.ts';
import { listOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { rememberEmoji } from '../emoji/recent.ts';

/** Adds my reaction, or takes it back; shows at once and is undone if the server refuses. */
export async function toggleReaction(postId: string, emoji_name: string): Promise<void> {
  const { me_id: user_id, posts } = live.store.getState();
  const post = posts.get(postId);
  if (!post) return;
  const held = post.metadata.reactions?.find((one) => one.user_id === user_id && one.emoji_name === emoji_name);
  // Times of 0: only the server's clock may say how new the post is.
  const at = { create_at: 0, update_at: 0, delete_at: 0, remote_id: null };
  const reaction: Reaction = held ?? { user_id, post_id: postId, emoji_name, channel_id: post.channel_id, ...at };
  const isDone = await live.acts.act({
    event: held ? 'reaction_removed' : 'reaction_added',
    data: () => ({ reaction }),
    scope: { channel_id: post.channel_id },
    send: async () =>
      held
        ? await live.client.call(deleteReaction, { params: { user_id: 'me', post_id: postId, emoji_name } })
        : await live.client.call(saveReaction, { body: { user_id, post_id: postId, emoji_name } }),
    place: `post:${postId}`,
    failed: held ? t(':{emoji_name}: not taken back', { emoji_name }) : t(':{emoji_name}: not added', { emoji_name }),
    isRepeatable: true,
  });
  if (isDone && !held) rememberEmoji(emoji_name);
}

export interface ReactionGroup {
  emoji_name: string;
  user_ids: string[];
  isMine: boolean;
}

/** One group per emoji, in the order of the first of each. */
export function groupReactions(reactions: readonly Reaction[], meId: string): ReactionGroup[] {
  const groups = new Map<string, ReactionGroup>();
  for (const { emoji_name, user_id } of reactions) {
    const group = groups.get(emoji_name) ?? { emoji_name, user_ids: [], isMine: false };
    group.user_ids.push(user_id);
    group.isMine ||= user_id === meId;
    groups.set(emoji_name, group);
  }
  return [...groups.values()];
}

/** "You, Ann Lee and 3 others", me first. */
export function namesOf(userIds: readonly string[], meId: string, nameOf: (id: string) => string): string {
  const others = userIds.filter((id) => id !== meId).map(nameOf);
  const names = userIds.includes(meId) ? [t('You'), ...others] : others;
  const most = 8;
  if (names.length <= most) return listOf(names);
  return listOf([...names.slice(0, most - 1), t('{count} others', { count: names.length - most + 1 })]);
}
