import { memo, useMemo } from 'react';
import { Pin } from 'lucide-react';
import { Link } from 'wouter';

import type { Post } from '@innermost/protocol/posts.ts';

import { useLive } from '../../live/live.ts';
import { openProfile } from '../../people/open-profile.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { postPath } from '../../shell/paths.ts';
import { clockTime, exactTime } from '../../shell/time.ts';
import { Emoji } from '../../text/Emoji.tsx';
import { useTextScope } from '../../text/scope.tsx';
import { useEmoji } from '../../text/useEmoji.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../words/words.ts';
import { filesInWords } from '../files/summary.ts';
import { ReactionBar } from '../reactions/ReactionBar.tsx';
import { startEditing, stopEditing, useIsEditing } from './editing.ts';
import { mentionsMe } from './mentions-me.ts';
import { isNotice } from './notice.ts';
import { PostBody } from './PostBody.tsx';
import { rowFocus } from './row-focus.ts';
import { speakerInfo, type SpeakerInfo } from './speaker.ts';
import { ThreadSummary } from './ThreadSummary.tsx';
import { usePostActions } from './usePostActions.ts';

const EditPost = part(() => import('./EditPost.tsx').then((module) => module.EditPost));
/** No notice is loaded with a channel: it comes with an event. */
const NoticeRow = part(() => import('./NoticeRow.tsx').then((module) => module.NoticeRow));
const PostTools = part(() => import('./PostTools.tsx').then((module) => module.PostTools));

export interface PostRowProps {
  id: string;
  rowKey: string;
  /** Begins a group: with avatar and name. */
  first: boolean;
  isStop: boolean;
  teamName: string;
  /** In a thread there is no thread to open. */
  inThread?: boolean;
  /** Shown because a link led to it. */
  isMarked?: boolean;
}

export const PostRow = memo(function PostRow(props: PostRowProps) {
  const { id, rowKey, first, isStop, teamName, inThread = false, isMarked = false } = props;
  const post = useLive((state) => state.posts.get(id));
  if (!post) return <div />;
  return (
    <div className={first ? 'row-first' : undefined}>
      <PartBoundary of={String(post.update_at)} frame={undrawn}>
        {isNotice(post) ? (
          <NoticeRow post={post} rowKey={rowKey} isStop={isStop} />
        ) : (
          <PostArticle {...{ post, rowKey, first, isStop, teamName, inThread, isMarked }} />
        )}
      </PartBoundary>
    </div>
  );
});

/** One message that cannot be drawn takes none of the others with it. */
function undrawn() {
  return (
    <div className="msg">
      <div className="gut" />
      <output className="partfail">
        <StateMark state="failed" />
        <span className="grow">{t('This message cannot be shown here.')}</span>
      </output>
    </div>
  );
}

/** A bar that comes with the pointer has no room to say why it does not. */
const noTools = () => null;

type PostArticleProps = Required<Omit<PostRowProps, 'id'>> & { post: Post };

/** What changes as the reader moves: focus, the pointer, and the bar it brings. */
function PostArticle({ post, rowKey, first, isStop, teamName, inThread, isMarked }: PostArticleProps) {
  const speaker = useSpeaker(post);
  const me = useLive((state) => state.users[state.me_id]);
  const isToMe = useMemo(
    () => post.user_id !== me?.id && mentionsMe(post.message, me),
    [post.user_id, post.message, me],
  );
  const isEditing = useIsEditing(post.id, inThread);
  const actions = usePostActions(post, { inThread, edit: () => startEditing(post.id, inThread), teamName });
  return (
    <article
      className={classNames('msg', first && 'first', isToMe && 'to-you', isMarked && 'marked')}
      {...rowFocus(rowKey, isStop)}
      aria-label={labelOf(post, speaker.name)}
      {...actions.handlers}
    >
      <PostContent {...{ post, first, teamName, inThread, isMarked, isEditing }} />
      {actions.isActive && !isEditing && (
        <PartBoundary frame={noTools}>
          <PostTools post={post} actions={actions} />
        </PartBoundary>
      )}
    </article>
  );
}

type PostContentProps = Omit<PostArticleProps, 'rowKey' | 'isStop'> & { isEditing: boolean };

/** Of a message without text the files say what it is. */
function labelOf(post: Post, name: string): string {
  const label = `${name}, ${clockTime(post.create_at)}`;
  const files = post.message === '' ? filesInWords(post) : '';
  return files === '' ? label : `${label}, ${files}`;
}

/** What the message says, and when and by whom: most of the work, which no movement of the reader's repeats. */
const PostContent = memo(function PostContent(props: PostContentProps) {
  const { post, first, teamName, inThread, isMarked, isEditing } = props;
  const speaker = useSpeaker(post);
  const body = <PostBody post={post} isWhole={isMarked} />;
  return (
    <>
      <div className="gut">
        {first ? <SpeakerAvatar speaker={speaker} userId={post.user_id} /> : <Clock time={post.create_at} />}
      </div>
      <div>
        {first && (
          <div className="who">
            <SpeakerName speaker={speaker} userId={post.user_id} />
            {speaker.kind === 'webhook' && <Tag>{t('Webhook')}</Tag>}
            {speaker.kind === 'bot' && <Tag>{t('Bot')}</Tag>}
            <Link className="when" href={postPath(teamName, post.id)} tabIndex={-1}>
              <Clock time={post.create_at} />
            </Link>
          </div>
        )}
        {post.is_pinned && (
          <div className="pinned-by">
            <Icon of={Pin} /> {t('Pinned')}
          </div>
        )}
        {isEditing ? (
          <PartBoundary fallback={body}>
            <EditPost post={post} onDone={stopEditing} />
          </PartBoundary>
        ) : (
          body
        )}
        <ReactionBar post={post} />
        {!inThread && <ThreadSummary post={post} />}
        <ActFailure place={`post:${post.id}`} />
      </div>
    </>
  );
});

/** A person's name opens their card; a webhook has none. */
function SpeakerName({ speaker, userId }: { speaker: SpeakerInfo; userId: string }) {
  if (speaker.kind === 'webhook') return <b>{speaker.name}</b>;
  return (
    <button type="button" className="who-name" onClick={(event) => openProfile(userId, event.currentTarget)}>
      <b>{speaker.name}</b>
    </button>
  );
}

function Clock({ time }: { time: number }) {
  return (
    <time dateTime={new Date(time).toISOString()} title={exactTime(time)}>
      {clockTime(time)}
    </time>
  );
}

/** Built from parts that change seldom, so that a row is not drawn anew with every event. */
export function useSpeaker(post: Post): SpeakerInfo {
  const user = useLive((state) => state.users[post.user_id]);
  const config = useLive((state) => state.config);
  return speakerInfo(post, user, config);
}

export function SpeakerAvatar({ speaker, userId }: { speaker: SpeakerInfo; userId: string }) {
  const scope = useTextScope();
  const picture = useEmoji(speaker.kind === 'webhook' ? speaker.emoji : undefined, scope);
  if (speaker.kind !== 'webhook') return <UserAvatar userId={userId} />;
  return (
    <Avatar
      kind="webhook"
      id={speaker.id}
      name={speaker.name}
      src={speaker.src}
      {...(picture && speaker.emoji && { emoji: <Emoji name={speaker.emoji} picture={picture} /> })}
    />
  );
}
