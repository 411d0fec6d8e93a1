import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { VListHandle } from 'virtua';

import { emojiHabits, keepEmojiHabits, withUsed } from './recent.ts';
import { browseRows, type Choice, choiceAt, type CustomEmoji, move, type Position, searchRows } from './rows.ts';
import type { EmojiTable, Tone } from './table.ts';

export interface PickerInput {
  table: EmojiTable;
  custom: readonly CustomEmoji[];
  onPick: (name: string, more: boolean) => void;
}

const arrows = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/** What the picker shows and what keys and presses do to it. */
export function usePicker({ table, custom, onPick }: PickerInput) {
  const [habits, setHabits] = useState(emojiHabits);
  const [query, setQuery] = useState('');
  const [pointed, setPointed] = useState<Position>();
  const [current, setCurrent] = useState('recent');
  const list = useRef<VListHandle>(null);
  const id = useId();
  const { recent, tone } = habits;
  const isSearching = query.trim() !== '';
  const browsed = useMemo(() => browseRows({ table, custom, recent, tone }), [table, custom, recent, tone]);
  const rows = isSearching ? searchRows({ table, custom, tone }, query) : browsed;
  const position = pointed ?? (isSearching ? move(rows, undefined, '') : undefined);
  const choice = choiceAt(rows, position);

  const pick = (chosen: Choice, more: boolean) => {
    keepEmojiHabits(withUsed(emojiHabits(), chosen.name));
    onPick(chosen.name, more);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // In the words of a search, left and right move the caret until the grid was entered.
    const isArrow = arrows.has(event.key) && (!isSearching || pointed || /Up|Down/.test(event.key));
    if (event.key !== 'Enter' && !isArrow) return;
    event.preventDefault();
    if (!isArrow) {
      if (choice) pick(choice, event.shiftKey);
      return;
    }
    const next = move(rows, position, event.key);
    setPointed(next);
    if (next) list.current?.scrollToIndex(next.row, { align: 'nearest' });
  };
  const chooseTone = (next: Tone) => {
    setHabits({ ...habits, tone: next });
    keepEmojiHabits({ ...emojiHabits(), tone: next });
  };
  const jump = (category: string) => {
    // The rows have to be there before the list can go to one.
    flushSync(() => {
      setQuery('');
      setPointed(undefined);
    });
    list.current?.scrollToIndex(browsed.findIndex((row) => row.category === category));
    setCurrent(category);
  };
  const search = (text: string) => {
    setQuery(text);
    setPointed(undefined);
    list.current?.scrollTo(0);
  };
  const onScroll = (offset: number) => {
    // A little below the edge: the category whose rows fill the list, not the one just leaving it.
    setCurrent(rows[list.current?.findItemIndex(offset + 20) ?? 0]?.category ?? 'recent');
  };
  return {
    id,
    list,
    rows,
    query,
    isSearching,
    position,
    choice,
    tone,
    current,
    pick,
    point: setPointed,
    onKeyDown,
    chooseTone,
    jump,
    search,
    onScroll,
  };
}
