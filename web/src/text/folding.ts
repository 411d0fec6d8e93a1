// When long text folds, and how much of it stays in sight.

/** From so many lines or characters on text folds, to `shownLines`, unless that would hide fewer than `fewestHidden`. */
const longLines = 24;
const longCharacters = 2400;
export const shownLines = 14;
const fewestHidden = 8;

/** What was unfolded by hand, until the channel is left: how high it was at last (px), so that it is again at once. */
export const unfolded = new Map<string, number>();

/** Cheap, from the text alone: false for what cannot have that many lines even on a phone. */
export function mayBeLong(source: string): boolean {
  if (source.length > 700) return true;
  let lines = 1;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines += 1;
  return lines > shownLines;
}

export interface Fold {
  /** As laid out; where only the beginning is drawn, what the whole would have, about. */
  lines: number;
  isEstimate: boolean;
  hidesMention: boolean;
}

export interface Shown {
  source: string;
  /** Of the message that is drawn. */
  share: number;
  /** It calls the reader, somewhere. */
  callsMe: boolean;
}

/** Undefined: it is short enough to be shown whole. */
export function foldOf(box: HTMLElement, { source, share, callsMe }: Shown): Fold | undefined {
  const lineHeight = Number.parseFloat(getComputedStyle(box).lineHeight) || 24;
  const drawn = Math.round(box.scrollHeight / lineHeight);
  const isEstimate = share < 1;
  const lines = isEstimate ? Math.max(1, Math.round(drawn / share / 10)) * 10 : drawn;
  if (!isEstimate && !isFoldedAt(lines, source.length)) return undefined;
  const shownUntil = box.getBoundingClientRect().top + shownLines * lineHeight;
  const mentions = [...box.querySelectorAll('.at.me')];
  const isBelow = mentions.some((mention) => mention.getBoundingClientRect().top >= shownUntil - lineHeight);
  return { lines, isEstimate, hidesMention: isBelow || (isEstimate && callsMe && mentions.length === 0) };
}

export const isFoldedAt = (lines: number, characters: number): boolean =>
  (lines >= longLines || characters >= longCharacters) && lines - shownLines >= fewestHidden;

/** `4.8 KB`, as it was sent. */
export function sizeOf(source: string): string {
  const bytes = new TextEncoder().encode(source).length;
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} KB`;
}
