import { type RefObject, useEffect, useLayoutEffect, useRef, useState, type MouseEvent, type WheelEvent } from 'react';
import type { VirtualizerHandle } from 'virtua';

import type { Row } from './rows.ts';
import { Standing } from './standing.ts';
import type { TimelineModel } from './useTimeline.ts';

export interface StickingOptions {
  scroller: RefObject<HTMLElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  model: TimelineModel;
  onAtEnd: ((isAtEnd: boolean) => void) | undefined;
}

/** How much of what was read before stays in view above the first new message (px). */
const contextPx = 96;

/**
 * Where the list stands: it opens at a row or at the end, stays at the end while it is there, and keeps its place while
 * rows are added before it.
 */
export function useSticking({ scroller, list, model, onAtEnd }: StickingOptions) {
  const { rows, span, posts, openAt } = model;
  const [standing] = useState(() => new Standing());
  // The newest post seen is noted when the end is left: what comes after it is new.
  const [end, setEnd] = useState({ isAt: true, seenUntil: 0 });
  const isLast = span?.last ?? false;
  const newest = posts.get(span?.ids.at(-1) ?? '')?.create_at ?? 0;
  const shift = useIsPrepended(rows);
  /** What I wrote stands at the end of the channel, not of what is loaded of it. */
  const followed = useRef<string>(undefined);

  const place = (position: number): boolean => {
    const { current } = list;
    if (!current) return true;
    // The list learns of its own height only after the browser has scrolled for it.
    const height = scroller.current?.clientHeight ?? current.viewportSize;
    const isAt = standing.moved(position, current.scrollSize - position - height, isLast);
    // Several may come before the next drawing, so the last one counts and not what was drawn.
    setEnd((drawn) => (drawn.isAt === isAt ? drawn : { isAt, seenUntil: isAt ? drawn.seenUntil : newest }));
    return isAt;
  };

  useLayoutEffect(() => {
    const { current } = list;
    if (rows.length === 0 || !current) return;
    const index = standing.openingRow(rows, openAt);
    if (index !== undefined) current.scrollToIndex(index, { align: 'start', offset: -contextPx });
    standing.followOwn(rows);
    if (standing.isSticking) scrollToEnd(scroller);
  }, [scroller, list, rows, openAt, standing]);
  useEffect(() => {
    if (model.sending === undefined || model.sending === followed.current) return;
    followed.current = model.sending;
    if (!isLast) model.toNewest();
  }, [model, isLast]);
  useEffect(() => onAtEnd?.(end.isAt && isLast), [end.isAt, isLast, onAtEnd]);

  return {
    isAtEnd: end.isAt,
    seenUntil: end.seenUntil,
    shift,
    /** Returns whether the end is in view. */
    onScroll: place,
    onResize: () => {
      if (standing.isSticking) scrollToEnd(scroller);
      else place(standing.offset);
    },
    onWheel: ({ deltaY, currentTarget }: WheelEvent) => {
      if (deltaY < 0 && currentTarget.scrollTop > 0) standing.letGo();
    },
    /** What is unfolded by a press grows downwards from where its reader is. */
    onClickCapture: ({ target }: MouseEvent<HTMLElement>) => {
      if (target instanceof Element && target.closest('[aria-expanded]:not([aria-haspopup])')) standing.letGo();
    },
    toEnd: () => {
      standing.stick();
      if (isLast) scrollToEnd(scroller);
      else model.toNewest();
    },
  };
}

/** Not the list's own way to a row: that insists on its goal for a while, against whoever turns the wheel meanwhile. */
function scrollToEnd({ current }: RefObject<HTMLElement | null>): void {
  if (current) current.scrollTop = current.scrollHeight;
}

/** True in the render in which rows were added at the start while the end stayed as it was. */
function useIsPrepended(rows: readonly Row[]): boolean {
  const [before, setBefore] = useState({ rows, isPrepended: false });
  if (before.rows === rows) return before.isPrepended;
  const isSameEnd = before.rows.length > 0 && rows.at(-1)?.key === before.rows.at(-1)?.key;
  const isPrepended = isSameEnd && rows.length !== before.rows.length;
  setBefore({ rows, isPrepended });
  return isPrepended;
}
