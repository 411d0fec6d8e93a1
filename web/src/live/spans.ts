/**
 * Which posts of a channel or thread are held, as runs without holes. Pages and events arrive in any order and overlap;
 * invariant: spans are in time order, never touch, and only the newest may be `last`, only the oldest `first`.
 */
export interface Span {
  /** Post ids, oldest first. */
  readonly ids: readonly string[];
  /** Nothing older exists. */
  readonly first: boolean;
  /** Nothing newer exists: what is posted next belongs at its end. */
  readonly last: boolean;
}

export interface Page extends Span {
  /** The held post that this page comes right after. */
  readonly follows?: string;
  /** The held post that this page comes right before. */
  readonly precedes?: string;
}

/** Negative when post `a` is older than post `b`. */
export type Compare = (a: string, b: string) => number;

/**
 * Adds a page. It speaks for its own range: held ids within that range that the page lacks are gone and are dropped.
 */
export function insertPage(spans: readonly Span[], page: Page, compare: Compare): readonly Span[] {
  const run = runOf(page);
  const oldest = run.ids[0];
  const newest = run.ids.at(-1);
  // An empty page without neighbours says that there is nothing at all.
  if (oldest === undefined || newest === undefined) return [run];

  let merged = run;
  const apart: Span[] = [];
  for (const span of spans) {
    const spanOldest = span.ids[0];
    const spanNewest = span.ids.at(-1);
    if (spanOldest === undefined || spanNewest === undefined) continue;
    if (compare(spanNewest, oldest) < 0 || compare(spanOldest, newest) > 0) {
      apart.push(span);
      continue;
    }
    const older = span.ids.filter((id) => compare(id, oldest) < 0);
    const newer = span.ids.filter((id) => compare(id, newest) > 0);
    merged = {
      ids: [...older, ...merged.ids, ...newer],
      first: older.length > 0 ? span.first : merged.first || (span.first && spanOldest === oldest),
      last: newer.length > 0 ? span.last : merged.last || (span.last && spanNewest === newest),
    };
  }
  const all = [...apart, merged].sort((a, b) => compare(a.ids[0] ?? '', b.ids[0] ?? ''));
  return all.map((span, index) => ({
    ids: span.ids,
    first: span.first && index === 0,
    last: span.last && index === all.length - 1,
  }));
}

/** Puts a new post where it belongs at the end; nothing changes when the end is not held. */
export function append(spans: readonly Span[], id: string, compare: Compare): readonly Span[] {
  const end = lastSpan(spans);
  if (!end) return spans;
  let at = end.ids.length;
  while (at > 0 && compare(end.ids[at - 1] ?? '', id) > 0) at -= 1;
  if (end.ids[at - 1] === id) return spans;
  // Older than everything held: without the start in hand it may belong into a hole.
  if (at === 0 && end.ids.length > 0 && !end.first) return spans;
  const ids = end.ids.toSpliced(at, 0, id);
  return spans.map((span) => (span === end ? { ...span, ids } : span));
}

export function lastSpan(spans: readonly Span[] | undefined): Span | undefined {
  return spans?.find((span) => span.last);
}

export function spanWith(spans: readonly Span[] | undefined, id: string): Span | undefined {
  return spans?.find((span) => span.ids.includes(id));
}

function runOf(page: Page): Span {
  return {
    ids: [...(page.follows ? [page.follows] : []), ...page.ids, ...(page.precedes ? [page.precedes] : [])],
    first: page.first && !page.follows,
    last: page.last && !page.precedes,
  };
}
