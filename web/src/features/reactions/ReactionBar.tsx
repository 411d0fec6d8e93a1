import type { Post } from '@innermost/protocol/posts.ts';
import type { Reaction } from '@innermost/protocol/reactions.ts';

import { useLive } from '../../live/live.ts';
import { isArchived } from '../../live/permitted.ts';
import { can, displayName } from '../../live/select.ts';
import { Emoji } from '../../text/Emoji.tsx';
import { useTextScope } from '../../text/scope.tsx';
import { useEmoji } from '../../text/useEmoji.ts';
import { classNames } from '../../ui/class-names.ts';
import { tip } from '../../ui/Tooltip.tsx';
import { t } from '../../words/words.ts';
import { AddReaction } from './AddReaction.tsx';
import { groupReactions, namesOf, toggleReaction, type ReactionGroup } from './react.ts';

/** The row under a post: who felt what, and a button to join or add. */
export function ReactionBar({ post }: { post: Post }) {
  const reactions = post.metadata.reactions ?? [];
  return reactions.length === 0 ? null : <Bar post={post} reactions={reactions} />;
}

function Bar({ post, reactions }: { post: Post; reactions: readonly Reaction[] }) {
  const meId = useLive((state) => state.me_id);
  const mayReact = useLive(
    (state) => can(state, 'add_reaction', { channel_id: post.channel_id }) && !isArchived(state, post),
  );
  const groups = groupReactions(reactions, meId);
  return (
    <div className="reacts">
      {groups.map((group) => (
        <ReactionButton key={group.emoji_name} post={post} group={group} />
      ))}
      {mayReact && <AddReaction postId={post.id} look="bar" />}
    </div>
  );
}

function ReactionButton({ post, group }: { post: Post; group: ReactionGroup }) {
  const { emoji_name, user_ids, isMine } = group;
  const names = useLive((state) => namesOf(user_ids, state.me_id, (id) => displayName(state.users[id], state.config)));
  const isFixed = useLive((state) => isArchived(state, post));
  const picture = useEmoji(emoji_name, useTextScope());
  const word = picture ? emoji_name.replaceAll('_', ' ') : `:${emoji_name}:`;
  const label = `${word} ${user_ids.length}: ${names}`;
  return (
    <button
      type="button"
      className={classNames('react', isMine && 'mine')}
      aria-pressed={isMine}
      {...tip(t('{names} reacted with :{emoji_name}:', { names, emoji_name }))}
      aria-label={label}
      disabled={isFixed}
      onClick={() => void toggleReaction(post.id, emoji_name)}
    >
      <span className="e">{picture ? <Emoji name={emoji_name} picture={picture} /> : `:${emoji_name}:`}</span>
      <span className="num">{user_ids.length}</span>
    </button>
  );
}
