import type { Post } from '@innermost/protocol/posts.ts';

import { useLive } from '../../live/live.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { whenAt } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';
import { openThread } from '../../shell/usePanel.ts';
import { AvatarStack } from '../../ui/Avatar.tsx';
import { t } from '../../words/words.ts';

const mostAvatars = 3;

/** Under a root post: who replied, how often, and when last. Opens the thread. */
export function ThreadSummary({ post }: { post: Post }) {
  return post.reply_count === 0 ? null : <Summary post={post} />;
}

function Summary({ post }: { post: Post }) {
  const now = useNow();
  const hasNew = useLive((state) => (state.threads[post.id]?.unread_replies ?? 0) > 0);
  const participants = (post.participants ?? []).slice(-mostAvatars);
  const replies = t('{count, plural, one {# reply} other {# replies}}', { count: post.reply_count });
  return (
    <div>
      <button type="button" className="thread" onClick={() => openThread(post.id)}>
        <AvatarStack>
          {participants.map((participant) => (
            <UserAvatar key={participant.id} userId={participant.id} size={20} />
          ))}
        </AvatarStack>
        <b>{replies}</b>
        {post.last_reply_at > 0 && (
          <span className="clip">{t('Last {when}', { when: whenAt(post.last_reply_at, now) })}</span>
        )}
        {hasNew && <span className="dot" />}
        {hasNew && <span className="sr">{t(', new')}</span>}
      </button>
    </div>
  );
}
