import { type ReactElement, type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { ArrowDown } from 'lucide-react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import { useLive } from '../../live/live.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import { useEdited } from './editing.ts';
import type { Row } from './rows.ts';
import type { TimelineModel } from './useTimeline.ts';
import { useRowFocus } from './useRowFocus.ts';
import { useSticking } from './useSticking.ts';
import { mostCounted, newsSince, noNews, type News } from './window.ts';
import './timeline.css';

export interface TimelineProps {
  model: TimelineModel;
  label: string;
  /** The same function as long as it draws the same. */
  renderRow: (row: Row, place: { isStop: boolean }) => ReactElement;
  /** Told when the newest post is in view and when it no longer is. */
  onAtEnd?: (isAtEnd: boolean) => void;
  /** A thread reads from its root down; a channel stands on its newest post. */
  fromTop?: boolean;
  /** Over the rows, at the end: who is typing and the like. */
  children?: ReactNode;
}

/** Rows beyond the edge of the screen at which the next page is asked for. */
const nearRows = 20;
/** So far beyond the edge (px) rows are drawn and measured, lest they push what is being read when they appear. */
const bufferPx = 1000;

/** A virtual list of rows that opens where reading goes on, follows the end, and stays still while older ones arrive. */
export function Timeline({ model, label, renderRow, onAtEnd, fromTop, children }: TimelineProps) {
  const { rows, span, posts, openAt } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const me = useLive((state) => state.users[state.me_id]);
  const { isAtEnd, seenUntil, shift, onScroll, onResize, onWheel, onClickCapture, toEnd } = useSticking({
    scroller,
    list,
    model,
    onAtEnd,
  });
  const { stopKey, stopIndex, enter, handlers } = useRowFocus({ rows, list, scroller });
  useShownEdit({ rows, list, inThread: fromTop ?? false });

  const since = isAtEnd ? noNews : newsSince(span?.ids ?? [], posts, seenUntil, me);
  const moved = useMoving(scroller);
  const [keptRows, keepRows] = useState(0);
  const elementOf = useRowElements(renderRow);

  const pageIn = (offset: number) => {
    const isAt = onScroll(offset);
    moved();
    const { current } = list;
    if (!current) return;
    const above = rows.length - current.findItemIndex(offset - bufferPx);
    keepRows((kept) => (isAt ? enoughFor(above, kept) : 0));
    model.readAt(isAt ? undefined : postAt(rows, current.findItemIndex(offset)));
    if (current.findItemIndex(offset) < nearRows) model.loadOlder();
    if (current.findItemIndex(offset + current.viewportSize) > rows.length - nearRows) model.loadNewer();
  };
  return (
    <div className="timeline-box">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between its messages */}
      <div
        ref={scroller}
        className={fromTop ? 'timeline top' : 'timeline'}
        role="log"
        aria-label={label}
        // Rows come and go with scrolling; what is new is announced apart from that.
        aria-live="off"
        data-region="timeline"
        data-opened={openAt ?? 'end'}
        onWheel={onWheel}
        onClickCapture={onClickCapture}
        {...handlers}
      >
        <div className="timeline-space" />
        <Guard end="before" onEnter={enter} />
        <Virtualizer
          ref={list}
          data={rows}
          shift={shift}
          bufferSize={bufferPx}
          keepMounted={keptIndexes(rows.length, stopIndex, keptRows)}
          onScroll={pageIn}
          onResize={onResize}
        >
          {(row) => elementOf(row, row.key === stopKey)}
        </Virtualizer>
        <Guard end="after" onEnter={enter} />
        {!isAtEnd && <Newest since={since} onPress={toEnd} />}
      </div>
      {children}
    </div>
  );
}

/** Rows differ in height, so how many lie above the view changes with each: some more or less are no reason to draw. */
const spareRows = 16;

function enoughFor(count: number, kept: number): number {
  return count <= kept && kept <= count + 2 * spareRows ? kept : count + spareRows;
}

/**
 * Rows that stay drawn wherever the list stands. At the end those are the last ones, above the view too: whatever
 * arrives scrolls down, and while it does the list would drop them, only to draw all of them again a moment later.
 */
function keptIndexes(count: number, stop: number, last: number): number[] {
  const from = Math.max(0, count - last);
  const kept = stop >= 0 && stop < from ? [stop] : [];
  for (let index = from; index < count; index += 1) kept.push(index);
  return kept;
}

/** The first post at or below a row. */
function postAt(rows: readonly Row[], index: number): string | undefined {
  for (let at = index; at < rows.length; at += 1) {
    const row = rows[at];
    if (row?.kind === 'post') return row.id;
    if (row?.kind === 'system') return row.ids[0];
  }
  return undefined;
}

/** The way to the end while it is out of sight; it says the strongest of what came since. */
function Newest({ since, onPress }: { since: News; onPress: () => void }) {
  const { posts, mentions } = since;
  const asks = mentions > 0;
  const word = asks
    ? t('{count, plural, one {# mention} other {# mentions}}', { count: mentions })
    : posts > 0
      ? t('{count} new', { count: posts === mostCounted ? `${posts}+` : posts })
      : t('Newest');
  return (
    <div className="timeline-more">
      <button type="button" className={classNames('newest', asks ? 'asks' : posts > 0 && 'fresh')} onClick={onPress}>
        <Icon of={ArrowDown} />
        {word}
      </button>
    </div>
  );
}

function Guard({ end, onEnter }: { end: 'before' | 'after'; onEnter: () => void }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it holds focus for no longer than it takes to hand it on
  return <span className="timeline-guard" data-guard={end} tabIndex={0} onFocus={onEnter} />;
}

/** ms after the last movement at which the bar over a message comes back. */
const stillAfter = 150;

/** Marks the list while it moves, so that nothing that follows the pointer jumps from message to message. */
function useMoving(list: RefObject<HTMLElement | null>): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    // Set past React: nothing else is drawn anew for it.
    list.current?.setAttribute('data-moving', '');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => list.current?.removeAttribute('data-moving'), stillAfter);
  };
}

type RenderRow = TimelineProps['renderRow'];

/** The same element for the same row again: what has not changed is then passed over without being compared. */
function useRowElements(renderRow: RenderRow): (row: Row, isStop: boolean) => ReactElement {
  return useMemo(() => {
    const made = { stop: new WeakMap<Row, ReactElement>(), other: new WeakMap<Row, ReactElement>() };
    return (row, isStop) => {
      const known = isStop ? made.stop : made.other;
      const element = known.get(row) ?? renderRow(row, { isStop });
      known.set(row, element);
      return element;
    };
  }, [renderRow]);
}

interface ShownEditOptions {
  rows: readonly Row[];
  list: RefObject<VirtualizerHandle | null>;
  inThread: boolean;
}

/** A message that is taken up for editing comes into view. */
function useShownEdit({ rows, list, inThread }: ShownEditOptions) {
  const edited = useEdited(inThread);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (shown.current === edited) return;
    const index = rows.findIndex((row) => row.kind === 'post' && row.id === edited);
    if (edited !== undefined && index === -1) return;
    shown.current = edited;
    if (index !== -1) list.current?.scrollToIndex(index, { align: 'nearest' });
  }, [edited, rows, list]);
}
