import type { Row } from './rows.ts';

/** Closer to the end than this (px) counts as being there. */
const endPx = 32;

/** Where a timeline stands between two drawings: at its end and staying there, or where somebody reads. Draws nothing. */
export class Standing {
  /** At the end, and staying there whatever arrives or grows. */
  isSticking = true;
  offset = 0;
  /** The offset at which the end is reached. */
  private end = 0;
  private isOpened = false;
  private ownKey: string | undefined;
  /** Asked for, and on its way there: what is held may end before the channel does. */
  private isSoughtEnd = false;

  stick(): void {
    this.isSticking = true;
    this.isSoughtEnd = true;
  }

  /** Somebody is about to scroll up; what grows until then must not pull them back. */
  letGo(): void {
    this.isSticking = false;
    this.isSoughtEnd = false;
  }

  /**
   * Whether the end is in view after scrolling to `position`, `distance` px before it. Only moving up lets go of it, and
   * not when rows turned out lower than thought, for then the browser moved.
   */
  moved(position: number, distance: number, isLast: boolean): boolean {
    const end = position + distance;
    if (distance > endPx) {
      if (position < this.offset - 1 && Math.abs(end - this.end) <= 1) this.letGo();
    } else if (isLast) {
      this.isSticking = true;
      this.isSoughtEnd = false;
    } else this.isSticking = this.isSoughtEnd;
    this.offset = position;
    this.end = end;
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
    this.stick();
  }
}
