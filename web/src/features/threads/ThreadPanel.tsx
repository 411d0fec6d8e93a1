import { useCallback, useEffect, useState } from 'react';
import { ArrowLeft, Bell, BellRing, X } from 'lucide-react';
import { Link } from 'wouter';

import { ApiError } from '@innermost/client/errors.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useSteadyChannel } from '../../live/live.ts';
import { channelLabel } from '../../live/select.ts';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { postPath } from '../../shell/paths.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../words/words.ts';
import { useWhyNotWrite } from '../channels/why-not.ts';
import { Composer } from '../composer/Composer.tsx';
import { NarrowPlace } from '../files/narrow.ts';
import { Announced } from '../timeline/Announced.tsx';
import { followThreadRead, markThreadRead } from '../timeline/read.ts';
import type { Row } from '../timeline/rows.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { timelineRow } from '../timeline/TimelineRow.tsx';
import { useThreadTimeline } from '../timeline/useTimeline.ts';
import { isFollowing, mayFollow, toggleFollowing } from './follow.ts';

export interface ThreadPanelProps {
  rootId: string;
  team: Team;
}

/** A thread beside its channel; on a phone in its place. */
export function ThreadPanel({ rootId, team }: ThreadPanelProps) {
  const width = useWidth();
  const isPhone = width === 'phone';
  // In place of everything else it is what the screen is about.
  const Sheet = isPhone ? 'main' : 'aside';
  return (
    <Sheet className={isPhone ? 'sheet' : 'sheet panel'} aria-label={t('Thread')} data-region="panel">
      <ThreadHeader rootId={rootId} team={team} />
      <div className="sheet-failure">
        <ActFailure place={`thread:${rootId}`} />
      </div>
      {isPhone && <SheetBanners />}
      <ThreadTimeline key={rootId} rootId={rootId} team={team} />
    </Sheet>
  );
}

function ThreadHeader({ rootId, team }: ThreadPanelProps) {
  const { close } = usePanel();
  const isPhone = useWidth() === 'phone';
  const root = useLive((state) => state.posts.get(rootId));
  const channel = useSteadyChannel((state) => state.channels[root?.channel_id ?? '']);
  const label = useLive((state) => (channel ? channelLabel(state, channel) : ''));
  const isFollowed = useLive((state) => isFollowing(state, rootId));
  const isOffered = useLive((state) => mayFollow(state, rootId));
  const follow = isOffered && (
    <IconButton
      icon={isFollowed ? BellRing : Bell}
      label={isFollowed ? t('Following') : t('Follow')}
      on={isFollowed}
      tipSide="bottom"
      onClick={() => void toggleFollowing(rootId, channel?.team_id || team.id, isFollowed)}
    />
  );
  const place = (
    <Link className="topic" href={postPath(team.name, rootId)} title={t('Show in the channel')}>
      {label}
    </Link>
  );
  if (isPhone) {
    return (
      <header className="head">
        <IconButton icon={ArrowLeft} label={t('Back')} onClick={close} />
        <div className="ttl">
          <h2 className="clip">{t('Thread')}</h2>
          {place}
        </div>
        {follow}
      </header>
    );
  }
  return (
    <header className="head">
      <h2>{t('Thread')}</h2>
      {place}
      {follow}
      <IconButton icon={X} label={t('Close')} keys="Escape" tipSide="bottom" onClick={close} />
    </header>
  );
}

function ThreadTimeline({ rootId, team }: ThreadPanelProps) {
  const model = useThreadTimeline(rootId);
  const root = useLive((state) => state.posts.get(rootId));
  const channelId = root?.channel_id ?? '';
  const channel = useSteadyChannel((state) => state.channels[channelId]);
  const whyNot = useWhyNotWrite(channel);
  const [isAtEnd, setAtEnd] = useState(false);
  const renderRow = useCallback(
    (row: Row, place: { isStop: boolean }) => timelineRow(row, { ...place, teamName: team.name, inThread: true }),
    [team.name],
  );
  const teamId = useLive((state) => state.channels[channelId]?.team_id) || team.id;
  useEffect(() => {
    if (!isAtEnd) return undefined;
    const read = () => markThreadRead(rootId, teamId);
    read();
    addEventListener('focus', read);
    const stop = followThreadRead(rootId, teamId);
    return () => {
      removeEventListener('focus', read);
      stop();
    };
  }, [isAtEnd, rootId, teamId]);

  if (isGone(model.error) && !model.span) {
    return (
      <Empty title={t('This thread is gone')} text={t('It was deleted, or it is in a channel that you are not in.')} />
    );
  }
  if (model.error && !model.span) {
    const again = (
      <Button small onClick={model.retry}>
        {t('Try again')}
      </Button>
    );
    return <Empty failed title={t('Could not load this thread')} text={sentenceFor(model.error)} acts={again} />;
  }
  if (!model.span || !root) return <TimelineSkeleton />;
  if (root.delete_at > 0) return <Empty title={t('This thread is gone')} text={t('Its first message was deleted.')} />;
  return (
    <>
      <NarrowPlace value>
        <Timeline model={model} label={t('Thread')} onAtEnd={setAtEnd} fromTop renderRow={renderRow} />
      </NarrowPlace>
      <Announced span={model.span} />
      {channel && whyNot && <p className="read-only">{whyNot}</p>}
      {channel && !whyNot && (
        <Composer
          channelId={channelId}
          rootId={rootId}
          teamId={team.id}
          placeholder={t('Reply…')}
          isNarrow
          takesFocus
        />
      )}
    </>
  );
}

/** The server answered, and it was no: asking again changes nothing. */
function isGone(error: Error | undefined): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && ![401, 429].includes(error.status);
}
