// The picker as rows of nine: pure, so that the list can be virtual and the arrow keys exact.
import type { EmojiPicture } from '../../text/scope.tsx';
import { bestFits } from '../../text/match.ts';
import {
  characterOf,
  type EmojiTable,
  nameWithTone,
  searchEmoji,
  type SystemEmoji,
  type Tone,
  withTone,
} from './table.ts';

/** A finger needs more room than a pointer. */
export const columns =
  typeof matchMedia === 'function' && matchMedia('(pointer: coarse), (max-width: 767px)').matches ? 7 : 9;

export interface Choice {
  /** As it goes over the wire, tone included. */
  name: string;
  picture: EmojiPicture;
}

export interface CustomEmoji {
  name: string;
  src: string;
}

export type Row = { type: 'title'; category: string } | { type: 'emoji'; category: string; choices: readonly Choice[] };

export interface PickerContent {
  table: EmojiTable;
  custom: readonly CustomEmoji[];
  recent: readonly string[];
  tone: Tone;
}

export interface Position {
  row: number;
  column: number;
}

/** Often used first, then by category, then the server's own. */
export function browseRows({ table, custom, recent, tone }: PickerContent): Row[] {
  const sections: [string, Choice[]][] = [
    ['recent', recent.flatMap((name) => choiceNamed(name, table, custom)).slice(0, columns)],
    ...table.categories.map(({ id, emoji }): [string, Choice[]] => [id, emoji.map((one) => toned(one, tone))]),
    ['custom', custom.map(own)],
  ];
  return sections.flatMap(([category, choices]): Row[] =>
    choices.length === 0 ? [] : [{ type: 'title', category }, ...inRows(category, choices)],
  );
}

const mostFound = columns * 12;

export function searchRows({ table, custom, tone }: Omit<PickerContent, 'recent'>, query: string): Row[] {
  const found = [
    ...bestFits(custom, query, ({ name }) => [name], mostFound).map(own),
    ...searchEmoji(table, query, mostFound).map((one) => toned(one, tone)),
  ];
  return inRows('found', found);
}

/** Where an arrow key leads: through the rows, over titles, never out. */
export function move(rows: readonly Row[], from: Position | undefined, key: string): Position | undefined {
  const first = nextRow(rows, -1, 1);
  if (!from) return first === undefined ? undefined : { row: first, column: 0 };
  const length = choicesIn(rows, from.row).length;
  if (key === 'ArrowRight' && from.column + 1 < length) return { ...from, column: from.column + 1 };
  if (key === 'ArrowLeft' && from.column > 0) return { ...from, column: from.column - 1 };
  const row = nextRow(rows, from.row, key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1);
  if (row === undefined) return from;
  const last = choicesIn(rows, row).length - 1;
  if (key === 'ArrowRight') return { row, column: 0 };
  return { row, column: key === 'ArrowLeft' ? last : Math.min(from.column, last) };
}

export function choiceAt(rows: readonly Row[], at: Position | undefined): Choice | undefined {
  return at && choicesIn(rows, at.row)[at.column];
}

function nextRow(rows: readonly Row[], from: number, step: 1 | -1): number | undefined {
  for (let row = from + step; row >= 0 && row < rows.length; row += step) if (rows[row]?.type === 'emoji') return row;
  return undefined;
}

function choicesIn(rows: readonly Row[], row: number): readonly Choice[] {
  const found = rows[row];
  return found?.type === 'emoji' ? found.choices : [];
}

function inRows(category: string, choices: readonly Choice[]): Row[] {
  const count = Math.ceil(choices.length / columns);
  return Array.from({ length: count }, (_, i) => ({
    type: 'emoji',
    category,
    choices: choices.slice(i * columns, (i + 1) * columns),
  }));
}

function choiceNamed(name: string, table: EmojiTable, custom: readonly CustomEmoji[]): Choice[] {
  const ours = custom.find((one) => one.name === name);
  if (ours) return [own(ours)];
  const character = characterOf(table, name);
  return character === undefined ? [] : [{ name, picture: { character } }];
}

function toned(emoji: SystemEmoji, tone: Tone): Choice {
  return { name: nameWithTone(emoji, tone), picture: { character: withTone(emoji, tone) } };
}

function own({ name, src }: CustomEmoji): Choice {
  return { name, picture: { src } };
}
