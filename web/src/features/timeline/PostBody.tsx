import { useCallback, useEffect, useMemo, useState } from 'react';

import type { Post } from '@innermost/protocol/posts.ts';

import { useLive } from '../../live/live.ts';
import { lookUpNames } from '../../people/names.ts';
import { exactTime } from '../../shell/time.ts';
import { Folded } from '../../text/Folded.tsx';
import { mayBeLong } from '../../text/folding.ts';
import { mentionsOf } from '../../text/mentions.ts';
import type { Block } from '../../text/nodes.ts';
import { parseBeginning } from '../../text/parse.ts';
import { useTextScope, type TextScope } from '../../text/scope.tsx';
import { classNames } from '../../ui/class-names.ts';
import { t } from '../../words/words.ts';
import { Attachments } from '../attachments/Attachments.tsx';
import { PostFiles } from '../files/PostFiles.tsx';
import { PostLink } from '../links/PostLink.tsx';
import { mentionsMe } from './mentions-me.ts';

/** Names of one post that are looked up; a list of more is no call to anybody. */
const mostNames = 50;

export interface PostBodyProps {
  post: Post;
  /** Somebody was led to it, so that it is not folded. */
  isWhole?: boolean;
}

/** ms in which what I sent still counts as what I have just sent. */
const justSent = 60_000;

/** What a post says: its text, and what a machine handed in with it. */
export function PostBody({ post, isWhole = false }: PostBodyProps) {
  const scope = useOwnScope(post);
  const isMine = useLive(({ me_id }) => me_id === post.user_id);
  // When it came into view: what counts as just sent then stays whole.
  const [isFresh] = useState(() => Date.now() - post.create_at < justSent);
  const me = useLive(({ users, me_id }) => users[me_id]);
  const { message } = post;
  const isCallingMe = useMemo(() => !isMine && mayBeLong(message) && mentionsMe(message, me), [isMine, message, me]);
  const { person } = scope;
  const lookUp = useCallback(
    (blocks: readonly Block[]) => {
      const names = mentionsOf(blocks).names.slice(0, mostNames);
      lookUpNames(names.filter((name) => !person?.(name)));
    },
    [person],
  );
  useEffect(() => {
    if (message.includes('@')) lookUp(parseBeginning(message));
  }, [message, lookUp]);
  return (
    <div className={classNames('body', post.edit_at > 0 && 'revised')}>
      {post.message !== '' && (
        <Folded
          id={post.id}
          source={post.message}
          scope={scope}
          isWhole={isWhole || (isMine && isFresh)}
          callsMe={isCallingMe}
          onWhole={lookUp}
        />
      )}
      <Attachments id={post.id} attachments={post.props['attachments']} scope={scope} isWhole={isWhole} />
      {post.metadata.embeds && <PostLink post={post} />}
      {post.file_ids.length > 0 && <PostFiles post={post} />}
      {post.edit_at > 0 && (
        <span className="edited" title={exactTime(post.edit_at)}>
          {t('edited')}
        </span>
      )}
    </div>
  );
}

/** Channels that the post names and I am not in are told by the post itself; so are the sizes of its pictures. */
function useOwnScope(post: Post): TextScope {
  const around = useTextScope();
  const { props, metadata } = post;
  return useMemo(() => {
    const named = (props['channel_mentions'] ?? {}) as Record<string, { display_name?: unknown; team_name?: unknown }>;
    return {
      ...around,
      channelWide: props['mentionHighlightDisabled'] !== true,
      channel(name: string) {
        const told = named[name];
        const known = around.channel?.(name);
        if (known || typeof told?.display_name !== 'string' || typeof told.team_name !== 'string') return known;
        return { label: told.display_name, path: `/${told.team_name}/channels/${name}` };
      },
      pictureSize: (src: string) => metadata.images?.[src],
    };
  }, [around, props, metadata]);
}
