// How well something fits what was typed: for autocompletion, switchers and pickers.

/** Lower case, without accents: "Übersicht" is found by "ubers". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}

/**
 * Undefined when it does not fit; otherwise lower is better: 0 the whole first field, 1 its beginning,
 * 2 the beginning of another field, 3 of a word in any, 4 somewhere inside one.
 */
export function fit(query: string, ...fields: readonly string[]): number | undefined {
  const wanted = fold(query.trim());
  if (wanted === '') return 1;
  const folded = fields.map(fold);
  if (folded[0] === wanted) return 0;
  if (folded[0]?.startsWith(wanted)) return 1;
  if (folded.some((field) => field.startsWith(wanted))) return 2;
  if (folded.some((field) => field.split(/[\s._-]+/).some((word) => word.startsWith(wanted)))) return 3;
  return folded.some((field) => field.includes(wanted)) ? 4 : undefined;
}

/** Those that fit, best first; among equals the given order stays. */
export function bestFits<T>(
  items: Iterable<T>,
  query: string,
  fields: (item: T) => readonly string[],
  most: number,
): T[] {
  const fits: { item: T; score: number }[] = [];
  for (const item of items) {
    const score = fit(query, ...fields(item));
    if (score !== undefined) fits.push({ item, score });
  }
  return fits
    .toSorted((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ item }) => item);
}
