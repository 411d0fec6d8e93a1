import { type KeyboardEvent, useEffect, useRef } from 'react';
import {
  Building2,
  Clock,
  Flag,
  Heart,
  Leaf,
  Lightbulb,
  type LucideIcon,
  Plane,
  Search,
  Smile,
  Trophy,
  Utensils,
} from 'lucide-react';
import { VList } from 'virtua';

import { Emoji } from '../../text/Emoji.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { type Message, msg, t } from '../../words/words.ts';
import { EmojiRow } from './EmojiRow.tsx';
import type { Choice, CustomEmoji, Position } from './rows.ts';
import { SkinTone } from './SkinTone.tsx';
import type { EmojiTable } from './table.ts';
import { useEmojiTable } from './useEmojiTable.ts';
import { usePicker } from './usePicker.ts';

export interface EmojiPickerProps {
  /** Gets the name on the wire, without colons. `more` when Shift was held: the picker should stay open. */
  onPick: (name: string, more: boolean) => void;
  /** The server's own emoji. Keep the array the same while it does not change. */
  custom?: readonly CustomEmoji[];
}

const categories: Record<string, { label: Message; icon: LucideIcon }> = {
  recent: { label: msg('Often used'), icon: Clock },
  people: { label: msg('Smileys and people'), icon: Smile },
  nature: { label: msg('Animals and nature'), icon: Leaf },
  food: { label: msg('Food and drink'), icon: Utensils },
  activities: { label: msg('Activities'), icon: Trophy },
  travel: { label: msg('Travel and places'), icon: Plane },
  objects: { label: msg('Objects'), icon: Lightbulb },
  symbols: { label: msg('Symbols'), icon: Heart },
  flags: { label: msg('Flags'), icon: Flag },
  custom: { label: msg('Of this server'), icon: Building2 },
};
/** The list sets its own height as a style, so a class could not. In a low window the rest of the picker needs its room. */
const listStyle = { height: 'min(272px, 100dvh - 196px)' };
const none: readonly CustomEmoji[] = [];

/** Stands in a bare Popover. The keyboard stays in the search field; arrows move through the grid. */
export function EmojiPicker({ onPick, custom = none }: EmojiPickerProps) {
  const table = useEmojiTable();
  return (
    <div className="pop emoji" aria-busy={!table}>
      {table ? <Picker table={table} custom={custom} onPick={onPick} /> : <div className="emoji-waits" />}
    </div>
  );
}

interface PickerProps extends Required<EmojiPickerProps> {
  table: EmojiTable;
}

function Picker(props: PickerProps) {
  const picker = usePicker(props);
  const { id, list, rows, query, isSearching, position, choice, tone } = picker;
  const present = Object.keys(categories).filter((category) => category !== 'custom' || props.custom.length > 0);
  return (
    <>
      <div className="cats" role="toolbar" aria-label={t('Categories')}>
        {present.map((category) => (
          <Category
            key={category}
            category={category}
            on={!isSearching && category === picker.current}
            onPress={() => picker.jump(category)}
          />
        ))}
      </div>
      <SearchField
        id={id}
        query={query}
        active={position && cellId(id, position)}
        onKeyDown={picker.onKeyDown}
        onChange={picker.search}
      />
      <VList
        ref={list}
        className="emoji-list"
        style={listStyle}
        id={`${id}-list`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A <select> cannot show a grid.
        role="listbox"
        aria-label={t('Emoji')}
        itemSize={36}
        onScroll={picker.onScroll}
      >
        {rows.map((row, index) => (
          <EmojiRow
            key={row.type === 'title' ? row.category : `${row.category} ${row.choices[0]?.name}`}
            row={row}
            title={labelOf(row.category)}
            active={position?.row === index ? position.column : undefined}
            cellId={(column) => cellId(id, { row: index, column })}
            onPoint={(column) => picker.point({ row: index, column })}
            onPick={picker.pick}
          />
        ))}
      </VList>
      {isSearching && rows.length === 0 && (
        <p className="emoji-none">{t('Nothing is called “{query}”.', { query: query.trim() })}</p>
      )}
      <div className="row emoji-foot">
        {choice ? <Preview choice={choice} /> : <span className="grow" />}
        <SkinTone tone={tone} onChange={picker.chooseTone} />
      </div>
    </>
  );
}

const labelOf = (category: string): string => {
  const known = categories[category];
  return known ? t(known.label) : '';
};

function cellId(id: string, { row, column }: Position): string {
  return `${id}-${row}-${column}`;
}

function Category({ category, on, onPress }: { category: string; on: boolean; onPress: () => void }) {
  const known = categories[category];
  return known ? <IconButton icon={known.icon} label={t(known.label)} small on={on} onClick={onPress} /> : null;
}

interface SearchFieldProps {
  id: string;
  query: string;
  active: string | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
  onChange: (query: string) => void;
}

function SearchField({ id, query, active, onKeyDown, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The table may come after the popover opened: focus moves on from wherever it waited inside.
    if (input.current?.closest('[popover]')?.contains(document.activeElement)) input.current.focus();
  }, []);
  return (
    <div className="in emoji-search">
      <Icon of={Search} />
      <input
        ref={input}
        data-first
        placeholder={t('Search emoji')}
        aria-label={t('Search emoji')}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={active}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Preview({ choice }: { choice: Choice }) {
  return (
    <span className="row grow">
      <span className="emoji-large">
        <Emoji name={choice.name} picture={choice.picture} />
      </span>
      <span className="clip">
        <b>{choice.name.replaceAll('_', ' ')}</b> <span className="t3 small">:{choice.name}:</span>
      </span>
    </span>
  );
}
