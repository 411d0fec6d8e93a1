/** A text as lines: cut, coloured, chosen. Pure. */
import type { Piece } from '../../../text/highlight.ts';

/** Characters; a longer line is cut. */
const longestLine = 5_000;

/** A last line break ends the last line, and begins none. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
}

/** The pieces of a whole text, line by line. */
export function piecesByLine(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const { text, look } of pieces) {
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, look });
    });
  }
  return lines;
}

/** First and last line, from 1 on. */
export interface Chosen {
  from: number;
  to: number;
}

/** "9" or "9-13", as addresses say it; undefined for anything else. */
export function chosenOf(said: string): Chosen | undefined {
  const [, from = '', to = from] = /^([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?$/.exec(said) ?? [];
  if (from === '') return undefined;
  const [a, b] = [Number(from), Number(to)];
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

export const sayChosen = ({ from, to }: Chosen): string => (from === to ? String(from) : `${from}-${to}`);

/** A press on a number: that line alone, or with Shift all from the first chosen one to it. */
export function choose(before: Chosen | undefined, line: number, isMore: boolean): Chosen | undefined {
  if (isMore && before) return { from: Math.min(before.from, line), to: Math.max(before.from, line) };
  return before?.from === line && before.to === line ? undefined : { from: line, to: line };
}
