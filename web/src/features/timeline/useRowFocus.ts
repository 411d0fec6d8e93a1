import { type FocusEvent, type KeyboardEvent, type RefObject, useMemo, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

import { isInView, tabStopsIn } from './row-focus.ts';
import type { Row } from './rows.ts';

export interface RowFocusOptions {
  rows: readonly Row[];
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
}

/**
 * A timeline is one stop for Tab, however many buttons its messages hold: Tab comes to one message, goes through what
 * is in it and then out; arrows go on from message to message, loading rows into view as they need. Two elements that
 * show nothing guard its ends: whoever reaches one from outside is led to the message.
 */
export function useRowFocus({ rows, list, scroller }: RowFocusOptions) {
  const [focused, setFocused] = useState<string>();
  const isLeaving = useRef(false);
  const stopIndex = useMemo(() => stopOf(rows, focused), [rows, focused]);
  const stopKey = rows[stopIndex]?.key;

  const step = (by: number) => {
    let at = stopIndex + by;
    while (rows[at] && !isStop(rows[at])) at += by;
    const row = rows[at];
    if (!row) return;
    setFocused(row.key);
    list.current?.scrollToIndex(at, { align: 'nearest' });
    requestAnimationFrame(() => rowElement(scroller.current, row.key)?.focus());
  };
  /** Focus goes to the guard, and the browser takes it on from there. */
  const leave = (end: 'before' | 'after') => {
    isLeaving.current = true;
    scroller.current?.querySelector<HTMLElement>(`[data-guard="${end}"]`)?.focus({ preventScroll: true });
    isLeaving.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    const row = event.target.closest<HTMLElement>('[data-row]');
    if (!row || event.altKey) return;
    if (event.key === 'Tab') {
      if (event.shiftKey && event.target === row) leave('before');
      if (!event.shiftKey && event.target === (tabStopsIn(row).at(-1) ?? row)) leave('after');
      return;
    }
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || event.target !== row) return;
    event.preventDefault();
    step(by);
  };
  const onFocus = (event: FocusEvent) => {
    const key = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (key) setFocused(key);
  };
  /** The message of last time if it is in view, else the last one that is: coming here moves nothing. */
  const enter = () => {
    const { current } = scroller;
    if (isLeaving.current || !current) return;
    const shown = [...current.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => isInView(row, current));
    const target = shown.find((row) => row.tabIndex === 0) ?? shown.at(-1);
    target?.focus({ preventScroll: true });
  };
  return { stopKey, stopIndex, enter, handlers: { onKeyDown, onFocus } };
}

/** The row that has the focus, else the last that can have it. Looked for from the end, where most are. */
function stopOf(rows: readonly Row[], focused: string | undefined): number {
  const index = focused === undefined ? -1 : rows.findLastIndex((row) => row.key === focused);
  return index === -1 ? rows.findLastIndex(isStop) : index;
}

function isStop(row: Row | undefined): boolean {
  return row !== undefined && row.kind !== 'day' && row.kind !== 'new' && row.kind !== 'replies';
}

function rowElement(within: HTMLElement | null, key: string): HTMLElement | null {
  return within?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null;
}
