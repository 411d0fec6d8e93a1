import type { Row } from './rows.ts';

/** Closer to the end than this (px) counts as being there. */
const endPx = 32;

/** Where a timeline stands between two drawings: at its end and staying there, or where somebody reads. Draws nothing. */
export class Standing {
  /** At the end, and staying there whatever arrives or grows. */
  isSticking = true;
  offset = 0;
  private isOpened = false;
  private ownKey: string | undefined;

  stick(): void {
    this.isSticking = true;
  }

  /** Whether the end is in view after scrolling to `position`, `distance` px before it. Only moving up lets go of it. */
  moved(position: number, distance: number, isLast: boolean): boolean {
    if (distance <= endPx) this.isSticking = isLast;
    else if (position < this.offset - 1) this.isSticking = false;
    this.offset = position;
    return this.isSticking || (isLast && distance <= endPx);
  }

  /** Once: the row to open at, if it is not the end. */
  openingRow(rows: readonly Row[], openAt: string | undefined): number | undefined {
    if (this.isOpened) return undefined;
    this.isOpened = true;
    if (openAt === undefined) return undefined;
    const index = rows.findIndex((row) => row.kind === 'new' || ('id' in row && row.id === openAt));
    if (index === -1) return undefined;
    this.isSticking = false;
    return index;
  }

  /** A message of mine is always shown: sending it goes to the end. */
  followOwn(rows: readonly Row[]): void {
    const last = rows.at(-1);
    if (last?.kind !== 'unsent' || last.key === this.ownKey) return;
    this.ownKey = last.key;
    this.isSticking = true;
  }
}
