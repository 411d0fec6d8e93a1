import { type ReactNode, useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, UserPlus, X } from 'lucide-react';
import { useLocation } from 'wouter';

import { getPinnedPosts } from '@innermost/protocol/posts.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { holdPosts, compareIn } from '../../live/hold.ts';
import { live, useLive, useLiveShape, useSteadyChannel } from '../../live/live.ts';
import { can, channelLabel, displayName } from '../../live/select.ts';
import { openConversation } from '../../people/conversation.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { Queries } from '../../queries/Queries.tsx';
import { useChannelPeople } from '../../queries/use-channel-people.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../words/words.ts';
import { ChannelFiles } from '../files/ChannelFiles.tsx';
import { NarrowPlace } from '../files/narrow.ts';
import { PostRow } from '../timeline/PostRow.tsx';
import { addPeople } from './dialogs.ts';
import '../../people/people.css';

export interface ChannelPanelProps {
  name: 'members' | 'pins' | 'files';
  channelId: string;
  team: Team;
}

/** Beside a channel: who is in it, what was pinned, or its files. */
export function ChannelPanel({ name, channelId, team }: ChannelPanelProps) {
  return (
    <Queries>
      {name === 'members' && <Members channelId={channelId} team={team} />}
      {name === 'pins' && <Pins channelId={channelId} team={team} />}
      {name === 'files' && (
        <PanelFrame title={t('Files')} channelId={channelId}>
          <ChannelFiles key={channelId} channelId={channelId} team={team} />
        </PanelFrame>
      )}
    </Queries>
  );
}

type PartProps = Omit<ChannelPanelProps, 'name'>;

function PanelFrame({
  title,
  channelId,
  act,
  children,
}: {
  title: string;
  channelId: string;
  act?: ReactNode;
  children: ReactNode;
}) {
  const { close } = usePanel();
  const label = useLive((state) => {
    const channel = state.channels[channelId];
    return channel ? channelLabel(state, channel) : '';
  });
  const isPhone = useWidth() === 'phone';
  const Sheet = isPhone ? 'main' : 'aside';
  return (
    <Sheet className={isPhone ? 'sheet' : 'sheet panel'} aria-label={title} data-region="panel">
      <header className="head">
        {isPhone && <IconButton icon={ArrowLeft} label={t('Back')} onClick={close} />}
        <h2>{title}</h2>
        <span className="topic">{label}</span>
        {act}
        {!isPhone && <IconButton icon={X} label={t('Close')} keys="Escape" tipSide="bottom" onClick={close} />}
      </header>
      {children}
    </Sheet>
  );
}

function NotLoaded({ title, error, onRetry }: { title: string; error: Error; onRetry: () => void }) {
  const again = (
    <Button small onClick={onRetry}>
      {t('Try again')}
    </Button>
  );
  return <Empty failed title={title} text={sentenceFor(error)} acts={again} />;
}

function Members({ channelId, team }: PartProps) {
  const count = useLive((state) => state.stats[channelId]?.member_count);
  const channel = useSteadyChannel((state) => state.channels[channelId]);
  const { ids, hasNextPage, fetchNextPage, isFetchingNextPage, isPending, error, refetch } = useChannelPeople(
    channelId,
    count,
  );
  const permission = channel?.type === 'P' ? 'manage_private_channel_members' : 'manage_public_channel_members';
  const mayAdd = useLive((state) => channel?.type !== 'G' && can(state, permission, { channel_id: channelId }));
  const add = mayAdd && (
    <IconButton
      icon={UserPlus}
      label={t('Add people')}
      tipSide="bottom"
      onClick={() => openDialog(addPeople, { channelId })}
    />
  );
  return (
    <PanelFrame title={t('Members')} channelId={channelId} act={add}>
      {error && <NotLoaded title={t('Could not load the members')} error={error} onRetry={() => void refetch()} />}
      <div className="panel-list" aria-busy={isPending}>
        {isPending && <TimelineSkeleton />}
        {ids.map((id) => (
          <Member key={id} userId={id} team={team} />
        ))}
        {hasNextPage && (
          <Button small busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('Show more')}
          </Button>
        )}
      </div>
    </PanelFrame>
  );
}

function Member({ userId, team }: { userId: string; team: Team }) {
  const [, navigate] = useLocation();
  const user = useLive((state) => state.users[userId]);
  const name = useLive((state) => displayName(user, state.config));
  const isMe = useLive((state) => state.me_id === userId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const open = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const path = await openConversation([userId], team.name);
      if (path) navigate(path);
    } catch (failure) {
      setError(sentenceFor(failure));
    }
    setBusy(false);
  };
  return (
    <div className="person-row">
      <UserAvatar userId={userId} size={32} withPresence />
      <span className="grow clip">
        {name} {user?.is_bot && <Tag>{t('Bot')}</Tag>}{' '}
        <span className="t3">{isMe ? t('you') : `@${user?.username}`}</span>
        {error && (
          <span className="small t2" role="alert">
            {' '}
            {error}
          </span>
        )}
      </span>
      {!isMe && (
        <Button small busy={busy} onClick={() => void open()}>
          {t('Message')}
        </Button>
      )}
    </div>
  );
}

function Pins({ channelId, team }: PartProps) {
  const count = useLive((state) => state.stats[channelId]?.pinnedpost_count);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['pins', channelId, count],
    queryFn: ({ signal }) => live.client.call(getPinnedPosts, { params: { channel_id: channelId }, signal }),
  });
  useEffect(() => {
    if (data) live.store.change((state) => holdPosts(state, Object.values(data.posts)));
  }, [data]);
  const ids = useLiveShape((state) =>
    [...state.posts.values()]
      .filter((post) => post.channel_id === channelId && post.is_pinned && post.delete_at === 0)
      .map((post) => post.id)
      .sort((a, b) => compareIn(state.posts)(b, a)),
  );
  return (
    <PanelFrame title={t('Pinned')} channelId={channelId}>
      {error && <NotLoaded title={t('Could not load what is pinned')} error={error} onRetry={() => void refetch()} />}
      {ids.length === 0 && data ? (
        <Empty title={t('Nothing is pinned')} text={t('Pin a message to keep it at hand for everyone here.')} />
      ) : (
        <div className="panel-list" aria-busy={isPending}>
          {isPending && ids.length === 0 && <TimelineSkeleton />}
          <NarrowPlace value>
            {ids.map((id) => (
              <PostRow key={id} id={id} rowKey={`pin-${id}`} first isStop={false} teamName={team.name} />
            ))}
          </NarrowPlace>
        </div>
      )}
    </PanelFrame>
  );
}
