import type { ReactElement } from 'react';
import { useShallow } from 'zustand/react/shallow';

import { useLive } from '../../live/live.ts';
import { t } from '../../words/words.ts';
import { DateLine } from './DateLine.tsx';
import { PostRow } from './PostRow.tsx';
import { rowFocus } from './row-focus.ts';
import type { Row } from './rows.ts';
import { SystemLine } from './SystemLine.tsx';
import { UnreadLine } from './UnreadLine.tsx';
import { UnsentRow } from './UnsentRow.tsx';

export interface RowContext {
  isStop: boolean;
  teamName: string;
  inThread?: boolean;
  /** Post that a link led to. */
  at?: string | undefined;
  /** What stands at the beginning of a channel. */
  start?: ReactElement;
}

/** Any row of a timeline. */
export function timelineRow(row: Row, { isStop, teamName, inThread = false, at, start }: RowContext): ReactElement {
  switch (row.kind) {
    case 'start':
      return (
        <article key={row.key} className="row-start" aria-label={t('Beginning')} {...rowFocus(row.key, isStop)}>
          {start}
        </article>
      );
    case 'day':
      return <DateLine key={row.key} time={row.time} />;
    case 'new':
      return <UnreadLine key={row.key} since={row.since} />;
    case 'replies':
      return <RepliesLine key={row.key} count={row.count} />;
    case 'unsent':
      return <UnsentRow key={row.key} unsent={row.unsent} first={row.first} isStop={isStop} />;
    case 'system':
      return <SystemRow key={row.key} ids={row.ids} isStop={isStop} />;
    default:
      return (
        <PostRow
          key={row.key}
          id={row.id}
          rowKey={row.key}
          first={row.first}
          isStop={isStop}
          teamName={teamName}
          inThread={inThread}
          isMarked={row.id === at}
        />
      );
  }
}

function SystemRow({ ids, isStop }: { ids: readonly string[]; isStop: boolean }) {
  const posts = useLive(useShallow((state) => ids.flatMap((id) => state.posts.get(id) ?? [])));
  if (posts.length === 0) return <div />;
  return (
    <div className="row-system">
      <SystemLine posts={posts} rowKey={ids[0] ?? ''} isStop={isStop} />
    </div>
  );
}

function RepliesLine({ count }: { count: number }) {
  const label = count === 0 ? t('No replies yet') : t('{count, plural, one {# reply} other {# replies}}', { count });
  return (
    <div className="row-day">
      <div className="day">
        <span>{label}</span>
      </div>
    </div>
  );
}
