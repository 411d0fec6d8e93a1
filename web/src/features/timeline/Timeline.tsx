import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from 'react';
import { ArrowDown } from 'lucide-react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import { useLive } from '../../live/live.ts';
import { Button } from '../../ui/Button.tsx';
import type { Row } from './rows.ts';
import type { TimelineModel } from './useTimeline.ts';
import { useSticking } from './useSticking.ts';
import { countNew } from './window.ts';
import './timeline.css';

export interface TimelineProps {
  model: TimelineModel;
  label: string;
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
  const meId = useLive((state) => state.me_id);
  const { isAtEnd, seenUntil, shift, onScroll, onResize, toEnd } = useSticking({ list, model, onAtEnd });
  const { stopKey, stopIndex, handlers } = useRowFocus(rows, list, scroller);

  const pageIn = (offset: number) => {
    onScroll(offset);
    const { current } = list;
    if (!current) return;
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
        {...handlers}
      >
        <div className="timeline-space" />
        <Virtualizer
          ref={list}
          data={rows}
          shift={shift}
          bufferSize={bufferPx}
          keepMounted={stopIndex >= 0 ? [stopIndex] : []}
          onScroll={pageIn}
          onResize={onResize}
        >
          {(row) => renderRow(row, { isStop: row.key === stopKey })}
        </Virtualizer>
        {!isAtEnd && <More count={countNew(span?.ids ?? [], posts, seenUntil, meId)} onPress={toEnd} />}
      </div>
      {children}
    </div>
  );
}

function More({ count, onPress }: { count: number; onPress: () => void }) {
  return (
    <div className="timeline-more">
      <Button small icon={ArrowDown} onClick={onPress}>
        {count > 0 ? `${count} new` : 'Newest'}
      </Button>
    </div>
  );
}

/** Tab stops at one message; arrows go on from there, loading rows into view as they need. */
function useRowFocus(
  rows: readonly Row[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
) {
  const [focused, setFocused] = useState<string>();
  const stopKey = rows.some((row) => row.key === focused) ? focused : rows.findLast(isMessage)?.key;
  const stopIndex = rows.findIndex((row) => row.key === stopKey);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    if (step === undefined || !isOnRow || event.altKey) return;
    event.preventDefault();
    let at = stopIndex + step;
    while (rows[at] && !isMessage(rows[at])) at += step;
    const row = rows[at];
    if (!row) return;
    setFocused(row.key);
    list.current?.scrollToIndex(at, { align: 'nearest' });
    requestAnimationFrame(() => rowElement(scroller.current, row.key)?.focus());
  };
  const onFocus = (event: FocusEvent) => {
    const key = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (key) setFocused(key);
  };
  return { stopKey, stopIndex, handlers: { onKeyDown, onFocus } };
}

function isMessage(row: Row | undefined): boolean {
  if (!row) return false;
  return row.kind === 'post' || row.kind === 'unsent' || row.kind === 'system';
}

function rowElement(within: HTMLElement | null, key: string): HTMLElement | null {
  return within?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null;
}
