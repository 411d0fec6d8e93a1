// When long text folds, and how much of it stays in sight.

/** From so many lines or characters on text folds, to `shownLines`, unless that would hide fewer than `fewestHidden`. */
const longLines = 24;
const longCharacters = 2400;
export const shownLines = 14;
const fewestHidden = 8;

/** What was unfolded by hand, until the channel is left. */
export const unfolded = new Set<string>();

/** Cheap, from the text alone: false for what cannot have that many lines even on a phone. */
export function mayBeLong(source: string): boolean {
  if (source.length > 700) return true;
  let lines = 1;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines += 1;
  return lines > shownLines;
}

export interface Fold {
  /** As laid out. */
  lines: number;
  hidesMention: boolean;
}

/** Undefined: it is short enough to be shown whole. */
export function foldOf(box: HTMLElement, source: string): Fold | undefined {
  const lineHeight = Number.parseFloat(getComputedStyle(box).lineHeight) || 24;
  const lines = Math.round(box.scrollHeight / lineHeight);
  if (!isFoldedAt(lines, source.length)) return undefined;
  const shownUntil = box.getBoundingClientRect().top + shownLines * lineHeight;
  const hidesMention = [...box.querySelectorAll('.at.me')].some(
    (mention) => mention.getBoundingClientRect().top >= shownUntil - lineHeight,
  );
  return { lines, hidesMention };
}

export const isFoldedAt = (lines: number, characters: number): boolean =>
  (lines >= longLines || characters >= longCharacters) && lines - shownLines >= fewestHidden;

/** `4.8 KB`, as it was sent. */
export function sizeOf(source: string): string {
  const bytes = new TextEncoder().encode(source).length;
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} KB`;
}
