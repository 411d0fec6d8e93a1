/** Whether head is worse than base, from values measured in turn. */

export interface Series {
  what: string;
  unit: string;
  /** More is better: a rate. Otherwise less is: time, CPU, memory. */
  moreIsBetter: boolean;
  base: number[];
  head: number[];
}

export interface Verdict {
  /** Head over base, of the medians; 1 is alike. */
  median: number;
  /** The same of the quartile on the bad side: the lower one of a rate, the upper one of a time. */
  quartile: number;
  isWorse: boolean;
}

/** Worse is what is worse by more than this share in both. */
const tolerance = 0.05;

/** By the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? 0;
}

export function verdictOf({ base, head, moreIsBetter }: Series): Verdict {
  const ratio = (share: number) => quantile(head, share) / quantile(base, share);
  const [median, quartile] = [ratio(0.5), ratio(moreIsBetter ? 0.25 : 0.75)];
  const worse = (value: number) => (moreIsBetter ? value < 1 - tolerance : value > 1 + tolerance);
  return { median, quartile, isWorse: worse(median) && worse(quartile) };
}
