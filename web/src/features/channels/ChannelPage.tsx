import { useCallback, useEffect, useState } from 'react';
import { useSearch } from 'wouter';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { channelLabel, channelTitle } from '../../live/select.ts';
import { want } from '../../live/state.ts';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { unfolded } from '../../text/folding.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';
import { Composer } from '../composer/Composer.tsx';
import { Announced } from '../timeline/Announced.tsx';
import { followChannelRead, keepUnread, markChannelRead } from '../timeline/read.ts';
import type { Row } from '../timeline/rows.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { timelineRow } from '../timeline/TimelineRow.tsx';
import { useChannelTimeline } from '../timeline/useTimeline.ts';
import { ChannelHeader } from './ChannelHeader.tsx';
import { ChannelStart } from './ChannelStart.tsx';
import { useWhyNotWrite } from './why-not.ts';

const Archived = part(() => import('./Archived.tsx').then((module) => module.Archived));

export interface ChannelPageProps {
  channel: Channel;
  team: Team;
}

/** A channel: its head, its timeline, and where to write. Made anew for each channel, so nothing is carried over. */
export function ChannelPage({ channel, team }: ChannelPageProps) {
  const at = new URLSearchParams(useSearch()).get('at') ?? undefined;
  return (
    <main className="sheet" id="main" data-region="main">
      <ChannelHeader channel={channel} team={team} />
      <div className="sheet-failure">
        <ActFailure place={`favourite:${channel.id}`} />
      </div>
      <SheetBanners />
      <ChannelTimeline key={`${channel.id} ${at ?? ''}`} channel={channel} team={team} at={at} />
      <ChannelFoot channel={channel} team={team} />
    </main>
  );
}

function ChannelTimeline({ channel, team, at }: ChannelPageProps & { at: string | undefined }) {
  const model = useChannelTimeline(channel.id, at);
  const label = useLive((state) => channelLabel(state, channel));
  const [isAtEnd, setAtEnd] = useState(false);
  const hasStats = useLive((state) => channel.id in state.stats);
  useEffect(() => {
    if (!hasStats) live.store.change((state) => want(state, `stats:${channel.id}`));
  }, [channel.id, hasStats]);
  useReading(channel.id, isAtEnd, model.span !== undefined);
  const renderRow = useCallback(
    (row: Row, place: { isStop: boolean }) =>
      timelineRow(row, {
        ...place,
        teamName: team.name,
        at,
        start: <ChannelStart channel={channel} team={team} />,
      }),
    [channel, team, at],
  );

  if (!model.span) {
    if (!model.error) return <TimelineSkeleton />;
    return (
      <Empty
        failed
        title={t('Could not load this channel')}
        text={t('{reason} What you have written is kept.', { reason: sentenceFor(model.error) })}
        acts={
          <Button small onClick={model.retry}>
            {t('Try again')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <Timeline model={model} label={t('Messages in {label}', { label })} onAtEnd={setAtEnd} renderRow={renderRow} />
      <Announced span={model.span} />
    </>
  );
}

/** What is in view is read: on opening, whenever something arrives at the end, and when the person comes back. */
function useReading(channelId: string, isAtEnd: boolean, isShown: boolean): void {
  useEffect(() => {
    if (isShown) markChannelRead(channelId);
  }, [channelId, isShown]);
  useEffect(() => {
    if (!isAtEnd) return undefined;
    const read = () => markChannelRead(channelId);
    read();
    addEventListener('focus', read);
    const stop = followChannelRead(channelId);
    return () => {
      removeEventListener('focus', read);
      stop();
    };
  }, [channelId, isAtEnd]);
  useEffect(() => () => keepUnread(undefined), []);
  useEffect(() => () => unfolded.clear(), []);
}

function ChannelFoot({ channel, team }: ChannelPageProps) {
  const whyNot = useWhyNotWrite(channel);
  const title = useLive((state) => channelTitle(state, channel));
  const isPhone = useWidth() === 'phone';
  const isDirect = channel.type === 'D' || channel.type === 'G';
  if (channel.delete_at > 0)
    return (
      <PartBoundary fallback={<div className="read-only" />}>
        <Archived channel={channel} />
      </PartBoundary>
    );
  if (whyNot) return <p className="read-only">{whyNot}</p>;
  return (
    <Composer
      key={channel.id}
      channelId={channel.id}
      rootId=""
      teamId={team.id}
      placeholder={isDirect ? t('Message {title}', { title }) : t('Message #{title}', { title })}
      isNarrow={isPhone}
      takesFocus
    />
  );
}
